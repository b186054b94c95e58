// The coming week: hours down, days across, and in each cell how many counters and how many people.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { localeOf } from "/static/format.js";
import { read } from "/static/sign-in.js";
import { nameOf, whole } from "./format.js";

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
  byId("coming-told").textContent = told(data, days, say);
  byId("coming-days").replaceChildren(element("th", { scope: "col" }, say("by_hour")), ...days.map((day) => head(day, say)));
  byId("coming-rows").replaceChildren(...hours.map((hour) => hourRow(hour, days, data.counters, say)));
  for (const id of ["coming-table", "coming-how"]) show(byId(id), hours.length > 0);
}

/** What it comes to in one sentence: the hour that asks for most. */
function told(data, days, say) {
  const all = days.flatMap((day) => day.hours.map((hour) => ({ ...hour, date: day.date })));
  if (!all.length) return say("coming_unknown", { weeks: data.weeks });
  const most = all.reduce((a, b) => (b.counters > a.counters || (b.counters === a.counters && b.people > a.people) ? b : a));
  return say("coming_told", { day: dayName(most.date), from: most.hour, to: most.hour + 1, n: most.counters, people: whole(Math.round(most.people)), all: data.counters, seen: data.seen });
}

/** "Thứ Hai, 23/11" */
export const dayName = (iso) => new Date(`${iso}T12:00:00Z`).toLocaleDateString(localeOf(lang), { weekday: "long", day: "2-digit", month: "2-digit", timeZone: "UTC" });

function head(day, say) {
  const why = day.closing ? nameOf(day.closing) || say("coming_closed") : day.seen ? "" : say("coming_unseen");
  return element("th", { scope: "col" }, dayName(day.date), why && element("small", { class: "soft" }, why));
}

const hourRow = (hour, days, counters, say) =>
  element("tr", {}, element("th", { scope: "row", class: "digits" }, `${hour}–${hour + 1}\u00a0h`), ...days.map((day) => cell(day.at.get(hour), counters, say)));

function cell(hour, counters, say) {
  if (!hour) return element("td", { class: "soft" }, "–");
  const short = hour.counters > counters;
  const people = whole(Math.round(hour.people));
  const words = say(hour.more ? "coming_cell_more" : "coming_cell", { n: hour.counters, people, more: hour.more });
  return element(
    "td",
    { class: short ? "short" : null, title: hour.field && say("coming_most", { name: nameOf(hour.field) }) },
    element("b", { class: "digits", "aria-hidden": "true" }, short ? icon("warning") : null, String(hour.counters), hour.more ? element("small", {}, ` (+${hour.more})`) : null),
    element("span", { class: "soft digits", "aria-hidden": "true" }, people),
    element("span", { class: "unseen" }, words),
  );
}
