// The one thing to do first: the most urgent of what this page already knows, why, how sure that is, and where it is done.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { due, lineText, rowsOf, textOf } from "./alerts.js";
import { dayName, labels, late, names } from "./coming.js";
import { date, nameOf, percent, whole } from "./format.js";

const { lang } = document.body.dataset;
const to = (path, rest = "") => `${path}?lang=${lang}${rest}`;

/* The order of urgency, and the only place where it stands: the first that finds something is told. Each looks at what is known,
 * {state, now, week, forecasts, cases, reports, fits}; what could not be read is missing, and finds nothing. Those above the line are
 * of this minute and people stand before them; those below can wait until the hall is empty. Who will be sent home comes before paper. */
const URGENCY = [
  ["stopped", stopped], // no number can be given
  ["line", shortenLine], // somebody waits where no counter is open, or too long
  ["unopened", openHall], // the day is open and no counter is
  ["alert", seeTo], // another target is missed, and nobody has taken it on
  // ------------------------------------------------------------------
  ["home", fewCounters((days) => days, sendsHome)], // on a day to come people are sent home, unless another counter helps
  ["report", hand((one) => one.state !== "soon")], // a report is late or nearly due
  ["next", fewCounters((days) => days.slice(0, 1))], // the next working day needs another counter
  ["case", decide], // a clerk's case waits for the reader
  ["later", fewCounters((days) => days.slice(1))], // so does a later day of the week
  ["soon", hand((one) => one.state === "soon")], // a report will be due
];

/** What is to be done first: {name, what, why, sure, href, way}; `name` is "none" where nothing is urgent. */
export function first(known, say) {
  for (const [name, find] of URGENCY) {
    const found = find(known, say);
    if (found) return { name, ...found };
  }
  return { name: "none", what: say("first_none"), ...calm(known, say) };
}

const COUNTERS = { href: "#counters-title", way: "first_to_counters" };
const STOPS = ["disk_full", "floor"];

function stopped({ state }, say) {
  const notice = state.notices.find(({ code }) => STOPS.includes(code));
  return notice && { what: say("first_stopped"), why: say(`notice_${notice.code}`), href: "#notices" };
}

/** The server tells the line in the greatest need first, and what helps it. */
function shortenLine({ state, now, forecasts, fits }, say) {
  const [advice] = due(state.openings, now);
  if (!advice) return null;
  const [line] = advice.lines;
  const alone = state.lines.some((each) => each.field === line.field && !each.served_by.length);
  const label = advice.counter ? nameOf(advice.counter, "label") : "";
  return {
    what: say(`opening_${advice.what}`, { label }),
    why: alone ? say("first_alone", { name: nameOf(line), n: whole(line.waiting) }) : `${lineText(line, say)}.`,
    sure: line.wait && forecasts ? sureOf(forecasts, say) : "",
    ...(advice.what === "assign" && fits ? { href: to("/setup/"), way: "set_up" } : COUNTERS),
  };
}

/** How good the forecasts have been that the advice stands on. */
const sureOf = ({ total, days }, say) =>
  total.within === null ? say("first_forecasts_few") : say("first_forecasts", { days, share: percent(total.within), n: whole(total.n) });

function openHall({ state }, say) {
  const none = state.day.open && state.lines.length && state.lines.every((line) => !line.served_by.length);
  return none ? { what: say("first_unopened"), why: say("all_unserved"), ...COUNTERS } : null;
}

function seeTo({ state, now }, say) {
  const row = rowsOf(state.alerts, now).find(({ taken }) => !taken);
  const text = row && textOf(row, say);
  return row && { what: text.textContent ?? text, why: say("first_untaken"), href: "#alerts-title", way: "first_to_alerts" };
}

/** The first report that such a reminder is about. */
function hand(isMeant) {
  return ({ reports }, say) => {
    const one = (reports?.reminders ?? []).find(isMeant);
    return one && {
      what: say("first_report", { name: one.name }),
      why: say(one.state === "late" ? "first_report_late" : "first_report_due", { due: date(one.due) }),
      href: to("/reports/", `#${one.kind}/${one.begins}`),
      way: "first_to_report",
    };
  };
}

/** On a usual day like it somebody goes home without having been called. */
function sendsHome({ home }) {
  return home >= 1;
}

/** The line of these working days in which most people wait too long; the server knows when that is certain. */
function fewCounters(choose, fits = () => true) {
  return ({ week }, say) => {
    const days = choose((week?.days ?? []).filter((day) => day.hours.length));
    const needs = days.flatMap((day) => day.needs.filter(fits).map((need) => ({ ...need, day })));
    if (!needs.length) return null;
    const need = needs.reduce((a, b) => (b.home > a.home || (b.home === a.home && b.late > a.late) ? b : a));
    const { day, closed, free } = need;
    const when = say(day.date === week.days[0].date ? "first_tomorrow" : "first_day", { day: dayName(day.date), from: need.from, to: need.to });
    const known = { when, lines: names(need.fields), counters: labels(need.counters), closed: labels(closed), free: labels(free), over: need.over, seen: day.seen };
    return {
      what: say(closed.length ? "first_open" : need.counters.length ? "first_more" : "first_more_none", known),
      why: [whyShort(need, week, say), ...(closed.length ? [] : help(need, known, say))].join(" "),
      sure: say("first_more_sure", known),
      href: "#coming",
      way: "first_to_week",
    };
  };
}

function whyShort(need, week, say) {
  const known = { people: whole(Math.round(need.people)), n: whole(Math.round(need.late)), late: late(week, say), home: whole(Math.round(need.home)) };
  return say(sendsHome(need) && week.target ? "first_more_why_home" : "first_more_why", known);
}

const IDLE = 30; // minutes of an hour: fewer, and another counter may not be what helps

/** Where the counters that serve it are at work. */
function help({ busy_min: busy, free }, known, say) {
  const idle = busy !== null && busy < IDLE;
  return [...(idle ? [say("first_idle", { ...known, busy })] : []), ...(free.length ? [say("first_free", known)] : [])];
}

/** The oldest that waits for whoever reads: explained, the time to explain is over, or the clerk was not asked yet. */
function decide({ cases, now }, say) {
  const waiting = (cases?.cases ?? []).filter((one) => one.state === "explained" || (one.state === "open" && (!one.asked || Date.parse(one.due_at) <= now)));
  if (!waiting.length) return null;
  const oldest = waiting.reduce((a, b) => (b.opened_at < a.opened_at ? b : a));
  return { what: say("first_case", { n: waiting.length }), why: say("first_case_why", { date: date(oldest.opened_at) }), href: to("/cases/"), way: "first_to_cases" };
}

/** What was looked at, and what nothing can be said about yet. */
function calm({ week, cases, reports }, say) {
  const unread = !week || !cases || !reports;
  const seen = Math.max(0, ...(week?.days ?? []).map((day) => day.seen));
  const few = week && seen < week.enough;
  return { why: say(unread ? "first_none_unread" : "first_none_why"), sure: few ? say("first_none_few", { seen, enough: week.enough }) : "" };
}

let drawn = "";

/**
 * Gives {hear(state), knows(more), look()}: what the board tells is pushed, the rest is known from when it was read.
 * That nothing is urgent is said only once everything is known. `fits`: the reader may set the hall up.
 */
export function wireFirst(clock, say, fits = false) {
  const known = { state: null, fits };
  let asked = false;
  function look() {
    if (!known.state) return;
    const found = first({ ...known, now: clock.now() }, say);
    if (asked || found.name !== "none") draw(found, say);
  }
  return {
    hear(state) {
      known.state = state;
      look();
    },
    knows(more) {
      Object.assign(known, more);
      asked = true;
      look();
    },
    look,
  };
}

function draw({ name, what, why, sure, href, way }, say) {
  const print = JSON.stringify([name, what, why, sure, href]);
  if (print === drawn) return; // so that it is read out once
  drawn = print;
  byId("first").dataset.name = name;
  byId("first-sign").replaceChildren(icon(name === "none" ? "check" : "warning"));
  byId("first-what").textContent = what;
  byId("first-why").textContent = why;
  byId("first-sure").textContent = sure ?? "";
  byId("first-way").replaceChildren(...(way ? [element("a", { class: "button small", href }, say(way))] : []));
  show(byId("first"), true);
}
