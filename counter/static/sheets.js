// Sheets over the desk: one at a time, its choices numbered, closed as soon as what it asks about is gone.

import { byId, element } from "/static/element.js";
import { nameOf } from "./names.js";

/** Opens the sheet `id`; after each new state `stays()` says whether it still makes sense. */
export function openSheet(page, id, stays = () => true) {
  page.sheet = { id, stays };
  if (!byId(id).open) byId(id).showModal();
  return true;
}

/** Closes the open sheet when the new state has made it pointless. */
export function closeStale({ sheet }) {
  if (sheet && byId(sheet.id).open && !sheet.stays()) byId(sheet.id).close();
}

/** A button for each reason, the first nine with their digit; `choose(code)`. */
export const choices = (reasons, choose) => reasons.map((reason, i) => choice(reason, i, choose));

function choice(reason, i, choose) {
  const key = i < 9 ? String(i + 1) : null;
  const button = element(
    "button",
    { type: "button", class: "button reason", "data-reason": reason.code, "aria-keyshortcuts": key },
    key ? element("kbd", { "aria-hidden": "true" }, key) : null,
    element("span", {}, nameOf(reason)),
  );
  button.onclick = () => choose(reason.code);
  return button;
}

/** Presses the choice of a digit; whether there is one. */
export function pressDigit(choices, key) {
  const button = /^[1-9]$/.test(key) ? choices.children[Number(key) - 1] : null;
  button?.click();
  return Boolean(button);
}

/** The office's name of a reason; the code itself when that reason has been given up since. */
export function reasonName(reasons, code) {
  const known = reasons?.find((reason) => reason.code === code);
  return known ? nameOf(known) : code ?? "";
}
