// Who has a number already: types it, sees how it stands, gets back in line, or lets others go first. What was
// typed lives in the visit and is dropped with it. Same shape as screens.js.

import { press, Unreachable } from "/static/press.js";
import { el } from "./elements.js";
import { choice, heading } from "./parts.js";
import { aheadPhrase, counterList, named, waitPhrase } from "./phrases.js";

const LONGEST = 5; // A1000
const CODE = 4; // digits under the QR of the slip
const OVER = ["served", "left", "void", "expired"];

/** The quiet way in, in the footer of the first screen. */
export function ownButton({ say, go }) {
  return el("button.button.own-way", { type: "button", click: () => go({ screen: "ownNumber", typed: "" }) }, say("own-number"));
}

/** Which number? The letters of this hall, and ten digits. */
export function ownNumber(hall) {
  const { catalog, visit, say, lang } = hall;
  const step = visit.now;
  const letters = catalog.fields.map((field) => field.series).toSorted();
  return {
    key: `own-number ${lang}`,
    head: heading(say("own-question")),
    body: pad(hall, { letters, longest: LONGEST, ready: (typed) => /^[A-Z]\d+$/.test(typed), done: (typed) => find(hall, step, typed) }),
  };
}

/** How it stands, and what its holder may do about it. */
export function ownTicket(hall) {
  const { visit, say, lang, go } = hall;
  const { ticket, told } = visit.now;
  const { number, state } = ticket;
  return {
    key: `own-ticket ${number} ${state} ${ticket.ahead} ${told} ${lang}`,
    head: el("div.heading", {}, el("h1.label", { tabindex: -1 }, say("your-number"), el("span.unseen", {}, ` ${number}`)),
      el(number.length > 4 ? "p.number.long" : "p.number", { "aria-hidden": "true" }, number)),
    body: el("div.own-ticket", { "data-state": state },
      told && el("p.banner.good", { role: "status" }, told),
      el("p.own-state", {}, stateWords(say, ticket)),
      el("p.own-facts", {}, ...facts(say, ticket).map((fact) => el("span", {}, fact))),
      el("p.own-service.soft", {}, named({ name: ticket.service_name, name_en: ticket.service_name_en }, lang)),
      el("div.choices.answers", { "data-count": 1 }, state === "missed"
        ? choice("answer.now", () => change(hall, "rejoin", {}, "own-rejoined"), el("span.name", {}, say("rejoin")))
        : state === "waiting"
          ? choice("answer", () => go({ screen: "ownCode", typed: "", told: null }), el("span.name", {}, say("pass")))
          : null),
      el("p.own-trouble", { role: "alert" })),
  };
}

/** The code of the paper, so that nobody pushes a stranger back. */
export function ownCode(hall) {
  const { say, lang } = hall;
  return {
    key: `own-code ${lang}`,
    head: heading(say("own-code")),
    body: pad(hall, { letters: [], why: say("own-code-why"), longest: CODE, press: say("own-ok"), ready: (typed) => typed.length === CODE, done: (code) => change(hall, "pass", { code }, "own-passed") }),
  };
}

// ---- a pad of large keys

/** Keys, what was typed, and the button that goes on; `ready(typed)` says when it may. */
export function pad(hall, { letters, why = null, longest, press: label = hall.say("own-look"), ready, done }) {
  const { say, visit } = hall;
  const step = visit.now;
  const shown = el("p.typed.number", { role: "status" });
  const rub = el("button.button.key", { type: "button", click: () => show(step.typed.slice(0, -1)) }, say("own-erase"));
  const look = el("button.button.key.look", { type: "button", click: () => done(step.typed) }, label);
  const show = (typed) => {
    step.typed = typed;
    shown.replaceChildren(typed || el("span.own-how", {}, letters.length ? say("own-how") : "\u00a0"));
    rub.disabled = !typed;
    look.disabled = !ready(typed);
    body.querySelector(".own-trouble").textContent = "";
    for (const key of body.querySelectorAll("[data-letter]")) key.disabled = typed !== "";
    for (const key of body.querySelectorAll("[data-digit]")) key.disabled = letters.length > 0 && typed === "";
  };
  const type = (sign) => step.typed.length < longest && show(step.typed + sign);
  const key = (kind) => (sign) => el("button.button.key.digits", { type: "button", [`data-${kind}`]: sign, click: () => type(sign) }, sign);
  const body = el(`div.own${letters.length ? "" : ".bare"}`, {},
    el("div.own-left", {}, why && el("p.soft.own-why", {}, why), shown, el("p.own-trouble", { role: "alert" }),
      letters.length ? el("div.keys.letters", {}, ...letters.map(key("letter"))) : null),
    el("div.keys.numbers", {}, ...[..."123456789"].map(key("digit")),
      rub, key("digit")("0"), look));
  show(step.typed);
  return body;
}

// ---- what the server says

async function find(hall, step, typed) {
  const { visit, say, lang, go } = hall;
  const answer = await fetch(`/api/v1/tickets?number=${typed}&lang=${lang}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (visit.now !== step || step.typed !== typed) return; // somebody else stands here, or has typed on
  const tickets = answer?.ok ? (await answer.json()).tickets : null;
  if (!tickets) trouble(say("own-unreachable"));
  else if (!tickets.length) trouble(say("own-unknown", { number: typed }));
  else go({ screen: "ownTicket", ticket: tickets[0], told: null });
}

async function change(hall, verb, body, told) {
  const { visit, say, lang } = hall;
  const step = visit.now;
  try {
    const answer = await press(`/api/v1/tickets/${step.ticket.id}/${verb}?lang=${lang}`, body);
    if (visit.now !== step) return;
    if (!answer.ok) trouble(answer.data?.error?.message ?? say("own-unreachable"));
    else arrive(hall, step, answer.data, say(told));
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    if (visit.now === step) trouble(say("own-unreachable"));
  }
}

/** Back to the ticket as it is now; from the code, not to the code again. */
function arrive({ visit, draw }, step, ticket, told) {
  if (step.screen === "ownCode") visit.back();
  Object.assign(visit.now, { ticket, told });
  draw();
}

function trouble(text) {
  document.querySelector("main .own-trouble").textContent = text;
}

function stateWords(say, { state, counter, counters }) {
  return say(`state-${state}`, { counter: counter ?? counterList(say, counters) });
}

function facts(say, { state, ahead, open, wait }) {
  if (state === "waiting") return [aheadPhrase(say, ahead, open), waitPhrase(say, wait)].filter(Boolean);
  return OVER.includes(state) || ["called", "missed"].includes(state) ? [say(`do-${state}`)] : [];
}
