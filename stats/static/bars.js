// Bars drawn by us. They repeat a number that stands beside them, so screen readers need not hear them.

const NS = "http://www.w3.org/2000/svg";

/** A bar as long as `share` (0 … 1) of its ground. */
export function bar(share, className = "") {
  const svg = node("svg", { class: `bar-svg ${className}`, viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.append(node("rect", { class: "ground", width: 100, height: 4 }), node("rect", { class: "fill", width: share * 100, height: 4 }));
  return svg;
}

function node(tag, attributes) {
  const made = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
