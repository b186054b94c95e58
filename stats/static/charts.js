// The same figures drawn: who was served, how long the wait was, how satisfied people were. Our own SVG: it
// prints sharply, takes the page's colours, and the table below says all of it in words.

import { shape } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { minutes, nameOf, percent, whole } from "./format.js";

// Time runs across; names stand one below the other, where they can be read.
const ACROSS = new Set(["hour", "weekday", "day"]);
const MOST = 12; // names in one drawing
const WIDE = 440;
const ROW = 24;
const LETTERS = 25; // of a name, before it is cut
const DATES = 8; // under one drawing
const DENSE = 60; // from so many groups on lines would stand as one block before what they frame

/** Draws one answer of /stats. */
export function drawCharts(told, say) {
  const groups = told.rows.filter((row) => row.key !== null);
  const rows = ACROSS.has(told.by) ? groups : busiest(groups);
  const drawn = [served(rows), waits(rows, told.wait_target_s), satisfied(rows)].filter((chart) => rows.length > 1 && chart.marks.some(Boolean));
  byId("charts").replaceChildren(...drawn.map((chart) => figure(chart, rows, told.by, say)));
  byId("charts-most").textContent = rows.length < groups.length ? say("chart_most", { n: rows.length }) : "";
  show(byId("charts-box"), drawn.length > 0);
}

/** As many as can be read, in the order in which they stand in the table. */
function busiest(groups) {
  const least = [...groups].sort((a, b) => b.served - a.served)[MOST]?.served ?? -1;
  return groups.filter((row) => row.served > least).slice(0, MOST);
}

const served = (rows) => ({
  name: "served",
  say: whole,
  top: nice(Math.max(...rows.map((row) => row.served + row.missed)), 1),
  marks: rows.map((row) => row.served + row.missed > 0 && { value: row.served, lines: [["bar", 0, row.served], ["bar missed", row.served, row.served + row.missed]] }),
});

const waits = (rows, target) => ({
  name: "wait",
  say: minutes,
  target,
  top: nice(Math.max(target, ...rows.map((row) => row.wait.p90_s ?? 0)), 60),
  marks: rows.map(({ wait }) => wait.n > 0 && { value: wait.median_s, dot: wait.median_s, lines: [["range", wait.median_s, wait.p90_s]] }),
});

const satisfied = (rows) => ({
  name: "satisfied",
  say: percent,
  top: 1,
  marks: rows.map(({ ratings }) => {
    const share = ratings.scores[0]?.satisfied;
    return share && { value: share.share, dot: share.share, lines: [["range good", share.low, share.high]] };
  }),
});

/** The next round number above, in steps of `unit`; never nothing. */
function nice(most, unit) {
  const steps = Math.max(2, Math.ceil(most / unit));
  const size = 10 ** Math.floor(Math.log10(steps));
  return unit * size * [1, 2, 4, 6, 8, 10].find((round) => round * size >= steps);
}

function figure(chart, rows, by, say) {
  const caption = element("figcaption", {}, element("b", {}, say(`chart_${chart.name}`)), " ", element("span", { class: "soft" }, say(`chart_${chart.name}_how`)));
  return element("figure", { class: "card chart" }, caption, drawing(chart, rows, by, say));
}

function drawing(chart, rows, by, say) {
  const across = ACROSS.has(by);
  const high = across ? 200 : rows.length * ROW + 26;
  const dense = rows.length > DENSE ? "dense" : "";
  const svg = shape("svg", { class: dense, viewBox: `0 0 ${WIDE} ${high}`, role: "img", "aria-label": inWords(chart, rows, say) });
  const room = across ? { left: 52, right: 8, top: 10, bottom: 26 } : { left: 172, right: 24, top: 4, bottom: 22 };
  const inner = { w: WIDE - room.left - room.right, h: high - room.top - room.bottom };
  // A place by the number of its group and its value.
  const at = (i, value) => {
    const [along, up] = [(i + 0.5) / rows.length, value / chart.top];
    return across ? [room.left + along * inner.w, room.top + (1 - up) * inner.h] : [room.left + up * inner.w, room.top + along * inner.h];
  };
  const line = (kind, from, to) => svg.append(shape("line", { class: kind, x1: from[0], y1: from[1], x2: to[0], y2: to[1] }));
  const last = rows.length - 0.5;
  for (const value of [0, chart.top / 2, chart.top]) {
    line("tick", at(-0.5, value), at(last, value));
    svg.append(across ? text("end", room.left - 6, at(0, value)[1] + 4, chart.say(value)) : text("middle", at(0, value)[0], high - 6, chart.say(value)));
  }
  const thick = Math.max(1, Math.min(14, (across ? inner.w : inner.h) / rows.length - 2));
  svg.style.setProperty("--thick", `${thick}px`);
  svg.style.setProperty("--thin", `${Math.min(3, thick)}px`);
  chart.marks.forEach((mark, i) => mark && draw(svg, line, mark, (value) => at(i, value), Math.min(4.5, thick + 0.5)));
  if (chart.target) line("target", at(-0.5, chart.target), at(last, chart.target));
  const every = across ? Math.ceil(rows.length / (by === "day" ? DATES : 24)) : 1;
  rows.forEach((row, i) => i % every === 0 && svg.append(label(row, by, at(i, 0), across)));
  return svg;
}

function draw(svg, line, mark, at, radius) {
  for (const [kind, low, high] of mark.lines) if (high > low) line(kind, at(low), at(high));
  if (mark.dot === undefined) return;
  const [cx, cy] = at(mark.dot);
  svg.append(shape("circle", { class: mark.lines[0][0], cx, cy, r: radius }));
}

function label(row, by, [x, y], across) {
  const name = nameOf(row, "label");
  if (across) return text("middle", x, y + 18, short(name, by));
  return text("end", x - 8, y + 4, name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name);
}

/** 08 of an hour, 20/11 of a date, Thứ 2 as it is. */
const short = (name, by) => (by === "hour" ? name.slice(0, 2) : by === "day" ? name.slice(0, 5) : name.slice(0, 9));

function text(anchor, x, y, words) {
  const node = shape("text", { "text-anchor": anchor, x, y });
  node.textContent = words;
  return node;
}

/** What a screen reader says instead: the most and the least; all of it stands in the table. */
function inWords(chart, rows, say) {
  const told = rows.map((row, i) => [chart.marks[i]?.value, nameOf(row, "label")]).filter(([value]) => value !== undefined);
  told.sort((a, b) => a[0] - b[0]);
  const [[low, least], [high, most]] = [told[0], told.at(-1)];
  return say("chart_told", { chart: say(`chart_${chart.name}`), most, high: chart.say(high), least, low: chart.say(low) });
}
