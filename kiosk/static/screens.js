// The screens one walks through: field, service, priority, the one final button. Each gives
// {key, head, body, refresh?}: `key` tells two screens apart, `refresh` puts a new state into a standing one.

import { icon } from "/static/draw.js";
import { el } from "./elements.js";
import { guidanceButton } from "./guidance.js";
import { lookTile } from "./looking.js";
import { nameOf } from "./names.js";
import { ownButton } from "./own-number.js";
import { choice, heading, lineOf } from "./parts.js";
import { searchButton } from "./search.js";
import { sheetButton } from "./sheet.js";
import { named, sentence, shutPhrase, waitPhrase, waitingPhrase } from "./phrases.js";
import { screenful } from "./visit.js";
import { warnings } from "./warnings.js";

// Of the eight choices of the first screen: search, guidance, papers and fees; for who looks at those, search and none.
const WAYS = { fields: 3, look: 2 };

/** Which field? With its line: how many wait, or that nobody serves it yet. Who looks at papers alone sees no line. */
export function fields(hall) {
  const { visit, catalog, say, lang, go } = hall;
  const { from, look } = visit.now;
  const name = look ? "look" : "fields";
  const crowd = `${name} ${from ? "others" : ""}`;
  const most = hall.crowd.most(crowd, from ? 8 : 8 - WAYS[name]);
  const { shown, others, next } = screenful(inOrder(catalog), from, most);
  const tiles = shown.map((field) => fieldTile(hall, field));
  const more = others ? [otherTile(hall, others, () => go({ from: next }))] : [];
  if (visit.atStart) more.push(lookTile(hall));
  return {
    key: `fields ${from} ${look} ${lang}`,
    head: asked(hall),
    body: el("div.start", {},
      el("div.choices.tiles", { "data-count": shown.length + more.length }, ...tiles.map((tile) => tile.node), ...more),
      from ? null : el("div.choices.ways", {}, searchButton(hall), look ? null : guidanceButton(hall))),
    fewer: () => hall.crowd.fewer(crowd, from ? 8 : 8 - WAYS[name]),
    foot: visit.atStart ? ownButton(hall) : null,
    refresh: (state) => tiles.forEach((tile) => tile.refresh(state)),
  };
}

function asked({ visit, say }) {
  const { from, look } = visit.now;
  if (look) return heading(say("look-question"), el("p.greeting", {}, say("look-hint")));
  return from ? heading(say("question-rest")) : heading(say("question"), el("p.greeting", {}, say("greeting")));
}

/** The fields as the office orders them; the guidance line, which has a way of its own, comes last. */
function inOrder({ fields, guidance }) {
  return fields.toSorted((a, b) => (a.id === guidance) - (b.id === guidance));
}

function fieldTile({ visit, say, lang, choose }, field) {
  if (visit.now.look) return plainTile({ lang, choose }, field);
  const waiting = el("span.waiting");
  const node = choice("tile", () => choose(field),
    nameOf(field, lang),
    el("span.line", {}, el("span.series", { "aria-hidden": "true" }, field.series), waiting));
  node.dataset.field = field.id;
  return {
    node,
    refresh(state) {
      const line = lineOf(state, field);
      sayWaiting(say, waiting, line, shutPhrase(say, line, state.now, lang));
      node.classList.toggle("dim", Boolean(line.shut));
    },
  };
}

function plainTile({ lang, choose }, field) {
  const node = choice("tile.plain", () => choose(field), nameOf(field, lang));
  node.dataset.field = field.id;
  return { node, refresh() {} };
}

/** What for? The services of one field, the most used first. */
export function services(hall) {
  const { visit, say, lang, go, choose } = hall;
  const { field, from, look } = visit.now;
  const crowd = `services ${field.id} ${from} ${lang}`;
  const { shown, others, next } = screenful(field.services, from, hall.crowd.most(crowd));
  const waiting = el("span.waiting");
  const rows = shown.map((service) => serviceRow(service, lang, () => choose(field, service)));
  const more = others ? [otherTile(hall, others, () => go({ from: next }))] : [];
  return {
    key: `services ${field.id} ${from} ${lang}`,
    head: heading(say("question-service"),
      el("p.path", {}, el("span.series", {}, field.series), el("b", {}, named(field, lang)), waiting)),
    body: el("div.choices.rows", { "data-count": rows.length + more.length }, ...rows, ...more),
    fewer: () => hall.crowd.fewer(crowd),
    refresh: (state) => (look ? (waiting.textContent = say("look-hint")) : sayWaiting(say, waiting, lineOf(state, field))),
  };
}

function serviceRow(service, lang, chosen) {
  const node = choice("row", chosen, nameOf(service, lang));
  node.dataset.service = service.id;
  return node;
}

/** The one question, with the rule that an answer sets in motion. */
export function priority(hall) {
  const { catalog, visit, say, lang, go } = hall;
  const classes = catalog.priorities;
  const answer = (priority) => () => go({ screen: "ready", priority });
  const one = classes.length === 1 ? classes[0] : null;
  return {
    key: `priority ${lang}`,
    head: heading(say("priority-question"), chosen(hall)),
    body: el("div.question", {},
      one && el("div.rule", {}, el("p.who", {}, who(one, lang)), el("p", {}, headStart(say, one))),
      el("div.choices.answers", { "data-count": classes.length + 1 },
        choice("answer", answer(null), el("span.name", {}, say("priority-no"))),
        ...classes.map((each) => choice("answer", answer(each),
          el("span.name", {}, one ? say("priority-yes") : who(each, lang)),
          one ? null : el("span.hint", {}, headStart(say, each)))))),
  };
}

/** What was chosen so far, and the way to what it asks for. */
function chosen(hall) {
  return el("div.chosen", {}, path(hall.visit.now, hall.lang), sheetButton(hall));
}

/** All that was chosen, and the one final button. */
export function ready(hall) {
  const { visit, say, lang, take, touchDown } = hall;
  const { field, service, priority: chosen } = visit.now;
  const waiting = el("p.waiting");
  const { node, refresh } = warnings(hall);
  const about = sheetButton(hall);
  return {
    key: `ready ${lang}`,
    head: heading(say("ready"), about),
    body: el("div.ready", {},
      el("div.card.summary", {},
        path({ field }, lang),
        el("p.service", {}, named(service, lang)),
        chosen && el("p.privileged", {}, icon("check"), el("span", {}, headStart(say, chosen))),
        waiting),
      node,
      el("button.button.final.take", { type: "button", pointerdown: touchDown, keydown: touchDown, click: take, "data-fit": "" },
        el("span", {}, say("take")))),
    stays: true,
    fewer: () => !about.hidden && (about.hidden = true), // one step back it stands too; a warning stands only here
    refresh(state) {
      const line = lineOf(state, field);
      const wait = line.open && waitPhrase(say, line.wait);
      waiting.textContent = [waitingPhrase(say, line.waiting), wait].filter(Boolean).join(" · ");
      refresh(state);
    },
  };
}

function otherTile({ say }, n, turned) {
  return choice("other", turned, el("span.name", {}, say("others")), el("span.hint", {}, say("others-hint", { n })));
}

function path({ field, service }, lang) {
  return el("p.path", {}, el("span.series", {}, field.series), el("b", {}, named(field, lang)),
    service && el("span.service", {}, named(service, lang)));
}

/** Who belongs to a class of priority, in the words of the question. */
function who(priority, lang) {
  return sentence((lang === "en" && priority.rule_en) || priority.rule || named(priority, lang));
}

const headStart = (say, priority) => say("head-start", { n: priority.head_start_min });

/** How many wait; while no counter serves them yet, that a number can be had all the same. */
function sayWaiting(say, node, line, shut = null) {
  node.textContent = shut ?? (line.open ? waitingPhrase(say, line.waiting) : say("unserved"));
}
