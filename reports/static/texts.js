// People's words: kept as they are typed, with what the figures say below each heading.

import { byId, element, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { words } from "/static/words.js";

const REST = 1_000; // ms after the last key before it is kept
const BRIEF = ["difficulties", "shortcomings", "causes", "plans"]; // what the day sheet and the page for a meeting have

const say = words();
const parts = [...document.querySelectorAll("[data-part]")];
let report = null;

const field = (part) => part.querySelector("textarea");
const kept = (part) => part.querySelector(".kept");

/** The words so far; those of the last report of this kind may be copied where there are none. */
export function showTexts(told) {
  report = told;
  for (const part of parts) {
    field(part).value = told.texts[part.dataset.part] ?? "";
    kept(part).textContent = "";
    show(part, told.sheet === "full" || BRIEF.includes(part.dataset.part));
    show(part.querySelector(".hint"), false);
  }
  show(byId("take-earlier"), !Object.keys(told.texts).length && Object.keys(told.earlier).length > 0);
}

/** What the figures say, under the headings where it belongs. */
export function showHints(hints) {
  for (const part of parts) {
    const told = hints[part.dataset.part] ?? [];
    const box = part.querySelector(".hint");
    show(box, told.length > 0);
    box.querySelector("ul").replaceChildren(...told.map((text) => element("li", {}, text)));
    box.querySelector("button").onclick = () => {
      field(part).value = [field(part).value.trim(), ...told].filter(Boolean).join("\n");
      keep(part);
    };
  }
}

function keep(part) {
  clearTimeout(part.rest);
  part.rest = 0;
  part.going = sent(part);
  return part.going;
}

async function sent(part) {
  const at = report;
  kept(part).textContent = say("saving");
  const body = { part: part.dataset.part, text: field(part).value };
  try {
    const told = await press(`/api/v1/reports/of/${at.kind}/${at.begins}/texts`, body);
    if (at === report) kept(part).textContent = told.ok ? say("saved") : told.data?.error?.message ?? say("failed");
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    kept(part).textContent = say("unreachable");
  }
}

/** Everything that is typed and not yet kept is kept now: a version takes the words as they stand. */
export async function keepAll() {
  await Promise.all(parts.map((part) => (part.rest ? keep(part) : part.going)));
}

for (const part of parts) {
  field(part).addEventListener("input", () => {
    clearTimeout(part.rest);
    part.rest = setTimeout(() => keep(part), REST);
  });
  field(part).addEventListener("change", () => part.rest && keep(part));
}

byId("take-earlier").onclick = async () => {
  for (const part of parts.filter((each) => report.earlier[each.dataset.part])) {
    field(part).value = report.earlier[part.dataset.part];
    await keep(part);
  }
  show(byId("take-earlier"), false);
};
