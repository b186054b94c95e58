// The coming week: which lines are short of a counter and when, and how many people each hour may bring.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { localeOf } from "/static/format.js";
import { read } from "/static/sign-in.js";
import { nameOf, NOTHING, whole } from "./format.js";

const lang = document.body.dataset.lang;

/** Looks and draws; gives what was told. Eight weeks are counted for it, so it is asked once a day. */
export async function showComing(say) {
  const { data } = await read("/stats/coming-week");
  if (data) draw(data, say);
  else byId("coming-told").textContent = say("refused");
  return data;
}

function draw(data, say) {
  const days = data.days.map((day) => ({ ...day, at: new Map(day.hours.map((hour) => [hour.hour, hour])) }));
  const hours = [...new Set(days.flatMap((day) => [...day.at.keys()]))].sort((a, b) => a - b);
  const needs = days.flatMap((day) => day.needs.map((need) => ({ ...need, day })));
  byId("coming-told").textContent = [busiest(data, say), verdict(data, needs, say)].join(" ");
  byId("coming-late").textContent = late(data, say);
  byId("coming-needs").replaceChildren(...needs.map((need) => needRow(need, say)));
  byId("coming-days").replaceChildren(element("th", { scope: "col" }, say("by_hour")), ...days.map((day) => head(day, data, say)));
  byId("coming-rows").replaceChildren(...hours.map((hour) => hourRow(hour, days, say)));
  show(byId("coming-needs-box"), needs.length > 0);
  for (const id of ["coming-table", "coming-how"]) show(byId(id), hours.length > 0);
}

/** The day that brings most people, and its fullest hour. */
function busiest(data, say) {
  const days = data.days.filter((day) => day.hours.length);
  if (!days.length) return say("coming_unknown", { weeks: data.weeks });
  const day = most(days, ({ people }) => people);
  const hour = most(day.hours, ({ people }) => people);
  return say("coming_told", { day: dayName(day.date), people: round(day.people), from: hour.hour, to: hour.hour + 1, hour: round(hour.people), seen: day.seen });
}

/** That no line is short may be said only where enough days were looked at. */
function verdict(data, needs, say) {
  const days = data.days.filter((day) => day.hours.length);
  if (needs.length || !days.length) return "";
  const few = days.filter((day) => day.seen < data.enough);
  if (few.length) return say("first_none_few", { enough: data.enough, seen: Math.min(...few.map(({ seen }) => seen)) });
  return say("coming_enough");
}

const most = (things, size) => things.reduce((a, b) => (size(b) > size(a) ? b : a));
const round = (people) => whole(Math.round(people));

/** What is called late here. */
export const late = ({ target }, say) => say(target ? "coming_late" : "coming_home", { target });

/** "Thứ Hai, 23/11" */
export const dayName = (iso) => new Date(`${iso}T12:00:00Z`).toLocaleDateString(localeOf(lang), { weekday: "long", day: "2-digit", month: "2-digit", timeZone: "UTC" });

/** "Quầy 1, Quầy 2", each on one line. */
export const labels = (counters) => counters.map(label).join(", ");
const label = (counter) => nameOf(counter, "label").replaceAll(" ", "\u00a0");
export const names = (fields) => fields.map((field) => nameOf(field)).join(", ");

const from = (need) => `${need.from}–${need.to}\u00a0h`;

function needRow(need, say) {
  const home = need.home >= 0.5 ? element("small", { class: "soft" }, say("coming_of_home", { n: round(need.home) })) : null;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, `${dayName(need.day.date)}, `, element("span", { class: "digits nowrap" }, from(need))),
    element("td", {}, element("b", {}, names(need.fields))),
    element("td", {}, labels(need.counters) || NOTHING, pace(need, say)),
    element("td", { class: "n" }, round(need.people)),
    element("td", { class: "n" }, round(need.late), home),
    element("td", { class: "n" }, say("coming_over", { over: need.over, seen: need.day.seen })),
    element("td", {}, advice(need, say)),
  );
}

/** How many people a counter calls in an hour, and how long these keep it. */
function pace({ rate, busy_min: busy }, say) {
  if (!rate) return null;
  return element("small", { class: "soft" }, say(busy === null ? "coming_rate" : "coming_rate_busy", { rate: round(rate), busy }));
}

/** Which counter may help: one that serves the line and is closed then, else one that has time. */
function advice({ closed, free }, say) {
  if (closed.length) return say("opening_open", { label: labels(closed) });
  if (!free.length) return say("coming_none_free");
  return free.map((counter) => `${label(counter)}\u00a0(${round(counter.people)})`).join(", ");
}

function head(day, { weeks }, say) {
  const why = day.closing ? nameOf(day.closing) || say("coming_closed") : day.seen ? "" : say("coming_unseen", { weeks });
  return element("th", { scope: "col" }, dayName(day.date), why && element("small", { class: "soft" }, why));
}

const hourRow = (hour, days, say) =>
  element("tr", {}, element("th", { scope: "row", class: "digits" }, `${hour}–${hour + 1}\u00a0h`), ...days.map((day) => cell(day.at.get(hour), day.needs, say)));

function cell(hour, needs, say) {
  if (!hour) return element("td", { class: "soft" }, NOTHING);
  const here = needs.filter((need) => need.from <= hour.hour && hour.hour < need.to);
  const lines = here.map((need) => names(need.fields)).join(", ");
  const people = round(hour.people);
  return element(
    "td",
    { class: here.length ? "short" : null, title: lines && say("coming_short", { names: lines }) },
    here.length ? icon("warning") : null,
    element("span", { class: "digits" }, say(people === "1" ? "coming_person" : "coming_people", { n: people })),
    lines && element("span", { class: "unseen" }, say("coming_short", { names: lines })),
  );
}
