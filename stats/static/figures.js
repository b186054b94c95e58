// The figures of any days: what is asked stands in the address, what is told in a table.

import { byId, element, show } from "/static/element.js";
import { bar } from "./bars.js";
import { drawCharts } from "./charts.js";
import { date, decimal, duration, nameOf, NOTHING, percent, whole } from "./format.js";
import { drawRatings } from "./ratings.js";

const COUNTS = ["taken", "called", "served", "missed", "left", "expired", "waiting_max"];
const APART = ["unmeasured", "forgotten", "transferred", "voided", "unconfirmed", "quick", "overtakes", "reprints"];
const SPANS = ["wait", "walk", "service"];
const SIDES = ["way", "manner"]; // of the pad's second screen
const CALM = 3000; // ms between two readings while the hall is busy

/** Gives {hear(state)}: reads again, calmly, whenever today has changed and is among the days asked for. */
export function openFigures(say) {
  const page = { say, today: null, asked: fromAddress(), reading: 0, stale: false, timer: 0 };
  for (const id of ["from", "to", "by"]) byId(id).onchange = () => choose(page, {});
  byId("asked").onsubmit = (event) => event.preventDefault();
  byId("presets").onclick = ({ target }) => target.dataset.range && choose(page, preset(target.dataset.range, page.today));
  return { hear: (state) => hear(page, state) };
}

function fromAddress() {
  const query = new URLSearchParams(location.search);
  return { from: query.get("from"), to: query.get("to"), by: query.get("by") };
}

function hear(page, state) {
  const first = !page.today;
  page.today = state.day.open ? state.day.date : state.now.slice(0, 10);
  if (first) {
    byId("asking").disabled = false; // not before: the named ranges begin with the hall's own today
    if (state.months) return openMonths(page, state.months);
    const { from, to, by } = page.asked;
    choose(page, { from: from ?? to ?? page.today, to: to ?? from ?? page.today, by: by ?? "field" });
  } else if (!page.months && page.asked.to >= page.today) {
    page.stale = true;
    page.timer ||= setTimeout(() => readAgain(page), CALM);
  }
}

const lastOf = (month) => new Date(Date.UTC(month.slice(0, 4), month.slice(5), 0)).toISOString().slice(0, 10);

/** Whole months to choose from, newest first, instead of any days. */
function openMonths(page, months) {
  for (const node of [byId("presets"), ...document.querySelectorAll(".any-days")]) show(node, false);
  show(byId("months"), months.length > 0);
  byId("month").replaceChildren(...months.map((month) => element("option", { value: month }, month.split("-").reverse().join("/"))));
  byId("month").onchange = ({ target: { value } }) => choose(page, { from: `${value}-01`, to: lastOf(value) });
  page.months = months;
  const asked = months.find((month) => page.asked.from?.startsWith(month)) ?? months[0] ?? page.today.slice(0, 7);
  byId("month").value = asked;
  choose(page, { from: `${asked}-01`, to: lastOf(asked), by: page.asked.by ?? "field" });
}

function readAgain(page) {
  page.timer = 0;
  if (page.stale) read(page);
}

const FIRST_MONTHS = ["01", "04", "07", "10"]; // of the quarters

/** from and to (ISO) of a named range; all count in whole days of the hall's own calendar. */
function preset(name, today) {
  const back = (days) => new Date(Date.parse(`${today}T00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  if (name === "yesterday") return { from: back(1), to: back(1) };
  if (name === "week") return { from: back(6), to: today };
  if (name === "month") return { from: `${today.slice(0, 7)}-01`, to: today };
  if (name === "quarter") return { from: `${today.slice(0, 5)}${FIRST_MONTHS[Math.floor((today.slice(5, 7) - 1) / 3)]}-01`, to: today };
  if (name === "year") return { from: `${today.slice(0, 4)}-01-01`, to: today };
  return { from: today, to: today };
}

function choose(page, { from, to, by }) {
  if (from) byId("from").value = from;
  if (to) byId("to").value = to;
  if (by) byId("by").value = by;
  page.asked = { from: byId("from").value, to: byId("to").value, by: byId("by").value };
  for (const button of byId("presets").children) {
    const own = preset(button.dataset.range, page.today);
    button.setAttribute("aria-pressed", String(own.from === page.asked.from && own.to === page.asked.to));
  }
  read(page);
}

async function read(page) {
  const { from, to, by } = page.asked;
  if (!from || !to) return;
  const query = new URLSearchParams({ from, to, by, lang: document.body.dataset.lang });
  history.replaceState(null, "", `?${query}`);
  for (const way of document.querySelectorAll("[data-way]")) way.search = new URLSearchParams({ ...page.asked, lang: way.lang });
  byId("download").search = `${query}`;
  document.dispatchEvent(new CustomEvent("days", { detail: { from, to } }));
  page.stale = false;
  const mine = ++page.reading;
  const answer = await fetch(`/api/v1/stats?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (mine !== page.reading || !answer) return; // asked again since, or no answer: the banner says so
  if (answer.status === 401) location.reload();
  else if (answer.ok) draw(page, await answer.json());
  else tell(page.say(from > to ? "bad_range" : "refused"));
}

function tell(text) {
  byId("trouble").textContent = text;
  show(byId("trouble"), Boolean(text));
}

function draw({ say, months }, told) {
  tell("");
  show(byId("months-note"), Boolean(months));
  byId("months-note").textContent = !months ? "" : months.length ? say("months_note", { n: whole(told.held_back) }) : say("months_none");
  const [from, to] = [date(told.from), date(told.to)];
  byId("range").textContent = from === to ? from : say("range", { from, to, n: whole(told.days) });
  byId("by-head").textContent = say(`by_${told.by}`);
  const most = Math.max(1, ...told.rows.map((row) => row.served));
  // Work without a number and without a service has no column here: it stands below the table.
  const sides = drawSides(told.total);
  const rows = told.rows.filter((row) => row.key !== null || COUNTS.some((name) => row[name])).map((row) => line(row, sides, most));
  byId("rows").replaceChildren(line({ ...told.total, label: say("total"), label_en: say("total") }, sides), ...rows);
  show(byId("table"), rows.length > 0);
  show(byId("empty"), rows.length === 0);
  const apart = APART.filter((name) => told.total[name]);
  const counted = apart.map((name) => `${say(name)}: ${whole(told.total[name])}`);
  const { total } = told;
  const { work } = total;
  if (work.n) counted.push(say("work_of", { median: duration(work.median_s), p90: duration(work.p90_s) }));
  byId("apart").textContent = counted.join(" · ");
  const late = told.service_late_percent;
  byId("how-service").textContent = late ? say("how_service", { percent: late }) : say("how_service_off");
  byId("uncalled").textContent = total.expired && total.taken ? say("waits_of_called", { n: whole(total.expired), share: percent(total.expired / total.taken) }) : "";
  drawClerkNote(told, say);
  drawRatings(told, say);
  drawCharts(told, say);
}

function drawClerkNote(told, say) {
  const held = told.by === "clerk" && told.open;
  const text = told.turn ? say("clerk_turn", { time: told.turn.slice(11, 16) }) : say("clerk_wait");
  byId("clerk-note").textContent = text;
  show(byId("clerk-note"), held);
}

/** Shows the columns of the second screen where anybody answered it; gives its sides. */
function drawSides({ ratings }) {
  const sides = SIDES.some((side) => ratings[side].length) ? SIDES : [];
  for (const head of document.querySelectorAll("#table .side")) show(head, sides.length > 0);
  byId("rating-head").colSpan = 3 + sides.length;
  return sides;
}

function line(row, sides, most = 0) {
  const cells = [
    ...COUNTS.map((name) => whole(row[name])),
    ...SPANS.flatMap((span) => times(row, span)),
    whole(row.ratings.n),
    percent(row.ratings.response),
  ];
  const name = nameOf(row, "label");
  return element(
    "tr",
    { class: most ? null : "total" },
    element("th", { scope: "row" }, element("span", { class: "name", title: name }, name)),
    ...cells.map((text, i) => element("td", { class: FIRST.has(i) ? "n first" : "n" }, text, i === SERVED && most ? bar(row.served / most) : "")),
    ...["scores", ...sides].map((side) => element("td", { class: "n" }, ...means(row.ratings[side]))),
  );
}

/** Of waits and services has the office a target; only waits have a break in them. */
function times(row, span) {
  const { n, median_s, p90_s, within } = row[span];
  const told = [whole(n), duration(median_s), duration(p90_s)];
  if (span === "wait") told.push(duration(row.wait_open.p90_s));
  return span === "walk" ? told : [...told, percent(within)];
}

// Where a group of columns begins.
const FIRST = new Set([0, 7, 12, 15, 19]);
const SERVED = COUNTS.indexOf("served");

/** Each scale's average with its n; a scale is named only where there are several. */
function means(scores) {
  if (!scores.length) return [NOTHING];
  return scores.map(({ scale, mean, n }) =>
    element("span", { class: "mean" }, mean === null ? NOTHING : decimal(mean), scores.length > 1 ? `/${scale}` : "", element("small", {}, ` (${whole(n)})`)),
  );
}
