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
const TALL = 32; // a row whose name takes two lines
const LINE = 13;
const LETTERS = 25; // of a name in one line
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
  gap: (_, say) => say("chart_gap_none"),
  marks: rows.map((row) => row.served + row.missed > 0 && { value: row.served, lines: [["bar", 0, row.served], ["bar missed", row.served, row.served + (row.missed ?? 0)]] }),
});

const waits = (rows, target) => ({
  name: "wait",
  say: minutes,
  target,
  top: nice(Math.max(target, ...rows.map((row) => row.wait.p90_s ?? 0)), 60),
  gap: (_, say) => say("chart_gap_wait"),
  marks: rows.map(({ wait }) => wait.n > 0 && { value: wait.median_s, dot: wait.median_s, lines: [["range", wait.median_s, wait.p90_s]] }),
});

const satisfied = (rows) => ({
  name: "satisfied",
  say: percent,
  top: 1,
  gap: unrated,
  marks: rows.map(({ ratings }) => {
    const share = ratings.scores[0]?.satisfied;
    return share && { value: share.share, dot: share.share, lines: [["range good", share.low, share.high]] };
  }),
});

const ENOUGH = 5; // answers, as figures/scores.py has it

/** Why a group has no satisfaction: nobody was asked or answered, too few did, or its answers are kept without it. */
function unrated({ ratings }, say, by) {
  if (ratings.n === null) return say("chart_gap_held");
  if (!ratings.opened) return say("chart_gap_unasked");
  if (!ratings.n) return say("chart_gap_unanswered");
  const [known] = ratings.scores;
  if (!known) return say(by === "field" ? "chart_gap_mixed" : "chart_gap_apart", { n: whole(ratings.n) });
  return known.n < ENOUGH ? say("chart_gap_few", { n: whole(known.n), enough: ENOUGH }) : say("chart_gap_held");
}

/** The next round number above, in steps of `unit`; never nothing. */
function nice(most, unit) {
  const steps = Math.max(2, Math.ceil(most / unit));
  const size = 10 ** Math.floor(Math.log10(steps));
  return unit * size * [1, 2, 4, 6, 8, 10].find((round) => round * size >= steps);
}

function figure(chart, rows, by, say) {
  const caption = element("figcaption", {}, element("b", {}, say(`chart_${chart.name}`)), " ", element("span", { class: "soft" }, say(`chart_${chart.name}_how`)));
  const note = ACROSS.has(by) && gaps(chart, rows, by, say);
  return element("figure", { class: "card chart" }, caption, drawing(chart, rows, by, say), note ? element("p", { class: "soft note" }, note) : "");
}

/** The groups without a mark and why, in words: each where they are few, else how many have the same reason. */
function gaps(chart, rows, by, say) {
  const found = new Map();
  rows.forEach((row, i) => {
    if (chart.marks[i]) return;
    const why = chart.gap(row, say, by);
    found.set(why, [...(found.get(why) ?? []), ACROSS.has(by) ? short(nameOf(row, "label"), by) : nameOf(row, "label")]);
  });
  const told = [...found].map(([why, names]) => say("chart_gap", { why, names: names.length > NAMED ? say("chart_gap_n", { n: names.length }) : names.join(", ") }));
  return told.length ? say("chart_gaps", { told: told.join("; ") }) : "";
}

const NAMED = 6;

function drawing(chart, rows, by, say) {
  const across = ACROSS.has(by);
  const high = across ? 200 : rows.length * (rows.some((row) => folded(nameOf(row, "label")).length > 1) ? TALL : ROW) + 26;
  const dense = rows.length > DENSE ? "dense" : "";
  const svg = shape("svg", { class: dense, viewBox: `0 0 ${WIDE} ${high}`, role: "img", "aria-label": inWords(chart, rows, by, say) });
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
  chart.marks.forEach((mark, i) => {
    if (mark) draw(svg, line, mark, (value) => at(i, value), Math.min(4.5, thick + 0.5));
    else if (!across) svg.append(text("start", room.left + 6, at(i, 0)[1] + 4, chart.gap(rows[i], say, by), "gap"));
  });
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
  const lines = folded(name);
  const node = text("end", x - 8, y + 4, "");
  lines.forEach((words, i) => {
    const part = shape("tspan", { x: x - 8, y: y + 4 + (i - (lines.length - 1) / 2) * LINE });
    part.textContent = words;
    node.append(part);
  });
  return node;
}

/** A name in at most two lines, broken between words; what is longer than that is cut. */
function folded(name) {
  if (name.length <= LETTERS) return [name];
  const end = name.lastIndexOf(" ", LETTERS);
  if (end < 1) return [cut(name)];
  return [name.slice(0, end), cut(name.slice(end + 1))];
}

const cut = (words) => (words.length > LETTERS ? `${words.slice(0, LETTERS - 1).trimEnd()}…` : words);

/** 08 of an hour, 20/11 of a date, Thứ 2 as it is. */
const short = (name, by) => (by === "hour" ? name.slice(0, 2) : by === "day" ? name.slice(0, 5) : name.slice(0, 9));

function text(anchor, x, y, words, kind = "") {
  const node = shape("text", { class: kind, "text-anchor": anchor, x, y });
  node.textContent = words;
  return node;
}

/** What a screen reader says instead: the most, the least, and why something is missing; all of it stands in the table. */
function inWords(chart, rows, by, say) {
  const told = rows.map((row, i) => [chart.marks[i]?.value, nameOf(row, "label")]).filter(([value]) => value !== undefined);
  told.sort((a, b) => a[0] - b[0]);
  const [[low, least], [high, most]] = [told[0], told.at(-1)];
  const missing = gaps(chart, rows, by, say);
  const said = say("chart_told", { chart: say(`chart_${chart.name}`), most, high: chart.say(high), least, low: chart.say(low) });
  return missing ? `${said} ${missing}` : said;
}
