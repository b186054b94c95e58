// This minute: totals, counters, lines and devices, from the board "stats"; alerts stand in alerts.js.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { drawDevices } from "./devices.js";
import { minutes, nameOf, NOTHING, range, whole } from "./format.js";

/** Draws one state of the board; for who `works` the hall, a number leads to its ticket. */
export function drawNow(state, clock, say, works) {
  const { totals } = state;
  for (const name of ["waiting", "served", "missed", "expired", "answered"]) byId(`${name}-n`).textContent = whole(totals[name]);
  byId("taken-n").textContent = say("taken_of", { n: whole(totals.taken) });
  byId("left-n").textContent = totals.left ? say("left_today", { n: whole(totals.left) }) : "";
  byId("opened-n").textContent = say("answered_of", { n: whole(totals.opened) });
  const held = document.activeElement.closest("#counters a")?.hash; // whoever stands on a number stays there
  byId("counters").replaceChildren(...state.counters.map((counter) => counterRow(counter, say, works)));
  if (held) document.querySelector(`#counters a[href$="${held}"]`)?.focus({ preventScroll: true });
  byId("lines").replaceChildren(...state.lines.map((line) => lineRow(line, state.day.open, say)));
  drawTargeted(state.targeted, say);
  drawDevices(state.devices, state.rolls, clock, say);
  look(clock);
}

const DOTS = { idle: "open", called: "open", serving: "open", working: "open", paused: "paused", closed: "closed" };

function counterRow(counter, say, works) {
  const { doing, number } = counter;
  const why = doing === "paused" && counter.reason_name ? nameOf(counter, "reason_name") : say(`doing_${doing}`);
  const what = number && nameOf(counter, "service_name");
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, nameOf(counter, "label")),
    element("td", {}, element("span", { class: `state ${DOTS[doing]}` }, why)),
    element("td", { class: "n" }, doing === "closed" ? NOTHING : since(counter.doing_since)),
    element("td", { class: "what" }, number ? ticket(number, works) : NOTHING, what && element("span", { class: "soft", title: what }, what), stillServing(counter, say)),
    element("td", { class: "who" }, counter.clerk?.label ?? NOTHING),
  );
}

/** At reception, whose page opens with it. */
const ticket = (number, works) =>
  works ? element("a", { class: "number", href: `/reception/?lang=${document.body.dataset.lang}#${number}` }, number) : element("b", { class: "number" }, number);

/** How long ago, counted on by `look`. */
const since = (time) => element("span", { class: "digits", "data-since": time });

/** A service that nobody believes any more is asked about, once its time has come. */
const stillServing = ({ asks_at: from }, say) =>
  from && element("p", { class: "warned", "data-from": from, hidden: true }, icon("warning"), say("still_serving"));

/** Shows what its time has come for; a quiet hall tells nothing new. */
export function look(clock) {
  const now = clock.now();
  for (const node of document.querySelectorAll("[data-since]")) ago(node, now);
  for (const node of document.querySelectorAll("[data-from]")) show(node, now >= Date.parse(node.dataset.from));
}

/** "12 ph" in the cell; amber with a sign once its time is over. */
function ago(node, now) {
  const { since: from, late } = node.dataset;
  const text = minutes(Math.max(0, now - Date.parse(from)) / 1000);
  const over = Boolean(late) && now >= Date.parse(late);
  if (node.dataset.told === `${text}${over}`) return;
  node.dataset.told = `${text}${over}`;
  node.className = over ? "digits warned" : "digits";
  node.replaceChildren(...(over ? [icon("warning")] : []), text);
}

function lineRow(line, open, say) {
  const alone = open && !line.served_by.length;
  const counters = line.served_by.join(", ");
  const longest = line.waiting ? [element("b", { class: "number" }, line.number), " ", element("span", { class: "digits", "data-since": line.since, "data-late": line.late_at })] : [NOTHING];
  return element(
    "tr",
    { class: alone && line.waiting ? "alone" : null },
    element("th", { scope: "row" }, element("b", { class: "digits series" }, line.series), " ", nameOf(line)),
    element("td", { class: "n" }, whole(line.waiting)),
    element("td", { class: "longest" }, ...longest),
    element("td", { class: "digits range" }, open ? range(line.wait) : NOTHING),
    element("td", { class: "digits" }, alone ? element("span", { class: "warned" }, icon("warning"), say("nobody_serves")) : counters || NOTHING),
  );
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
