// What lies over the desk: why a pause, the locked page with its number pad, being taken over, the map of keys.

import { byId } from "/static/element.js";
import { wireChosen } from "./chosen.js";
import { hourMinute } from "./elapsed.js";
import { wireFinding } from "./finding.js";
import { wireHold } from "./hold.js";
import { letters } from "./habits.js";
import { drawLock, lockKey, wireLock } from "./lock.js";
import { wireNote } from "./note.js";
import { wireOwnDay } from "./ownday.js";
import { wirePicker } from "./picker.js";
import { choices, closeStale, openSheet, pressDigit } from "./sheets.js";
import { wireTransfer } from "./transfer.js";
import { isMine, may } from "./verbs.js";

/** Wires the dialogs and gives the page its sheets, their keys, showMap() and dialogKey(). */
export function wireDialogs(page) {
  page.sheets = { pause: () => askWhy(page, false), lock: () => askWhy(page, true) };
  page.sheetKeys = {
    locked: (key, event) => lockKey(page, key, event),
    "pause-why": pauseKey,
    taken: (key) => key === "o" && takeBack(page),
  };
  page.showMap = () => {
    byId("letters").checked = letters.on();
    return openSheet(page, "map");
  };
  page.dialogKey = (key, event) => dialogKey(page, key, event);
  byId("map-open").onclick = page.showMap;
  byId("letters").onchange = () => letters.set(byId("letters").checked);
  for (const button of document.querySelectorAll("[data-close]")) button.onclick = () => button.closest("dialog").close();
  byId("taken-stay").onclick = () => byId("taken").close();
  byId("taken-back").onclick = () => takeBack(page);
  for (const wire of [wireLock, wireHold, wireTransfer, wirePicker, wireFinding, wireChosen, wireNote, wireOwnDay]) wire(page);
}

/** Opens and closes what follows from the state alone. */
export function drawDialogs(page) {
  drawLock(page);
  closeStale(page);
  if (isMine(page)) byId("taken").close();
  else if (page.wasMine && page.state.clerk) tellTaken(page);
}

function tellTaken(page) {
  const { state, say } = page;
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  byId("taken-title").textContent = say("taken", { name: state.clerk.label });
  byId("taken-hint").textContent = say("taken_hint", { time: hourMinute(state.since ?? state.now) });
  openSheet(page, "taken");
}

function takeBack(page) {
  byId("taken").close();
  page.act("open");
  return true;
}

function askWhy(page, lock) {
  byId("pause-lock").checked = lock;
  byId("reasons").replaceChildren(...choices(page.state.pauses, (reason) => pause(page, reason)));
  return openSheet(page, "pause-why", () => may(page, "pause"));
}

function pause(page, reason) {
  byId("pause-why").close();
  page.act("pause", { reason, lock: byId("pause-lock").checked });
}

function dialogKey(page, key, event) {
  const dialog = document.querySelector("dialog[open]");
  // At once: the browser's own way lets the next key arrive first. The lock is not left by it.
  if (key !== "Escape" || dialog.id === "locked") return page.sheetKeys[dialog.id]?.(key, event) ?? false;
  dialog.close();
  return true;
}

function pauseKey(key) {
  if (key === "*") byId("pause-why").close(); // the pause key of a number block, once more
  if (key !== "l") return pressDigit(byId("reasons"), key);
  byId("pause-lock").checked = !byId("pause-lock").checked;
  return true;
}
