// The right side: numbers that missed their call, and the clerk's own day.

import { byId, element } from "/static/element.js";
import { hourMinute } from "./elapsed.js";
import { nameOf } from "./names.js";

let drawn = "";

/** Draws the right side; the missed numbers only when they changed, so that the focus stays on one. */
export function drawSide(page) {
  const { state, say } = page;
  byId("served").textContent = state.today.served;
  byId("today-missed").textContent = state.today.missed;
  const missed = JSON.stringify(state.missed);
  if (missed === drawn) return;
  drawn = missed;
  const list = state.missed.map((ticket, i) => missedButton(page, ticket, i));
  byId("missed").replaceChildren(...(list.length ? list : [element("p", { class: "empty" }, say("missed_none"))]));
}

function missedButton(page, ticket, i) {
  const key = i < 9 ? String(i + 1) : null;
  const until = page.say("missed_until", { time: hourMinute(ticket.until) });
  const button = element(
    "button",
    { type: "button", class: "button missed-one", title: nameOf(ticket, "service_name"), "aria-keyshortcuts": key },
    element("b", { class: "number" }, ticket.number),
    element("span", { class: "missed-what" }, page.say("verb_rejoin"), element("small", {}, until)),
    key && element("kbd", { "aria-hidden": "true" }, key),
  );
  button.onclick = () => page.act("rejoin", {}, ticket.id);
  return button;
}
