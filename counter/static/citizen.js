// The left third: the citizen now, or why there is none; the number is the largest thing on the page.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { waitingTime, secondsSince } from "./elapsed.js";
import { help, history, marksInHand, note } from "./marks.js";
import { nameOf } from "./names.js";
import { promised } from "./patience.js";
import { reasonName } from "./sheets.js";
import { isMine } from "./verbs.js";

// Seconds after which a running time turns amber: a look at the clock, not an alarm.
const LONG_WALK = 60;
const LONG_SERVICE = 20 * 60;

/** What the left third is about: closed, other, paused, idle, called, serving or quick. */
export function situation(page) {
  const { state } = page;
  if (!isMine(page)) return state.clerk && state.state !== "closed" ? "other" : "closed";
  if (state.ticket) return state.ticket.state;
  if (state.quick) return "quick";
  return state.state === "open" ? "idle" : state.state;
}

/** Draws the left third from the state. */
export function drawCitizen(page) {
  const now = situation(page);
  byId("desk").dataset.situation = now;
  byId("situation").replaceChildren(...PICTURES[now](page));
  makeRoom(page.state.ticket);
  const working = ["idle", "called", "serving", "quick"].includes(now);
  show(byId("apart"), now === "called" || now === "serving");
  for (const id of ["others", "verbs"]) show(byId(id), working);
  for (const button of document.querySelectorAll(".huge")) show(button, (button.dataset.verb === "next") === working);
  nameTheHuge(page, now);
}

/** A note and help that is needed matter more than a large number. */
function makeRoom(ticket) {
  const said = [ticket?.note, ticket?.needs?.length].filter(Boolean).length;
  byId("situation").classList.toggle("full", said > 0);
  byId("situation").classList.toggle("both", said > 1);
}

function nameTheHuge({ state, say }, now) {
  const open = { paused: "verb_continue", other: "verb_take_over" }[now] ?? "verb_open";
  const after = state.waiting ? "verb_next_after" : "verb_next_last";
  document.querySelector('[data-verb="open"] .verb-name').textContent = say(open);
  document.querySelector('[data-verb="next"] .verb-name').textContent = say(state.ticket || state.quick ? after : "verb_next");
}

const PICTURES = {
  closed: ({ say }) => message(say("counter_closed"), say("counter_closed_hint")),
  other: ({ state, say }) => {
    const name = state.clerk.label;
    return message(say("counter_others", { name }), say("counter_others_hint", { name }));
  },
  paused: ({ state, say }) => [
    element("p", { class: "eyebrow amber" }, say("paused")),
    element("p", { class: "headline" }, reasonName(state.pauses, state.reason)),
    running(say("paused_time"), state.since),
  ],
  idle: ({ state, say }) => [
    element("p", { class: "eyebrow jade" }, say("idle_ready")),
    ...message(
      state.waiting ? say("idle_waiting", { n: state.waiting }) : say("idle_nobody"),
      state.longest_since
        ? say("idle_hint", { time: waitingTime(secondsSince(state.longest_since), say) })
        : say("idle_hint_nobody"),
    ),
  ],
  quick: ({ state, say }) => [
    element("p", { class: "eyebrow jade" }, say("verb_quick")),
    element("p", { class: "headline" }, state.quick.service ? nameOf(state.quick, "service_name") : say("quick_inside")),
    element("p", { class: "soft" }, say("quick_now")),
    running(say("service_time"), state.quick.since, LONG_SERVICE),
  ],
  called: (page) => person(page, "calling", running(page.say("walking_time"), page.state.ticket.called_at, LONG_WALK)),
  serving: (page) => person(page, "serving", service(page)),
};

const message = (title, hint) => [element("p", { class: "headline" }, title), element("p", { class: "soft" }, hint)];

const running = (label, since, long = null) =>
  element(
    "p",
    { class: "running" },
    element("span", {}, label),
    element("b", { class: "digits", "data-since": since, "data-long": long }),
  );

/** The running service; one that nobody believes any more is asked about in its own place. */
function service({ state: { ticket }, say }) {
  const line = running(say("service_time"), ticket.started_at, LONG_SERVICE);
  if (!ticket.asks_at) return line;
  line.firstChild.dataset.until = ticket.asks_at;
  line.prepend(element("span", { class: "still", "data-from": ticket.asks_at, hidden: true }, say("still_serving")));
  return line;
}

function person({ state, say }, eyebrow, time) {
  const { ticket } = state;
  time.append(history(ticket, state.recall_limit, say));
  return [
    element("p", { class: `eyebrow ${eyebrow}` }, say(eyebrow)),
    element("p", { class: "number now-number" }, ticket.number),
    element("p", { class: "service" }, nameOf(ticket, "service_name")),
    element("p", { class: "marks" }, ...marksInHand(ticket, say)),
    note(ticket),
    time,
    help(ticket, say) ?? prompt(ticket, sayTo(ticket, eyebrow, state), say),
  ].filter(Boolean);
}

/** The greeting, with a word of regret after a long wait; then the thanks. */
function sayTo(ticket, eyebrow, state) {
  if (eyebrow !== "calling") return "farewell";
  return ticket.waited_s >= promised(state) ? "greet_late" : "greet";
}

/** What is said to everybody; somebody who needs help is told something better. */
function prompt({ language }, words, say) {
  const english = language === "en";
  return element("p", { class: "prompt", lang: english ? "en" : "vi" }, icon("speech"), element("span", {}, say(english ? `${words}_en` : words)));
}
