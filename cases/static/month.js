// Each clerk's numbers of one month: a table to read or to take along as a file. No mark, no order by merit.

import { byId, element, show } from "/static/element.js";
import { date, number } from "./about.js";

const COLUMNS = ["clerk", "answered", "answers", "low", "mean", "praise", "reminders", "cases", "closed"];
const WORDS = ["clerk", "praise"]; // columns that are read, not counted

/** Another month is asked for. */
export function wireMonth({ look }) {
  byId("month").onchange = ({ target }) => look(target.value);
}

/** The table of the month that was read. */
export function drawMonth(told, { say, known, lang }) {
  offer(told);
  byId("download").href = `/cases/export.csv?month=${told.month}&lang=${lang}`;
  byId("month-head").replaceChildren(element("tr", {}, ...COLUMNS.map((name) => element("th", { scope: "col", class: WORDS.includes(name) ? null : "n" }, say(`col_${name}`)))));
  byId("month-rows").replaceChildren(...told.sheet.flatMap((row) => rows(row, told.base.answered[row.clerk] ?? 0, known, say)));
  show(byId("month-rows").closest(".scroll"), told.sheet.length > 0);
  show(byId("month-none"), !told.sheet.length);
  const weeks = told.base.weeks.map((week) => say("month_week", { from: date(week.from).slice(0, 5), to: date(week.to).slice(0, 5), month: shown(week.month) }));
  byId("month-weeks").textContent = [say("month_base"), ...weeks].join(" ");
}

const shown = (month) => month.split("-").reverse().join("/");

/** The months of which something is known, and the one that is shown. */
function offer(told) {
  const all = [...new Set([...told.months, told.month])].sort().reverse();
  byId("month").replaceChildren(...all.map((each) => element("option", { value: each, selected: each === told.month }, shown(each))));
}

/** One row for each scale that was in use: no number mixes two of them. */
function rows(row, answered, known, say) {
  const scales = row.answers.length ? row.answers : [{ n: 0, low: null, mean: null }];
  return scales.map((one, i) => {
    const count = (n, places) => element("td", { class: "n" }, n === null || n === undefined ? "–" : number(n, places));
    const once = (n) => (i ? element("td", { class: "n" }) : count(n));
    const label = scales.length > 1 ? `${row.label} (${say("fact_mean", { scale: one.scale })})` : row.label;
    const praise = i ? [] : Object.entries(row.praise).map(([code, n]) => element("li", { class: "chip" }, say("reason_n", { name: known.get(code) ?? code, n })));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, label),
      once(answered),
      count(one.n),
      count(one.low),
      count(one.mean, 2), // points stand below points
      element("td", {}, praise.length ? element("ul", { class: "chips-of" }, ...praise) : ""),
      once(row.reminders),
      once(row.cases),
      once(row.closed),
    );
  });
}
