// Low ratings from the top: who is this, the cases and one of them, each clerk's month, the log.

import { byId, element, show } from "/static/element.js";
import { notice } from "/static/notice.js";
import { press, Unreachable } from "/static/press.js";
import { admit, LEADERS, read, signOut } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { isDue, names, number, period, state } from "./about.js";
import { answerRow, drawCase, opened } from "./case.js";
import { drawLog, wireLog } from "./log.js";
import { drawMonth, wireMonth } from "./month.js";

const AGAIN = 60_000; // ms between two looks: cases open when a day closes, people write at any time
const PARTS = ["cases", "month", "log"];

const say = words();
const { lang } = document.body.dataset;
const house = { say, lang, known: new Map(), measures: [], role: "", now: "", act, read: readAnswers, look, others, choose };
let told = { cases: [] };
let chosen = null; // the id of the case on the right

async function look(month = told.month) {
  const { data } = await read(`/cases?lang=${lang}${month ? `&month=${month}` : ""}`);
  if (!data) return location.reload(); // the session has ended
  told = data;
  Object.assign(house, { known: names(data.reasons), measures: data.measures, now: data.now });
  drawList();
  drawMonth(data, house);
  drawLog(data, house);
}

function drawList() {
  const open = told.cases.filter((one) => one.state !== "closed").reverse(); // who has waited longest first
  const over = told.cases.filter((one) => one.state === "closed");
  byId("open-n").textContent = open.length ? say("open_n", { n: open.length }) : say("all_closed");
  byId("cases").replaceChildren(...[...open, ...over].map(line));
  show(byId("none"), !told.cases.length);
  const { day_low_n: day, month_n: n, month_low_percent: percent, month_mean: mean } = told.thresholds;
  byId("law").textContent = say("law", { day, n, percent, mean: number(mean, 1) });
  if (!told.cases.some((one) => one.id === chosen)) chosen = null;
  mark();
}

function line(one) {
  const button = element("button", { type: "button", class: `one ${one.state}`, "data-case": one.id },
    element("span", { class: "one-head" }, element("span", { class: "one-text" }, one.label), element("span", { class: "one-meta" }, state(one, say, told.now))),
    element("span", {}, `${say(`rule_${one.rule}`)}, ${period(one, say)}`),
    one.state === "closed" ? "" : element("span", { class: isDue(one, told.now) ? "late" : "soft" }, opened(one, say, told.now)));
  button.onclick = () => choose(one.id);
  return element("li", {}, button);
}

function choose(id) {
  chosen = id;
  mark();
  byId("case").scrollTop = 0;
}

/** The other cases of the same clerk, the oldest first. */
function others(one) {
  return told.cases.filter((each) => each.clerk === one.clerk && each.id !== one.id).reverse();
}

function mark() {
  for (const button of document.querySelectorAll("[data-case]")) button.toggleAttribute("aria-current", Number(button.dataset.case) === chosen);
  const one = told.cases.find((each) => each.id === chosen);
  show(byId("case"), Boolean(one));
  show(byId("choose"), !one && told.cases.length > 0);
  byId("case").replaceChildren(...(one ? drawCase(one, house) : []));
}

/** One press; what came of it is said, and everything is read again. */
async function act(path, body) {
  try {
    const answer = await press(`/api/v1/${path}?lang=${lang}`, body);
    notice(answer.ok ? say("saved") : answer.data?.error?.message ?? say("failed"), answer.ok ? "good" : "");
    await look();
    return answer.ok;
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(say("unreachable"));
    return false;
  }
}

async function readAnswers(one, list, button) {
  button.disabled = true;
  const answer = await press(`/api/v1/cases/${one.id}/answers?lang=${lang}`, {}).catch(() => null);
  if (!answer?.ok) {
    button.disabled = false;
    return notice(answer?.data?.error?.message ?? say("unreachable"));
  }
  list.replaceChildren(...answer.data.answers.map((each) => answerRow(each, one, house.known, say)));
  show(list, true);
}

/** The part that the address names. */
function turn() {
  const here = PARTS.includes(location.hash.slice(1)) ? location.hash.slice(1) : "cases";
  for (const part of PARTS) {
    show(byId(`part-${part}`), part === here);
    document.querySelector(`[data-part="${part}"]`).toggleAttribute("aria-current", part === here);
  }
}

/** Somebody is writing: what is on the page stays until it is sent. */
const isWriting = () => [...document.querySelectorAll("textarea")].some((field) => field.value);

house.role = (await admit(say, LEADERS, "not_leader")).staff.role;
byId("sign-out").onclick = signOut;
wireMonth(house);
wireLog(house);
addEventListener("hashchange", turn);
turn();
await look();
setInterval(() => isWriting() || document.querySelector(".answers:not([hidden])") || look(), AGAIN);
