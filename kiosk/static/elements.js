// Elements made without innerHTML, so that no text can ever become markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element from "name.class.class"; traits that are functions listen, the others are attributes. */
export function el(name, traits = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [trait, value] of Object.entries(traits)) {
    if (typeof value === "function") node.addEventListener(trait, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(trait, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A ring that empties; `ring.left(0…1)` says how much of it remains. */
export function ring() {
  const length = 2 * Math.PI * 20;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("class", "ring");
  svg.setAttribute("aria-hidden", "true");
  const rest = circle("rest", { transform: "rotate(-90 24 24)", "stroke-dasharray": length });
  svg.append(circle("ground", {}), rest);
  svg.left = (share) => rest.setAttribute("stroke-dashoffset", length * (1 - share));
  return svg;
}

function circle(name, traits) {
  const node = document.createElementNS(SVG, "circle");
  const all = { cx: 24, cy: 24, r: 20, class: name, ...traits };
  for (const [trait, value] of Object.entries(all)) node.setAttribute(trait, value);
  return node;
}
