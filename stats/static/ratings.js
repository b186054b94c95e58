// What citizens said in the days asked for: how many answered, and each scale on its own.

import { byId, element } from "/static/element.js";
import { bar } from "./bars.js";
import { decimal, nameOf, percent, whole } from "./format.js";

const ENOUGH = 5; // answers, as figures/scores.py has it
const MANY = 30; // questions in an hour of the day, from which its share of answers is worth a word
const APART = 0.3; // between the hours' shares: who waits long hardly answers

// By these nothing is known of an answer.
const NO_ANSWERS = new Set(["service", "hour", "class", "channel"]);

/** Draws the ratings block of one answer of /stats. */
export function drawRatings({ total, by, excluded, rows }, say) {
  const { n, opened, response, scores } = total.ratings;
  byId("ratings-n").textContent = say("answered_n", { n: whole(n) });
  byId("ratings-response").textContent = opened ? say("response_of", { share: percent(response), n: whole(opened) }) : "";
  const told = scores.flatMap((score) => scoreBlock(score, say));
  for (const side of ["way", "manner"]) told.push(...total.ratings[side].map((score) => sideLine(side, score, say)));
  const held = n - scores.reduce((sum, score) => sum + score.n, 0);
  if (told.length && held > 0) told.push(element("p", { class: "soft note" }, say("held_back", { n: whole(held) })));
  if (excluded) told.push(element("p", { class: "soft note" }, say("left_out_of_these", { n: whole(excluded) })));
  if (told.length) told.push(...silent(total.ratings, by === "hour" ? rows : [], say).map((text) => element("p", { class: "note" }, text)));
  const why = NO_ANSWERS.has(by) ? say("no_scores_by") : by === "field" ? say("some_scores_by") : "";
  const kept = why ? [element("p", { class: "soft note" }, why)] : [];
  const none = [element("p", { class: "soft" }, say("no_scores"))];
  byId("scores").replaceChildren(...(told.length ? told : none), ...kept);
}

/** Whom the scores do not speak for: most of those asked, or those of some hours. */
function silent({ opened, response }, hours, say) {
  const known = hours.filter((row) => row.ratings?.opened >= MANY && typeof row.ratings.response === "number").toSorted((a, b) => a.ratings.response - b.ratings.response);
  const [least, most] = [known[0], known.at(-1)];
  if (known.length > 1 && most.ratings.response - least.ratings.response >= APART) {
    return [say("response_hours", { high: percent(most.ratings.response), most: nameOf(most, "label"), low: percent(least.ratings.response), least: nameOf(least, "label") })];
  }
  return opened && response < 0.5 ? [say("response_low")] : [];
}

function scoreBlock({ scale, n, mean, levels, satisfied }, say) {
  if (mean === null && !satisfied) return [element("p", { class: "soft" }, say(n < ENOUGH ? "too_few" : "levels_held", { n: whole(n), scale }))];
  const { share, low, high } = satisfied;
  const rate = element("p", { class: "digits" }, say("satisfied_of", { share: percent(share), low: percent(low), high: percent(high) }));
  if (mean === null) return [rate, element("p", { class: "soft" }, say("levels_held", { n: whole(n), scale }))];
  return [
    element("p", { class: "digits" }, element("b", {}, say("mean_of", { mean: decimal(mean), scale, n: whole(n) }))),
    rate,
    element("table", { class: "levels" }, element("tbody", {}, ...levels.map((_, i) => levelRow(scale, scale - i, levels, n, say)))),
  ];
}

/** One side of the pad's second screen, on one scale. */
function sideLine(side, { scale, n, mean, satisfied }, say) {
  const named = { side: say(`${side}_of`), scale, n: whole(n) };
  if (mean === null) return element("p", { class: "soft" }, say(n < ENOUGH ? "side_few" : "side_held", named));
  const { share, low, high } = satisfied;
  const shares = { share: percent(share), low: percent(low), high: percent(high) };
  return element("p", { class: "digits" }, say("side_of", { ...named, ...shares, mean: decimal(mean) }));
}

function levelRow(scale, level, levels, n, say) {
  const name = scale === 5 ? say(`level_${level}_of_5`) : say("level_n", { n: level });
  const count = levels[level - 1];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    element("td", { class: "level-bar" }, bar(count / n, level > (scale + 1) / 2 ? "good" : "")),
    element("td", { class: "n" }, whole(count)),
    element("td", { class: "n" }, percent(count / n)),
  );
}
