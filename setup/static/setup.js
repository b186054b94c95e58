// The office set up: who is this, what is so now, and one panel after another.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { admit, FITTERS, read, signOut } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { devices } from "./devices.js";
import { entries, TABLES } from "./entries.js";
import { history } from "./history.js";
import { hush } from "./save.js";
import { ordered } from "./order.js";
import { settings } from "./settings.js";
import { sheet } from "./sheet.js";
import { start, STEPS } from "./start.js";

const say = words();
const lang = document.body.dataset.lang;
const WORDS = JSON.parse(byId("words").textContent).vi;
const SERIES = [..."ACGHKLMNRSX"];
const FORMS = { office: ["office"], hours: ["always_open", "hours", "public_holidays", "calendar"], rules: ["rules", "checks", "cases"], texts: [] };
// What has a page of its own, with more than its words.
const PAGES = { slides: `/display/media?lang=${lang}` };
const SIGNS = {
  start: "flag", office: "house", hours: "clock", fields: "list", services: "book", counters: "stamp",
  staff: "people", priorities: "cane", rules: "gear", texts: "speech", devices: "print", history: "history",
};
const PANELS = Object.keys(SIGNS);

const house = {
  say,
  lang,
  schema: JSON.parse(byId("schema").textContent),
  now: {},
  history: [],
  trial: { rows: [], verdict: "none" },
  draw,
  named: (entry) => (lang === "vi" ? entry.name : entry.name_en),
  fieldNamed: (id) => house.named(house.now.fields.find((field) => field.id === id) ?? { name: id, name_en: id }),
  hidden: (key) => key === "retired",
  hint: (key) => (`hint_${key}` in WORDS ? say(`hint_${key}`) : ""),
  label: (key, table) => [`of_${table}_${key}`, `of_${key}`].find((word) => word in WORDS),
  choices,
  async again() {
    await load();
    draw();
  },
};
const shown = { name: "", panel: null };

/** What a key may name: [[value, name], …], or null when it names nothing. */
function choices(key) {
  const of = (entries) => entries.map((entry) => [entry.id, house.named(entry)]);
  const fields = house.now.fields.filter((field) => !field.retired);
  const free = SERIES.filter((letter) => !house.now.fields.some((field) => field.series === letter));
  const known = {
    field: () => of(fields),
    guidance_field: () => [["", say("choice_none")], ...of(fields)],
    appointment_class: () => [["", say("choice_none")], ...of(house.now.priorities)],
    series: () => free.map((letter) => [letter, letter]),
  };
  return known[key]?.() ?? null;
}

async function load() {
  const [now, past, trial] = await Promise.all(["/settings", "/settings/history", "/self-test"].map(read));
  if (now.status === 401 || now.status === 403) return location.reload();
  Object.assign(house, { now: now.data.settings, history: past.data.history, trial: trial.data });
  byId("office").textContent = house.named(house.now.office);
  const known = [...Object.values(FORMS).flat(), ...Object.keys(TABLES)];
  FORMS.texts = Object.keys(house.schema.properties).filter((name) => name in house.now && (!known.includes(name) || FORMS.texts.includes(name)));
}

/** "#first/office" is the wizard at its first step, "#office" the panel alone, "#texts/pauses" one list of many. */
function here() {
  const [a, b] = location.hash.slice(1).split("/");
  if (a === "texts" && FORMS.texts.includes(b)) return { name: a, part: b };
  const name = PANELS.includes(b ?? a) ? (b ?? a) : "start";
  return { name, wizard: a === "first" && STEPS.includes(name) };
}

function draw() {
  const { name, part, wizard } = here();
  const focus = document.activeElement?.dataset.entry;
  const panel = made(name, part);
  const moved = shown.name !== name || shown.part !== part;
  Object.assign(shown, { name, part, panel });
  byId("nav").replaceChildren(...PANELS.map((each) => element("li", {}, element("a", { href: `#${each}`, "aria-current": each === name ? "page" : null }, icon(SIGNS[each]), say(`panel_${each}`)))));
  for (const way of document.querySelectorAll("[data-way]")) way.hash = location.hash; // the same place in another language
  const title = element("h2", { id: "panel-title", tabindex: "-1" }, say(part ? `of_${part}` : `panel_${name}`));
  const up = part ? element("a", { class: "up", href: `#${name}` }, icon("back"), say(`panel_${name}`)) : "";
  byId("panel").replaceChildren(wizard ? steps(name) : up, title, panel.node, wizard ? onward(name) : "");
  byId("panel").dataset.panel = name;
  byId("panel").toggleAttribute("data-part", Boolean(part));
  // Whoever closed an entry goes on where they were.
  if (focus) [...document.querySelectorAll("[data-entry]")].find((each) => each.dataset.entry === focus)?.focus();
  if (!moved) return;
  if (byId("toast").classList.contains("bad")) hush();
  scrollTo(0, 0);
  if (shown.drawn) title.focus();
  shown.drawn = true;
}

function made(name, part) {
  if (part) return settings(house, [part]);
  if (name === "texts") return { node: parts(FORMS.texts) };
  if (name in FORMS) return settings(house, FORMS[name]);
  if (name === "start") return { node: start(house) };
  if (name === "devices") return devices(house);
  if (name === "history") return { node: history(house) };
  const list = entries(house, name);
  if (name === "services") return { node: element("div", { class: "stack" }, sheet(house), list) };
  return ["fields", "priorities"].includes(name) ? ordered(house, name, list) : { node: list };
}

/** The settings that have a page each, with how many entries they hold. */
function parts(names) {
  const rows = names.map((name) => {
    const value = house.now[name];
    const told = Array.isArray(value) ? say("n_entries", { n: value.length }) : "";
    return element("li", {}, element("a", { class: "entry", href: PAGES[name] ?? `#texts/${name}` }, element("span", { class: "entry-what" }, element("b", {}, say(`of_${name}`)), element("span", { class: "soft" }, told)), icon("arrow")));
  });
  return element("ul", { class: "entries" }, ...rows);
}

/** Where one is in the wizard. */
function steps(name) {
  const at = STEPS.indexOf(name);
  const dots = STEPS.map((step, n) => element("li", { class: n < at ? "done" : n === at ? "at" : "" }, element("a", { href: `#first/${step}`, "aria-current": n === at ? "step" : null }, element("span", { class: "unseen" }, say(`panel_${step}`)))));
  return element("div", { class: "steps" }, element("p", { class: "label" }, say("step", { n: at + 1, all: STEPS.length })), element("ol", {}, ...dots));
}

function onward(name) {
  const at = STEPS.indexOf(name);
  const back = element("a", { class: "button", href: at ? `#first/${STEPS[at - 1]}` : "#start" }, icon("back"), say("step_back"));
  const on = element("button", { type: "button", class: "button next", id: "onward" }, say(at + 1 < STEPS.length ? "step_on" : "step_end"), icon("arrow"));
  on.onclick = async () => {
    if (shown.panel.dirty?.() && !(await shown.panel.save())) return;
    location.hash = at + 1 < STEPS.length ? `first/${STEPS[at + 1]}` : "start";
  };
  return element("p", { class: "onward" }, back, on);
}

/** What is not saved is not lost by a slip: one is asked first. */
function leaving(event) {
  if (!shown.panel?.dirty?.()) return draw();
  const there = location.hash;
  window.history.replaceState(null, "", event.oldURL);
  ask(() => {
    window.history.replaceState(null, "", there);
    draw();
  });
}

function ask(drop) {
  byId("leave").showModal();
  byId("leave-yes").onclick = () => {
    byId("leave").close();
    drop();
  };
}

/** The entry that is open, by its button, Escape or Enter. */
function wireEntry(dialog) {
  const close = () => (dialog.dirty() ? ask(() => dialog.close()) : dialog.close());
  byId("entry-cancel").onclick = close;
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) byId("entry-save").click();
  });
  dialog.addEventListener("close", () => byId("entry-form").replaceChildren());
}

await admit(say, FITTERS, "not_supervisor");
await load();
draw();
addEventListener("hashchange", leaving);
addEventListener("beforeunload", (event) => shown.panel?.dirty?.() && event.preventDefault());
byId("sign-out").onclick = signOut;
byId("leave-no").onclick = () => byId("leave").close();
wireEntry(byId("entry"));
