// Whether the ratings can be trusted: what to look at, what is left out, each day's seal on paper.

import { byId, element, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { admit, LEADERS, read, signOut } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { date, NOTHING, whole } from "./format.js";

const say = words();
const { lang } = document.body.dataset;
const CHECKS = ["session", "machine", "short", "burst", "equal", "perfect"];
let act = null; // what the open dialog does: (reason) => [path, body]

async function look() {
  const asked = new URLSearchParams(byId("from").value ? { from: byId("from").value, to: byId("to").value } : {});
  const { data, status } = await read(`/stats/trust?${asked}`);
  if (status === 401) return location.reload();
  tell("trouble", data ? "" : say("no_answer"));
  if (data) draw(data);
}

function draw(told) {
  byId("from").value = told.from;
  byId("to").value = told.to;
  const days = byDay(told.named);
  fill("named", days.map(namedRow), "no-named");
  fill("left", told.exclusions.map(leftRow), "no-left");
  fill("seals", told.days.map(sealRow), "no-seals");
  const { answers } = told.counted;
  byId("sum").textContent = days.length || answers ? say("trust_sum", { days: whole(days.length), n: whole(answers) }) : say("trust_all_well");
  for (const entry of byId("how").querySelectorAll("[data-check]")) entry.textContent = say(`how_${entry.dataset.check}`, told.limits);
}

function fill(id, rows, none) {
  byId(id).replaceChildren(...rows);
  show(byId(`${id}-table`), rows.length > 0);
  show(byId(none), rows.length === 0);
}

/** One row for each day of a clerk, whatever was named of it. */
function byDay(named) {
  const days = new Map();
  for (const each of named) {
    const key = `${each.day} ${each.clerk}`;
    days.set(key, { ...each, checks: [...(days.get(key)?.checks ?? []), each] });
  }
  return [...days.values()];
}

function namedRow(day) {
  const checks = day.checks.toSorted((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check));
  const seen = checks.map(({ check, n, of }) => element("li", {}, say(`named_${check}`, { n: whole(n), of: whole(of) })));
  const done = day.exclusion ? element("span", { class: "state closed" }, say("trust_is_left_out")) : button("trust_leave_out", () => leaveOut(day));
  return element("tr", { class: day.exclusion ? "done" : null }, ...whose(day), element("td", {}, element("ul", { class: "seen" }, ...seen)), element("td", { class: "act" }, done));
}

const whose = (day) => [
  element("th", { scope: "row", class: "digits" }, day.week ? say("trust_week_of", { day: date(day.date) }) : date(day.date)),
  element("td", {}, day.label ?? NOTHING),
];

function leftRow(left) {
  const done = left.back ? element("span", { class: "soft" }, say("trust_counts_again")) : button("trust_readmit", () => readmit(left));
  const why = element("td", {}, say(`left_${left.reason}`), element("small", { class: "soft" }, say("trust_by", { name: left.by ?? NOTHING, day: date(left.at) })));
  return element("tr", { class: left.back ? "done" : null }, ...whose(left), why, element("td", { class: "n" }, whole(left.n)), element("td", { class: "act" }, done));
}

function sealRow(day) {
  const paper = button("trust_print", async (event) => {
    const { currentTarget } = event;
    const trouble = await send("/stats/closing-sheet", { day: day.day });
    tell("trouble", trouble);
    if (!trouble) currentTarget.textContent = say("trust_printed");
  });
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "digits" }, date(day.date)),
    element("td", { class: "seal digits" }, day.printed),
    element("td", { class: "n" }, `${whole(day.answered)} / ${whole(day.opened)}`),
    element("td", { class: "act" }, paper),
  );
}

function button(key, press) {
  const made = element("button", { type: "button", class: "button small" }, say(key));
  made.onclick = press;
  return made;
}

function leaveOut(day) {
  ask(say("trust_leave_out_sure"), say("trust_leave_out_effect", { name: day.label ?? NOTHING, day: date(day.date) }), say("trust_leave_out"), true);
  act = (reason) => ["/stats/exclusions", { day: day.day, clerk: day.clerk, reason }];
}

function readmit(left) {
  ask(say("trust_readmit_sure"), say("trust_readmit_effect", { n: whole(left.n), name: left.label ?? NOTHING }), say("trust_readmit"), false);
  act = () => [`/stats/exclusions/${left.id}/readmit`, {}];
}

function ask(title, effect, yes, why) {
  byId("sure-title").textContent = title;
  byId("sure-effect").textContent = effect;
  byId("sure-yes").textContent = yes;
  tell("sure-trouble", "");
  show(byId("why"), why);
  byId("why").disabled = !why;
  for (const choice of byId("why").querySelectorAll("input")) choice.checked = false;
  byId("sure").showModal();
}

async function done() {
  const chosen = byId("why").querySelector("input:checked");
  if (!byId("why").disabled && !chosen) return tell("sure-trouble", say("trust_why_first"));
  const trouble = await send(...act(chosen?.value));
  tell("sure-trouble", trouble);
  if (trouble) return;
  byId("sure").close();
  look();
}

/** Presses; what went wrong, or "". */
async function send(path, body) {
  try {
    const answer = await press(`/api/v1${path}?lang=${lang}`, body);
    if (answer.status === 401) location.reload();
    return answer.ok ? "" : (answer.data?.error?.message ?? say("refused"));
  } catch (trouble) {
    if (trouble instanceof Unreachable) return say("no_answer");
    throw trouble;
  }
}

function tell(id, text) {
  byId(id).textContent = text;
  show(byId(id), Boolean(text));
}

await admit(say, LEADERS, "not_leader");
byId("sign-out").onclick = signOut;
byId("sure-no").onclick = () => byId("sure").close();
byId("sure-yes").onclick = done;
byId("asked").onsubmit = (event) => event.preventDefault();
for (const id of ["from", "to"]) byId(id).onchange = look;
look();
