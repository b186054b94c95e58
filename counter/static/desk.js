// The clerk's desk: one state from the server, drawn; one press at a time, sent. It decides nothing itself.

import { byId, show } from "/static/element.js";
import { watch } from "/static/live.js";
import { press, Unreachable } from "/static/press.js";
import { signOut } from "/static/sign-in.js";
import { drawCitizen } from "./citizen.js";
import { drawDialogs, wireDialogs } from "./dialogs.js";
import { clock, hourMinute, tick } from "./elapsed.js";
import { wireKeys } from "./keys.js";
import { drawLine } from "./line.js";
import { nameOf } from "./names.js";
import { drawSide } from "./side.js";
import { isMine, isResting, may, VERBS } from "./verbs.js";

const NOTICE = 8000; // ms a sentence stays; it can also be dismissed

/** Opens the desk of `{counter, fixed, staff}` and keeps it true until the page is left. */
export function openDesk({ counter, fixed, staff }, say) {
  const page = { counter, fixed, staff, say, state: null, lost: false, busy: null, restUntil: 0, wasMine: false };
  page.act = (verb, body) => act(page, verb, body);
  page.rejoin = (id) => !page.busy && may(page, "rejoin") && send(page, "rejoin", `/api/v1/tickets/${id}/rejoin`, {});
  page.draw = () => draw(page);
  wireButtons(page);
  wireDialogs(page);
  wireKeys(page);
  show(byId("desk"), true);
  watch(`counter:${counter}`, {
    state: (state) => hear(page, state),
    lost: () => mark(page, true),
    back: () => mark(page, false),
  });
  setInterval(() => pulse(page), 1000);
}

function hear(page, state) {
  clock.hear(state.now);
  page.state = state;
  draw(page);
}

function mark(page, lost) {
  page.lost = lost;
  show(byId("lost"), lost);
  draw(page);
}

function draw(page) {
  if (!page.state) return;
  drawBar(page);
  drawCitizen(page);
  drawLine(page);
  drawSide(page);
  drawDialogs(page);
  drawVerbs(page);
  pulse(page);
  page.wasMine = isMine(page) && page.state.state !== "closed";
}

function drawBar({ state, say, fixed }) {
  const label = nameOf(state, "label");
  byId("counter-label").textContent = label;
  byId("counter-state").textContent = say(state.state);
  byId("counter-state").className = `state ${state.state}`;
  byId("clerk").textContent = state.clerk?.label ?? "";
  document.title = [state.ticket?.number, label].filter(Boolean).join(" · ");
  show(byId("other-counter"), !fixed && state.state === "closed");
}

function drawVerbs(page) {
  byId("desk").setAttribute("aria-busy", String(Boolean(page.busy)));
  for (const button of document.querySelectorAll("#desk [data-verb]")) {
    const possible = may(page, button.dataset.verb);
    button.setAttribute("aria-disabled", String(!possible));
    button.toggleAttribute("data-pressed", page.busy === button.dataset.verb);
    button.toggleAttribute("data-resting", button.dataset.verb === "next" && isResting(page));
  }
  for (const button of document.querySelectorAll("#missed button")) {
    button.setAttribute("aria-disabled", String(!may(page, "rejoin")));
  }
}

function pulse(page) {
  if (!page.state) return;
  tick(byId("desk"), page.say);
  const local = clock.wall().toISOString();
  byId("now").textContent = hourMinute(local);
  byId("date").textContent = local.slice(0, 10).split("-").reverse().join("/");
}

function wireButtons(page) {
  byId("desk").addEventListener("click", (event) => {
    const button = event.target.closest("[data-verb]");
    if (!button) return;
    page.act(button.dataset.verb);
    if (event.detail) button.blur(); // a finger or mouse: the space bar goes back to meaning "next"
  });
  byId("sign-out").onclick = signOut;
  byId("other-counter").onclick = () => location.reload();
  byId("notice-close").onclick = () => show(byId("notice"), false);
}

function act(page, verb, body) {
  if (page.busy || !may(page, verb)) return null;
  if ((verb === "pause" || verb === "lock") && !body) return page.askWhy(verb === "lock");
  const { path, body: make, rest } = VERBS[verb];
  if (rest) holdOff(page, rest);
  return send(page, verb, path(page), body ?? make?.(page.state, page) ?? {});
}

function holdOff(page, rest) {
  page.restUntil = performance.now() + rest;
  setTimeout(() => drawVerbs(page), rest + 10);
}

async function send(page, verb, path, body) {
  page.busy = verb;
  drawVerbs(page);
  try {
    const answer = await press(path, body, { slow: () => notice(page.say("slow"), "info") });
    return heed(page, answer);
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(page.say("unreachable"));
    return null;
  } finally {
    page.busy = null;
    drawVerbs(page);
  }
}

function heed(page, answer) {
  if (answer.status === 401) location.reload(); // the session has ended: back to the door
  else if (answer.status === 204) notice(page.say("idle_nobody"), "info");
  else if (!answer.ok) notice(answer.data?.error?.message ?? page.say("refused"));
  else show(byId("notice"), false);
  return answer;
}

let hiding = 0;

function notice(text, kind = "") {
  clearTimeout(hiding);
  byId("notice-text").textContent = text;
  byId("notice").className = `banner notice ${kind}`;
  show(byId("notice"), true);
  hiding = setTimeout(() => show(byId("notice"), false), NOTICE);
}
