// The supervisor's page from the top: who is this, then today as it changes, and the figures of any days.

import { hallClock } from "/static/clock.js";
import { byId, show } from "/static/element.js";
import { watch } from "/static/live.js";
import { admit, LEADERS, read, READERS, signOut, STAFF } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { wireAlerts } from "./alerts.js";
import { showComing } from "./coming.js";
import { wireDay } from "./day.js";
import { openFairness } from "./fairness.js";
import { openFigures } from "./figures.js";
import { wireFirst } from "./first.js";
import { showForecasts } from "./forecasts.js";
import { date } from "./format.js";
import { drawNotices } from "./notices.js";
import { drawNow, look } from "./now.js";

const OBSERVED = ["field", "hour", "weekday", "class", "channel"]; // as figures/guarded.py has them

const say = words();
const clock = hallClock();

function open({ staff }) {
  const figures = openFigures(say);
  const leads = LEADERS.includes(staff.role);
  for (const part of document.querySelectorAll("[data-for]")) show(part, part.dataset.for.split(" ").includes(staff.role));
  if (staff.role === "observer") for (const way of [...byId("by").options]) if (!OBSERVED.includes(way.value)) way.remove();
  byId("sign-out").onclick = signOut;
  byId("print").onclick = () => print();
  addEventListener("beforeprint", () => byId("how").setAttribute("open", ""));
  setInterval(drawClock, 1000);
  return leads ? openNow(figures, STAFF.includes(staff.role)) : readAlone(figures);
}

/** The hall as it is now, and whose turn it was, for those who answer for it; `works` may look at a ticket as well. */
function openNow(figures, works) {
  const day = wireDay(clock, say);
  const alerts = wireAlerts(clock, say);
  const first = wireFirst(clock, say, works);
  const week = readOfTheWeek(first);
  setInterval(() => {
    alerts.look();
    first.look();
    day.look();
  }, 1000);
  openFairness(say);
  watch("stats", {
    state(state) {
      clock.hear(state.now);
      drawClock();
      drawNotices(state.notices, say);
      drawNow(state, clock, say, works);
      alerts.hear(state);
      first.hear(state);
      week.hear(state);
      day.hear(state);
      figures.hear(state);
    },
    lost: () => show(byId("lost"), true),
    back: () => show(byId("lost"), false),
  });
}

/** What changes by the day is read once a day; what people do on other pages, when somebody comes back to this one. */
function readOfTheWeek(first) {
  let today = "";
  const others = async () => {
    const [{ data: cases }, { data: reports }] = await Promise.all([read("/cases"), read("/reports")]);
    return { cases, reports };
  };
  document.addEventListener("visibilitychange", async () => document.hidden || first.knows(await others()));
  return {
    async hear({ now }) {
      if (now.slice(0, 10) === today) return;
      today = now.slice(0, 10);
      const [week, forecasts, more] = await Promise.all([showComing(say), showForecasts(say), others()]);
      first.knows({ week, forecasts, ...more });
    },
  };
}

/** Figures alone: today is what the hall says it is; who may read months only is told which. */
async function readAlone(figures) {
  const { data } = await read("/stats");
  clock.hear(data.now);
  drawClock();
  figures.hear({ now: data.now, day: { open: true, date: data.to }, months: data.months });
}

function drawClock() {
  const now = clock.wall().toISOString();
  byId("clock").textContent = now.slice(11, 16);
  byId("date").textContent = date(now);
  look(clock);
}

open(await admit(say, READERS, "not_reader"));
