// What a case is about, in words: its rule, its period, its state, its numbers.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";

const { lang } = document.body.dataset;

/** "2026-11-20T…" as "20/11/2026". */
export const date = (iso) => iso.slice(0, 10).split("-").reverse().join("/");

/** A number as this language writes it, with so many places at least. */
export const number = (n, places = 0) => n.toLocaleString(lang === "vi" ? "vi-VN" : "en-GB", { minimumFractionDigits: places, maximumFractionDigits: 2 });

/** "in week 47/2026": when the ratings of a case were given, as exactly as anybody may know. */
export function period(one, say) {
  const text = one.period;
  if (text.includes("W")) return say("in_week", { at: `${text.slice(6)}/${text.slice(0, 4)}` });
  if (text.length === 7) return say("in_month", { at: `${text.slice(5)}/${text.slice(0, 4)}` });
  return say("in_day", { at: date(text) });
}

/** The mark of where a case stands. */
export function state(one, say) {
  const name = one.state === "open" && !one.asked ? "unasked" : one.state;
  const picture = { open: "clock", unasked: "lock", explained: "speech", decided: "pencil", closed: "check" }[name];
  return element("span", { class: `where ${name}` }, icon(picture), say(`state_${name}`));
}

/** Names of reasons and praise by their code, in the reader's language. */
export const names = (known) => new Map(known.map((one) => [one.code, lang === "vi" ? one.name : one.name_en]));

/** The numbers of a case side by side; one sentence where they are too few to be told. */
export function facts(one, say) {
  if (one.n === null) return element("p", { class: "soft" }, say("few"));
  const fact = (n, words) => element("p", { class: "fact" }, element("b", { class: "digits" }, number(n)), element("span", {}, words));
  return element(
    "div",
    { class: "facts" },
    fact(one.low, say("fact_low")),
    fact(one.n, say("fact_n")),
    fact(one.mean, say("fact_mean", { scale: one.scale })),
  );
}

/** The reasons that opened a case, each with how often it was named. */
export function reasons(one, known, say) {
  const found = Object.entries(one.reasons ?? {});
  if (!found.length) return null;
  const chips = found.map(([code, n]) => element("li", { class: "chip" }, say("reason_n", { name: known.get(code) ?? code, n })));
  return element("ul", { class: "chips-of" }, ...chips);
}

/** The channel, where it is not the pad. */
export const channel = (one, say) => (one.channel === "pad" ? null : element("p", { class: "soft" }, say(`channel_${one.channel}`)));

/** Words that were written, or that they are no longer kept. */
export const said = (text, say) => element("blockquote", { class: "said" }, text ?? say("step_gone"));
