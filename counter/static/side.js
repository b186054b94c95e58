// The right side: numbers on hold, numbers that missed their call, and the clerk's own day.

import { byId, element } from "/static/element.js";
import { hourMinute } from "./elapsed.js";
import { heldButton, heldNow } from "./hold.js";
import { nameOf } from "./names.js";

const drawn = {}; // what each list showed last

/** Draws the right side; a list only when it changed, so that the focus stays on one of it. */
export function drawSide(page) {
  const { state, say } = page;
  byId("served").textContent = state.today.served;
  byId("today-missed").textContent = state.today.missed;
  list("missed", JSON.stringify(state.missed), () => state.missed.map((ticket, i) => missedButton(page, ticket, i)), say);
  drawHeld(page);
}

/** The held numbers; also each second, since a reminder falls due by itself. */
export function drawHeld(page) {
  const { state, say } = page;
  list("held", heldNow(state), () => state.held.map((ticket) => heldButton(page, ticket)), say);
}

function list(id, now, make, say) {
  if (now === drawn[id]) return;
  drawn[id] = now;
  const buttons = make();
  byId(id).replaceChildren(...(buttons.length ? buttons : [element("p", { class: "empty" }, say(`${id}_none`))]));
}

function missedButton(page, ticket, i) {
  const key = i < 9 ? String(i + 1) : null;
  const until = page.say("missed_until", { time: hourMinute(ticket.until) });
  const doubt = ticket.unconfirmed && element("b", { class: "due" }, ` · ${page.say("unconfirmed_short")}`);
  const button = element(
    "button",
    { type: "button", class: "button missed-one", title: nameOf(ticket, "service_name"), "aria-keyshortcuts": key },
    element("b", { class: "number" }, ticket.number),
    element("span", { class: "missed-what" }, page.say("verb_rejoin"), element("small", {}, until, doubt || null)),
    key && element("kbd", { "aria-hidden": "true" }, key),
  );
  button.onclick = () => page.act("rejoin", {}, ticket.id);
  return button;
}
