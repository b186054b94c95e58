// Bars drawn by us. They repeat a number that stands beside them, so screen readers need not hear them.

import { shape } from "/static/draw.js";

/** A bar as long as `share` (0 … 1) of its ground. */
export function bar(share, className = "") {
  const svg = shape("svg", { class: `bar-svg ${className}`, viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.append(shape("rect", { class: "ground", width: 100, height: 4 }), shape("rect", { class: "fill", width: share * 100, height: 4 }));
  return svg;
}
