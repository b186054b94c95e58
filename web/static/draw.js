// Our own drawings as SVG. They take the colour of the text around them.

import { ICONS } from "./icons.js";

const NS = "http://www.w3.org/2000/svg";

/** One of ICONS, 1.35 em high, hidden from screen readers: the words beside it say the same. */
export function icon(name) {
  const svg = shape("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" });
  for (const d of ICONS[name]) svg.append(shape("path", { d, ...STROKE, "stroke-width": 2 }));
  return svg;
}

const STROKE = { fill: "none", stroke: "currentColor", "stroke-linecap": "round", "stroke-linejoin": "round" };

/** An element of a drawing with its attributes. */
export function shape(tag, attributes) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
