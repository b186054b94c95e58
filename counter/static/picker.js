// Finding one of many by typing a few letters, with or without marks; by finger without typing at all.

import { byId, element } from "/static/element.js";
import { openSheet } from "./sheets.js";

let rows = [];
let shown = [];
let at = 0;
let choose = () => {};

/** What is compared: small letters without marks, "đ" as "d". */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

/** Wires the one sheet that every search uses. */
export function wirePicker(page) {
  page.sheetKeys.pick = pickKey;
  byId("pick-text").oninput = () => draw(page);
  byId("pick-list").onclick = ({ target }) => take([...byId("pick-list").children].indexOf(target.closest("[role=option]")));
}

/** Asks for one of `many` [{text, lead, name, note, value}]; `then(value)`. */
export function pick(page, { title, hint, type = "pick_type", many, then, stays }) {
  rows = many.map((row) => ({ ...row, folded: folded(row.text) }));
  choose = then;
  byId("pick-title").textContent = title;
  byId("pick-hint").textContent = hint;
  byId("pick-text").value = "";
  byId("pick-text").placeholder = page.say(type);
  draw(page);
  openSheet(page, "pick", stays);
  byId(page.byFinger ? "pick-list" : "pick-text").focus(); // a finger wants no keyboard on the screen
  return true;
}

function draw({ say }) {
  const asked = folded(byId("pick-text").value).split(/\s+/);
  shown = rows.filter((row) => asked.every((word) => row.folded.includes(word)));
  byId("pick-list").replaceChildren(...shown.map(option));
  byId("pick-none").textContent = shown.length ? "" : say("pick_none");
  go(0);
}

const option = ({ lead, name, note }, i) =>
  element(
    "div",
    { role: "option", id: `pick-${i}`, class: lead ? "pick-one led" : "pick-one" },
    lead ? element("b", { class: "number" }, lead) : null,
    element("span", { class: "pick-name" }, name),
    note ? element("span", { class: "soft" }, note) : null,
  );

function go(to) {
  at = Math.max(0, Math.min(shown.length - 1, to));
  const options = [...byId("pick-list").children];
  options.forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
  options[at]?.scrollIntoView({ block: "nearest" });
  for (const id of ["pick-text", "pick-list"]) {
    if (options.length) byId(id).setAttribute("aria-activedescendant", `pick-${at}`);
    else byId(id).removeAttribute("aria-activedescendant");
  }
}

function take(i) {
  if (!shown[i]) return;
  byId("pick").close();
  choose(shown[i].value);
}

function pickKey(key) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[key];
  if (step) go(at + step);
  else if (key === "Enter" && !document.activeElement.matches("button")) take(at);
  else {
    if (key.length === 1 && !document.activeElement.matches("input")) byId("pick-text").focus();
    return false; // the letter goes into the field
  }
  return true;
}
