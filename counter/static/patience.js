// Who has waited longer than the office promises: said in words, in colour, and by one soft chime for each number.

import { icon } from "/static/draw.js";
import { byId, show } from "/static/element.js";
import { ring, wake } from "/static/tone.js";
import { secondsSince } from "./elapsed.js";
import { chimes } from "./habits.js";
import { isMine } from "./verbs.js";

const CHIME = [659, 523]; // Hz, falling: nothing is called, somebody waits

const known = new Set(); // tickets for which it has chimed, or that were late when the page was opened
let begun = false;

/** Seconds that nobody should wait longer than here; without a promise, for ever. */
export const promised = ({ wait_target_min: minutes }) => (minutes ? minutes * 60 : Infinity);

/** Those of this counter's own lines who have waited longer than that, in calling order. */
export const late = (state) => overdue(state).filter((one) => !one.helping);

const overdue = (state) => state.line.filter((one) => secondsSince(one.joined_at) >= promised(state));

/** Wires the switch of the chime; gives the page toggleChime(). */
export function wirePatience(page) {
  for (const pressed of ["keydown", "pointerdown"]) addEventListener(pressed, wake, true);
  page.toggleChime = () => {
    chimes.set(!chimes.on());
    drawSwitch(page);
    if (chimes.on()) ring(CHIME);
    return true;
  };
  byId("late-sign").append(icon("warning"));
  byId("chime").onclick = page.toggleChime;
  drawSwitch(page);
}

/** Draws the sign; each second too, for a wait grows too long by itself. */
export function drawPatience(page) {
  const { state, say } = page;
  const many = late(state);
  show(byId("late"), many.length > 0);
  byId("line-card").classList.toggle("over", many.length > 0);
  const beside = overdue(state).length - many.length; // marked in the list too, and no matter for an alarm here
  const words = many.length ? say(beside ? "late_beside" : "late", { n: many.length, minutes: state.wait_target_min, beside }) : "";
  if (byId("late-words").textContent !== words) byId("late-words").textContent = words;
  heed(page, many);
  return many.length;
}

function heed(page, many) {
  const news = many.filter(({ id }) => !known.has(id));
  for (const { id } of news) known.add(id);
  if (news.length && begun && chimes.on() && isMine(page) && !page.state.locked) ring(CHIME);
  begun = true;
}

function drawSwitch({ say }) {
  const on = chimes.on();
  byId("chime").setAttribute("aria-pressed", String(on));
  byId("chime-icon").replaceChildren(icon(on ? "sound" : "muted"));
  byId("chime-words").textContent = say(on ? "chime_on" : "chime_off");
}
