// A service's sheet: what to bring, how long it takes, what it costs, and where that was read. Same shape as screens.js.

import { icon } from "/static/draw.js";
import { press, Unreachable } from "/static/press.js";
import { el } from "./elements.js";
import { message } from "./parts.js";
import { named } from "./phrases.js";

const ASKED = "asked"; // once for each person who looks
export const UNREAD = { told: null, from: 0, printed: null };

/** The way in, beside what was chosen. */
export function sheetButton({ say, go }) {
  return el("button.button.sheet-way", { type: "button", click: () => go({ screen: "sheet", ...UNREAD }) },
    icon("paper"), el("span", {}, say("sheet")));
}

/** What to know before one takes a number; as many lines as this panel holds, the others behind «Xem tiếp». */
export function sheet(hall) {
  const { visit, say, lang } = hall;
  const step = visit.now;
  const { service } = step;
  if (step.told === null) ask(hall, step);
  if (!step.told?.id) {
    const failed = step.told === false;
    return message(`sheet-wait ${failed} ${lang}`, failed ? "lost" : "paper", named(service, lang), say(failed ? "sheet-unreachable" : "sheet-wait"));
  }
  const lines = linesOf(step.told, say, lang);
  const more = el("button.button.more", { type: "button", hidden: "", click: () => onwards(hall, lines) }, el("span", {}, say("sheet-next")));
  lines.forEach((line, i) => { line.hidden = i < step.from; });
  const list = el("div.sheet-lines", {}, ...lines);
  columns(lines);
  return {
    key: `sheet ${service.id} ${step.from} ${lang}`,
    head: el("div.heading", {}, el("h1", { tabindex: -1 },
      el("span.series", { "aria-hidden": "true" }, step.field.series), " ", named(service, lang))),
    body: el("div.sheet", {}, el("div.sheet-card", {}, list, origin(step.told, say, lang)),
      el("div.sheet-foot", {}, printer(hall, step), more, el("button.button.sheet-take", { type: "button", click: () => leave(hall) }, say("sheet-take")))),
    stays: true,
    fewer: () => shorten(lines, more),
  };
}

// ---- what is on it

function linesOf(told, say, lang) {
  const foreign = lang === "vi" ? {} : { lang: "vi" };
  const law = (text) => el("p.sheet-line", text ? foreign : {}, text || say("sheet-ask"));
  const papers = told.documents.map((paper) => el("p.sheet-line.tick", foreign, paper));
  return [
    term(say("sheet-papers")), ...(papers.length ? papers : [el("p.sheet-line", {}, say("sheet-no-papers"))]),
    term(say("sheet-charge"), ".second"), law(told.charge_text),
    term(say("sheet-limit")), law(told.limit_text),
  ];
}

const term = (text, kind = "") => el(`h2.sheet-term${kind}`, {}, text);

/** Stands below every page: no charge is shown without where and when it was read. */
function origin({ source, as_of: day, verified }, say, lang) {
  const [before, after] = say("sheet-source", { source: "\n" }).split("\n");
  return el("p.sheet-origin.soft", {},
    before, el("span", source && lang !== "vi" ? { lang: "vi" } : {}, source || say("sheet-no-source")), `${after} `,
    day ? `${say("sheet-as-of", { day: day.split("-").reverse().join("/") })} ` : "",
    el("b", {}, say(verified ? "sheet-verified" : "sheet-unverified")),
    lang === "vi" ? "" : ` ${say("sheet-in-vietnamese")}`);
}

// ---- more than one screen holds

/** The last line that is shown goes to the next screen, and no heading stays behind alone. */
function shorten(lines, more) {
  const shown = lines.filter((line) => !line.hidden);
  if (shown.length <= (shown[0]?.matches(".sheet-term") ? 2 : 1)) return false;
  more.hidden = false;
  do shown.pop().hidden = true; while (shown.length > 1 && shown.at(-1).matches(".sheet-term"));
  columns(lines);
  return true;
}

/** On a panel that lies, papers stand beside the rest; alone they have the whole width. */
function columns(lines) {
  const terms = lines.filter((line) => !line.hidden && line.matches(".sheet-term"));
  lines[0].parentElement.classList.toggle("alone", !(terms.length > 1 && terms[0] === lines[0]));
}

function onwards({ visit, go }, lines) {
  const { from } = visit.now;
  go({ from: lines.findIndex((line, i) => i > from && line.hidden && !lines[i - 1].hidden) });
}

/** Back to the choice, from whichever page of the sheet; who only looked begins to take a number here. */
function leave({ visit, back, draw, choose }) {
  const here = visit.now;
  if (here.look) return choose(here.field, here.service, false);
  back();
  if (visit.now === here) return;
  while (visit.now.screen === "sheet") visit.back();
  draw();
}

// ---- what the server gives

async function ask(hall, step) {
  step.told = ASKED;
  const answer = await fetch(`/api/v1/services/${step.service.id}?lang=${hall.lang}`, { headers: { Accept: "application/json" } }).catch(() => null);
  step.told = answer?.ok ? await answer.json() : false;
  if (hall.visit.now === step) hall.draw();
}

/** One sheet for one person; a roll must last for those who take numbers. */
function printer(hall, step) {
  const { say, paperHere } = hall;
  const button = el("button.button.sheet-print", { type: "button", click: () => print(hall, step, button) },
    icon("paper"), el("span", {}, step.printed ?? say("sheet-print")));
  button.disabled = Boolean(step.printed);
  return paperHere().ok ? button : null;
}

async function print(hall, step, button) {
  const { say, lang } = hall;
  button.disabled = true;
  let told = say("sheet-unreachable");
  try {
    const answer = await press(`/api/v1/services/${step.service.id}/print?lang=${lang}`, { language: lang });
    if (answer.ok) step.printed = say("sheet-printing");
    told = step.printed ?? answer.data?.error?.message ?? told;
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
  }
  if (hall.visit.now !== step) return;
  button.disabled = Boolean(step.printed);
  button.querySelector("span").textContent = told;
  hall.settle();
}
