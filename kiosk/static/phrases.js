// Sentences with numbers and times in them.

import { localeOf } from "/static/format.js";

/** The wait in whole minutes, low rounded down and high up: {low, high}, or null when nothing honest is known. */
function minutes(wait) {
  if (!wait) return null;
  const high = Math.max(1, Math.ceil(wait.high_s / 60));
  return { low: Math.min(high, Math.max(1, Math.floor(wait.low_s / 60))), high };
}

/** "Chờ khoảng 10–20 phút", or null. */
export function waitPhrase(say, wait) {
  const found = minutes(wait);
  return found && say(found.low === found.high ? "wait-about" : "wait-range", found);
}

/** "Trước Ông/Bà có 4 người"; with nobody ahead, that one is next, or will be when a counter is `open`. */
export function aheadPhrase(say, n, open) {
  if (n === 0) return say(open ? "ahead-none" : "ahead-none-unserved");
  return n === 1 ? say("ahead-one") : say("ahead", { n });
}

export function waitingPhrase(say, n) {
  return n === 0 ? say("waiting-none") : say("waiting", { n });
}

/** [2, 1, 5] → "1, 2 hoặc 5". */
export function counterList(say, counters) {
  const sorted = [...counters].sort((a, b) => a - b);
  const last = sorted.pop();
  return sorted.length ? `${sorted.join(", ")} ${say("counter-or")}\u00a0${last}` : String(last);
}

/** The name in the reader's language; the Vietnamese one where no other was written. No line begins with its dash. */
export function named(thing, lang) {
  return ((lang === "en" && thing.name_en) || thing.name).replaceAll(" – ", "\u00a0– ");
}

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The clock of the hall at `moment` (ms since 1970), by the offset that the server's times carry. */
export function clockTime(moment, offset) {
  return new Date(moment + offset).toISOString().slice(11, 16);
}

/** "…T10:24:00+07:00" → 25 200 000: the device may stand in no zone or in a wrong one. */
export function offsetOf(iso) {
  const [, sign, hours, minutes] = iso.match(/([+-])(\d\d):(\d\d)$/) ?? ["", "+", 0, 0];
  return (sign === "-" ? -1 : 1) * (hours * 60 + Number(minutes)) * 60_000;
}

/** "lúc 07:30 ngày mai", from two times of the server. */
export function whenPhrase(say, iso, now, lang) {
  const days = Math.round((midnight(iso) - midnight(now)) / 86_400_000);
  const time = iso.slice(11, 16);
  if (days === 0) return say("when-today", { time });
  if (days === 1) return say("when-tomorrow", { time });
  const day = dayName(iso, lang).replace(/^Thứ /, "thứ\u00a0"); // small within a sentence, and in one piece
  return say("when-day", { time, day });
}

/** "Nhận số từ 13:30", "Từ 07:30 thứ Hai" within a week, "Từ 07:30 ngày 11/2" beyond it. */
export function fromPhrase(say, iso, now, lang) {
  const time = iso.slice(11, 16);
  const days = Math.round((midnight(iso) - midnight(now)) / 86_400_000);
  if (days === 0) return say("field-from", { time });
  const weekday = lang === "en" ? "short" : "long"; // "Wed" stands on one line of a tile, as "thứ Tư" does
  const form = days < 7 ? { weekday } : { day: "numeric", month: "numeric" };
  const day = new Intl.DateTimeFormat(localeOf(lang), { ...form, timeZone: "UTC" }).format(midnight(iso));
  return say(days < 7 ? "field-from-day" : "field-from-date", { time, day: day.replace(/^Thứ /, "thứ\u00a0") });
}

/** What stands on a field's tile instead of its line, or null: "Nhận số từ 13:30", "Hết số hôm nay". */
export function shutPhrase(say, line, now, lang) {
  if (!line.shut) return null;
  if (line.shut.code === "limit_reached") return say("field-full");
  return line.shut.opens_at ? fromPhrase(say, line.shut.opens_at, now, lang) : say("field-none");
}

/** "10:24 · Thứ Sáu, 20/11" of a moment in the hall. */
export function timeAndDay(moment, offset, lang) {
  const weekday = lang === "vi" ? "long" : "short"; // beside the hour, in a row that buttons share
  const day = dayName(new Date(moment + offset).toISOString(), lang, weekday);
  return `${clockTime(moment, offset)} · ${sentence(day)}`;
}

/** [{days: ["mon", "tue"], from, to}] → rows of [days in words, hours]; days that repeat are said once. */
export function hoursRows(hours, lang) {
  let before = "";
  return hours.map(({ days, from, to }) => {
    const said = daysPhrase(days, lang);
    const row = [said === before ? "" : said, `${from} – ${to}`];
    before = said;
    return row;
  });
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONDAY = Date.UTC(2024, 0, 1);

function daysPhrase(days, lang) {
  const form = new Intl.DateTimeFormat(localeOf(lang), { weekday: "long", timeZone: "UTC" });
  const name = (day) => form.format(MONDAY + WEEK.indexOf(day) * 86_400_000);
  const runs = [];
  for (const day of WEEK.filter((each) => days.includes(each))) {
    const run = runs.at(-1);
    if (run && WEEK.indexOf(run.at(-1)) === WEEK.indexOf(day) - 1) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length > 2 ? `${name(run[0])} – ${name(run.at(-1))}` : run.map(name).join(", "))).join(", ");
}

const midnight = (iso) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);

function dayName(iso, lang, weekday = "long") {
  const form = { weekday, day: "numeric", month: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(localeOf(lang), form).format(midnight(iso));
}
