// A sentence at the top that goes by itself.

import { byId, show } from "./element.js";

const STAYS = 8_000; // ms

let hiding = 0;

/** Says it in the page's #notice; `kind` is one of a banner's. */
export function notice(text, kind = "") {
  clearTimeout(hiding);
  byId("notice").textContent = text;
  byId("notice").className = `banner notice ${kind}`;
  show(byId("notice"), true);
  hiding = setTimeout(() => show(byId("notice"), false), STAYS);
}
