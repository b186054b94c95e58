// One key for each thing. A key never acts while somebody types, nor a letter when letters are turned off.

import { byId } from "/static/element.js";
import { letters } from "./habits.js";
import { verbOfBlock, verbOfKey } from "./verbs.js";

// What is looked at or switched on this page alone: nothing of it is pressed at the server.
const LOOKS = { "?": "showMap", y: "showOwnDay", a: "toggleChime" };

/** Listens for the desk's keys until the page is left. */
export function wireKeys(page) {
  addEventListener("pointerdown", () => (page.byFinger = true), true);
  addEventListener("keydown", (event) => {
    page.byFinger = false;
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const dialog = document.querySelector("dialog[open]");
    const used = dialog ? page.dialogKey(digitIn(dialog, event) ?? key, event) : deskKey(page, key, event);
    if (used) event.preventDefault();
  });
}

/** A digit of the number block, also without NumLock; not where arrows of the same keys are wanted. */
const digitIn = (dialog, { code }) => (dialog.matches("#pause-why, #locked") ? /^Numpad(\d)$/.exec(code)?.[1] : null);

function deskKey(page, key, { target, code }) {
  // Until the next frame the focus may still be inside a sheet that has just closed: then it is nowhere.
  const focus = target.closest("dialog") ? document.body : target;
  if (focus.matches("input, select, textarea")) return false;
  const ofBlock = verbOfBlock(code, page.state);
  const presses = key === " " || code === "NumpadEnter"; // what has the focus
  if (presses && focus.closest("button, a, [tabindex]") && !focus.closest('[data-verb="next"]')) return false;
  if (!presses && (key.length === 1 || ofBlock) && !letters.on()) return false;
  if (ofBlock) return act(page, ofBlock);
  if (LOOKS[key]) return page[LOOKS[key]]();
  if (/^[1-9]$/.test(key)) return rejoin(key);
  const verb = verbOfKey(key);
  return Boolean(verb) && act(page, verb);
}

function act(page, verb) {
  page.act(verb);
  return true;
}

function rejoin(digit) {
  const button = byId("missed").querySelectorAll("button")[Number(digit) - 1];
  button?.click();
  return Boolean(button);
}
