// A table of the office as a list of its entries; each is opened, changed, added and retired in a dialog.

import { icon } from "/static/draw.js";
import { byId, element } from "/static/element.js";
import { slug, table } from "./form.js";
import { credentials } from "./password.js";
import { save } from "./save.js";

export const TABLES = {
  fields: { kind: "field", key: "id", model: "Field", skip: ["id", "retired"] },
  services: { kind: "service", key: "id", model: "Service", skip: ["id"] },
  counters: { kind: "counter", key: "n", model: "Counter", skip: [] },
  staff: { kind: "staff", key: "id", model: "Staff", skip: ["id", "password", "pin"], first: "label" },
  priorities: { kind: "priority", key: "id", model: "Priority", skip: ["id"] },
};

/** The panel of one table. */
export function entries(house, name) {
  const { say } = house;
  const rows = house.now[name].filter((entry) => !entry.retired);
  const gone = house.now[name].filter((entry) => entry.retired);
  const add = element("button", { type: "button", class: "button strong small", "data-add": name }, icon("plus"), say(`add_${name}`));
  add.onclick = () => edit(house, name, null);
  const list = element("ul", { class: `entries of-${name}` }, ...rows.map((entry) => line(house, name, entry)));
  const parts = [list];
  if (name === "services") parts.unshift(search(house, list));
  if (gone.length) parts.push(element("h3", {}, say("retired")), element("ul", { class: "entries gone" }, ...gone.map((entry) => line(house, name, entry))));
  return element("div", { class: "stack" }, element("p", { class: "panel-head" }, element("span", { class: "soft" }, say(`about_${name}`)), add), ...parts);
}

function line(house, name, entry) {
  const [mark, title, told] = LINES[name](house, entry);
  const button = element(
    "button",
    { type: "button", class: "entry", "data-entry": String(entry[TABLES[name].key]) },
    mark === null ? "" : element("b", { class: "mark digits" }, mark),
    element("span", { class: "entry-what" }, element("b", {}, title), element("span", { class: "soft" }, told)),
    icon("arrow"),
  );
  button.onclick = () => edit(house, name, entry);
  return element("li", {}, button);
}

const LINES = {
  fields: (house, field) => [field.series, house.named(field), servedBy(house, field)],
  services: (house, service) => ["", house.named(service), `${house.fieldNamed(service.field)} · ${house.say("n_minutes", { n: service.minutes })} · ${house.say(service.verified ? "is_verified" : "not_verified")}`],
  counters: (house, counter) => [counter.n, house.lang === "vi" ? counter.label : counter.label_en, counter.lines.map((served) => lineOf(house, served)).join(" · ")],
  staff: (house, person) => ["", person.label, `${person.name} · ${house.say(`choice_${person.role}`)}`],
  priorities: (house, one) => [null, house.named(one), house.say("head_start", { n: one.head_start_min })],
};

const lineOf = (house, { field, offset_min }) => (offset_min ? house.say("helps", { name: house.fieldNamed(field), n: offset_min }) : house.fieldNamed(field));

function servedBy(house, field) {
  const own = house.now.counters.filter((counter) => counter.lines.some((served) => served.field === field.id));
  const n = house.now.services.filter((service) => service.field === field.id).length;
  const where = own.length ? house.say("served_by", { list: own.map((counter) => counter.n).join(", ") }) : house.say("served_by_none");
  return `${where} · ${house.say("n_services", { n })}`;
}

/** Small letters without marks: "ho tich" finds "Hộ tịch". */
const plain = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");

function search(house, list) {
  const input = element("input", { type: "search", id: "search", autocomplete: "off", placeholder: house.say("search"), "aria-label": house.say("search") });
  input.oninput = (event) => {
    event.stopPropagation();
    for (const row of list.children) row.hidden = !plain(row.textContent).includes(plain(input.value.trim()));
  };
  return element("div", { class: "field search" }, input);
}

/** Opens one entry, or a new one. */
function edit(house, name, entry) {
  const { say } = house;
  const { kind, key, model, skip, first } = TABLES[name];
  const fresh = entry === null;
  const fixed = [...skip, ...(!fresh && name === "fields" ? ["series"] : []), ...(!fresh && name === "counters" ? ["n"] : [])];
  const form = table(house, house.schema.$defs[model], entry ?? start(house, name), fixed);
  if (first) form.node.prepend(form.parts[first].node);
  const secret = name === "staff" ? credentials(house, fresh) : null;
  if (fresh && name === "staff") named(form);
  const dialog = byId("entry");
  const untouched = JSON.stringify(form.read());
  dialog.dirty = () => JSON.stringify(form.read()) !== untouched || Boolean(!fresh && secret?.asked());
  byId("entry-title").textContent = fresh ? say(`add_${name}`) : LINES[name](house, entry)[1];
  byId("entry-form").replaceChildren(form.node, secret?.node ?? "");
  const retire = byId("entry-retire");
  retire.hidden = fresh;
  retire.textContent = say(entry?.retired ? "bring_back" : "retire");
  let seen = entry;
  const done = async (id, value) => {
    const saved = await save(house, [{ name: `${kind}:${id}`, value, seen, form }]);
    if (saved) seen = { ...seen, ...value }; // what one has done oneself, while the password is still to be given
    if (saved && dialog.open && (!secret || (await secret.give(id)))) dialog.close();
    if (saved) await house.again();
  };
  retire.onclick = () => done(entry[key], entry.retired ? { retired: false } : null);
  byId("entry-save").onclick = () => {
    if (secret && !secret.ready()) return;
    const value = fresh ? form.read() : form.changes();
    const id = fresh ? newId(house, name, value) : entry[key];
    if (!fresh && secret?.asked() && !Object.keys(value).length) return secret.give(id).then((ok) => ok && dialog.close());
    done(id, value);
  };
  dialog.showModal();
  dialog.querySelector("#entry-form :is(input, select, textarea)")?.focus();
}

/** Whoever is called "Cán bộ 7" signs in as canbo7, unless another name is typed. */
function named({ parts }) {
  const [label, name] = [parts.label.node.querySelector("input"), parts.name.node.querySelector("input")];
  let own = false;
  name.addEventListener("input", () => (own = true));
  label.addEventListener("input", () => {
    if (!own) name.value = label.value.trim() && slug(label.value, []).replaceAll("-", "");
  });
}

/** What a new entry begins with. */
function start(house, name) {
  if (name !== "counters") return {};
  const n = Math.max(0, ...house.now.counters.map((counter) => counter.n)) + 1;
  return { n, label: `Quầy ${n}`, label_en: `Counter ${n}`, lines: [] };
}

function newId(house, name, value) {
  if (name === "counters") return value.n;
  const taken = house.now[name].map((entry) => entry.id);
  return slug(value.label ?? value.name ?? "", taken);
}
