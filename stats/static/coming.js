// The coming week: hours down, days across, and in each cell how many counters and how many people.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { localeOf } from "/static/format.js";
import { read } from "/static/sign-in.js";
import { nameOf, whole } from "./format.js";

const lang = document.body.dataset.lang;

/** Looks when somebody opens it: eight weeks are counted for it. */
export function openComing(say) {
  byId("coming").addEventListener("toggle", () => byId("coming").open && draw(say));
}

async function draw(say) {
  const { data } = await read("/stats/coming-week");
  if (!data) {
    byId("coming-told").textContent = say("refused");
    return;
  }
  const days = data.days.map((day) => ({ ...day, at: new Map(day.hours.map((hour) => [hour.hour, hour])) }));
  const hours = [...new Set(days.flatMap((day) => [...day.at.keys()]))].sort((a, b) => a - b);
  byId("coming-told").textContent = told(data, days, say);
  byId("coming-days").replaceChildren(element("th", { scope: "col" }, say("by_hour")), ...days.map((day) => head(day, say)));
  byId("coming-rows").replaceChildren(...hours.map((hour) => hourRow(hour, days, data.counters, say)));
  show(byId("coming-table"), hours.length > 0);
}

/** What it comes to in one sentence: the hour that asks for most. */
function told(data, days, say) {
  const all = days.flatMap((day) => day.hours.map((hour) => ({ ...hour, date: day.date })));
  if (!all.length) return say("coming_unknown", { weeks: data.weeks });
  const most = all.reduce((a, b) => (b.counters > a.counters || (b.counters === a.counters && b.people > a.people) ? b : a));
  return say("coming_told", { day: dayName(most.date), from: most.hour, to: most.hour + 1, n: most.counters, people: whole(Math.round(most.people)), all: data.counters, seen: data.seen });
}

const dayName = (iso) => new Date(`${iso}T12:00:00Z`).toLocaleDateString(localeOf(lang), { weekday: "long", day: "2-digit", month: "2-digit", timeZone: "UTC" });

function head(day, say) {
  const why = day.closing ? nameOf(day.closing) || say("coming_closed") : day.seen ? "" : say("coming_unseen");
  return element("th", { scope: "col" }, dayName(day.date), why && element("small", { class: "soft" }, why));
}

const hourRow = (hour, days, counters, say) =>
  element("tr", {}, element("th", { scope: "row", class: "digits" }, `${hour}–${hour + 1}\u00a0h`), ...days.map((day) => cell(day.at.get(hour), counters, say)));

function cell(hour, counters, say) {
  if (!hour) return element("td", { class: "soft" }, "–");
  const short = hour.counters > counters;
  const words = say("coming_cell", { n: hour.counters, people: whole(Math.round(hour.people)) });
  return element(
    "td",
    { class: short ? "short" : null, title: hour.field && say("coming_most", { name: nameOf(hour.field) }) },
    element("b", { class: "digits", "aria-hidden": "true" }, short ? icon("warning") : null, String(hour.counters)),
    element("span", { class: "soft digits", "aria-hidden": "true" }, whole(Math.round(hour.people))),
    element("span", { class: "unseen" }, words),
  );
}
