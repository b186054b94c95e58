// The log of reminders, and one more written into it.

import { byId, element, show } from "/static/element.js";
import { date } from "./about.js";

/** The form writes a reminder down and is empty again. */
export function wireLog({ act }) {
  byId("remind").onsubmit = async (event) => {
    event.preventDefault();
    const text = byId("remind-text").value.replaceAll(/\s+/g, " ").trim();
    if (text.length < 3) return byId("remind-text").focus();
    if (await act("reminders", { clerk: byId("remind-clerk").value, text })) byId("remind-text").value = "";
  };
}

/** What was read, newest first. */
export function drawLog(told, { say }) {
  const was = byId("remind-clerk").value;
  byId("remind-clerk").replaceChildren(...told.clerks.map(({ id, label }) => element("option", { value: id }, label)));
  if (told.clerks.some(({ id }) => id === was)) byId("remind-clerk").value = was;
  byId("log").replaceChildren(...told.reminders.map((one) => line(one, told, say)));
  show(byId("log-none"), !told.reminders.length);
}

function line(one, told, say) {
  const of = told.cases.find(({ id }) => id === one.case);
  const where = of ? ` · ${say("log_case", { date: date(of.opened_at) })}` : "";
  return element(
    "li",
    { class: "one still" },
    element("span", { class: "one-text" }, one.label),
    element("span", {}, one.text ?? (of ? say(`rule_${of.rule}`) : say("step_gone"))),
    element("span", { class: "one-meta" }, say("log_by", { date: date(one.at), by: one.by ?? "" }) + where),
  );
}
