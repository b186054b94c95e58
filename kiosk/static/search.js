// Finding a service by what it is called, typed without diacritics on large keys. What was typed lives in the
// visit and is dropped with it. Same shape as screens.js.

import { icon } from "/static/draw.js";
import { fold } from "/static/fold.js";
import { el } from "./elements.js";
import { guidanceButton } from "./guidance.js";
import { nameOf } from "./names.js";
import { choice, heading } from "./parts.js";

const LONGEST = 24; // signs; no name needs more to be told from every other
const SHOWN = 5;
const KEYS = { vi: "abcdeghiklmnopqrstuvxy", en: "abcdefghijklmnopqrstuvwxyz" };

/** Every service of the hall as {field, service, words}, the most used first. */
export function index(fields) {
  const all = fields.flatMap((field) => field.services.map((service) => ({ field, service, ...wordsOf(field, service) })));
  return all.sort((a, b) => (b.service.share ?? 0) - (a.service.share ?? 0));
}

function wordsOf(field, service) {
  const names = [service.name, service.name_en].filter(Boolean).map(split);
  const also = (service.also ?? []).map(split);
  return { names, also, words: new Set([...names.flat(), ...also.flat(), ...split(field.name), ...split(field.name_en ?? "")]) };
}

const split = (text) => fold(text).match(/[a-z0-9]+/g) ?? [];

/** What begins, in any order, with each of the words typed; those whose name reads on like it come first. */
export function found(all, typed) {
  const asked = split(typed);
  if (!asked.length) return [];
  const hit = all.filter(({ words }) => asked.every((part) => [...words].some((word) => word.startsWith(part))));
  return hit.map((entry) => [rank(entry, asked), entry]).sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

/** 0: its name begins so; 1: its name holds it in one piece; 2: people call it so; 3: the words are there. */
function rank({ names, also }, asked) {
  const at = (name, from) => asked.every((part, i) => (i < asked.length - 1 ? name[from + i] === part : name[from + i]?.startsWith(part)));
  const holds = (name) => name.some((_, from) => at(name, from));
  return [names.some((name) => at(name, 0)), names.some(holds), also.some(holds), true].indexOf(true);
}

/** The letters that lead on to something; the others need not be pressed. */
export function next(all, typed, letters) {
  if (typed.length >= LONGEST) return [];
  return [...letters].filter((letter) => found(all, typed + letter).length);
}

/** The way in, beside the fields. */
export function searchButton({ say, go }) {
  return el("button.button.choice.way", { type: "button", "data-fit": "", click: () => go({ screen: "search", typed: "" }) },
    icon("search"), el("span.name", {}, say("search")));
}

/** Letters, and what is found so far. */
export function search(hall) {
  const { catalog, visit, say, lang } = hall;
  const step = visit.now;
  const all = index(catalog.fields);
  const most = () => hall.crowd.most("search", SHOWN);
  const shown = el("p.query");
  const told = el("p.told.soft", { role: "status" });
  const rows = el("div.choices.rows.results");
  const type = (sign) => show((step.typed + sign).slice(0, LONGEST));
  const erase = () => show(step.typed.slice(0, -1));
  const keys = keyboard(say, KEYS[lang] ?? KEYS.en, type, erase);
  const show = (typed) => {
    step.typed = typed;
    write(shown, typed, say);
    const hits = found(all, typed);
    const offered = hits.length ? hits.slice(0, most()) : typed.trim() ? [] : all.slice(0, most());
    told.textContent = tell(say, hits.length, typed, most());
    rows.replaceChildren(...offered.map((entry) => resultRow(hall, entry)));
    keys.open(next(all, typed, KEYS[lang] ?? KEYS.en), typed);
    if (body.isConnected) hall.settle();
  };
  const body = el("div.search", {}, el("div.finding", {}, shown, told, rows), visit.now.look ? null : guidanceButton(hall), keys.node);
  show(step.typed);
  return {
    key: `search ${lang}`,
    head: heading(say("search-question")),
    body,
    stays: true,
    fewer: () => hall.crowd.fewer("search", SHOWN) && (rows.lastChild?.remove(), true),
    keys: (event) => physical(event, type, erase),
  };
}

function write(shown, typed, say) {
  shown.replaceChildren(typed ? el("span.signs", {}, typed.toUpperCase()) : el("span.soft", {}, say("search-how")), el("span.caret", { "aria-hidden": "true" }));
}

function tell(say, n, typed, most) {
  if (!typed.trim()) return say("search-often");
  if (!n) return say("search-none");
  return say(n > most ? "search-more" : "search-found", { n });
}

function resultRow({ lang, choose }, { field, service }) {
  const row = choice("row", () => choose(field, service), el("span.series", { "aria-hidden": "true" }, field.series), nameOf(service, lang));
  row.dataset.service = service.id;
  return row;
}

function keyboard(say, letters, type, erase) {
  const key = (letter) => el("button.button.key", { type: "button", "data-letter": letter, click: () => type(letter) }, letter.toUpperCase());
  const keys = [...letters].map(key);
  const space = el("button.button.key.wide", { type: "button", "data-letter": " ", click: () => type(" ") }, icon("space"), el("span.unseen", {}, say("search-space")));
  const rub = el("button.button.key.wide", { type: "button", "data-letter": "erase", click: erase }, icon("erase"), el("span.unseen", {}, say("own-erase")));
  return {
    node: el("div.keys.spelling", { role: "group", "aria-label": say("search-keys"), "data-letters": letters.length }, ...keys, space, rub),
    open(leading, typed) {
      for (const each of keys) each.disabled = !leading.includes(each.dataset.letter);
      space.disabled = !typed || typed.endsWith(" ");
      rub.disabled = !typed;
    },
  };
}

/** A keyboard on a cable types as well. */
function physical(event, type, erase) {
  const sign = event.key.length === 1 ? fold(event.key) : "";
  if (event.key === "Backspace") erase();
  else if (/^[a-z0-9]$/.test(sign)) type(sign);
}
