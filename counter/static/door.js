// The door of the clerk's page: sign in, then the counter. Everything is asked of the server, so a browser
// that was closed in the middle of a service comes back to the same counter and the same citizen.

import { byId, element, show } from "/static/element.js";
import { read, signIn, signOut, who } from "/static/sign-in.js";
import { nameOf } from "./names.js";

/** Leads a clerk to a counter; gives {counter, fixed, staff: {id, label}}. */
export async function enter(say) {
  show(byId("door"), true);
  let me = await who();
  if (!me.staff) me = await signIn(say, me.counter ? say("counter", { n: me.counter }) : "");
  const counter = me.counter ?? (await findMine(me.staff)) ?? (await choose(me.staff, say));
  show(byId("door"), false);
  return { counter, fixed: Boolean(me.counter), staff: me.staff };
}

async function counters() {
  const board = await read("/board");
  if (!board.data) return [];
  const numbers = board.data.state.counters.map((counter) => counter.n);
  const answers = await Promise.all(numbers.map((n) => read(`/counters/${n}`)));
  return answers.map((answer) => answer.data).filter(Boolean);
}

/** The number of the counter this clerk has open already, or null. */
async function findMine(staff) {
  const mine = (await counters()).find((c) => c.state !== "closed" && c.clerk?.id === staff.id);
  return mine ? mine.counter : null;
}

function choose(staff, say) {
  show(byId("choose"), true);
  byId("choose-title").textContent = say("choose", { name: staff.label });
  byId("choose-sign-out").onclick = signOut;
  return new Promise((done) => {
    const chosen = (n) => {
      removeEventListener("keydown", byDigit);
      show(byId("choose"), false);
      done(n);
    };
    const byDigit = (event) => {
      const button = byId("counters").querySelector(`[data-counter="${CSS.escape(event.key)}"]`);
      if (button && !event.ctrlKey && !event.altKey && !event.metaKey) chosen(Number(event.key));
    };
    addEventListener("keydown", byDigit);
    byId("choose-again").onclick = () => offer(staff, say, chosen);
    offer(staff, say, chosen);
  });
}

async function offer(staff, say, chosen) {
  const list = await counters();
  byId("counters").replaceChildren(...list.map((c) => counterButton(c, say, chosen)));
  byId("counters").querySelector("button")?.focus();
  show(byId("choose-again"), !list.length);
  tell("choose-trouble", list.length ? "" : say("no_counters"));
}

function counterButton(c, say, chosen) {
  const person = c.clerk ? say("held_by", { name: c.clerk.label }) : say("nobody_here");
  const button = element(
    "button",
    { type: "button", class: "button counter-choice", "data-counter": c.counter },
    element("kbd", { "aria-hidden": "true" }, String(c.counter)),
    element("b", {}, nameOf(c, "label")),
    element("span", { class: `state ${c.state}` }, say(c.state)),
    element("span", { class: "soft" }, person),
  );
  button.onclick = () => chosen(c.counter);
  return button;
}

function tell(id, text) {
  byId(id).textContent = text;
  show(byId(id), Boolean(text));
}
