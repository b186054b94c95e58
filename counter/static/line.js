// The middle: the line of this counter in calling order, with waits; made for three people and for eighty.

import { byId, element, show } from "/static/element.js";
import { smallBadges } from "./marks.js";
import { nameOf } from "./names.js";
import { promised } from "./patience.js";

let drawn = "";

/** Draws the line and its head; the rows only when they changed: a finger may be on one. */
export function drawLine({ state, say }) {
  byId("waiting").textContent = state.waiting;
  drawLongest(state);
  byId("lines").replaceChildren(...state.lines.map((line) => lineMark(line, say)));
  drawRows(state, say);
  show(byId("line-table"), state.line.length > 0);
  show(byId("line-empty"), !state.line.length);
  const more = state.waiting - state.line.length;
  byId("line-more").textContent = more > 0 ? say("line_more", { n: more }) : "";
}

function drawRows(state, say) {
  const [line, long] = [state.line, promised(state)];
  const now = JSON.stringify([line, long]);
  if (now === drawn) return;
  drawn = now;
  byId("line").replaceChildren(...line.map((ticket, i) => row(ticket, i, { say, long })));
}

function drawLongest(state) {
  const { longest_since: since } = state;
  show(byId("longest-part"), Boolean(since));
  const node = byId("longest");
  if (!since) return node.removeAttribute("data-since");
  return Object.assign(node.dataset, { since, form: "waiting", long: promised(state) });
}

const lineMark = (line, say) =>
  element(
    "li",
    line.offset_min
      ? { class: "line-mark helping", title: say("helping_line", { n: line.offset_min }) }
      : { class: "line-mark" },
    element("b", { class: "digits" }, line.series),
    element("span", {}, nameOf(line)),
    element("b", { class: "digits" }, String(line.waiting)),
  );

const row = (ticket, i, { say, long }) =>
  element(
    "tr",
    { class: ticket.helping ? "helping" : null, "data-ticket": ticket.id },
    element("td", { class: "place digits" }, String(i + 1)),
    element("td", { class: "number" }, ticket.number),
    element("td", {}, element("div", { class: "what-room" }, ...what(ticket, say))), // a flex cell has hairlines of its own
    element("td", { class: "wait digits", "data-since": ticket.joined_at, "data-form": "waiting", "data-long": long }),
  );

const what = (ticket, say) => [
  element("span", { class: "what-name", title: nameOf(ticket, "service_name") }, nameOf(ticket, "service_name")),
  ...smallBadges(ticket, say),
  ...(ticket.targeted ? [element("span", { class: "mark" }, say("targeted"))] : []),
  ...(ticket.helping ? [element("span", { class: "mark" }, say("helping"))] : []),
];
