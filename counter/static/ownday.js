// The clerk's own day: figures of work, asked for when somebody looks. Of no colleague, and of no single answer.

import { byId, element, show } from "/static/element.js";
import { localeOf } from "/static/format.js";
import { read } from "/static/sign-in.js";
import { hourMinute, runningTime } from "./elapsed.js";
import { openSheet } from "./sheets.js";

const AGAIN = 600_000; // ms: a case is opened when a day closes, and nobody is in a hurry with it

/** Wires the sheet; gives the page showOwnDay(). */
export function wireOwnDay(page) {
  page.showOwnDay = () => {
    draw(page, null);
    look(page);
    countAwaited(page);
    return openSheet(page, "own-day");
  };
  byId("own-day-open").onclick = page.showOwnDay;
  countAwaited(page);
  setInterval(() => countAwaited(page), AGAIN);
}

/** How many cases wait for this clerk's explanation: asked as the person, so told to nobody else at this counter. */
async function countAwaited({ say }) {
  const { data } = await read("/cases/mine").catch(() => ({}));
  if (!data?.cases) return;
  const n = data.cases.filter(({ state }) => state === "open").length;
  byId("awaited-n").textContent = n;
  byId("awaited-words").textContent = byId("own-awaited").textContent = say("own_awaited", { n });
  byId("own-cases").classList.toggle("next", n > 0);
  show(byId("awaited"), n > 0);
  show(byId("own-awaited"), n > 0);
}

async function look(page) {
  const { data } = await read(`/counters/${page.counter}/own-day`).catch(() => ({}));
  draw(page, data?.figures ?? null, data ? "own_day_none" : "own_day_unknown");
  byId("own-ratings").textContent = data?.ratings ? ratings(data.ratings, page.say) : "";
}

function draw({ say }, day, otherwise = "steps_wait") {
  byId("own-day-since").textContent = day?.since ? say("own_day_since", { time: hourMinute(day.since) }) : "";
  byId("own-day-none").textContent = day ? "" : say(otherwise);
  byId("own-day-figures").replaceChildren(...(day ? figures(day, say) : []));
  byId("own-day-hours").replaceChildren(...(day ? hours(day.hours, say) : []));
}

/** Whole weeks, each scale for itself; fewer answers than the office's least have no average. */
function ratings(told, say) {
  const { n, asked, least, scores } = told;
  const [from, to] = [told.from, told.to].map((iso) => iso.split("-").reverse().join("/"));
  const said = scores.map(({ mean, scale, n: many }) => say("own_mean", { mean: mean.toLocaleString(localeOf(document.body.dataset.lang), { minimumFractionDigits: 2 }), scale, n: many }));
  return [say("own_ratings", { from, to, n, asked }), ...(said.length ? said : [say("own_ratings_few", { least })])].join(" ");
}

const figures = (day, say) => [
  figure(say("own_served"), String(day.served)),
  figure(say("own_missed"), String(day.missed)),
  figure(say("own_held"), String(day.held)),
  figure(say("own_service"), day.service_s ? runningTime(day.service_s.usual) : "–"),
  figure(say("own_longest"), day.service_s ? runningTime(day.service_s.longest) : "–"),
  figure(say("own_walk"), day.walk_s === null ? "–" : runningTime(day.walk_s)),
  figure(say("own_open"), span(day.open_s, say)),
  figure(say("own_paused"), span(day.paused_s, say)),
  figure(say("own_quick", { n: day.quick.n }), span(day.quick.s, say)),
];

const figure = (term, value) => element("div", {}, element("dt", {}, term), element("dd", { class: "digits" }, value));

const span = (seconds, say) =>
  seconds < 3600 ? say("minutes", { n: Math.round(seconds / 60) }) : say("hours", { h: Math.floor(seconds / 3600), n: Math.round((seconds % 3600) / 60) });

/** A bar for each hour; its number stands on it, so that nothing is told by height alone. */
function hours(all, say) {
  const most = Math.max(1, ...all.map(({ served }) => served));
  return all.map(({ hour, served }) => {
    const bar = element("span", { class: "bar-fill" });
    bar.style.height = `${Math.round((served / most) * 100)}%`;
    return element(
      "li",
      { class: "hour" },
      element("b", { class: "digits" }, String(served)),
      element("span", { class: "bar-room", "aria-hidden": "true" }, bar),
      element("span", { class: "digits soft" }, say("own_hour", { h: hour })),
    );
  });
}
