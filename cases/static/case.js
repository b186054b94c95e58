// One case on the right: its numbers, the way it went so far, and what may be done next.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";
import { channel, date, days, facts, isDue, period, reasons, said, stage, state, why } from "./about.js";

/** Everything about `one`; `house` is {say, known, measures, role, now, others(one), choose(id), act(path, body, message), read(id)}. */
export function drawCase(one, house) {
  const { say } = house;
  return [
    element("header", { class: "case-head" }, element("h2", {}, one.label), state(one, say, house.now)),
    element("p", { class: "case-rule" }, `${say(`rule_${one.rule}`)}, ${period(one, say)}`),
    channel(one, say),
    facts(one, say),
    why(one, say),
    reasons(one, house.known, say),
    others(one, house),
    single(one, house),
    element("ol", { class: "way" }, ...way(one, house)),
  ].filter(Boolean);
}

/** The other cases of the same clerk: several are one talk. */
function others(one, house) {
  const { say } = house;
  const found = house.others(one);
  if (!found.length) return null;
  const links = found.map((each) => {
    const button = element("button", { type: "button", class: "other" }, say("other", { rule: say(`rule_${each.rule}`), at: period(each, say), state: say(`state_${stage(each, house.now)}`) }));
    button.onclick = () => house.choose(each.id);
    return element("li", {}, button);
  });
  return element("div", { class: "others" }, element("h3", {}, say(found.length === 1 ? "other_one" : "others_n", { n: found.length })), element("ul", {}, ...links));
}

function single(one, { say, read }) {
  const list = element("ul", { class: "answers", hidden: true });
  const button = element("button", { type: "button", class: "button small" }, icon("eye"), say("read"));
  button.onclick = () => read(one, list, button);
  return element("div", { class: "single" }, button, element("p", { class: "soft" }, say("read_hint")), list);
}

/** What one citizen pressed: the level, the two axes if there are any, the reasons. */
export function answerRow(answer, one, known, say) {
  const parts = [say("answer_level", { level: answer.level, scale: one.scale })];
  if (answer.way) parts.push(say("answer_way", { level: answer.way }));
  if (answer.manner) parts.push(say("answer_manner", { level: answer.manner }));
  const why = answer.reasons.map((code) => known.get(code) ?? code).join(" · ") || say("answer_bare");
  return element("li", {}, element("b", { class: "digits" }, parts.join(", ")), element("span", {}, why));
}

/** When it was opened, and how long ago while nobody has decided. */
export const opened = (one, say, now) => {
  const n = days(one.opened_at, now);
  const open = ["open", "explained"].includes(one.state) && n > 0;
  return say(open ? (n === 1 ? "step_opened_one" : "step_opened_ago") : "step_opened", { date: date(one.opened_at), n });
};

/** No rule gives the decision a date: so it is said how long it has been missing. */
const waits = (one, { say, now }) => isDue(one, now) && element("p", { class: "late" }, say("step_undecided"));

function* way(one, house) {
  const { say } = house;
  yield step("flag", opened(one, say, house.now));
  yield explained(one, house);
  if (["open", "explained"].includes(one.state)) {
    if (one.state === "explained" || !one.asked || one.due_at <= house.now) yield step("pencil", say("step_decide"), waits(one, house), decide(one, house));
    return;
  }
  yield step("pencil", say("step_decide"), decision(one, house));
  yield one.closed_at ? step("check", say("step_closed", { date: date(one.closed_at) })) : step("check", "", closing(one, house));
}

const step = (picture, title, ...more) =>
  element("li", { class: "step" }, icon(picture), element("div", { class: "step-text" }, title && element("h3", {}, title), ...more.filter(Boolean)));

function explained(one, house) {
  const { say } = house;
  if (one.explained) return step("speech", say("step_explain"), said(one.explanation, say));
  if (!one.asked) {
    const mayAsk = house.role === "head" && one.state === "open";
    return step("lock", say("step_explain"), element("p", { class: "soft" }, say("step_secret")), mayAsk ? asking(one, house) : null);
  }
  const key = { open: "step_waits", silent: "step_silent" }[stage(one, house.now)] ?? "step_never";
  return step("speech", say("step_explain"), element("p", { class: "soft" }, say(key, { date: date(one.due_at) })));
}

function asking(one, { say, act }) {
  const button = element("button", { type: "button", class: "button small" }, say("ask"));
  button.onclick = () => act(`cases/${one.id}/ask`, {});
  return button;
}

function decide(one, { say, measures, act, lang }) {
  const select = element("select", { required: true, "aria-label": say("decide_which") }, element("option", { value: "" }, say("decide_which")));
  select.append(...measures.map((each) => element("option", { value: each.code }, lang === "vi" ? each.name : each.name_en)));
  const words = element("textarea", { rows: 3, minlength: 3, maxlength: 2000 });
  const form = element(
    "form",
    { class: "decide", autocomplete: "off" },
    select,
    element("label", { class: "field" }, element("span", { class: "label" }, say("decide_words")), words),
    element("p", { class: "foot" }, element("span", { class: "soft" }, say("decide_hint")), element("button", { type: "submit", class: "button next" }, say("decide_save"))),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const text = words.value.trim();
    act(`cases/${one.id}/decide`, { measure: select.value, ...(text ? { text } : {}) });
  };
  return form;
}

function decision(one, { say, measures, lang }) {
  const chosen = measures.find((each) => each.code === one.measure);
  const measure = chosen ? (lang === "vi" ? chosen.name : chosen.name_en) : one.measure;
  return element("div", {}, element("p", {}, say("decided_by", { measure, by: one.by ?? "" })), one.decision && said(one.decision, say));
}

function closing(one, { say, act }) {
  const button = element("button", { type: "button", class: "button next" }, say("close_case"));
  button.onclick = () => act(`cases/${one.id}/close`, {});
  return button;
}
