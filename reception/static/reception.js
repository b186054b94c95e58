// Reception from the top: who is this, then five things at hand. It decides nothing; the server answers.

import { hallClock } from "/static/clock.js";
import { icon } from "/static/draw.js";
import { byId, show } from "/static/element.js";
import { watch } from "/static/live.js";
import { press, Unreachable } from "/static/press.js";
import { signIn, signOut, who } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { openBooked } from "./booked.js";
import { openFind } from "./find.js";
import { openPaper } from "./paper.js";
import { named } from "./phrases.js";
import { openSlips } from "./slips.js";
import { openTake } from "./take.js";

const NOTICE = 8000; // ms a sentence stays
const TABS = { F2: "desk", F8: "paper", F9: "booked", F10: "slips" };

const say = words();
const { lang } = document.body.dataset;
const catalog = JSON.parse(byId("catalog").textContent);

const page = {
  say, lang, clock: hallClock(),
  fields: catalog.fields, priorities: catalog.priorities,
  services: catalog.fields.flatMap((field) => field.services.map((service) => ({ ...service, field, label: named(service, lang) }))),
  send, get, sure, notice, why, showTicket: (id) => find.show(id), lookAgain: () => find.hear(),
};
let take, find, paper, booked, slips;
let hiding = 0;

async function enter() {
  let me = await who();
  show(byId("door"), true);
  while (!me.staff && !me.screens?.some((screen) => screen.role === "reception")) me = await signIn(say);
  show(byId("door"), false);
  show(byId("sign-out"), Boolean(me.staff));
}

function open() {
  take = openTake(page);
  find = openFind(page);
  paper = openPaper(page);
  booked = openBooked(page);
  slips = openSlips(page);
  show(byId("page"), true);
  for (const tab of document.querySelectorAll("[data-tab]")) tab.onclick = () => turn(tab.dataset.tab);
  document.addEventListener("keydown", keyed);
  byId("sign-out").onclick = signOut;
  for (const id of ["paper-trouble", "lost"]) byId(id).prepend(icon("warning"));
  setInterval(tellTime, 1000);
  turn(location.hash === "#slips" ? "slips" : "desk");
  arrive();
  watch("kiosk", { state: hear, lost: () => show(byId("lost"), true), back: () => show(byId("lost"), false) });
  watch("slips", { state: slips.hear });
}

/** "#A012", as on the page of the hall now: that ticket. */
function arrive() {
  const [number] = /(?<=^#)[A-Z]\d+$/.exec(location.hash) ?? [];
  if (number) find.look(number);
}

function hear(state) {
  page.clock.hear(state.now);
  tellTime();
  byId("paper-words").textContent = say(state.paper.trouble === "paper-out" ? "paper_out" : "paper_trouble");
  show(byId("paper-trouble"), !state.paper.ok);
  take.hear(state);
  find.hear();
  booked.hear(state);
}

function tellTime() {
  const now = page.clock.wall().toISOString();
  byId("clock").textContent = now.slice(11, 16);
  byId("date").textContent = now.slice(0, 10).split("-").reverse().join("/");
}

/** Turns to a sheet, with the cursor where its work begins. */
function turn(name) {
  for (const tab of document.querySelectorAll("[data-tab]")) {
    tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
    tab.tabIndex = tab.dataset.tab === name ? 0 : -1;
    show(byId(tab.dataset.tab), tab.dataset.tab === name);
  }
  ({ desk: take, paper, booked, slips })[name].focus();
}

/** F keys work everywhere; the letters on the buttons only while the focus is in their part of the page. */
function keyed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || byId("sure").open) return;
  if (TABS[event.key] || event.key === "F4") {
    event.preventDefault();
    turn(TABS[event.key] ?? "desk");
    if (event.key === "F4") find.focus();
    return;
  }
  if (event.target.matches("[role=tab]")) alongTabs(event);
  const part = event.target.closest("[data-keys]");
  if (!part || event.target.matches("input")) return;
  const name = { Escape: "Esc" }[event.key] ?? event.key.toUpperCase();
  const button = part.querySelector(`[data-key="${CSS.escape(name)}"]`);
  if (!button || button.offsetParent === null) return;
  event.preventDefault();
  button.click();
}

function alongTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const tabs = [...document.querySelectorAll("[data-tab]")];
  if (step) tabs.at((tabs.indexOf(event.target) + step) % tabs.length).focus();
}

/** One press: the answer's data, or null when it was refused or nobody answered; that is said. */
async function send(path, body, key, refused = notice) {
  try {
    const answer = await press(path, body, { key, slow: () => notice(say("slow"), "info") });
    if (answer.ok) show(byId("notice"), false);
    else if (answer.status === 401) location.reload(); // the session has ended: back to the door
    else refused(answer.data?.error?.message ?? say("failed"));
    return answer.ok ? answer.data ?? {} : null;
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    refused(say("unreachable"));
    return null;
  }
}

/** One question: its JSON, or null. `loud` says why there is no answer. */
async function get(path, loud = false) {
  const answer = await fetch(path, { headers: { Accept: "application/json", "X-Lang": lang } }).catch(() => null);
  if (answer?.ok) return answer.json();
  if (loud) notice(say("unreachable"));
  return null;
}

function notice(text, kind = "") {
  clearTimeout(hiding);
  byId("notice").textContent = text;
  byId("notice").className = `banner notice ${kind}`;
  show(byId("notice"), true);
  hiding = setTimeout(() => show(byId("notice"), false), NOTICE);
}

/** Asks once more before what cannot be taken back; true when it is meant. */
function sure(question, effect, verb) {
  const dialog = byId("sure");
  byId("sure-title").textContent = question;
  byId("sure-effect").textContent = effect;
  byId("sure-yes").textContent = verb;
  dialog.returnValue = "";
  dialog.showModal();
  byId("sure-no").onclick = () => dialog.close();
  byId("sure-yes").onclick = () => dialog.close("yes");
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }));
}

/** Why another was called before: the sentence of its rule. */
function why({ number, rule, class: group, head_start_min: n, reason }) {
  const values = { number, n, class: group && named(group, lang), reason: reason && named(reason, lang) };
  return say(`earlier-${rule}`, values);
}

await enter();
open();
