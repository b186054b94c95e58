// A clerk's own cases: what they are about, the explanation, what was decided.

import { byId, element, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { admit, read, signOut } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { channel, date, facts, names, period, reasons, said, stage, state, why } from "./about.js";

const AT_COUNTERS = ["clerk", "supervisor"];

const say = words();
const { lang } = document.body.dataset;

async function look() {
  const { data } = await read("/cases/mine");
  if (!data) return location.reload(); // the session has ended
  const known = names(data.reasons);
  const measures = names(data.measures);
  byId("own").replaceChildren(...data.cases.map((one) => card(one, known, measures, data.now)));
  show(byId("none"), !data.cases.length);
}

function card(one, known, measures, now) {
  const parts = [
    element("header", { class: "case-head" }, element("h2", {}, say(`rule_${one.rule}`)), state(one, say, now)),
    element("p", { class: "case-rule" }, period(one, say)),
    channel(one, say),
    facts(one, say),
    why(one, say),
    reasons(one, known, say),
    one.explained && said(one.explanation, say),
    one.measure && element("p", {}, element("b", {}, say("mine_decided", { measure: measures.get(one.measure) ?? one.measure }))),
    one.state === "open" && form(one, now),
  ];
  return element("article", { class: "card case" }, ...parts.filter(Boolean));
}

function form(one, now) {
  const field = element("textarea", { rows: 5, minlength: 3, maxlength: 2000, required: true });
  const made = element(
    "form",
    { class: "decide", autocomplete: "off" },
    element("p", { class: "soft" }, say(stage(one, now) === "silent" ? "mine_late" : "step_waits", { date: date(one.due_at) })),
    element("label", { class: "field" }, element("span", { class: "label" }, say("mine_words")), field),
    element("p", { class: "foot" }, element("span", { class: "soft" }, say("mine_once")), element("button", { type: "submit", class: "button next" }, say("mine_save"))),
  );
  made.onsubmit = (event) => {
    event.preventDefault();
    if (field.value.trim().length < 3) return field.focus();
    send(one, field.value.trim());
  };
  return made;
}

async function send(one, text) {
  try {
    const answer = await press(`/api/v1/cases/${one.id}/explain?lang=${lang}`, { text });
    notice(answer.ok ? say("mine_sent") : answer.data?.error?.message ?? say("failed"), answer.ok ? "good" : "");
    if (answer.ok) await look();
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(say("unreachable")); // what was written stays
  }
}

function notice(text, kind = "") {
  byId("notice").textContent = text;
  byId("notice").className = `banner notice ${kind}`;
  show(byId("notice"), true);
}

const me = await admit(say, AT_COUNTERS, "not_clerk");
byId("me").textContent = me.staff.label;
byId("sign-out").onclick = signOut;
await look();
