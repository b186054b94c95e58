// The page of samples draws what the other pages draw, with the same words of the house.

import { strengthen } from "./contrast.js";
import { icon } from "./draw.js";
import { byId, element } from "./element.js";
import { face } from "./faces.js";
import { ICONS } from "./icons.js";
import { words } from "./words.js";

const PULSES = 8;

const say = words();
const every = (selector) => document.querySelectorAll(selector);

for (const node of every("[data-icon]")) node.prepend(icon(node.dataset.icon));
for (const node of every(".letter")) node.style.fontSize = `${node.dataset.mm}mm`;
for (const node of every(".swatch")) node.style.background = `var(--${node.dataset.colour})`;
for (const node of every("[data-ground]")) {
  // What must only be seen as a shape is no colour to read by.
  node.style[node.hasAttribute("data-shape") ? "borderColor" : "color"] = `var(--${node.dataset.colour})`;
  node.style.background = `var(--${node.dataset.ground})`;
}
byId("icons").append(...Object.keys(ICONS).map((name) => element("li", {}, icon(name), element("span", {}, name))));
for (const level of [1, 2, 3, 4, 5]) {
  byId("faces").append(element("figure", { "data-face": level }, face(level), element("figcaption", {}, say(`sample_level_${level}`))));
}

byId("contrast").onclick = () => strengthen(byId("contrast").getAttribute("aria-pressed") !== "true");
byId("pulse").onclick = () => {
  byId("call").classList.remove("pulsing");
  requestAnimationFrame(() => byId("call").classList.add("pulsing"));
  setTimeout(() => byId("call").classList.remove("pulsing"), PULSES * 1000);
};
