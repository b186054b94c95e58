// How good the forecasts have been: one sentence below the lines, and each field on request. Where most were wrong it stands above the
// lines, so that it is read before what they foretell.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { read } from "/static/sign-in.js";
import { duration, nameOf, percent, whole } from "./format.js";

/** Asks once, and gives what was told: thirty days change little in one. */
export async function showForecasts(say) {
  const { data } = await read("/stats/forecasts");
  if (data) draw(data, say);
  return data;
}

function draw(data, say) {
  const { total, days, fields } = data;
  const known = { days, n: whole(total.n) };
  const bad = total.within !== null && total.within < 0.5;
  const told = sentence(total, known, say);
  byId("forecasts").className = bad ? "forecasts-bad" : "soft forecasts";
  byId("forecasts").replaceChildren(...(bad ? [icon("warning"), element("span", {}, element("b", {}, advice(total, say)), " ", told)] : [told]));
  byId(bad ? "forecasts-above" : "forecasts-below").append(byId("forecasts"));
  byId("forecasts-rows").replaceChildren(...fields.map(row));
  show(byId("forecasts-more"), fields.length > 0);
}

function sentence(total, known, say) {
  if (total.within === null) return say(total.n ? "forecasts_few" : "forecasts_none", known);
  return say("forecasts_told", { ...known, share: percent(total.within), later: percent(total.later), minutes: whole(Math.round(total.error_s / 60)) });
}

/** What follows when most were wrong, and in which direction. */
const advice = ({ later, sooner }, say) => say(later > sooner ? "forecasts_too_short" : "forecasts_too_long");

const row = (field) =>
  element(
    "tr",
    {},
    element("th", { scope: "row" }, nameOf(field)),
    ...[whole(field.n), percent(field.within), percent(field.sooner), percent(field.later), duration(field.error_s)].map((text) => element("td", { class: "n" }, text)),
  );
