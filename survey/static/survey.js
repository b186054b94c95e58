// Entering what came back on paper: choose where and who, cross as on the sheet, send, next one.

import { byId, element, show } from "/static/element.js";
import { notice } from "/static/notice.js";
import { press, Unreachable } from "/static/press.js";
import { LEADERS, read, signIn, signOut, who } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { lookAtEntered, strikeOut } from "./strike.js";

const ENTER = [...LEADERS, "reporter"];
const FACTORS = ["access", "procedure", "clerk", "result", "feedback"]; // as tickets/later.py has them
const MOST = 3; // reasons
const LOW = 3; // the level up to which reasons are on the sheet, above it praise

const say = words();
const { lang } = document.body.dataset;
const form = byId("sheet");
let known = { counters: [], clerks: [], fields: [], reasons: [] };

const named = (thing, what = "name") => (lang === "en" && thing[`${what}_en`]) || thing[what];
const option = (value, text) => element("option", { value }, text);
const picked = (name) => form.elements[name]?.value ?? "";
const level = (name) => Number(picked(name)) || null;
const yes = (name) => ({ yes: true, no: false })[picked(name)] ?? null;
const plain = (field) => field.value.replaceAll(/\s+/g, " ").trim();

async function enter() {
  let me = await who();
  show(byId("door"), true);
  while (!ENTER.includes(me.staff?.role)) me = await signIn(say, me.staff ? say("only_for", { name: me.staff.label }) : "");
  show(byId("door"), false);
  show(byId("page"), true);
}

async function look() {
  const { data } = await read("/survey");
  if (!data) return location.reload(); // the session has ended
  known = data;
  byId("waiting").textContent = say("waiting", { n: data.waiting });
  await lookAtEntered(say);
}

function offer() {
  byId("counter").replaceChildren(...known.counters.map((each) => option(each.n, named(each, "label"))));
  byId("field").replaceChildren(option("", say("field_none")), ...known.fields.map((each) => option(each.id, named(each))));
}

/** Who sat there that day comes first, and is chosen when it was one alone. */
async function sitters() {
  const day = byId("date").value;
  const { data } = day ? await read(`/survey/sat?counter=${byId("counter").value}&date=${day}`) : {};
  const sat = known.clerks.filter(({ id }) => data?.clerks.includes(id));
  const others = known.clerks.filter((each) => !sat.includes(each));
  const group = (label, clerks) => clerks.length && element("optgroup", { label }, ...clerks.map((each) => option(each.id, each.label)));
  byId("clerk").replaceChildren(...[option("", say("clerk_choose")), group(say("clerk_sat"), sat), group(say("clerk_other"), others)].filter(Boolean));
  if (sat.length === 1) byId("clerk").value = sat[0].id;
}

/** Reasons up to the middle, praise above it: as the sheet has them, and three at most. */
function codes() {
  const overall = level("overall");
  const kind = overall > LOW ? "praise" : "reason";
  byId("codes-title").textContent = say(kind === "praise" ? "praise_title" : "reasons_title");
  byId("codes").replaceChildren(...known.reasons.filter((each) => each.kind === kind).map((each) => {
    const box = element("input", { type: "checkbox", name: "codes", value: each.code, disabled: !overall });
    box.onchange = () => { if (form.querySelectorAll("[name=codes]:checked").length > MOST) box.checked = false; };
    return element("label", {}, box, " ", named(each));
  }));
}

function sheet() {
  return {
    clerk: byId("clerk").value, counter: Number(byId("counter").value) || null, field: byId("field").value || null,
    level: level("overall"), way: level("way"), manner: level("manner"), factors: FACTORS.map(level),
    reasons: [...form.querySelectorAll("[name=codes]:checked")].map((box) => box.value),
    trips: level("trips"), papers: yes("papers"), money: yes("money"),
    text: plain(byId("text")) || null, contact: plain(byId("contact")) || null,
  };
}

async function send() {
  const told = sheet();
  if (!told.level || !told.clerk) return notice(say("need_level"));
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    const answer = await press(`/api/v1/survey/sheets?lang=${lang}`, told);
    notice(answer.ok ? say("entered", { n: answer.data.sheet }) : answer.data?.error?.message ?? say("failed"), answer.ok ? "good" : "");
    if (answer.ok) await next();
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(say("unreachable"));
  } finally {
    button.disabled = false;
  }
}

/** Where and when stay: a pile of sheets is mostly of one counter and day. */
async function next() {
  const kept = ["counter", "date", "clerk", "field"].map((id) => [id, byId(id).value]);
  form.reset();
  for (const [id, value] of kept) byId(id).value = value;
  codes();
  await look();
  form.querySelector("[name=overall]").focus();
}

await enter();
byId("sign-out").onclick = signOut;
strikeOut(say, async (n) => { notice(say("struck", { n }), "good"); await look(); });
await look();
offer();
await sitters();
codes();
for (const id of ["counter", "date"]) byId(id).addEventListener("change", sitters);
for (const box of form.querySelectorAll("[name=overall]")) box.addEventListener("change", codes);
form.addEventListener("reset", () => setTimeout(codes));
form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
