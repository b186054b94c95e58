// Sentences with numbers and times in them, and the parts that several sheets of this page draw.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";

/** The name in the reader's language; the Vietnamese one where no other was written. */
export const named = (thing, lang, key = "name") => (lang === "en" && thing[`${key}_en`]) || thing[key];

/** "A012" → "A, không, một, hai": digit by digit, as the hall's voice says it. */
export const spelled = (say, number) =>
  [...number].map((sign) => (/\d/.test(sign) ? say(`d${sign}`) : sign)).join(say("letter_pause"));

export const waitingPhrase = (say, n) => (n === 0 ? say("waiting_none") : say("waiting", { n }));

/** "10–20 phút", or null when nothing honest is known. */
export function waitPhrase(say, wait) {
  if (!wait) return null;
  const high = Math.max(1, Math.ceil(wait.high_s / 60));
  const low = Math.min(high, Math.max(1, Math.floor(wait.low_s / 60)));
  return say(low === high ? "minutes_about" : "minutes_range", { low, high });
}

/** [2, 1, 5] → "1, 2 hoặc 5". */
export function counterList(say, counters) {
  const sorted = [...counters].sort((a, b) => a - b);
  const last = sorted.pop();
  return sorted.length ? `${sorted.join(", ")} ${say("counter_or")}\u00a0${last}` : String(last);
}

/** "…T10:24:31+07:00" → "10:24": the server's own words, whatever zone this machine believes in. */
export const timeOf = (iso) => iso.slice(11, 16);

/** "8:5", "805", "8h05" → "08:05"; null for what is no time. */
export function clockOf(text) {
  const found = /^(\d{1,2})[:h.](\d{1,2})$/.exec(text.trim()) ?? /^(\d{1,2})(\d{2})$/.exec(text.trim());
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return null;
  return `${found[1].padStart(2, "0")}:${found[2].padStart(2, "0")}`;
}

/** A button, with a `hint` below its label; `key` stands on it, and presses it while the focus is in the same part of the page. */
export function button(label, { kind = "", key = null, picture = null, hint = null, ...attributes }, pressed) {
  const node = element("button", { type: "button", class: `button ${kind}`, "data-key": key, ...attributes },
    picture && icon(picture), label && element("span", {}, label, hint && element("small", {}, hint)),
    key && element("kbd", { "aria-hidden": "true" }, key));
  node.onclick = pressed;
  return node;
}

/** A button that stays pressed. */
export const toggle = (label, options, on, pressed) =>
  button(label, { ...options, kind: `toggle ${options.kind ?? ""}`, "aria-pressed": String(on) }, pressed);

const NEEDS = [["hearing", "ear", "1"], ["sight", "eye", "2"]];

/** "khó nghe" and "khó nhìn" as two buttons; `changed(kinds)` is told the new list. */
export function needButtons(say, kinds, changed) {
  return NEEDS.map(([kind, picture, key]) => {
    const on = kinds.includes(kind);
    const next = on ? kinds.filter((each) => each !== kind) : [...kinds, kind];
    return toggle(say(kind), { picture, key, "data-need": kind }, on, () => changed(next));
  });
}

/** The letter of a field in its frame. */
export const series = (letter) => element("span", { class: "series", "aria-hidden": "true" }, letter);
