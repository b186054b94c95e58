// The five faces, drawn here: the mouth and brows carry the meaning, the colour (faces.css) only helps.

import { shape } from "./draw.js";

// One mouth for each level, worst first: a deep bow down, a shallow one, a straight line, a smile, a laugh.
const MOUTHS = [
  "M30 74 Q50 50 70 74",
  "M32 70 Q50 60 68 70",
  "M33 67 L67 67",
  "M31 62 Q50 78 69 62",
  "M28 59 Q50 65 72 59 Q68 84 50 84 Q32 84 28 59 Z",
];
const BROWS = ["M28 30 L42 37 M72 30 L58 37", "M29 33 L41 35 M71 33 L59 35", "", "", ""];

function eyes(level) {
  if (level === 5) return [shape("path", { d: "M29 45 Q36 36 43 45 M57 45 Q64 36 71 45", class: "stroke" })];
  return [36, 64].map((x) => shape("ellipse", { cx: x, cy: 44, rx: 4.6, ry: 5.6, class: "eye" }));
}

/** An SVG of one face; level 1 (very dissatisfied) to 5 (very satisfied). Hidden from readers: a word stands beneath. */
export function face(level) {
  const svg = shape("svg", { viewBox: "0 0 100 100", class: "face", "data-face": level, "aria-hidden": "true" });
  svg.append(shape("circle", { cx: 50, cy: 50, r: 46, class: "skin" }), ...eyes(level));
  if (BROWS[level - 1]) svg.append(shape("path", { d: BROWS[level - 1], class: "stroke" }));
  svg.append(shape("path", { d: MOUTHS[level - 1], class: level === 5 ? "stroke laugh" : "stroke" }));
  return svg;
}

/** The levels a pad shows, worst first: five as they are, four without the middle, three as 1, 3, 5. */
export const levelsShown = (n) => ({ 3: [1, 3, 5], 4: [1, 2, 4, 5] })[n] || [1, 2, 3, 4, 5];
