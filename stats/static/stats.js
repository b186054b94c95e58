// The supervisor's page from the top: who is this, then today as it changes, and the figures of any days.

import { hallClock } from "/static/clock.js";
import { byId, show } from "/static/element.js";
import { watch } from "/static/live.js";
import { signIn, signOut, who } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { wireDay } from "./day.js";
import { openFairness } from "./fairness.js";
import { openFigures } from "./figures.js";
import { date } from "./format.js";
import { drawNotices } from "./notices.js";
import { drawNow, look } from "./now.js";

const say = words();
const clock = hallClock();

async function enter() {
  let me = await who();
  while (me.staff?.role !== "supervisor") {
    show(byId("door"), true);
    me = await signIn(say, me.staff ? say("not_supervisor", { name: me.staff.label }) : "");
  }
  show(byId("door"), false);
  show(byId("page"), true);
}

function open() {
  const day = wireDay(say);
  openFairness(say);
  const figures = openFigures(say);
  byId("sign-out").onclick = signOut;
  byId("print").onclick = () => print();
  addEventListener("beforeprint", () => byId("how").setAttribute("open", ""));
  setInterval(drawClock, 1000);
  watch("stats", {
    state(state) {
      clock.hear(state.now);
      drawClock();
      drawNotices(state.notices, say);
      drawNow(state, clock, say);
      day.hear(state);
      figures.hear(state);
    },
    lost: () => show(byId("lost"), true),
    back: () => show(byId("lost"), false),
  });
}

function drawClock() {
  const now = clock.wall().toISOString();
  byId("clock").textContent = now.slice(11, 16);
  byId("date").textContent = date(now);
  look(clock);
}

await enter();
open();
