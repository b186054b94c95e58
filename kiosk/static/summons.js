// Being called, on a phone: it shines for everybody, and rings and shakes for whoever has asked for that.

import { icon } from "/static/draw.js";
import { ring, wake } from "/static/tone.js";
import { keep, kept } from "./kept.js";

const BELL = [784, 1047, 1319]; // Hz, rising: come
const TIMES = 3; // the bell is struck so often
const PAUSE = 1600; // ms from one to the next
const SHAKE = [500, 200, 500, 200, 900]; // ms, on and off
const SHINE = 8000; // ms of the slow light; the frame stays after it
const TURN = 1000; // ms in which the title says the one thing, then the other
const ASKED = "motcua.bell"; // for this tab alone, and gone with it

const $ = (id) => document.getElementById(id);

/** What a phone does about calls: {draw(), heed(before, now)}; `say` has its words. */
export function summons(say) {
  let on = kept(ASKED) !== null;
  const plain = document.title;
  let turning = 0;
  let striking = 0;

  /** The switch, as long as a call can still come. */
  function draw() {
    $("bell").hidden = !["waiting", "held"].includes($("main").dataset.state);
    $("bell-switch").setAttribute("aria-pressed", String(on));
    $("bell-icon").replaceChildren(icon(on ? "sound" : "bell"));
    $("bell-words").textContent = say(on ? "bell-on" : "bell-off");
  }

  function turn() {
    on = !on;
    keep(ASKED, on ? "1" : null);
    draw();
    if (on && wake()) sound(1); // this is how it will be
  }

  function sound(times) {
    clearTimeout(striking);
    ring(BELL, { loud: 0.5 });
    if (times > 1) striking = setTimeout(() => sound(times - 1), PAUSE);
  }

  /** Two states of main's data, before and now: called, or called once more? */
  function heed(before, now) {
    if (now.state !== "called") return rest();
    if (before.state === "called" && before.recalls === now.recalls) return undefined;
    return come(now.counter);
  }

  function come(counter) {
    rest();
    document.body.classList.add("summoned");
    setTimeout(() => document.body.classList.remove("summoned"), SHINE);
    const words = say("called-title", { counter });
    let shown = false;
    const swap = () => (document.title = (shown = !shown) ? `● ${words}` : plain);
    swap();
    turning = setInterval(swap, TURN);
    if (!on) return;
    sound(TIMES);
    navigator.vibrate?.(SHAKE);
  }

  function rest() {
    clearInterval(turning);
    clearTimeout(striking);
    document.body.classList.remove("summoned");
    document.title = plain;
  }

  $("bell-switch").onclick = turn;
  // Loaded anew with the bell on: the first touch, wherever, lets it sound again.
  addEventListener("pointerdown", () => on && wake(), { once: true, capture: true });
  draw();
  return { draw, heed };
}
