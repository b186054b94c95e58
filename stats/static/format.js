// Figures as people read them; what was not measured is a dash, never a zero.

import { localeOf } from "/static/format.js";

const lang = document.body.dataset.lang;
const locale = localeOf(lang);
export const NOTHING = "–";

/** 1.204 in Vietnamese, 1,204 in English. */
export const whole = (n) => (n === null || n === undefined ? NOTHING : n.toLocaleString(locale));

/** 4,62 */
export const decimal = (n) =>
  n.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** 87 % of 0.87; a dash for null. */
export const percent = (share) =>
  share === null ? NOTHING : `${(share * 100).toLocaleString(locale, { maximumFractionDigits: 0 })}\u00a0%`;

const two = (n) => String(n).padStart(2, "0");

/** 12:05 (min:s), or 1 h 02 from an hour on: 1:02:05 would be read as a minute. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return NOTHING;
  const s = Math.round(seconds);
  const minutes = Math.floor(s / 60);
  return minutes < 60 ? `${minutes}:${two(s % 60)}` : `${Math.floor(minutes / 60)}\u00a0h\u00a0${two(minutes % 60)}`;
}

/** 20/11/2026 of 2026-11-20, in both languages: this is Vietnam. */
export const date = (iso) => (iso ? iso.slice(0, 10).split("-").reverse().join("/") : NOTHING);

/** The name of a thing in the page's language. */
export const nameOf = (thing, key = "name") => (lang === "en" && thing[`${key}_en`]) || thing[key];

/** An estimate, in the round figures that it is worth. */
export const round = (n) => (n > 50 ? Math.floor(n / 10) * 10 : n);

const MINUTE = lang === "vi" ? "ph" : "min";

/** "12 ph", in whole minutes that have passed; "1 h 05" from an hour on. */
export function minutes(seconds) {
  const all = Math.floor(seconds / 60);
  return all < 60 ? `${all}\u00a0${MINUTE}` : `${Math.floor(all / 60)}\u00a0h\u00a0${two(all % 60)}`;
}

/** "20–35 ph" of {low_s, high_s}; a dash where nobody can know. */
export const range = (wait) => (wait ? `${wait.low_s / 60}–${wait.high_s / 60}\u00a0${MINUTE}` : NOTHING);
