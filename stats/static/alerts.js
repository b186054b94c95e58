// What the supervisor should see to now, who has taken it on, and which counter should open.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { nameOf, percent, range, whole } from "./format.js";

const NAMED = 4;
let drawn = "";
let advised = "";

/** Gives {hear(state), look()}: an alert begins and ends by the hall's clock, not only by the next message. */
export function wireAlerts(clock, say) {
  let told = { alerts: [], openings: [] };
  function look() {
    drawAlerts(told, clock.now(), say);
    drawOpenings(told.openings, clock.now(), say);
  }
  return {
    hear(state) {
      told = state;
      look();
    },
    look,
  };
}

const begun = (time, now) => now >= Date.parse(time);

// Of these many at once are one row and one press: a pulled cable, a full hall.
const TOGETHER = ["wait", "device"];

/** Rows of what stands now: those that nobody has taken on first. */
export function rowsOf(alerts, now) {
  const standing = alerts.filter(({ from, until }) => begun(from, now) && !(until && begun(until, now)));
  const rows = new Map();
  for (const alert of standing) {
    const taken = alert.taken?.until && begun(alert.taken.until, now) ? null : alert.taken;
    const row = TOGETHER.includes(alert.kind) ? `${alert.kind} ${Boolean(taken)}` : alert.key;
    rows.set(row, { kind: alert.kind, taken, some: [...(rows.get(row)?.some ?? []), alert] });
  }
  return [...rows.values()].sort((a, b) => Boolean(a.taken) - Boolean(b.taken));
}

function drawAlerts(told, now, say) {
  const rows = rowsOf(told.alerts, now);
  const over = told.day && !told.day.open && told.day.waits ? dayWas(told, say) : "";
  const print = JSON.stringify([over, rows.map(({ taken, some }) => [taken?.at, some.map(({ key, number, missed }) => [key, number, missed])])]);
  if (print === drawn) return; // so that nothing is read out twice, and no button moves under a finger
  drawn = print;
  byId("alerts").replaceChildren(...rows.map((row) => alertRow(row, say)));
  byId("alerts-none").className = over ? "soft" : "calm";
  byId("alerts-none").replaceChildren(...(over ? [over] : rows.length ? [] : [icon("check"), say("alerts_none")]));
}

/** Nothing is late in a hall that is closed: what the day was says more, good or bad. */
function dayWas({ day, totals }, say) {
  const { n, within, target_min: target } = day.waits;
  const waits = within === null ? say("day_was_no_waits") : say("day_was", { share: percent(within), n: whole(n), target });
  return `${waits} ${say("day_was_home", { n: whole(totals.expired) })}`;
}

function alertRow(row, say) {
  const { taken, kind } = row;
  const text = element("span", { class: "alert-text" }, textOf(row, say));
  if (taken) return element("li", { class: "taken", "data-kind": kind }, icon("check"), text, element("span", { class: "soft" }, say("taken_by", { name: taken.by, time: taken.at.slice(11, 16) })));
  const button = element("button", { type: "button", class: "button small" }, say("take_on"));
  button.onclick = () => takeOn(row.some.map(({ key }) => key), button, say);
  return element("li", { "data-kind": kind }, icon("warning"), text, button);
}

const TEXTS = {
  wait(some, say) {
    const [first] = some; // the server tells the longest first
    const known = { name: nameOf(first), number: first.number, time: first.since.slice(11, 16), minutes: whole(first.minutes), n: whole(some.length) };
    return say(some.length > 1 ? "alert_waits" : "alert_wait", known);
  },
  service: ([alert], say) => say("alert_service", atCounter(alert)),
  forgotten: ([alert], say) => say("alert_forgotten", atCounter(alert)),
  "no-show": ([{ missed, called }], say) => say("alert_no_show", { missed: whole(missed), called: whole(called) }),
  device: (some, say) =>
    element("a", { href: "#devices-title" }, say("devices_bad", { n: whole(some.length), names: some.slice(0, NAMED).map(({ name }) => name).join(", ") + (some.length > NAMED ? "…" : "") })),
};

const atCounter = (alert) => ({ label: nameOf(alert, "label"), number: alert.number, time: alert.since.slice(11, 16), n: whole(alert.minutes) });

export const textOf = (row, say) => TEXTS[row.kind](row.some, say);

/** One press takes on everything in the row; the board tells everybody, also this page. */
async function takeOn(keys, button, say) {
  button.disabled = true;
  const trouble = await send(keys, say);
  button.disabled = false;
  byId("alerts-trouble").textContent = trouble;
  show(byId("alerts-trouble"), Boolean(trouble));
}

async function send(keys, say) {
  try {
    const answer = await press(`/api/v1/alerts/take-on?lang=${document.body.dataset.lang}`, { keys });
    if (answer.status === 401) location.reload();
    return answer.ok ? "" : answer.data?.error?.message ?? say("refused");
  } catch (trouble) {
    if (trouble instanceof Unreachable) return say("no_answer");
    throw trouble;
  }
}

/** What to do about long lines now; a line counts from when somebody in it has waited too long. */
export const due = (openings, now) =>
  openings.map((advice) => ({ ...advice, lines: advice.lines.filter(({ from }) => begun(from, now)) })).filter(({ lines }) => lines.length);

function drawOpenings(openings, now, say) {
  const advice = due(openings, now);
  const print = JSON.stringify(advice);
  if (print === advised) return;
  advised = print;
  byId("openings").replaceChildren(...advice.map((each) => openingRow(each, say)));
  show(byId("openings-box"), advice.length > 0);
}

const openingRow = ({ what, counter, lines }, say) =>
  element(
    "li",
    { class: "opening", "data-what": what },
    icon(SIGNS[what]),
    element("div", {}, element("p", {}, element("b", {}, say(`opening_${what}`, { label: counter ? nameOf(counter, "label") : "" }))), element("p", {}, ...lines.flatMap((line, place) => [place ? "; " : "", lineText(line, say)]))),
  );

const SIGNS = { call: "arrow", open: "plus", assign: "warning" };

export function lineText(line, say) {
  const known = { name: nameOf(line), n: whole(line.waiting), now: range(line.wait), then: range(line.then) };
  return say(`opening_line${line.wait ? "_now" : ""}${line.then ? "_then" : ""}`, known);
}
