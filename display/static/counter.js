// The screen above one counter: whom it calls or serves, or why nobody. The hall's screen speaks, this one never does.

import { hallClock } from "/static/clock.js";
import { icon } from "/static/draw.js";
import { watch } from "/static/live.js";
import { words } from "/static/words.js";
import { hourOf } from "./day.js";
import { wander } from "./wander.js";

const at = (id) => document.getElementById(id);
const lang = document.body.dataset.lang;
const mine = Number(document.body.dataset.counter);
const say = words(lang);
const clock = hallClock();

const own = (entry, key) => (lang === "en" && entry[`${key}_en`]) || entry[key] || "";

let last = null; // the call that was pulsed for
let running = 0;

/** What the counter says: its state, the words around the number, the number. */
function told(counter, call) {
  if (!counter) return ["closed", say("no-counter"), "", ""];
  if (counter.ticket === "called") {
    const again = call?.recall ? ` (${say("again", { n: call.recall + 1 })})` : "";
    return ["called", say("invite") + again, counter.number, say("here")];
  }
  if (counter.ticket === "serving") return ["serving", say("being-served"), counter.number, ""];
  if (counter.state === "open") return ["open", say("ready"), "", say("ready-rest")];
  const rest = say(`counter-${counter.state}-rest`);
  const why = own(counter, "why");
  return [counter.state, say(`counter-${counter.state}`), "", why ? `${why}. ${rest}` : rest];
}

function draw(hall) {
  const counter = hall.counters.find(({ n }) => n === mine);
  const call = counter && hall.calls.find(({ number, state }) => number === counter.number && state === "called");
  const [shows, invite, number, rest] = told(counter, call);
  at("above").dataset.shows = shows;
  at("above").dataset.long = number.length > 4;
  at("invite").textContent = invite;
  at("number").textContent = number;
  at("rest").textContent = rest;
  const names = (counter?.fields ?? []).map((id) => hall.waiting.find(({ field }) => field === id));
  at("fields").replaceChildren(...inPieces(names.filter(Boolean).map((field) => own(field, "name"))));
  at("after").textContent = own(hall.office, "motto") || own(hall.office, "name");
  if (call && call.id !== last) pulse();
  last = call?.id ?? null;
}

/** "Hộ tịch · Chứng thực": a line ends after a name, not within one that the next line holds. */
function inPieces(names) {
  return names.flatMap((name, i) => {
    const piece = document.createElement("span");
    piece.textContent = i < names.length - 1 ? `${name} ·` : name;
    return i ? [" ", piece] : [piece];
  });
}

/** Eight seconds at 1 Hz, anew with every call of the same number. */
function pulse() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  at("frame").animate({ opacity: [1, 0.15, 1] }, { duration: 1000, iterations: 8, easing: "ease-in-out" });
}

function strike() {
  const wall = clock.wall();
  at("clock").textContent = hourOf(wall);
  clearTimeout(running);
  running = setTimeout(strike, 1000 - (wall.getTime() % 1000));
}

function warn(text) {
  at("stale").replaceChildren(icon("warning"), text);
  at("stale").hidden = false;
}

wander(at("above"));

watch("hall", {
  state(whole) {
    clock.hear(whole.now);
    strike();
    draw(whole);
  },
  lost() {
    warn(say("lost"));
  },
  refused() {
    warn(say("refused"));
  },
  back() {
    at("stale").hidden = true;
  },
});
