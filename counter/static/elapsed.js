// Running times on this page, counted by the hall's clock: a PC whose own clock is wrong shows them right.

import { hallClock } from "/static/clock.js";
import { show } from "/static/element.js";

export const clock = hallClock();

/** Seconds gone by since an ISO time; never negative. */
export const secondsSince = (iso) => Math.max(0, (clock.now() - Date.parse(iso)) / 1000);

/** Milliseconds until an ISO time; zero once it is past. */
export const msUntil = (iso) => Math.max(0, Date.parse(iso) - clock.now());

const two = (n) => String(n).padStart(2, "0");

/** 5:07 or 1:05:07, for a time that runs. */
export function runningTime(seconds) {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** "12 phút", for a wait: nobody judges a wait by its seconds. `hours`: the word for longer ones. */
export function waitingTime(seconds, say, hours = "hours") {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return say("under_minute");
  if (minutes < 60) return say("minutes", { n: minutes });
  return say(hours, { h: Math.floor(minutes / 60), n: hours === "hours" ? minutes % 60 : two(minutes % 60) });
}

/** 10:24 as it is written in the ISO time: the office's own wall clock, whatever zone the browser believes in. */
export const hourMinute = (iso) => (iso ? iso.slice(11, 16) : "");

/** Writes every running time below `root` anew: data-since, data-form "running" | "waiting", data-long in seconds; shows what has its time, from or until. */
export function tick(root, say) {
  for (const node of root.querySelectorAll("[data-since]")) {
    const seconds = secondsSince(node.dataset.since);
    node.textContent = node.dataset.form === "waiting" ? waitingTime(seconds, say, "hours_short") : runningTime(seconds);
    node.classList.toggle("long", seconds >= Number(node.dataset.long || Infinity));
  }
  for (const node of root.querySelectorAll("[data-from]")) show(node, !msUntil(node.dataset.from));
  for (const node of root.querySelectorAll("[data-until]")) show(node, msUntil(node.dataset.until));
}
