// What comes of the final press, and the screens on which nothing can be pressed. Same shape as screens.js.

import { icon } from "/static/draw.js";
import { wholeSeconds } from "./countdown.js";
import { el, ring } from "./elements.js";
import { lineOf, message } from "./parts.js";
import { aheadPhrase, counterList, hoursRows, named, waitPhrase, whenPhrase } from "./phrases.js";

/** Whether the number must be read off this screen. */
const noPaper = (paper) => ["trouble", "unsure"].includes(paper);

/** The number, huge, with all one must know, and where the paper is. */
export function ticket(hall) {
  const { taking, say, lang, done } = hall;
  const { paper, ticket: { number } } = taking;
  return {
    key: `ticket ${paper} ${lang}`,
    head: el("div.heading", {},
      el("h1.label", { tabindex: -1 }, say("your-number"), el("span.unseen", {}, ` ${number}`)),
      el(number.length > 4 ? "p.number.long" : "p.number", { "aria-hidden": "true" }, number)),
    body: el(`div.ticket.${noPaper(paper) ? "trouble" : paper}`, {},
      facts(hall), el("div.paper", { role: "status" }, banner(hall)), scan(hall),
      el("button.button.done", { type: "button", click: done },
        el("span", {}, say(noPaper(paper) ? "written-down" : "done")), remaining(hall))),
  };
}

function facts({ taking, state, say, lang, visit }) {
  const { ahead, wait, counters } = taking.ticket;
  const { open } = lineOf(state, visit.now.field);
  const range = waitPhrase(say, wait);
  const where = counters?.length
    ? say("counter-is", { counters: counterList(say, counters) })
    : say("counter-unknown");
  return el("ul.facts", {},
    el("li.what", {}, icon("paper"), el("span", {}, named(visit.now.service, lang))),
    el("li.ahead", {}, icon("person"), el("span", {}, aheadPhrase(say, ahead, open))),
    range && el("li", {}, icon("clock"), el("span", {}, range)),
    el("li.where", {}, icon("arrow"), el("span", {}, where)));
}

function banner({ taking, say, paperHere }) {
  const { paper } = taking;
  if (noPaper(paper)) {
    const why = paper === "unsure" ? "paper-unsure" : paperHere().trouble === "paper-out" ? "paper-none" : "no-paper";
    return el("p.banner", {}, icon("warning"), el("span", {}, el("b", {}, say(why)), " ", say("no-paper-sorry")));
  }
  const out = paper === "out";
  return el(`p.banner.${out ? "good" : "info"}`, {}, icon(out ? "check" : "paper"),
    el("span", {}, say(out ? "printed" : "printing")));
}

/** The way to one's place in the line without paper: a picture of the address that the slip would carry. */
function scan({ taking, say }) {
  const token = taking.ticket.track_url?.split("/").pop();
  if (!noPaper(taking.paper) || !token) return null;
  return el("figure.scan", {},
    el("img", { src: `/kiosk/qr/${token}.svg`, alt: "" }), el("figcaption", {}, say("scan")));
}

/** The ring on the button that ends a screen; hall.remains(left, whole) moves it. */
function remaining(hall) {
  const circle = ring();
  const seconds = el("span.seconds.digits");
  hall.remains = (left, whole) => {
    circle.left(left / whole);
    seconds.textContent = wholeSeconds(left);
  };
  return el("span.remaining", { "aria-hidden": "true", hidden: hall.taking.paper === "coming" ? "" : null },
    circle, seconds);
}

/** The press is on its way; after three seconds without an answer it says whom to see. */
export function asking({ taking, say, lang }) {
  const slow = taking.phase === "slow";
  return slow
    ? message(`slow ${lang}`, "lost", say("unanswered"), say("unanswered-do"))
    : message(`asking ${lang}`, "paper", say("taking"));
}

/** No number, and why, in the server's one sentence; «Thử lại» only where trying again can help. */
export function refused({ taking, say, lang, again }) {
  const { full, message: reason } = taking.refusal ?? {};
  const retry = full || taking.phase === "lost";
  const text = taking.phase === "lost" ? say("offline-do") : full ? say("full") : reason ?? say("refused-do");
  return message(`refused ${lang}`, "warning", say("refused"), text,
    retry && el("button.button.again", { type: "button", click: again }, say("again")));
}

/** Nobody answers: a number is never invented here. */
export function offline({ say, lang }) {
  return message(`offline ${lang}`, "lost", say("offline"), say("offline-do"));
}

/** The office is closed: why, until when, and the hours. */
export function closed({ state, taking, say, lang }) {
  const opensAt = taking?.refusal?.opensAt ?? state?.opens_at;
  const when = opensAt && say("closed-until", { when: whenPhrase(say, opensAt, state?.now ?? opensAt, lang) });
  const hours = state?.hours ?? [];
  const why = state?.closed_for;
  const title = why ? (lang === "en" && why.name_en) || why.name : say("closed");
  return message(`closed ${opensAt} ${title}`, "clock", title, when,
    hours.length ? el("div.hours", {}, el("p.label", {}, say("closed-hours")), hoursTable(hours, lang)) : null,
    el("p.soft", {}, say("closed-thanks")));
}

function hoursTable(hours, lang) {
  return el("dl", {}, ...hoursRows(hours, lang).flatMap(([days, times]) => [
    el("dt", {}, days), el("dd.digits", {}, times)]));
}
