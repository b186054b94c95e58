// The kiosk: one person after another takes a number. Everything of one person lives in `visit` and
// `taking`, in memory only, and is dropped together at the reset.

import { hallClock } from "/static/clock.js";
import { icon } from "/static/draw.js";
import { watch } from "/static/live.js";
import { newKey } from "/static/press.js";
import { languages, words } from "/static/words.js";
import { Countdown, Idle, wholeSeconds } from "./countdown.js";
import { openAids } from "./aids.js";
import { el, ring } from "./elements.js";
import { fit } from "./fit.js";
import { arrows, quiet } from "./fingers.js";
import { Hurry } from "./hurry.js";
import * as limits from "./limits.js";
import { clockTime, named, offsetOf, timeAndDay } from "./phrases.js";
import * as office from "./office.js";
import * as outcomes from "./outcomes.js";
import * as finding from "./search.js";
import { guidance } from "./guidance.js";
import * as own from "./own-number.js";
import { Crowd, lay } from "./panel.js";
import * as screens from "./screens.js";
import * as box from "./suggestion.js";
import { sheet, UNREAD } from "./sheet.js";
import { Taking } from "./take.js";
import { Visit } from "./visit.js";

const CALM = 400; // ms a new screen takes no press: the second tap of a trembling finger is not an answer
const DEBOUNCE = 800; // ms between two presses of the final button
const THANKS = 10; // s that a number stays once its paper is out
const KEEP = 60; // s that it stays when there is no paper
const FIRST_STATE = 3_000; // ms until a page that heard nothing yet says so

const $ = (id) => document.getElementById(id);
const catalog = JSON.parse($("catalog").textContent);

const hall = {
  catalog, visit: new Visit(), taking: null, state: null, lost: false, lang: null, say: null, paperHere,
  remains: () => {}, crowd: new Crowd(), draw, settle, go, choose, take, touchDown, again, done, back, clock,
};
const time = hallClock();
const hurry = new Hurry(catalog.pace);
const lasting = new Countdown();
const idle = new Idle({
  idle: catalog.idle_s, warn: catalog.warn_s, ask, left: askedFor, calm: () => $("ask").close(), over: reset,
});
const aids = openAids({
  able: catalog.aloud, alive: () => idle.asking || pace(), lay: () => { lay(catalog.panel); settle(); },
  info: () => go({ screen: "office" }),
});
let shown = null;
let since = -Infinity; // when the screen last changed
let pressed = -Infinity; // when the final button last counted
let key = null; // of the press that is being made

function screenNow() {
  const { taking, state, lost, visit } = hall;
  if (taking?.phase === "ticket") return outcomes.ticket(hall);
  if (taking?.phase === "closed") return outcomes.closed(hall);
  if (taking) return ["asking", "slow"].includes(taking.phase) ? outcomes.asking(hall) : outcomes.refused(hall);
  if (lost || !state?.open) visit.over(); // who comes back after this begins at the beginning
  if (lost) return outcomes.offline(hall);
  if (!state) return null;
  if (!state.open) return outcomes.closed(hall);
  if (visit.now.screen === "shut" && !isShut(visit.now.field)) visit.back();
  return { ...screens, ...limits, ...own, ...finding, guidance, sheet, ...office, ...box }[visit.now.screen](hall);
}

function draw() {
  const screen = screenNow();
  if (!screen) return;
  if (screen.key !== shown?.key) mount(screen);
  if (hall.state) {
    time.hear(hall.state.now); // before anything that asks what time it is
    shown.refresh?.(hall.state);
    tellTime();
    notice(paperHere());
  }
  settle();
}

/** Everything is held and can be read: closer, then with fewer choices on a screen, until it is. */
function settle() {
  while (!fit($("main")) && shown?.fewer?.()) {
    if (!shown.stays) mount(screenNow());
    if (hall.state) shown.refresh?.(hall.state);
  }
}

function mount(screen) {
  if (!(shown && hall.taking?.ticket && nameOf(shown) === nameOf(screen))) since = performance.now();
  shown = screen;
  $("main").replaceChildren(screen.head, screen.body);
  $("own").replaceChildren(...(screen.foot ? [screen.foot] : []));
  $("kiosk").dataset.screen = nameOf(screen);
  $("back").hidden = Boolean(hall.taking) || hall.visit.atStart;
  $("home").hidden = hall.taking ? ["asking", "ticket"].includes(hall.taking.phase) : hall.visit.atStart;
  $("time").hidden = !hall.visit.atStart;
  $("main").querySelector("h1")?.focus({ preventScroll: true });
  aids.shown(Boolean(!hall.taking && !hall.lost && hall.state?.open));
  pace();
}

/** The paper of this kiosk's own printer: {ok, trouble}. Another kiosk's is none of its business. */
function paperHere() {
  const { papers, paper = { ok: true } } = hall.state ?? {};
  if (!papers) return paper;
  const trouble = catalog.screen in papers ? papers[catalog.screen] : papers[""];
  return { ok: trouble === null, trouble };
}

const nameOf = (screen) => screen.key.split(" ")[0];

/** Which clock runs on this screen: the ticket's own, the idle one, or none where there is nothing to lose. */
function pace() {
  const { taking, visit, lang } = hall;
  lasting.stop();
  if (taking?.phase === "ticket") {
    idle.rest();
    const seconds = { out: THANKS, trouble: KEEP, unsure: KEEP }[taking.paper];
    if (seconds) lasting.start(seconds, reset, hall.remains);
  } else if (visit.atStart && !taking) {
    idle.rest();
    if (lang !== "vi" || aids.on) lasting.start(catalog.idle_s, reset);
  } else if (["asking", "slow"].includes(taking?.phase)) idle.rest();
  else idle.touch();
}

function notice(paper) {
  $("notice").hidden = paper.ok || hall.taking?.phase === "ticket" || !hall.state.open || hall.lost;
  $("notice-text").textContent = hall.say(paper.trouble === "paper-out" ? "paper-out" : "paper-trouble");
}

function tellTime() {
  $("time").textContent = hall.state ? timeAndDay(time.now(), offsetOf(hall.state.now), hall.lang) : "";
}

/** A motto of several parts is broken between them: "Đơn giản - thân thiện - | đúng hẹn". */
const parted = (motto) => motto.split(" - ").map((part) => part.replaceAll(" ", "\u00a0")).join("\u00a0- ");

function speak(lang) {
  hall.lang = lang;
  hall.say = words(lang);
  document.documentElement.lang = lang;
  document.title = hall.say("title");
  $("office").textContent = named(catalog.office, lang);
  $("motto").textContent = parted((lang === "en" && catalog.office.motto_en) || catalog.office.motto);
  $("languages").setAttribute("aria-label", hall.say("choose-language"));
  $("back-text").textContent = hall.say("back");
  $("home-text").textContent = hall.say("home");
  $("ask-text").textContent = hall.say("still-there");
  $("here").textContent = hall.say("still-here");
  aids.speak(hall.say, lang);
  for (const button of $("languages").children) button.setAttribute("aria-pressed", button.lang === lang);
}

// ---- what a person does

function go(change) {
  if (tooSoon()) return;
  hall.visit.go(change);
  draw();
}

/** `look`: who only looks goes on to the sheet, whether a number can be had now or not. */
function choose(field, service = field.services.length === 1 ? field.services[0] : null, look = hall.visit.now.look) {
  if (!look && isShut(field)) return go({ screen: "shut", field, look });
  if (!service) return go({ screen: "services", from: 0, field });
  if (look) return go({ screen: "sheet", field, service, ...UNREAD });
  go({ look, screen: catalog.priorities.length ? "priority" : "ready", field, service, priority: null });
}

const isShut = (field) => !hall.state.fields.some(({ id, shut }) => id === field.id && !shut);

function touchDown() {
  key ??= newKey();
}

function take() {
  const now = performance.now();
  if (hall.taking || tooSoon() || now - pressed < DEBOUNCE) return;
  pressed = now;
  const seconds = hurry.patience(now);
  if (seconds) return go({ screen: "hurry", seconds });
  hurry.took(now);
  const { service, priority } = hall.visit.now;
  const order = { service: service.id, priority: priority?.id, language: hall.lang };
  begin(order, key ?? newKey());
}

function begin(order, chosenKey) {
  key = null;
  hall.taking = new Taking(order, draw, chosenKey, () => paperHere().ok);
  hall.taking.start();
}

/** The same press once more, under its old key: were the first one heard after all, the same number comes. */
function again() {
  if (tooSoon()) return;
  hall.taking.stop();
  begin(hall.taking.order, hall.taking.key);
}

/** «Xong» lies under the finger that pressed «Lấy số»: its second tap must not take the number away. */
function done() {
  if (performance.now() - since >= DEBOUNCE) reset();
}

function reset() {
  hall.taking?.stop();
  hall.taking = null;
  hall.visit.over();
  key = null;
  shown = null;
  aids.over();
  speak("vi");
  draw();
}

const tooSoon = () => performance.now() - since < CALM;

function back() {
  if (tooSoon()) return;
  hall.visit.back();
  draw();
}

/** "10:24" in the hall, now. */
function clock() {
  return clockTime(time.now(), offsetOf(hall.state.now));
}

// ---- nobody there?

function ask() {
  $("ask").showModal();
}

function askedFor(left, whole) {
  circle.left(left / whole);
  $("ask-left").textContent = wholeSeconds(left);
}

const circle = ring();
$("ask-ring").prepend(circle);
$("ask").addEventListener("close", () => idle.asking && idle.touch());
$("here").addEventListener("click", () => idle.touch());
for (const sign of ["pointerdown", "keydown"]) {
  document.addEventListener(sign, () => {
    hurry.touched(performance.now());
    if (!idle.asking && hall.taking?.phase !== "ticket") pace();
  });
}

// ---- the frame

for (const lang of languages()) {
  $("languages").append(el("button.button", { type: "button", lang, click: () => { speak(lang); draw(); } },
    words(lang)("language")));
}
$("back").addEventListener("click", back);
$("home").addEventListener("click", reset);
$("notice").prepend(icon("warning"));
quiet(document);
arrows(document, () => $("back").hidden || back());
addEventListener("resize", () => { lay(catalog.panel); settle(); });
document.fonts.ready.then(settle);
document.addEventListener("keydown", (event) => shown?.keys?.(event));
lay(catalog.panel);

speak(document.body.dataset.lang);
setInterval(tellTime, 5_000);
setTimeout(() => { if (!hall.state) lose(); }, FIRST_STATE);
watch("kiosk", {
  state(state) {
    hall.state = state;
    hall.lost = false;
    draw();
  },
  lost: lose,
  back() { hall.lost = false; },
});

function lose() {
  hall.lost = true;
  draw();
}
