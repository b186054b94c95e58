// The clerk's desk: one state from the server, drawn; one press at a time, sent. It decides nothing itself.

import { byId, show } from "/static/element.js";
import { watch } from "/static/live.js";
import { signOut } from "/static/sign-in.js";
import { drawCitizen } from "./citizen.js";
import { drawDialogs, wireDialogs } from "./dialogs.js";
import { clock, hourMinute, tick } from "./elapsed.js";
import { wireKeys } from "./keys.js";
import { drawLine } from "./line.js";
import { nameOf } from "./names.js";
import { drawPatience, wirePatience } from "./patience.js";
import { wireSending } from "./sending.js";
import { drawHeld, drawSide } from "./side.js";
import { drawUndo } from "./undo.js";
import { isMine, isResting, may } from "./verbs.js";

/** Opens the desk of `{counter, fixed, staff}` and keeps it true until the page is left. */
export function openDesk({ counter, fixed, staff }, say) {
  const page = { counter, fixed, staff, say, state: null, version: 0, lost: false, wasMine: false };
  page.draw = () => draw(page);
  page.drawVerbs = () => drawVerbs(page);
  wireSending(page);
  wireButtons(page);
  wireDialogs(page);
  wireKeys(page);
  wirePatience(page);
  show(byId("desk"), true);
  watch(`counter:${counter}`, {
    state: (state, version) => hear(page, state, version),
    lost: () => mark(page, true),
    back: () => mark(page, false),
  });
  setInterval(() => pulse(page), 1000);
}

function hear(page, state, version) {
  clock.hear(state.now);
  Object.assign(page, { state, version, seen: page.seen + 1 });
  draw(page);
  page.told();
  page.heedPad();
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
  drawUndo(page);
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
  show(byId("other-counter"), !fixed && state.state === "closed");
}

function drawVerbs(page) {
  byId("desk").setAttribute("aria-busy", String(Boolean(page.busy)));
  for (const button of document.querySelectorAll("#desk [data-verb]")) {
    const possible = may(page, button.dataset.verb);
    button.setAttribute("aria-disabled", String(!possible));
    button.toggleAttribute("data-pressed", [page.busy?.verb, page.kept?.verb].includes(button.dataset.verb));
    button.toggleAttribute("data-resting", button.dataset.verb === "next" && isResting(page));
  }
  for (const button of document.querySelectorAll("#missed button")) {
    button.setAttribute("aria-disabled", String(!may(page, "rejoin")));
  }
  for (const button of document.querySelectorAll(".held-one")) {
    button.setAttribute("aria-disabled", String(!may(page, "resume")));
  }
}

function pulse(page) {
  if (!page.state) return;
  tick(byId("desk"), page.say);
  drawHeld(page);
  const overdue = drawPatience(page);
  const name = [page.state.ticket?.number, nameOf(page.state, "label")].filter(Boolean).join(" · ");
  document.title = overdue ? `(! ${overdue}) ${name}` : name;
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
}
