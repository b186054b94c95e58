// One ticket on its holder's phone: polled at the server's pace; without a line the last word stays, dated.

import { hallClock } from "/static/clock.js";
import { icon } from "/static/draw.js";
import { press } from "/static/press.js";
import { words } from "/static/words.js";
import { el } from "./elements.js";
import { clockTime, counterList, named, offsetOf, waitPhrase } from "./phrases.js";

const PATIENCE = 5_000; // ms for one answer
const OVER = ["served", "left", "expired", "void"]; // nothing follows: no need to ask again

const $ = (id) => document.getElementById(id);
const { ticket: first, office } = JSON.parse($("ticket").textContent);

let ticket = first;
let lang = document.body.dataset.lang;
let say = words(lang);
let etag = null;
let lost = false;
let leaving = "no"; // no → sure → failed
let timer = 0;
let heard = 0; // hall time of the last answer, which may have been "nothing new"
const clock = hallClock();

function draw() {
  document.documentElement.lang = lang;
  document.title = ticket ? say("track-title", { number: ticket.number }) : say("unknown-ticket");
  $("office").textContent = named(office, lang);
  $("main").replaceChildren(...(ticket ? card() : unknown()));
  $("main").dataset.state = ticket?.state ?? "unknown";
  for (const button of $("languages").children) button.setAttribute("aria-pressed", button.lang === lang);
  news();
}

function card() {
  return [
    el("p.label", {}, say("your-number")),
    el("h1.number", {}, ticket.number),
    el("div.state", { role: "status" }, el("p.now", {}, stateWords()), what(`do-${ticket.state}`)),
    leaving === "no" && !OVER.includes(ticket.state) ? figures() : null,
    ticket.state === "waiting" ? leave() : null,
  ].filter(Boolean);
}

function stateWords() {
  return say(`state-${ticket.state}`, { counter: ticket.counter ?? counterList(say, ticket.counters) });
}

const what = (key) => (["do-serving", "do-held"].includes(key) ? null : el("p", {}, say(key)));

function figures() {
  const waiting = ticket.state === "waiting";
  const wait = waiting && waitPhrase(say, ticket.wait, "minutes-range", "minutes-about");
  return el("dl.figures", {}, ...[
    waiting && [say("phone-ahead"), ticket.ahead === 0 ? say("phone-ahead-none") : String(ticket.ahead)],
    wait && [say("phone-wait"), wait],
    waiting && ticket.counters?.length && [say("phone-counters"), counterList(say, ticket.counters)],
    [say("phone-service"), ticket.service_name],
  ].filter(Boolean).map(([term, value]) => el("div", {}, el("dt", {}, term), el(isNaN(value) ? "dd" : "dd.digits", {}, value))));
}

function leave() {
  if (leaving === "no") return el("button.button.quiet.leave", { type: "button", click: () => step("sure") }, say("leave"));
  return el("div.card.sure", { role: "alertdialog", "aria-label": say("leave") },
    el("p", {}, say(leaving === "failed" ? "leave-failed" : "leave-sure")),
    el("button.button", { type: "button", click: () => step("no") }, say("leave-no")),
    el("button.button", { type: "button", click: gone }, say("leave-yes")));
}

function step(next) {
  leaving = next;
  draw();
  $("main").querySelector(".sure button, .leave")?.focus();
}

async function gone() {
  try {
    const answer = await press(`${location.pathname}/leave?lang=${lang}`, {});
    if (answer.ok) return hear(answer.data);
    await ask(); // called meanwhile, say: the state tells better than an error
    step(ticket.state === "waiting" ? "failed" : "no");
  } catch {
    step("failed");
  }
}

function unknown() {
  return [icon("warning"), el("h1", {}, say("unknown-ticket")), el("p", {}, say("unknown-ticket-do"))];
}

function news() {
  const time = ticket && clockTime(heard, offsetOf(ticket.now));
  $("news").textContent = ticket ? say(lost ? "stale" : "fresh", { time }) : "";
  $("news").classList.toggle("banner", lost);
}

function hear(news) {
  ticket = news;
  clock.hear(ticket.now);
  heard = clock.now();
  leaving = ticket.state === "waiting" ? leaving : "no";
  draw();
}

async function ask() {
  const headers = { Accept: "application/json", ...(etag && { "If-None-Match": etag }) };
  const answer = await fetch(`${location.pathname}?lang=${lang}`,
    { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  lost = answer.status >= 500;
  if (!lost) heard = clock.now();
  if (answer.status === 404) ticket = null;
  if (answer.ok) {
    etag = answer.headers.get("ETag");
    hear(await answer.json());
  } else draw();
}

async function poll() {
  clearTimeout(timer);
  try {
    await ask();
  } catch {
    lost = true;
    news();
  }
  if (ticket && !OVER.includes(ticket.state)) timer = setTimeout(poll, (ticket.poll_s ?? 10) * 1000);
}

function speak(chosen) {
  lang = chosen;
  say = words(lang);
  etag = null;
  draw();
  poll();
}

for (const each of ["vi", "en"]) {
  $("languages").append(el("button.button", { type: "button", lang: each, click: () => speak(each) },
    words(each)("language")));
}
document.addEventListener("visibilitychange", () => document.hidden || poll());
addEventListener("online", poll);
if (ticket) hear(ticket);
else draw();
if (ticket) timer = setTimeout(poll, ticket.poll_s * 1000);
