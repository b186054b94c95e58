// The suggestion box from the top: who is this, what lies in it, and the answer to one of them.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { notice } from "/static/notice.js";
import { press, Unreachable } from "/static/press.js";
import { admit, LEADERS, read, signOut } from "/static/sign-in.js";
import { words } from "/static/words.js";

const AGAIN = 60_000; // ms between two looks into the box
const PHRASES = ["box_phrase_thanks", "box_phrase_done", "box_phrase_sorry"];

const say = words();
const { lang } = document.body.dataset;
let box = { suggestions: [], open: 0, answer_days: 0 };
let chosen = null; // the id of the case on the right

const dateOf = (iso) => iso.slice(0, 10).split("-").reverse().join("/");

async function look() {
  const { data } = await read("/suggestions");
  if (!data) return location.reload(); // the session has ended
  box = data;
  byId("box-open").textContent = box.open ? say("box_open", { n: box.open }) : say("box_all_answered");
  byId("cases").replaceChildren(...ordered(box.suggestions).map(line));
  show(byId("none"), !box.suggestions.length);
  if (chosen !== null && !caseOf(chosen)) chosen = null;
  mark();
}

/** Who waits longest comes first, then what was answered, newest first. */
function ordered(cases) {
  const open = cases.filter(({ state }) => state === "open").toReversed();
  return [...open, ...cases.filter(({ state }) => state !== "open")];
}

function line(one) {
  const button = element("button", { type: "button", class: `one ${one.state}`, "data-case": one.id },
    element("span", { class: "one-text" }, one.text ?? say("box_gone")),
    element("span", { class: "one-meta" }, element("span", { class: "digits" }, dateOf(one.left_at)), " · ", stateOf(one)));
  button.onclick = () => choose(one.id);
  return element("li", {}, button);
}

function stateOf(one) {
  if (one.late) return element("span", { class: "late" }, icon("warning"), say("box_late", { n: box.answer_days }));
  const picture = one.state === "open" ? "clock" : "check";
  return element("span", { class: one.state === "open" ? "" : "settled" }, icon(picture), say(`box_state_${one.state}`));
}

const caseOf = (id) => box.suggestions.find((one) => one.id === id);

function choose(id) {
  chosen = id;
  byId("words-of-ours").value = "";
  mark();
  if (caseOf(id).state === "open") byId("words-of-ours").focus();
}

/** The chosen case on the right; a line being typed is left alone. */
function mark() {
  for (const button of document.querySelectorAll("[data-case]")) {
    button.toggleAttribute("aria-current", Number(button.dataset.case) === chosen);
  }
  const one = caseOf(chosen);
  show(byId("case"), Boolean(one));
  show(byId("choose"), !one && box.suggestions.length > 0);
  if (!one) return;
  byId("case-meta").textContent = `${say("box_meta", { left: dateOf(one.left_at), until: dateOf(one.until) })} · ${say(`box_by_${one.channel}`)}`;
  byId("case-text").textContent = one.text ?? say("box_gone");
  byId("case-text").lang = one.language;
  byId("case-contact").textContent = one.contact ? say("box_contact", { contact: one.contact }) : "";
  show(byId("case-contact"), Boolean(one.contact));
  show(byId("case-answer"), one.state !== "open");
  show(byId("reply"), one.state === "open");
  if (one.state === "open") return;
  byId("case-answered").textContent = say(`box_said_${one.state}`, { date: dateOf(one.answered_at), by: one.by ?? "" });
  byId("case-said").textContent = one.answer;
}

async function answer(guided) {
  const text = byId("words-of-ours").value.replaceAll(/\s+/g, " ").trim();
  if (text.length < 3) return byId("words-of-ours").focus();
  try {
    const told = await press(`/api/v1/suggestions/${chosen}/answer?lang=${lang}`, { text, guided });
    notice(told.ok ? say("box_sent") : told.data?.error?.message ?? say("failed"), told.ok ? "good" : "");
    if (told.ok) byId("words-of-ours").value = "";
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(say("unreachable"));
  }
  await look();
}

/** A sentence that is often right, to be gone on from. */
function phrase(name) {
  const button = element("button", { type: "button", class: "button small" }, say(name));
  button.onclick = () => {
    const field = byId("words-of-ours");
    field.value = [field.value.trim(), say(name)].filter(Boolean).join(" ").slice(0, 400);
    field.focus();
  };
  return button;
}

await admit(say, LEADERS, "box_for_leaders");
byId("sign-out").onclick = signOut;
byId("phrases").append(...PHRASES.map(phrase));
byId("reply").addEventListener("submit", (event) => { event.preventDefault(); answer(false); });
byId("guide").onclick = () => {
  const field = byId("words-of-ours");
  if (field.value.trim()) return answer(true);
  field.value = say("box_guide_words"); // to be read once more, then sent by the same button
  field.focus();
};
await look();
setInterval(() => byId("words-of-ours").value || look(), AGAIN);
