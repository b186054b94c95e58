// One key for each thing. A key never acts while somebody types, nor a letter when letters are turned off.

import { byId } from "/static/element.js";
import { verbOfKey } from "./verbs.js";

const LETTERS_OFF = "motcua.letters-off"; // a clerk's habit at this browser (WCAG 2.1.4), nothing of the queue

export const letters = {
  on: () => localStorage.getItem(LETTERS_OFF) === null,
  set: (on) => (on ? localStorage.removeItem(LETTERS_OFF) : localStorage.setItem(LETTERS_OFF, "1")),
};

/** Listens for the desk's keys until the page is left. */
export function wireKeys(page) {
  addEventListener("pointerdown", () => (page.byFinger = true), true);
  addEventListener("keydown", (event) => {
    page.byFinger = false;
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const used = document.querySelector("dialog[open]") ? page.dialogKey(key, event) : deskKey(page, key, event);
    if (used) event.preventDefault();
  });
}

function deskKey(page, key, { target }) {
  // Until the next frame the focus may still be inside a sheet that has just closed: then it is nowhere.
  const focus = target.closest("dialog") ? document.body : target;
  if (focus.matches("input, select, textarea")) return false;
  if (key === " " && focus.closest("button, a, [tabindex]") && !focus.closest('[data-verb="next"]')) return false;
  if (key.length === 1 && key !== " " && !letters.on()) return false;
  if (key === "?") return page.showMap();
  if (/^[1-9]$/.test(key)) return rejoin(key);
  const verb = verbOfKey(key);
  if (!verb) return false;
  page.act(verb);
  return true;
}

function rejoin(digit) {
  const button = byId("missed").querySelectorAll("button")[Number(digit) - 1];
  button?.click();
  return Boolean(button);
}
