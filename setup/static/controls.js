// One control for each kind of value: what it shows, what it gives back, and the fault that belongs to it.

import { element, show } from "/static/element.js";

const LONG = ["about", "about_en", "note", "charge_text", "limit_text", "rule", "rule_en", "text", "text_en", "receives", "receives_en"];
const UNITS = [["_min", "unit_min"], ["minutes", "unit_min"], ["_s", "unit_s"]];
let last = 0;

/** What every control has: {node, read(), tell(path, sentence) → whether it was for it, clear()}. */
export function leaf(house, key, schema, value, called = null) {
  const kind = kindOf(house, key, schema);
  const id = `c${++last}`;
  const input = KINDS[kind].draw(house, key, schema, value);
  Object.assign(input, { id });
  const fault = element("p", { class: "fault", id: `${id}-fault`, hidden: true });
  input.setAttribute("aria-describedby", fault.id);
  const named = house.say(called ?? `of_${key}`);
  const label = element("label", { class: "label", for: id }, named);
  // Most say by themselves what they are counted in.
  const unit = /phút|giây|\(|minutes|seconds/i.test(named) ? null : UNITS.find(([end]) => key.endsWith(end));
  const body = unit ? element("span", { class: "with-unit" }, input, element("span", { class: "soft" }, house.say(unit[1]))) : input;
  const order = kind === "toggle" ? [body, label] : [label, body];
  const hint = house.hint(key);
  const node = element("div", { class: `field ${kind}`, "data-key": key }, ...order, hint && element("p", { class: "soft hint" }, hint), fault);
  return { node, read: () => KINDS[kind].read(input, schema), ...faults(input, fault) };
}

/** A fault below `input`; a path that goes on is none of ours. */
export function faults(input, place) {
  return {
    tell(path, sentence) {
      if (path) return false;
      place.textContent = sentence.charAt(0).toUpperCase() + sentence.slice(1);
      show(place, true);
      input.setAttribute("aria-invalid", "true");
      return true;
    },
    clear() {
      show(place, false);
      input.removeAttribute("aria-invalid");
    },
  };
}

/** The schema behind a $ref, or behind "this or null". */
export function resolved(house, schema) {
  if (schema.$ref) return house.schema.$defs[schema.$ref.split("/").pop()];
  const real = schema.anyOf?.find((each) => each.type !== "null");
  return real ? { ...resolved(house, real), empty: true } : schema;
}

function kindOf(house, key, raw) {
  const schema = resolved(house, raw);
  if (house.choices(key)) return "refer";
  if (schema.enum) return "choose";
  if (schema.type === "array") return "lines";
  if (schema.type === "boolean") return "toggle";
  if (schema.type === "integer" || schema.type === "number") return "count";
  if (schema.format === "date") return "date";
  if (schema.pattern?.includes("[0-5][0-9]")) return "clock";
  return LONG.includes(key) ? "prose" : "text";
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim();
const option = (value, text, chosen) => element("option", { value, selected: value === chosen }, text);

const KINDS = {
  text: {
    draw: (house, key, schema, value) => element("input", { value: value ?? "", maxlength: schema.maxLength ?? 400, spellcheck: "false", autocomplete: "off" }),
    read: (input) => oneLine(input.value),
  },
  clock: {
    draw: (house, key, schema, value) => element("input", { class: "digits", value: value ?? "", size: 6, placeholder: "07:30", autocomplete: "off" }),
    read: (input) => input.value.trim(),
  },
  date: {
    draw: (house, key, schema, value) => element("input", { type: "date", value: value ?? "" }),
    read: (input, schema) => input.value || (schema.anyOf ? null : ""),
  },
  prose: {
    draw: (house, key, schema, value) => element("textarea", { rows: 2, maxlength: schema.maxLength ?? 400 }, value ?? ""),
    read: (input) => oneLine(input.value),
  },
  lines: {
    draw: (house, key, schema, value) => element("textarea", { rows: Math.max(3, (value ?? []).length) }, (value ?? []).join("\n")),
    read: (input) => input.value.split("\n").map(oneLine).filter(Boolean),
  },
  count: {
    draw: (house, key, raw, value) => {
      const schema = resolved(house, raw);
      return element("input", { type: "number", class: "digits", value: value ?? schema.default ?? "", min: schema.minimum, max: schema.maximum, step: schema.type === "integer" ? 1 : "any" });
    },
    // Nothing typed is no number: the server says so at this field.
    read: (input) => (input.value === "" ? null : Number(input.value)),
  },
  toggle: {
    draw: (house, key, schema, value) => element("input", { type: "checkbox", checked: Boolean(value ?? schema.default) }),
    read: (input) => input.checked,
  },
  choose: {
    draw: (house, key, raw, value) => {
      const schema = resolved(house, raw);
      const chosen = String(value ?? schema.default ?? "");
      const all = schema.enum.map((each) => option(String(each), typeof each === "number" ? String(each) : house.say(`choice_${each}`), chosen));
      return element("select", {}, schema.empty ? option("", house.say("choice_none"), chosen) : "", ...all);
    },
    read: (input, schema) => {
      const known = (schema.enum ?? []).find((each) => String(each) === input.value);
      return known ?? (input.value || null);
    },
  },
  refer: {
    draw: (house, key, schema, value) => element("select", {}, ...house.choices(key).map(([id, name]) => option(id, name, value ?? ""))),
    read: (input) => input.value,
  },
};
