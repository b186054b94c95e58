// Whether the line was fair on the days asked for, and why one number was called before another.

import { byId, element, show } from "/static/element.js";
import { bar } from "./bars.js";
import { date, duration, nameOf, whole } from "./format.js";

/** Reads again whenever the figures are read: for the same days. */
export function openFairness(say) {
  const page = { say, reading: 0 };
  document.addEventListener("days", ({ detail }) => read(page, detail));
  byId("why").onsubmit = (event) => {
    event.preventDefault();
    ask(page);
  };
}

async function read(page, { from, to }) {
  if (byId("why-date").value === "") byId("why-date").value = to;
  const mine = ++page.reading;
  const told = await get("fairness", { from, to });
  if (mine === page.reading && told?.ok) draw(await told.json(), page.say);
}

const get = (path, query) => {
  const asked = new URLSearchParams({ ...query, lang: document.body.dataset.lang });
  return fetch(`/api/v1/stats/${path}?${asked}`, { headers: { Accept: "application/json" } }).catch(() => null);
};

function draw(told, say) {
  const most = Math.max(1, ...told.rules.map((rule) => rule.calls));
  byId("rules").replaceChildren(...told.rules.map((rule) => ruleRow(rule, most, say)));
  byId("calls-n").textContent = say("calls_n", { n: whole(told.calls) });
  byId("classes").replaceChildren(...told.classes.map(classRow));
  show(byId("no-classes"), !told.classes.length);
  show(byId("classes").parentElement, told.classes.length > 0);
  const { longest, waiting } = told;
  byId("longest").textContent = longest ? say("longest_wait", { number: longest.number, time: duration(longest.wait_s), n: longest.counter, at: at(longest.at) }) : "";
  byId("still").textContent = waiting ? say("still_waiting", { number: waiting.number, at: waiting.since.slice(11, 16) }) : "";
  byId("order").replaceChildren(...told.out_of_order.map((row) => orderRow(row, say)));
  show(byId("order-table"), told.out_of_order.length > 0);
  show(byId("no-order"), !told.out_of_order.length);
}

const at = (iso) => `${iso.slice(11, 16)} ${date(iso)}`;
const cell = (text) => element("td", { class: "n" }, text);

function ruleRow({ rule, calls, passed }, most, say) {
  const name = element("th", { scope: "row" }, say(`rule_${rule}`), bar(calls / most, rule === "first" ? "good" : ""));
  return element("tr", {}, name, cell(whole(calls)), cell(whole(passed)));
}

const classRow = (group) =>
  element(
    "tr",
    {},
    element("th", { scope: "row" }, nameOf(group)),
    cell(whole(group.n)),
    ...["median_s", "p95_s", "max_s"].map((name) => cell(duration(group[name]))),
  );

const orderRow = ({ clerk, reason, calls, passed }, say) =>
  element("tr", {}, element("th", { scope: "row" }, clerk ?? say("no_clerk")), element("td", {}, nameOf(reason)), cell(whole(calls)), cell(whole(passed)));

// --- why ---

async function ask(page) {
  const [called, before, on] = ["why-called", "why-before", "why-date"].map((id) => byId(id).value.trim().toUpperCase());
  const answer = await get("why", { called, before, date: on });
  const told = answer && (await answer.json());
  byId("why-answer").textContent = answer?.ok ? sentence(told, page.say) : page.say(answer?.status === 404 ? "why_no_such" : "no_answer");
}

function sentence(told, say) {
  const { called, before } = told;
  const values = {
    called: called.number,
    before: before.number,
    n: called.counter,
    at: called.at?.slice(11, 16),
    minutes: called.head_start_min,
    class: called.class ? nameOf(called.class) : "",
    clerk: told.clerk ?? say("no_clerk"),
    reason: told.reason ? nameOf(told.reason) : "",
  };
  const key = told.answer === "rule" ? `why_${told.rule}` : `why_${told.answer}`;
  const when = called.at ? `${say("why_when", values)} ` : "";
  return when + say(key, values);
}
