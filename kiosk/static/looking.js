// Papers, fees and time limits for whoever takes no number: the same choices, and the sheet at their end.

import { icon } from "/static/draw.js";
import { el } from "./elements.js";

/** The way in, beside the fields. */
export function lookTile({ say, go }) {
  return el("button.button.choice.tile.look-way", { type: "button", "data-fit": "", click: () => go({ look: true }) },
    el("span.name", {}, icon("paper"), el("span", {}, say("look"))), el("span.hint", {}, say("look-hint")));
}
