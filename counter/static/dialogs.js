// What lies over the desk: why a pause, the locked page with its number pad, being taken over, the map of keys.

import { byId, element } from "/static/element.js";
import { hourMinute } from "./elapsed.js";
import { letters } from "./keys.js";
import { drawLock, lockKey, wireLock } from "./lock.js";
import { nameOf } from "./names.js";
import { isMine } from "./verbs.js";

/** Wires the dialogs and gives the page its sheets, showMap() and dialogKey(). */
export function wireDialogs(page) {
  const askWhy = (lock) => {
    byId("pause-lock").checked = lock;
    byId("reasons").replaceChildren(...page.state.pauses.map((reason, i) => reasonButton(page, reason, i)));
    return open(byId("pause-why"));
  };
  page.sheets = { pause: () => askWhy(false), lock: () => askWhy(true) };
  page.showMap = () => {
    byId("letters").checked = letters.on();
    return open(byId("map"));
  };
  page.dialogKey = (key, event) => dialogKey(page, key, event);
  byId("map-open").onclick = page.showMap;
  byId("letters").onchange = () => letters.set(byId("letters").checked);
  for (const button of document.querySelectorAll("[data-close]")) button.onclick = () => button.closest("dialog").close();
  byId("taken-stay").onclick = () => byId("taken").close();
  byId("taken-back").onclick = () => takeBack(page);
  wireLock(page);
}

/** Opens and closes what follows from the state alone. */
export function drawDialogs(page) {
  drawLock(page);
  if (isMine(page)) byId("taken").close();
  else if (page.wasMine && page.state.clerk) tellTaken(page);
}

function tellTaken({ state, say }) {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  byId("taken-title").textContent = say("taken", { name: state.clerk.label });
  byId("taken-hint").textContent = say("taken_hint", { time: hourMinute(state.since ?? state.now) });
  open(byId("taken"));
}

function takeBack(page) {
  byId("taken").close();
  page.act("open");
}

function reasonButton(page, reason, i) {
  const key = i < 9 ? element("kbd", { "aria-hidden": "true" }, String(i + 1)) : null;
  const name = element("span", {}, nameOf(reason));
  const button = element("button", { type: "button", class: "button reason", "data-reason": reason.code }, key, name);
  button.onclick = () => pause(page, reason.code);
  return button;
}

function pause(page, reason) {
  byId("pause-why").close();
  page.act("pause", { reason, lock: byId("pause-lock").checked });
}

function dialogKey(page, key, event) {
  const dialog = document.querySelector("dialog[open]");
  if (dialog.id === "locked") return lockKey(page, key, event);
  if (key === "Escape") dialog.close(); // at once: the browser's own way lets the next key arrive first
  else if (dialog.id === "pause-why") return pauseKey(key);
  else if (dialog.id === "taken" && key === "o") takeBack(page);
  else return false;
  return true;
}

function pauseKey(key) {
  if (key === "l") byId("pause-lock").checked = !byId("pause-lock").checked;
  const button = byId("reasons").children[Number(key) - 1];
  button?.click();
  return key === "l" || Boolean(button);
}

function open(dialog) {
  if (!dialog.open) dialog.showModal();
  return true;
}
