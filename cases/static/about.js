// What a case is about, in words: its rule, its period, its state, its numbers.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";

const { lang } = document.body.dataset;

/** "2026-11-20T…" as "20/11/2026". */
export const date = (iso) => iso.slice(0, 10).split("-").reverse().join("/");

/** A number as this language writes it, with so many places at least. */
export const number = (n, places = 0) => n.toLocaleString(lang === "vi" ? "vi-VN" : "en-GB", { minimumFractionDigits: places, maximumFractionDigits: 2 });

/** A share in percent, with one place: "10,7 %". */
const percent = (part) => `${(part * 100).toLocaleString(lang === "vi" ? "vi-VN" : "en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;

/** How many dates lie between two instants: today is none, yesterday one. */
export const days = (from, to) => Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);

/** "in week 47/2026": when the ratings of a case were given, as exactly as anybody may know. */
export function period(one, say) {
  const text = one.period;
  if (text.includes("W")) return say("in_week", { at: `${text.slice(6)}/${text.slice(0, 4)}` });
  if (text.length === 7) return say("in_month", { at: `${text.slice(5)}/${text.slice(0, 4)}` });
  return say("in_day", { at: date(text) });
}

/** Where a case stands at `now`: whose turn it is, the clerk's or that of those who decide. */
export function stage(one, now) {
  if (one.state !== "open") return one.state;
  if (!one.asked) return "unasked";
  return one.due_at > now ? "open" : "silent";
}

/** Whether it waits for nothing any more but somebody's decision. */
export const isDue = (one, now) => ["silent", "explained"].includes(stage(one, now));

/** The mark of where a case stands. */
export function state(one, say, now) {
  const name = stage(one, now);
  const picture = { open: "clock", unasked: "lock", silent: "pencil", explained: "speech", decided: "pencil", closed: "check" }[name];
  return element("span", { class: `where ${name}` }, icon(picture), say(`state_${name}`));
}

/** Names of reasons and praise by their code, in the reader's language. */
export const names = (known) => new Map(known.map((one) => [one.code, lang === "vi" ? one.name : one.name_en]));

/** The numbers of a case side by side; one sentence where they are too few to be told. */
export function facts(one, say) {
  if (one.n === null) return element("p", { class: "soft" }, say("few"));
  const fact = (n, words, places) => element("p", { class: "fact" }, element("b", { class: "digits" }, number(n, places)), element("span", {}, words));
  return element(
    "div",
    { class: "facts" },
    fact(one.low, say("fact_low")),
    fact(one.n, say("fact_n")),
    fact(one.mean, say("fact_mean", { scale: one.scale }), 2),
  );
}

/** The threshold that was passed, with what passed it: why there is this case at all. */
export function why(one, say) {
  if (one.n === null) return null;
  const { law, low, n, scale, share } = one;
  const said = { low, n, scale, share: percent(share.share), from: percent(share.low), to: percent(share.high) };
  const lines = [];
  if (one.rule === "grave" || one.rule === "secret") lines.push(say("why_reason"));
  if (one.rule === "often") lines.push(say("why_often", { ...said, limit: law.day_low_n ?? "?" }));
  if (one.rule === "month") {
    const often = low * 100 >= law.month_low_percent * n;
    if (often) lines.push(say("why_share", { ...said, limit: law.month_low_percent, least: law.month_n }));
    else lines.push(say("why_mean", { ...said, mean: number(one.mean, 2), limit: number(law.month_mean, 1), least: law.month_n }));
    if (one.channel === "pad") lines.push(say("counted_month"));
  }
  if (one.now) lines.push(say("counted_now", { ...said, date: date(one.opened_at), n_now: one.now.n, low_now: one.now.low }));
  return element("div", { class: "why" }, ...lines.map((line, i) => element("p", i ? { class: "soft" } : {}, line)));
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
