// The hall's screen: the board's state in its places, one call at a time in the large one, and the voice.

import { hallClock } from "/static/clock.js";
import { icon } from "/static/draw.js";
import { watch } from "/static/live.js";
import { press } from "/static/press.js";
import { words } from "/static/words.js";
import { announcer } from "./announce.js";
import { drawCall, drawMissed, drawNext, drawPaused, drawRecent, drawWaiting, foremost } from "./board.js";
import { day, greet, hourOf, quietLines } from "./day.js";
import { media } from "./media.js";
import { narrowed } from "./room.js";
import { trialOf } from "./trial.js";
import { wander } from "./wander.js";

const at = (id) => document.getElementById(id);
const lang = document.body.dataset.lang;
const say = words(lang);
const clock = hallClock();
const footer = day(clock, say);

const PAGE = 5_000; // the places are six; who was not read aloud may be more

let hall = null;
let announced = null;
let turn = 0;

function draw() {
  const call = foremost(hall.calls, announced);
  at("hall").dataset.calling = Boolean(announced);
  drawCall(call, hall, say, lang);
  drawRecent(hall, call, turn, say);
}

function show(announcement) {
  announced = announcement;
  draw();
  if (announcement) pulse();
}

setInterval(() => {
  turn += 1;
  if (hall?.unheard.length) draw();
}, PAGE);

/** Eight seconds at 1 Hz, anew with every call, also with the second of the same number; never of old calls. */
function pulse() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  at("frame").animate({ opacity: [1, 0.15, 1] }, { duration: 1000, iterations: 8, easing: "ease-in-out" });
}

const slides = media({ place: at("media"), clock, calling: () => Boolean(announced), say, lang });

wander(at("hall"));

const queue = announcer({ show, tell, now: clock.now, blocked: () => (at("unlock").hidden = false) });

const askTouch = () => (at("unlock").hidden = false);
const tryOut = trialOf({ isSaying: () => Boolean(announced), blocked: askTouch });

function tell(id, state) {
  // A report that is lost does no harm: the server forgets an announcement by its age.
  press(`/api/v1/announcements/${id}`, { state }).catch(() => {});
}

at("unlock").append(icon("muted"), say("unlock"));
at("unlock").addEventListener("click", () => {
  at("unlock").hidden = true;
  queue.unlock();
});

at("deaf").append(icon("muted"), say("deaf"));

function warn(text) {
  at("stale").replaceChildren(icon("warning"), text);
  at("stale").hidden = false;
}

watch("hall", {
  state(all) {
    const whole = narrowed(all, at("hall").dataset.only);
    hall = whole;
    at("hall").dataset.media = Boolean(whole.slides);
    at("room").textContent = whole.room ? (lang === "en" && whole.room.name_en) || whole.room.name : "";
    clock.hear(whole.now);
    footer.strike();
    greet(whole, clock, say, lang);
    draw();
    drawMissed(whole.missed, say);
    drawNext(whole.next, say);
    drawWaiting(whole.waiting, say, lang);
    drawPaused(whole.counters, say);
    footer.lines(quietLines(whole, at("office").textContent, say, lang));
    at("deaf").hidden = whole.speaker !== false || whole.sound_from !== "card";
    at("seat").textContent = say(at("deaf").hidden ? "step-2" : "step-2-silent");
    slides(whole);
    if (whole.sound_from === "card") at("unlock").hidden = true;
    queue.hear(whole.announcements, whole.taken_back, whole.sound_from);
    tryOut(whole.trial);
  },
  lost() {
    warn(hall ? say("stale", { time: hourOf(clock.wall(clock.now() - 12_000)) }) : say("lost"));
  },
  refused() {
    warn(say("refused"));
  },
  back() {
    at("stale").hidden = true;
  },
});
