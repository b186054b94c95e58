// Opening and closing the business day: a button, a question, one press.

import { byId, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { date } from "./format.js";

/** Gives {hear(state), look()}; the button always offers what the day is not, and says which day. */
export function wireDay(clock, say) {
  const page = { state: null };
  const look = () => page.state && draw(page.state.day, clock, say);
  byId("day-button").onclick = () => ask(page, clock, say);
  byId("sure-no").onclick = () => byId("sure").close();
  byId("sure-yes").onclick = () => act(page, say);
  return {
    hear(state) {
      page.state = state;
      look();
    },
    look,
  };
}

const verbOf = (day) => (day.open ? "close" : "open");

/** "reopen" where opening goes on with the day that was closed; the server tells until when that is so. */
const wordOf = (day, clock) => (day.open ? "close" : clock.now() < Date.parse(day.reopens_until) ? "reopen" : "open");

/** Which day a press is about: the one that is there, or the date that it is now. */
const dateOf = (day, clock) => date(wordOf(day, clock) === "open" ? clock.wall().toISOString() : day.date);

function draw(day, clock, say) {
  const told = {
    "day-date": day.date ? date(day.date) : "",
    "day-state": say(day.open ? "day_open" : day.date ? "day_closed" : "day_none"),
    "day-button": say(`${wordOf(day, clock)}_day`, { date: dateOf(day, clock).slice(0, 5) }),
  };
  byId("day-state").className = `state ${day.open ? "open" : "closed"}`;
  for (const [id, text] of Object.entries(told)) if (byId(id).textContent !== text) byId(id).textContent = text;
}

function ask({ state }, clock, say) {
  const word = wordOf(state.day, clock);
  byId("sure-title").textContent = say(`${word}_day_sure`, { date: dateOf(state.day, clock) });
  byId("sure-effect").textContent = say(`${word}_day_effect`, { n: state.totals.waiting });
  byId("sure-yes").textContent = byId("day-button").textContent;
  byId("sure-yes").dataset.verb = verbOf(state.day);
  byId("sure").showModal();
  byId("sure-no").focus();
}

async function act(page, say) {
  const { verb } = byId("sure-yes").dataset; // what was asked, whatever has happened since
  byId("sure").close();
  const trouble = await send(verb, say);
  byId("trouble").textContent = trouble;
  show(byId("trouble"), Boolean(trouble));
}

/** Presses `/day/<verb>`; what went wrong, or "". */
export async function send(verb, say) {
  try {
    const answer = await press(`/api/v1/day/${verb}?lang=${document.body.dataset.lang}`, {});
    if (answer.status === 401) location.reload();
    return answer.ok ? "" : answer.data?.error?.message ?? say("refused");
  } catch (trouble) {
    if (trouble instanceof Unreachable) return say("no_answer");
    throw trouble;
  }
}
