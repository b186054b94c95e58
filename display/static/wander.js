// A screen that shows the same places for years burns them in: all of it moves a little, too slowly to be seen.

const STEP = 10 * 60_000; // ms
const PIXELS = 2;

// Once around the middle and through it; no two neighbours are further apart than one step each way.
const PATH = [[0, 0], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1], [1, 0]];

/** Moves `node` by PIXELS each STEP; the edge around it must have that much room. */
export function wander(node) {
  let at = 0;
  setInterval(() => {
    at = (at + 1) % PATH.length;
    const [x, y] = PATH[at];
    node.style.translate = `${x * PIXELS}px ${y * PIXELS}px`;
  }, STEP);
}
