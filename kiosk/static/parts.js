// What every screen is made of: its question, its choices, a message instead of them; and how a line stands.

import { icon } from "/static/draw.js";
import { el } from "./elements.js";

/** The question of a screen, which the keyboard's focus lands on, with `above` or below it what belongs to it. */
export function heading(text, above = null) {
  return el("div.heading", {}, above, el("h1", { tabindex: -1 }, text));
}

export function choice(kind, chosen, ...parts) {
  return el(`button.button.choice.${kind}`, { type: "button", click: chosen, "data-fit": "" }, ...parts);
}

/** A screen with nothing to choose: a picture, a title, a text. */
export function message(key, picture, title, text, ...more) {
  return {
    key,
    head: el("div.heading.message", {}, icon(picture), el("h1", { tabindex: -1 }, title)),
    body: el("div.said", {}, text ? el("p", {}, text) : null, ...more.filter(Boolean)),
  };
}

/** How the line of a field stands. */
export function lineOf(state, field) {
  const known = state.fields.find((line) => line.id === field.id);
  return known ?? { waiting: 0, open: false, wait: null, shut: {} }; // retired since this page was loaded
}
