// This minute: totals, counters, lines and devices, from the board "stats".

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { drawDevices } from "./devices.js";
import { nameOf, NOTHING, whole } from "./format.js";

/** Draws one state of the board. */
export function drawNow(state, clock, say) {
  for (const name of ["waiting", "served", "missed", "answered"]) byId(`${name}-n`).textContent = whole(state.totals[name]);
  byId("opened-n").textContent = say("answered_of", { n: whole(state.totals.opened) });
  byId("counters").replaceChildren(...state.counters.map((counter) => counterRow(counter, say)));
  byId("lines").replaceChildren(...state.lines.map((line) => lineRow(line, state.day.open, say)));
  drawAlarm(state, say);
  drawTargeted(state.targeted, say);
  drawDevices(state.devices, state.rolls, clock, say);
  look(clock);
}

const counterRow = (counter, say) =>
  element(
    "tr",
    {},
    element("th", { scope: "row" }, nameOf(counter, "label")),
    element("td", {}, element("span", { class: `state ${counter.state}` }, say(counter.state))),
    element("td", { class: "n left" }, counter.since && counter.state !== "closed" ? counter.since.slice(11, 16) : NOTHING),
    element("td", {}, counter.number ? element("b", { class: "number" }, counter.number) : NOTHING, " ", stillServing(counter, say)),
    element("td", {}, counter.clerk?.label ?? NOTHING),
  );

/** A service that nobody believes any more is asked about, once its time has come. */
const stillServing = ({ asks_at: from }, say) =>
  from && element("p", { class: "warned", "data-from": from, hidden: true }, icon("warning"), say("still_serving"));

/** Shows what its time has come for; a quiet hall tells nothing new. */
export function look(clock) {
  for (const node of document.querySelectorAll("[data-from]")) show(node, clock.now() >= Date.parse(node.dataset.from));
}

function lineRow(line, open, say) {
  const alone = open && !line.served_by.length;
  const counters = line.served_by.join(", ");
  return element(
    "tr",
    { class: alone && line.waiting ? "alone" : null },
    element("th", { scope: "row" }, element("b", { class: "digits series" }, line.series), " ", nameOf(line)),
    element("td", { class: "n" }, whole(line.waiting)),
    element("td", { class: "digits" }, alone ? element("span", { class: "warned" }, icon("warning"), say("nobody_serves")) : counters || NOTHING),
  );
}

/** A line that no open counter serves: an alarm when somebody stands in it, a note otherwise. */
function drawAlarm({ day, lines }, say) {
  const alone = day.open ? lines.filter((line) => !line.served_by.length) : [];
  const stood = alone.filter((line) => line.waiting);
  const told = stood.length ? stood : alone;
  const n = stood.reduce((sum, line) => sum + line.waiting, 0);
  const key = alone.length === lines.length && !stood.length ? "all_unserved" : stood.length ? "alarm" : "unserved";
  const text = say(key, { n, lines: told.map((line) => nameOf(line)).join(", ") });
  const alarm = byId("alarm");
  show(alarm, told.length > 0);
  if (alarm.textContent === text) return;
  alarm.className = stood.length ? "banner" : "banner info";
  alarm.replaceChildren(icon("warning"), element("span", {}, text));
}

const PATIENCE = 10 * 60_000; // ms until whoever waits for one counter alone is a trouble, not a note

/** Who waits for one counter or clerk: no line shows them, and nobody else calls them. */
function drawTargeted(targeted, say) {
  byId("targeted").replaceChildren(...targeted.map((place) => targetedRow(place, say)));
  show(byId("targeted-box"), targeted.length > 0);
}

function targetedRow(place, say) {
  const from = place.open ? new Date(Date.parse(place.since) + PATIENCE).toISOString() : place.since;
  return element(
    "li",
    {},
    element("b", {}, nameOf(place, "label")),
    element("span", { class: "digits" }, say("targeted_n", { n: whole(place.waiting), number: place.number, time: place.since.slice(11, 16) })),
    element("span", { class: "warned", "data-from": from, hidden: true }, icon("warning"), say(place.open ? "targeted_long" : "targeted_paused")),
  );
}
