// Forms drawn from the shape of a setting (JSON Schema): tables of settings, lists of entries, days of the week.

import { icon } from "/static/draw.js";
import { element, show } from "/static/element.js";
import { faults, leaf, resolved } from "./controls.js";
import { serving } from "./lines.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
// Tables in which a key may be called otherwise than elsewhere: of_staff_name before of_name.
const TABLE_OF = { Field: "fields", Service: "services", Counter: "counters", Staff: "staff", Priority: "priorities" };
// By their dates and hours they have an order of their own; and what is added has a name, for lists stand within lists.
const UNORDERED = { hours: true, sessions: true, calendar: true };
// What nobody has to think of: made from the name.
const MADE = ["id", "code"];
// By what an entry is called in a fault, as config/reading.py does.
const NAMES = ["id", "n", "code", "name", "field"];

/** A control for any setting; `key` says what it is, and what it is called unless it is `named`. */
export function control(house, key, raw, value, named = null) {
  const schema = resolved(house, raw);
  if (key === "lines") return serving(house, value ?? []);
  if (key === "days") return chips(house, key, DAYS.map((day) => [day, house.say(`short_${day}`)]), value ?? []);
  if (key === "counters" && schema.items?.type === "integer") return chips(house, key, house.now.counters.map(({ n }) => [n, String(n)]), value ?? []);
  if (schema.type === "object") return table(house, schema, value ?? {});
  if (schema.type === "array" && resolved(house, schema.items).type === "object") return list(house, key, schema, value ?? []);
  return leaf(house, key, raw, value, named);
}

/** The settings of one table; `changes()` has only what is not as it was. `skip` are drawn nowhere, and stay. */
export function table(house, schema, value, skip = [], groups = null) {
  const keys = Object.keys(schema.properties).filter((key) => !skip.includes(key) && !house.hidden(key));
  const parts = Object.fromEntries(keys.map((key) => [key, control(house, key, schema.properties[key], value[key], house.label(key, TABLE_OF[schema.title]))]));
  for (const key of keys) if (keys.includes(`${key}_en`)) parts[key].node.classList.add("first");
  const was = Object.fromEntries(keys.map((key) => [key, JSON.stringify(filled(key, read(key)))]));
  const node = groups ? element("div", { class: "groups" }, ...groups(parts)) : element("div", { class: "table" }, ...keys.map((key) => parts[key].node));

  function read(key) {
    return parts[key].read();
  }

  /** English left out is said in Vietnamese, as in a file. */
  function filled(key, given) {
    const vietnamese = key.endsWith("_en") && given === "" ? parts[key.slice(0, -3)] : null;
    return vietnamese ? vietnamese.read() : given;
  }

  const all = () => Object.fromEntries(keys.map((key) => [key, filled(key, read(key))]));
  return {
    node,
    parts,
    read: () => ({ ...Object.fromEntries(skip.filter((key) => key in value).map((key) => [key, value[key]])), ...all() }),
    changes: () => Object.fromEntries(Object.entries(all()).filter(([key, now]) => JSON.stringify(now) !== was[key])),
    tell(path, sentence) {
      const [, key, rest] = /^\.?([a-z_]+)(.*)$/.exec(path) ?? [];
      // Of two empty fields the Vietnamese one is asked for: English follows it.
      if (key?.endsWith("_en") && parts[key]?.read() === "") return true;
      return key in parts ? parts[key].tell(rest, sentence) : false;
    },
    clear: () => keys.forEach((key) => parts[key].clear()),
  };
}

/** A list of entries, one below another, with a button to add one. */
export function list(house, key, schema, value) {
  const shape = resolved(house, schema.items);
  const rows = element("ol", { class: `rows of-${key}` });
  const fault = element("p", { class: "fault", hidden: true });
  const add = element("button", { type: "button", class: "button small add" }, icon("plus"), house.say(key in UNORDERED ? `add_${key}` : "add_more"));
  const title = element("h3", {}, house.say(`of_${key}`));
  const hint = house.hint(key);
  const node = element("section", { class: "list" }, title, hint && element("p", { class: "soft hint" }, hint), rows, fault, add);
  let entries = [];

  function put(entry, fresh = false) {
    const made = table(house, shape, entry, MADE);
    const gone = element("button", { type: "button", class: "button quiet small remove", "aria-label": house.say("remove") }, icon("cross"));
    const up = element("button", { type: "button", class: "button quiet small up-one", "aria-label": house.say("move_up") }, icon("up"));
    const row = element("li", { class: "row" }, made.node, element("span", { class: "row-verbs" }, key in UNORDERED ? "" : up, gone));
    const held = { ...made, row, fresh };
    up.onclick = () => {
      const at = entries.indexOf(held);
      if (at < 1) return;
      entries.splice(at - 1, 2, held, entries[at - 1]);
      entries[at].row.before(row);
      up.focus();
      node.dispatchEvent(new Event("input", { bubbles: true }));
    };
    gone.onclick = () => {
      entries = entries.filter((each) => each !== held);
      row.remove();
      node.dispatchEvent(new Event("input", { bubbles: true }));
      add.focus();
    };
    entries.push(held);
    rows.append(row);
    if (fresh) row.querySelector("input, select, textarea")?.focus();
  }

  function readAll() {
    const taken = entries.filter((each) => !each.fresh).map((each) => each.read()).flatMap((entry) => MADE.map((made) => String(entry[made]).toLowerCase()));
    return entries.map((each) => {
      const entry = each.read();
      for (const made of each.fresh ? MADE.filter((made) => made in shape.properties) : []) {
        entry[made] = made === "code" ? codeOf(entry, taken) : slug(entry.name || entry.title || "", taken);
        taken.push(entry[made].toLowerCase());
      }
      return entry;
    });
  }

  value.forEach((entry) => put(entry));
  add.onclick = () => {
    put({}, true);
    node.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return {
    node,
    read: readAll,
    tell(path, sentence) {
      const found = readAll().findIndex((entry, place) => path.startsWith(`[${called(entry, place)}]`));
      if (found >= 0 && entries[found].tell(path.slice(path.indexOf("]") + 1), sentence)) return true;
      fault.textContent = sentence;
      show(fault, true);
      return true;
    },
    clear() {
      show(fault, false);
      entries.forEach((each) => each.clear());
    },
  };
}

const called = (entry, place) => {
  const by = NAMES.find((key) => ["string", "number"].includes(typeof entry[key]));
  return by ? entry[by] : `no. ${place + 1}`;
};

/** Some of a few, as buttons that stay pressed. */
function chips(house, key, all, chosen) {
  const boxes = all.map(([value]) => element("input", { type: "checkbox", checked: chosen.includes(value) }));
  const labels = all.map(([, text], place) => element("label", { class: "chip" }, boxes[place], text));
  const name = house.say(`of_${key}`);
  const group = element("div", { class: "chips", role: "group", "aria-label": name }, ...labels);
  const fault = element("p", { class: "fault", hidden: true });
  const node = element("div", { class: "field few" }, element("span", { class: "label" }, name), group, fault);
  const told = faults(group, fault);
  return { node, read: () => all.map(([value]) => value).filter((_, place) => boxes[place].checked), ...told, tell: (path, sentence) => told.tell("", sentence) };
}

/** Small letters without marks and hyphens: an id that nobody has to think of. */
export function slug(text, taken) {
  const plain = text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
  const made = plain.replace(/[^a-z0-9]+/g, "-").slice(0, 50).replace(/^-|-$/g, "") || "moi";
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? made : `${made}-${n}`;
    if (!taken.includes(id)) return id;
  }
}

const codeOf = (entry, taken) => slug(entry.name || "moi", taken.map((code) => code.toLowerCase())).slice(0, 20).replace(/^[0-9-]+/, "").toUpperCase() || "X";
