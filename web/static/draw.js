// Our own icons as SVG. They take the colour of the text around them.

const NS = "http://www.w3.org/2000/svg";

const ICONS = {
  arrow: ["M3 12H20", "M13 5L20 12L13 19"],
  back: ["M21 12H4", "M11 5L4 12L11 19"],
  check: ["M4 13L10 19L20 6"],
  cross: ["M5 5L19 19", "M19 5L5 19"],
  down: ["M12 3V20", "M5 13L12 20L19 13"],
  up: ["M12 21V4", "M5 11L12 4L19 11"],
  info: ["M12 3A9 9 0 1 0 12.01 3", "M12 11V17", "M12 7.5V7.6"],
  letter: ["M3 6H21V19H3Z", "M3 7L12 14L21 7"],
  phone: ["M6 3H10L12 8L9.5 10Q11 13.5 14 15L16 12.5L21 14.5V18.5Q21 21 18 21Q11 20.5 7 16Q3 11.5 3.5 6Q3.8 3 6 3Z"],
  ear: ["M6.5 10Q6.5 3 12 3Q17.5 3 17.5 9Q17.5 12.5 14.8 14.5Q13 16 13 18Q13 21 10 21Q8 21 7.5 19", "M10 10Q10 6.8 12 6.8Q14 6.8 14 9Q14 11 11.5 12.5"],
  erase: ["M9 5H21V19H9L3 12Z", "M12 9.5L17 14.5", "M17 9.5L12 14.5"],
  eye: ["M2 12Q7 5 12 5Q17 5 22 12Q17 19 12 19Q7 19 2 12Z", "M12 9A3 3 0 1 0 12.01 9"],
  pause: ["M8 5V19", "M16 5V19"],
  question: ["M12 3A9 9 0 1 0 12.01 3", "M9.3 9.6Q9.3 7 12 7Q14.7 7 14.7 9.4Q14.7 11 13 12Q12 12.6 12 14", "M12 17V17.1"],
  search: ["M10.5 4A6.5 6.5 0 1 0 10.51 4", "M15.5 15.5L21 21"],
  sound: ["M4 9H8L13 5V19L8 15H4Z", "M16 9Q18 12 16 15", "M19 6.5Q22.5 12 19 17.5"],
  muted: ["M4 9H8L13 5V19L8 15H4Z", "M16 9.5L21 14.5", "M21 9.5L16 14.5"],
  lost: ["M2 9Q12 0 22 9", "M6 13.5Q12 8 18 13.5", "M12 18.5V18.6", "M4 21L20 3"],
  paper: ["M6 3H15L19 7V21H6Z", "M9 11H16", "M9 15H16"],
  clock: ["M12 3A9 9 0 1 0 12.01 3", "M12 7V12L16 14"],
  person: ["M12 4A4 4 0 1 0 12.01 4", "M4 21Q4 14 12 14Q20 14 20 21"],
  space: ["M3 10V15H21V10"],
  warning: ["M12 3L22 20H2Z", "M12 9V14", "M12 17V17.1"],
};

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
