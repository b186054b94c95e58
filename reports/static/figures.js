// What the figures are now: the sentences and tables that a version would hold.

import { byId, element, show } from "/static/element.js";
import { localeOf } from "/static/format.js";

const PLACES = { n: 0, share: 1, minutes: 1, mean: 2 };
const numbers = Object.fromEntries(Object.entries(PLACES).map(([kind, n]) => [kind,
  new Intl.NumberFormat(localeOf(), { style: kind === "share" ? "percent" : "decimal", minimumFractionDigits: n, maximumFractionDigits: n })]));

const written = (value, kind) => {
  if (value === null) return "–";
  return kind === "text" || typeof value === "string" ? value : numbers[kind].format(value);
};

function table(told) {
  const side = ({ kind }) => (kind === "text" ? "words" : "n");
  const head = element("tr", {}, ...told.columns.map((column) => element("th", { scope: "col", class: side(column) }, column.head)));
  const rows = told.rows.map((row, i) =>
    element("tr", { class: told.total && i === told.rows.length - 1 && "whole" },
      ...row.map((value, x) => element("td", { class: side(told.columns[x]) }, written(value, told.columns[x].kind)))));
  return element("table", {}, element("caption", {}, told.title), element("thead", {}, head), element("tbody", {}, ...rows));
}

function notes(told, said) {
  const fresh = told.notes.filter((note) => !said.has(note));
  fresh.forEach((note) => said.add(note));
  return fresh.map((note) => element("p", { class: "soft note" }, note));
}

export function showFigures({ since, sentences, tables }) {
  byId("since").textContent = since ?? "";
  show(byId("since"), since);
  byId("sentences").replaceChildren(...sentences.map((text) => element("li", {}, text)));
  const said = new Set(); // how a thing is counted is said below the first table that has it
  byId("tables").replaceChildren(...tables.flatMap((told) => [table(told), ...notes(told, said)]));
}
