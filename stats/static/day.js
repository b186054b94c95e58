// Opening and closing the business day: a button, a question, one press.

import { byId, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { date } from "./format.js";

/** Gives {hear(state)}; the button always offers what the day is not. */
export function wireDay(say) {
  const page = { state: null };
  byId("day-button").onclick = () => ask(page, say);
  byId("sure-no").onclick = () => byId("sure").close();
  byId("sure-yes").onclick = () => act(page, say);
  return {
    hear(state) {
      page.state = state;
      draw(state.day, say);
    },
  };
}

const verbOf = (day) => (day.open ? "close" : "open");

function draw(day, say) {
  byId("day-date").textContent = day.date ? date(day.date) : "";
  byId("day-state").textContent = say(day.open ? "day_open" : day.date ? "day_closed" : "day_none");
  byId("day-state").className = `state ${day.open ? "open" : "closed"}`;
  byId("day-button").textContent = say(`${verbOf(day)}_day`);
}

function ask({ state }, say) {
  const verb = verbOf(state.day);
  byId("sure-title").textContent = say(`${verb}_day_sure`);
  byId("sure-effect").textContent = say(`${verb}_day_effect`, { n: state.totals.waiting });
  byId("sure-yes").textContent = say(`${verb}_day`);
  byId("sure-yes").dataset.verb = verb;
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
