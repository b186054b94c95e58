// The published figures of the last month that is over, in sentences that anybody can read.

/** "Tháng 10/2026" of {month: "2026-10"}. */
export function monthName({ month }, say) {
  const [year, number] = month.split("-");
  return say("month-name", { month: Number(number), year });
}

const percent = (share, lang) => `${Math.round(100 * share)}${lang === "en" ? "%" : "\u00a0%"}`;

/** How long people waited, when to come, how satisfied they were: what is not published is not said. */
export function monthLines({ median_min: half, p90_min: nine, quiet, short, satisfied }, say, lang) {
  const told = [nine === null ? say("month-half", { half }) : say("month-wait", { half, nine })];
  const hours = (list) => ({ hours: list.map((a) => say("month-hour", { a, b: a + 1 })).join(", ") });
  if (quiet.length) told.push(say("month-quiet", hours(quiet)));
  else if (short.length) told.push(say("month-short", hours(short)));
  if (satisfied) told.push(satisfaction(satisfied, say, lang));
  return told;
}

function satisfaction({ share, low, high, n }, say, lang) {
  const many = n.toLocaleString(lang === "en" ? "en" : "vi");
  if (share !== null) return say("month-satisfied", { share: percent(share, lang), n: many });
  return say("month-between", { low: percent(low, lang), high: percent(high, lang), n: many });
}
