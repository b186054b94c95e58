// What happened to one number today, step by step: asked for when somebody looks, never kept.

import { byId, element } from "/static/element.js";
import { read } from "/static/sign-in.js";
import { hourMinute } from "./elapsed.js";
import { nameOf } from "./names.js";

/** Draws the history of ticket `id` into its sheet, as soon as the server has told it. */
export async function drawSteps(page, id) {
  const list = byId("steps");
  list.dataset.ticket = id;
  list.replaceChildren();
  byId("steps-none").textContent = page.say("steps_wait");
  const { data } = await read(`/counters/${page.counter}/history/${id}`).catch(() => ({}));
  if (list.dataset.ticket !== String(id)) return; // another number is looked at meanwhile
  byId("steps-none").textContent = data?.steps ? "" : page.say("steps_unknown");
  list.replaceChildren(...(data?.steps ?? []).map((step) => line(step, page.say)));
  byId("steps-scroll").scrollTop = byId("steps-scroll").scrollHeight; // what came last is asked for first
}

const line = (step, say) =>
  element(
    "li",
    { class: step.undone ? "step undone" : "step", "data-step": step.action },
    element("time", { class: "digits" }, hourMinute(step.at)),
    element("div", { class: "step-what" }, ...what(step, say)),
  );

function what(step, say) {
  const where = [step.counter && say("counter", { n: step.counter }), step.clerk].filter(Boolean).join(" · ");
  return [
    element("b", {}, [say(`step_${step.action}`), step.to && nameOf(step.to)].filter(Boolean).join(" ")),
    step.undone && element("span", { class: "mark" }, say("step_undone")),
    step.reason && element("span", {}, nameOf(step.reason)),
    where && element("span", { class: "soft" }, where),
    step.note && element("span", { class: "note" }, step.note),
    step.forgotten && element("span", { class: "soft" }, say("step_forgotten")),
  ].filter(Boolean);
}
