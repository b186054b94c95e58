// Where one begins: what a hall needs before its first citizen, and how far this one is.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const STEPS = ["office", "hours", "fields", "services", "counters", "staff", "devices"];

/** The list of steps, each with what is known of it. */
export function start(house) {
  const { say } = house;
  const fresh = house.history.length === 0;
  const begin = element("a", { class: "button next begin", href: `#first/${STEPS[0]}` }, say(fresh ? "begin" : "begin_again"), icon("arrow"));
  const rows = STEPS.map((step, place) => {
    const [good, told] = FACTS[step](house);
    return element(
      "li",
      {},
      element(
        "a",
        { class: `entry step ${good ? "good" : "look"}`, href: `#${step}` },
        element("b", { class: "mark digits" }, String(place + 1)),
        element("span", { class: "entry-what" }, element("b", {}, say(`panel_${step}`)), element("span", { class: "told" }, icon(good ? "check" : "warning"), told)),
        icon("arrow"),
      ),
    );
  });
  const ready = STEPS.filter((step) => FACTS[step](house)[0]).length;
  return element(
    "div",
    { class: "stack" },
    element("section", { class: "welcome card" }, element("div", {}, element("h2", {}, say(fresh ? "welcome" : "welcome_again")), element("p", { class: "soft" }, say(fresh ? "welcome_lead" : "welcome_ready", { n: ready, all: STEPS.length }))), begin),
    element("ol", { class: "entries" }, ...rows),
  );
}

// Of each step: whether it may stay as it is, and what it is.
const FACTS = {
  office: ({ now, lang }) => [true, lang === "vi" ? now.office.name : now.office.name_en],
  hours: ({ now, say }) => (now.always_open ? [false, say("fact_always")] : [true, week(now.hours, say)]),
  fields(house) {
    const alive = house.now.fields.filter((field) => !field.retired);
    const alone = alive.filter((field) => !house.now.counters.some((counter) => counter.lines.some((line) => line.field === field.id)));
    if (alone.length) return [false, house.say("fact_alone", { list: alone.map(house.named).join(", ") })];
    return [true, house.say("fact_fields", { n: alive.length, list: alive.map((field) => field.series).join(" ") })];
  },
  services({ now, say }) {
    const left = now.services.filter((service) => !service.verified).length;
    return left ? [false, say("fact_unverified", { n: now.services.length, left })] : [true, say("n_services", { n: now.services.length })];
  },
  counters: ({ now, say }) => [true, say("fact_counters", { n: now.counters.length })],
  staff({ now, say }) {
    const n = (role) => now.staff.filter((person) => person.role === role).length;
    const [clerks, supervisors] = [n("clerk"), n("supervisor")];
    return [clerks > 0, say("fact_staff", { clerks, supervisors, others: now.staff.length - clerks - supervisors })];
  },
  devices({ trial, say }) {
    const bad = trial.rows.filter((row) => row.verdict === "bad").length;
    return [trial.verdict === "good" || trial.verdict === "look", say(`fact_devices_${bad ? "bad" : trial.verdict === "none" ? "none" : "good"}`, { n: trial.rows.length, bad })];
  },
};

/** "T2–T6: 07:30–11:30, 13:30–17:00", one part for each set of days. */
function week(hours, say) {
  const groups = new Map();
  for (const { days, open, close } of hours) {
    const named = days.map((day) => say(`short_${day}`));
    const key = days.length > 2 && DAYS.join().includes(days.join()) ? `${named[0]}–${named.at(-1)}` : named.join(", ");
    groups.set(key, [...(groups.get(key) ?? []), `${open}–${close}`]);
  }
  return [...groups].map(([days, times]) => `${days}: ${times.join(", ")}`).join(" · ") || say("fact_no_hours");
}
