// Long names: one size of letters for a whole screen, the largest at which no choice overflows.

// At 0.76 capitals are 4.8 mm, the floor of Section 508 §402.4; below it only a name that would else be cut.
const SIZES = [1, 0.92, 0.84, 0.76, 0.68, 0.6];

/** Sets --fit on `root` so that everything marked data-fit inside it holds its text. */
export function fit(root) {
  const boxes = [...root.querySelectorAll("[data-fit]")];
  for (const size of SIZES) {
    root.style.setProperty("--fit", size);
    if (!boxes.some(overflows)) return;
  }
}

function overflows(box) {
  return box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
}
