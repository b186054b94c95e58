// Long names: the largest letters at which nothing overflows, never smaller than one can read from where one stands.

// The sizes of letters on choices; the style sheet ends them all at --base.
const SIZES = [1, 0.92, 0.84, 0.76, 0.68, 0.6];
// A name is broken between its parts, at any word only where that saves two sizes: [size] or [size, "any"].
const WAYS = [...SIZES.flatMap((size, i) => (i ? [[size], [SIZES[i - 1], "any"]] : [[size]])), [SIZES.at(-1), "any"]];
const TIGHT = 3; // levels of headings and gaps, from roomy to close

/** Sets --fit, data-break and data-tight on `root` so that all in it is held; false where even the closest is too full. */
export function fit(root) {
  const boxes = [...root.querySelectorAll("[data-fit]")];
  const ways = root.querySelector(".part .part") ? WAYS : WAYS.filter(([, broken]) => !broken);
  for (let tight = 0; tight < TIGHT; tight += 1) {
    root.dataset.tight = tight;
    for (const [size, broken = ""] of boxes.length ? ways : [[1]]) {
      root.style.setProperty("--fit", size);
      root.dataset.break = broken;
      if (!boxes.some(overflows) && !spills(root)) return true;
    }
  }
  return false;
}

/** Whether anything stands outside `root`; what hangs over its upper edge makes no scroll height. */
function spills(root) {
  const { top, bottom } = within(root);
  const boxes = [...root.querySelectorAll(":scope > *, button")].map((box) => box.getBoundingClientRect()).filter(({ height }) => height);
  return [root, ...root.querySelectorAll(".choices")].some(overflows) || boxes.some((box) => box.top < top - 1 || box.bottom > bottom + 1);
}

/** Its box without its padding, which keeps two buttons apart. */
function within(root) {
  const { top, bottom } = root.getBoundingClientRect();
  const { paddingTop, paddingBottom } = getComputedStyle(root);
  return { top: top + parseFloat(paddingTop), bottom: bottom - parseFloat(paddingBottom) };
}

function overflows(box) {
  return box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
}
