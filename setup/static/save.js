// From a change to the saved change: asked beforehand what it would do, shown, done, and taken back on request.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { read } from "/static/sign-in.js";

const API = "/api/v1/settings";
const SHOWN = 12_000; // ms that "saved" stands with its way back
const HOURS = ["always_open", "hours", "public_holidays", "calendar"];

/**
 * Asks what these changes ([{name, value, seen, form}]) would do, shows it, and does them once somebody agrees; `seen`
 * is what stood there when they looked (null: nothing). Faults are told at their field. Gives whether all was saved.
 */
export async function save(house, changes) {
  changes.forEach(({ form }) => form?.clear());
  const told = await Promise.all(changes.map((change) => send(house, `${API}/${encodeURIComponent(change.name)}/preview`, asked(change))));
  const wrong = changes.filter((change, place) => !told[place]?.ok && explain(house, change, told[place]));
  if (wrong.length) return false;
  const found = told.flatMap(({ data }) => data.changes);
  // What somebody else has made so already leaves no row that could be taken back.
  const real = changes.filter((_, place) => told[place].data.changes.length);
  if (!found.length) return toast(house, house.say("nothing_changes"));
  if (!(await agreed(house, found, told.flatMap(({ data }) => data.warnings ?? [])))) return false;
  for (const change of real) {
    const answer = await send(house, `${API}/${encodeURIComponent(change.name)}`, asked(change));
    if (!answer?.ok) return explain(house, change, answer) && false;
  }
  toast(house, holds(house, real), () => takeBack(house, real.map(({ name }) => name)));
  return true;
}

const asked = ({ value, seen }) => ({ value, seen });

/** What is true from now on: hours hold at once, and not at all while numbers are given day and night. */
function holds({ say, now }, changes) {
  if (!changes.some(({ name }) => HOURS.includes(name))) return say("saved");
  const always = changes.find(({ name }) => name === "always_open")?.value ?? now.always_open;
  return say(always ? "saved_always" : "saved_hours");
}

/** One press; null when nobody answered, which is said. */
export async function send(house, path, body) {
  try {
    const answer = await press(path, body);
    if (answer.status === 401) location.reload();
    return answer;
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    toast(house, house.say("sign_in_unreachable"));
    return null;
  }
}

/** Puts each fault of an answer at its field; what has none, and a refusal, is told at the foot. Always true. */
export function explain(house, change, answer) {
  const error = answer?.data?.error;
  if (!error) return true;
  const left = Object.entries(error.code === "invalid" ? (error.fields ?? {}) : {}).filter(([where, sentence]) => !change.form?.tell(inside(change.name, where), sentence));
  const first = document.querySelector("[aria-invalid=true], .fault:not([hidden])");
  first?.scrollIntoView({ block: "center" });
  first?.focus();
  // What stands at its field needs no second sentence.
  if (left.length || error.code !== "invalid") toast(house, left.map(([where, sentence]) => elsewhere(house, where) + sentence).join(" · ") || error.message, null, "bad");
  return true;
}

/** Where a fault lies that is on no form here: the calendar, when hours have changed. */
function elsewhere(house, where) {
  const [, name] = /^hall\.(\w+)/.exec(where) ?? [];
  return name ? `${house.say(house.label(name))}: ` : "";
}

/** `hall.fields[ho-tich].name` as the form of `field:ho-tich` knows it: `name`. */
function inside(name, where) {
  const [kind, id] = name.split(/:(.*)/s);
  const head = new RegExp(id ? `^hall\\.\\w+\\[${escaped(id)}\\]\\.?` : `^hall\\.${escaped(kind)}\\.?`);
  return where.replace(head, "");
}

const escaped = (text) => text.replace(/[^\w]/g, "\\$&");

/** Shows what would change; gives whether somebody wants it. */
export function agreed(house, changes, warnings) {
  const { say } = house;
  byId("sure-changes").replaceChildren(...changes.map((change) => difference(house, change)));
  byId("sure-warnings").replaceChildren(...warnings.map((text) => element("li", { class: "banner" }, text)));
  byId("sure-title").textContent = say("preview_title", { n: changes.length });
  hush();
  const dialog = byId("sure");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => {
    byId("sure-yes").onclick = () => dialog.close("yes");
    byId("sure-no").onclick = () => dialog.close();
    dialog.onclose = () => done(dialog.returnValue === "yes");
  });
}

/** One line of what changes: what, how it was, how it is. */
export function difference({ say }, { what, before, after }) {
  const was = before === null ? element("i", { class: "soft" }, say("was_not_there")) : element("del", {}, before);
  const is = after === null ? element("i", { class: "soft" }, say("is_taken_out")) : element("ins", {}, after);
  return element("li", { class: "difference" }, element("b", {}, what), element("span", { class: "sides" }, was, element("span", { class: "arrow", "aria-hidden": "true" }, "→"), is));
}

/** The newest press of each name taken back, the last one first; null is the newest of all. */
export async function takeBack(house, names) {
  const { data } = await read("/settings/history");
  const rows = names.map((name) => data?.history.find((row) => name === null || row.name === name)).filter(Boolean);
  for (const { seq } of rows.reverse()) if (!(await undo(house, seq))) return;
}

/** Takes one change back; whether it was. */
export async function undo(house, seq) {
  const answer = await send(house, `${API}/history/${seq}/undo`, {});
  toast(house, answer?.ok ? house.say("undone") : (answer?.data?.error?.message ?? house.say("sign_in_unreachable")), null, answer?.ok ? "" : "bad");
  if (answer?.ok) await house.again();
  return Boolean(answer?.ok);
}

/** The sentence at the foot goes. */
export function hush() {
  show(byId("toast"), false);
  document.body.append(byId("toast"));
}

// Said in a dialog, it must outlive it.
for (const dialog of document.querySelectorAll("dialog")) dialog.addEventListener("close", () => dialog.contains(byId("toast")) && document.body.append(byId("toast")));

let timer = 0;

/** A sentence at the foot, with a way back where there is one. */
export function toast(house, text, back = null, kind = "") {
  clearTimeout(timer);
  const place = byId("toast");
  const button = back && element("button", { type: "button", class: "button small" }, icon("undo"), house.say("undo"));
  if (button) button.onclick = () => (hush(), back());
  place.className = `toast ${kind}`;
  place.replaceChildren(element("span", {}, text), button ?? "");
  show(place, true);
  // Above a dialog that is open, or nobody would see it.
  (document.querySelector("dialog[open]") ?? document.body).append(place);
  timer = setTimeout(hush, SHOWN);
  return true;
}
