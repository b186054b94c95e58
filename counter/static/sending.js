// One press at a time goes to the server, and one more is kept until the page shows what came of the first:
// quick fingers lose nothing, and nobody is sent away whom the clerk has not seen.

import { byId, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { isResting, may, VERBS } from "./verbs.js";

const NOTICE = 8000; // ms a sentence stays; it can also be dismissed
const SHOWN = 1000; // ms at most until the state that an answer names is on the screen
const NEWS = 300; // ms for the same, when an answer names no state

/** Gives the page act(verb, body, ticket), and told() and heedPad(), which are called with every new state. */
export function wireSending(page) {
  Object.assign(page, { busy: null, kept: null, restUntil: 0, seen: 0, waiter: null });
  page.act = (verb, body, id) => act(page, verb, body, id);
  page.told = () => page.waiter?.();
  page.heedPad = () => heedPad(page);
  byId("notice-close").onclick = () => show(byId("notice"), false);
}

/** Presses `verb`, or asks in a sheet what it needs first; the answer, or null when nothing was sent. */
function act(page, verb, body, id) {
  if (page.busy) return keep(page, verb, body, id);
  if (!may(page, verb)) return null;
  const { path, body: make, rest, asks } = VERBS[verb];
  if (asks && !body) return page.sheets[verb]();
  if (rest) holdOff(page, rest);
  return send(page, { verb, id, path: path(page, id) }, body ?? make?.(page.state, page) ?? {});
}

/** Keeps one press; a second one of what is under way is a doubled press, and none. */
function keep(page, verb, body, id) {
  const doubled = page.busy.verb === verb && page.busy.id === id;
  if (page.kept || doubled || (verb === "next" && isResting(page))) return null;
  return new Promise((done) => {
    page.kept = { verb, body, id, done, hand: page.state.ticket?.id };
    page.drawVerbs();
  });
}

/** After a refusal nothing follows: the clerk reads it first. */
function release(page, answer) {
  const { kept } = page;
  Object.assign(page, { busy: null, kept: null });
  if (kept) kept.done(answer?.ok && !isStranger(page, kept) ? act(page, kept.verb, kept.body, kept.id) : null);
  page.drawVerbs();
}

/** Whether a kept press would send somebody away who came into hand after it. */
function isStranger({ state }, { verb, hand }) {
  return Boolean(VERBS[verb].leaves && state.ticket && state.ticket.id !== hand);
}

function holdOff(page, rest) {
  page.restUntil = performance.now() + rest;
  setTimeout(() => page.drawVerbs(), rest + 10);
}

async function send(page, what, body) {
  Object.assign(page, { busy: what, seen: 0 });
  page.drawVerbs();
  let answer = null;
  try {
    answer = await press(what.path, body, { slow: () => notice(page.say("slow"), "info") });
    heed(page, answer);
    await shown(page, answer);
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(page.say("unreachable"));
  } finally {
    release(page, answer);
  }
  return answer;
}

/** Until the screen shows what was answered: the state may come a moment later, by the other line. */
function shown(page, { ok, status, data }) {
  if (!ok || status === 204) return null;
  const there = () => (data?.version === undefined ? page.seen > 0 : page.version >= data.version);
  if (there()) return null;
  return new Promise((done) => {
    const end = () => {
      clearTimeout(late);
      page.waiter = null;
      done();
    };
    const late = setTimeout(end, data?.version === undefined ? NEWS : SHOWN);
    page.waiter = () => there() && end();
  });
}

function heed(page, answer) {
  if (answer.status === 401) location.reload(); // the session has ended: back to the door
  else if (answer.status === 204) notice(page.say("idle_nobody"), "info");
  else if (!answer.ok) notice(answer.data?.error?.message ?? page.say("refused"));
  else show(byId("notice"), false);
}

/** A key of the counter's own pad was refused: said once, and not again when the page is opened anew. */
function heedPad(page) {
  const { keypad } = page.state;
  const news = page.padPress !== undefined && keypad && keypad.press !== page.padPress;
  page.padPress = keypad?.press ?? null;
  if (news) notice(page.say("from_keypad", { text: keypad.text[document.body.dataset.lang] }));
}

let hiding = 0;

function notice(text, kind = "") {
  clearTimeout(hiding);
  byId("notice-text").textContent = text;
  byId("notice").className = `banner notice ${kind}`;
  show(byId("notice"), true);
  hiding = setTimeout(() => show(byId("notice"), false), NOTICE);
}
