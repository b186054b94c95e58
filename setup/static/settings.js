// A panel of settings: forms one below another, and at the foot what is not saved yet.

import { element, show } from "/static/element.js";
import { control, table } from "./form.js";
import { save } from "./save.js";

// What of the rules stands together; a rule that is new stands last.
const RULES = {
  calling: ["recall_limit", "grace_min", "rejoin_after", "call_this_by", "hold_reminder_min", "undo_window_s", "announcement_max_age_s"],
  day: ["close_before_min", "close_after_min", "forgotten_after_min", "same_day_until", "wait_min_samples"],
  rating: ["rating_levels", "rating_axes", "rating_window_s", "rating_min_s", "rating_later_days"],
  booked: ["appointment_class", "appointment_early_min", "appointment_late_min"],
  watch: ["wait_target_min", "service_late_percent", "no_show_percent", "alert_again_min"],
  kiosk: ["idle_s", "idle_warning_s", "kiosk_per_minute", "kiosk_in_a_row", "kiosk_rest_s", "print_max_age_s"],
};

/** The settings of these names: {node, dirty(), save()}. */
export function settings(house, names) {
  const forms = names.map((name) => one(house, name, names.length > 1));
  const foot = unsaved(house, () => panel.save(), () => house.draw());
  let kept = false; // saved, though the page has not looked again yet
  const panel = {
    node: element("div", { class: "stack" }, ...forms.map((form) => form.node), foot),
    dirty: () => !kept && forms.some((form) => form.changed()),
    async save() {
      const saved = await save(house, forms.filter((form) => form.changed()).map((form) => ({ name: form.name, value: form.value(), seen: form.was, form })));
      kept ||= saved;
      if (saved) await house.again();
      return saved;
    },
  };
  panel.node.addEventListener("input", () => {
    kept = false;
    show(foot, panel.dirty());
  });
  return panel;
}

function one(house, name, among) {
  const schema = house.schema.properties[name];
  const was = house.now[name];
  const object = !Array.isArray(was) && was !== null && typeof was === "object";
  const made = object && name === "rules" ? table(house, house.schema.$defs.Rules, was, [], (parts) => grouped(house, parts)) : control(house, name, schema, was);
  const first = JSON.stringify(made.read());
  return {
    ...made,
    name,
    was,
    node: element("div", { class: "card", "data-setting": name }, ...(among && object && name !== "rules" ? heading(house, name) : []), made.node),
    changed: () => JSON.stringify(made.read()) !== first,
    value: () => (object ? made.changes() : made.read()),
  };
}

/** Of one form among others; the rules name their groups themselves. */
function heading({ say, hint }, name) {
  return [element("h3", {}, say(`of_${name}`)), element("p", { class: "soft" }, hint(name))];
}

function grouped({ say }, parts) {
  const known = Object.values(RULES).flat();
  const rest = Object.keys(parts).filter((key) => !known.includes(key));
  return Object.entries({ ...RULES, other: rest })
    .map(([name, keys]) => [name, keys.filter((key) => key in parts)])
    .filter(([, keys]) => keys.length)
    .map(([name, keys]) => element("section", { class: "list" }, element("h3", {}, say(`rules_${name}`)), element("div", { class: "table" }, ...keys.map((key) => parts[key].node))));
}

/** The bar that appears with the first change. */
function unsaved({ say }, keep, drop) {
  const yes = element("button", { type: "button", class: "button strong", id: "keep" }, say("look_and_save"));
  const no = element("button", { type: "button", class: "button", id: "drop" }, say("drop"));
  yes.onclick = keep;
  no.onclick = drop;
  return element("div", { class: "unsaved", hidden: true }, element("p", { role: "status" }, say("unsaved")), no, yes);
}
