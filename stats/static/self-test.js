// One page on which every device is tried: green or red, and what to do.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { admit, FITTERS, read, signOut } from "/static/sign-in.js";
import { words } from "/static/words.js";

const PATH = "/self-test";
const SOON = 1000; // ms until the next look while something is tried ...
const LATER = 5000; // ... and otherwise: screens are switched on and off by themselves
const GROUPS = [["screens", ["display", "kiosk"]], ["paper", ["printer"]], ["boards", ["board"]], ["sound", ["voice", "speaker"]], ["pads", ["keypad", "pad"]]];
const SIGNS = { good: "check", look: "warning", bad: "cross" };
const WORST = ["bad", "look", "running", "none", "good"];

const say = words();
const lang = document.body.dataset.lang;
const drawn = { text: "" };
let timer = 0;

async function look() {
  clearTimeout(timer);
  const { status, data } = await read(PATH);
  if (status === 401 || status === 403) return location.reload();
  draw(data);
  timer = setTimeout(look, data.running ? SOON : LATER);
}

async function tryNow(devices) {
  show(byId("lost"), false);
  try {
    const answer = await press(`/api/v1${PATH}`, devices ? { devices } : {});
    if (answer.ok) draw(answer.data);
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    show(byId("lost"), true);
  }
  clearTimeout(timer);
  timer = setTimeout(look, SOON);
}

function draw(told) {
  const text = JSON.stringify(told);
  if (text === drawn.text) return; // the focus stays where it is
  drawn.text = text;
  drawVerdict(told);
  const focus = document.activeElement?.dataset.try;
  byId("groups").replaceChildren(...GROUPS.map(([name, kinds]) => group(name, told.rows.filter((row) => kinds.includes(row.kind)))).filter(Boolean));
  if (focus) [...document.querySelectorAll("[data-try]")].find((button) => button.dataset.try === focus)?.focus();
}

function drawVerdict({ rows, running, verdict, why, at }) {
  const n = (wanted) => rows.filter((row) => row.verdict === wanted).length;
  const key = running ? "running" : verdict;
  byId("verdict").className = `verdict ${key}`;
  byId("verdict-sign").replaceChildren(SIGNS[key] ? icon(SIGNS[key]) : "");
  byId("verdict-title").textContent = say(`trial_is_${key}`, { bad: n("bad"), look: n("look"), n: rows.length, done: rows.length - n("running") });
  byId("verdict-when").textContent = at ? say(why === "opening" ? "trial_at_opening" : "trial_asked", { time: moment(at) }) : say("trial_never");
  rest(byId("try-all"), running);
}

function group(name, rows) {
  if (!rows.length) return null;
  rows.sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict));
  return element(
    "section",
    { class: "card group", "aria-labelledby": `group-${name}` },
    element("h3", { id: `group-${name}` }, say(`trial_${name}`)),
    element("ul", {}, ...rows.map(tried)),
  );
}

function tried(row) {
  const text = row.verdict === "running" ? say(`trial_doing_${row.kind}`) : row.told[lang] ?? say("trial_none");
  return element(
    "li",
    { class: `tried ${row.verdict}` },
    element("span", { class: "tried-sign" }, SIGNS[row.verdict] ? icon(SIGNS[row.verdict]) : "", element("span", { class: "unseen" }, say(`trial_row_${row.verdict}`))),
    element("div", { class: "tried-what" }, element("b", {}, row.name), element("p", {}, text)),
    again(row),
  );
}

/** A screen tells by itself; everything else is tried by a press. */
function again(row) {
  if (["display", "kiosk"].includes(row.kind)) return null;
  const label = say("trial_one", { name: row.name });
  const button = element("button", { type: "button", class: "button small", "data-try": row.name, "aria-label": label }, say("trial_try"));
  rest(button, row.verdict === "running");
  button.onclick = () => isResting(button) || tryNow([row.name]);
  return button;
}

/** Not `disabled`: whoever pressed it by key keeps the focus. */
const rest = (button, on) => button.setAttribute("aria-disabled", String(on));
const isResting = (button) => button.getAttribute("aria-disabled") === "true";

/** The office's own time, as the server writes it. */
const moment = (at) => `${at.slice(11, 16)} ${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;

await admit(say, FITTERS, "not_fitter");
byId("sign-out").onclick = signOut;
byId("try-all").onclick = () => isResting(byId("try-all")) || tryNow(null);
look();
