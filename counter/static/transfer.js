// Sending the citizen in hand on: to a field, a counter or a clerk; where in line, and whether back afterwards.

import { byId, element } from "/static/element.js";
import { nameOf } from "./names.js";
import { openSheet } from "./sheets.js";
import { may } from "./verbs.js";

let asked = null; // the ticket that the sheet is about

/** Wires the sheet. */
export function wireTransfer(page) {
  page.sheets.transfer = () => ask(page);
  page.sheetKeys.transfer = (key, { target }) => transferKey(key, target);
  byId("transfer-form").onsubmit = (event) => {
    event.preventDefault();
    send(page);
  };
  byId("transfer-note").oninput = () => count(page);
}

function ask(page) {
  const { lines, counters, clerks } = page.state.targets;
  const me = page.staff.id;
  asked = page.state.ticket;
  byId("transfer-form").reset();
  byId("transfer-title").textContent = page.say("transfer_where", { number: asked.number });
  offer("to-lines", lines.map((line) => ({ ...line, label: nameOf(line), key: line.series })), page);
  offer("to-counters", counters.filter(({ to }) => to !== `counter:${page.counter}`).map((one) => placeOf(one)), page);
  offer("to-clerks", clerks.filter(({ to }) => to !== `clerk:${me}`).map((one) => ({ ...one, open: true })), page);
  count(page);
  openSheet(page, "transfer", () => may(page, "transfer") && page.state.ticket?.id === asked.id);
  byId("transfer").querySelector("[name=to]:not(:disabled)")?.focus();
  return true;
}

const placeOf = (counter) => ({ ...counter, label: nameOf(counter, "label"), key: counter.to.split(":")[1], note: counter.clerk });

function offer(id, targets, page) {
  const none = element("p", { class: "soft" }, page.say("transfer_nobody"));
  byId(id).replaceChildren(...(targets.length ? targets.map((target) => targetChoice(target, page)) : [none]));
}

function targetChoice({ to, label, open, key, note, counter }, { say }) {
  const beside = open ? note ?? (counter ? say("counter", { n: counter }) : "") : say("transfer_closed");
  return element(
    "label",
    { class: "option" },
    element("input", { type: "radio", name: "to", value: to, required: true, disabled: !open, "data-key": key?.toLowerCase() }),
    key?.length === 1 ? element("kbd", { "aria-hidden": "true" }, key) : null,
    element("span", { class: "option-name" }, label, beside ? element("small", {}, beside) : null),
  );
}

function count({ say }) {
  byId("transfer-count").textContent = say("transfer_count", { n: byId("transfer-note").value.length });
}

/** A field's letter or a counter's digit chooses it, the arrows its place in line; Enter sends from everywhere. */
function transferKey(key, target) {
  if (key === "Enter" && !target.matches("button")) {
    byId("transfer-form").requestSubmit();
    return true;
  }
  if (target.matches("textarea")) return false;
  return choose(key) || otherPlace(key, target) || alsoBy(key);
}

function choose(key) {
  const keyed = [...byId("transfer").querySelectorAll("[name=to][data-key]")];
  const radio = keyed.find((one) => one.dataset.key === key);
  if (radio?.disabled === false) {
    radio.checked = true;
    radio.focus();
  }
  return Boolean(radio);
}

function otherPlace(key, target) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return false;
  const all = [...byId("transfer-form").elements.place];
  const chosen = all[all.findIndex((one) => one.checked) + step];
  if (chosen) chosen.checked = true;
  if (target.name === "place") chosen?.focus(); // else the focus would stay behind on one that is no longer chosen
  return true;
}

/** What no series letter is: back here afterwards, and the words for who takes over. */
function alsoBy(key) {
  const { back, note } = byId("transfer-form").elements;
  if (key === "q") back.checked = !back.checked;
  else if (key === "w") note.focus();
  else return false;
  return true;
}

function send(page) {
  const { to, place, back, note } = byId("transfer-form").elements;
  byId("transfer").close();
  const body = { to: to.value, place: place.value, back: back.checked };
  page.act("transfer", note.value.trim() ? { ...body, note: note.value.trim() } : body);
}
