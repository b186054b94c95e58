// Draws the hall's state into its fixed places.

import { icon } from "/static/draw.js";
import { elsewhere } from "./room.js";

const RECENT = 6; // beside a media area half of them
const NEXT = 8;
const [LARGEST, SMALLEST] = [36, 28]; // px of 1920 for a field's name; below 28 its capitals are too small at 6 m

const at = (id) => document.getElementById(id);

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

/** Who stands large: the one announced now, else the last one still on the way, else the last one being served. */
export function foremost(calls, announced) {
  if (announced) {
    const call = calls.find((c) => c.id === announced.id);
    return { ...announced, state: call?.state === "called" || !call ? "called" : call.state, fresh: true };
  }
  return calls.find((c) => c.state === "called") ?? calls.find((c) => c.state === "serving") ?? null;
}

export function drawCall(call, hall, say, lang) {
  at("call").dataset.shows = call ? (call.fresh ? "called" : call.state) : "nobody";
  if (!call) return;
  at("invite").textContent = say(call.fresh || call.state === "called" ? "invite" : "serving");
  at("again").hidden = !call.recall;
  at("again").textContent = call.recall ? say("again", { n: call.recall + 1 }) : "";
  at("number").textContent = call.number;
  if (!at("arrow").firstChild) at("arrow").append(icon("arrow"));
  at("counter").textContent = call.counter;
  at("called").dataset.long = call.number.length + String(call.counter).length;
  const where = elsewhere(hall, call.counter);
  const told = where ? elsewhereSaid(call, where, say, lang) : sentences(call, say, lang);
  at("caption").replaceChildren(...told.map((text) => element("span", "", text)));
  at("caption").dataset.elsewhere = Boolean(where);
}

/** The digits say who is called and where to; that the counter is in another room they do not. */
function elsewhereSaid({ counter, language }, { name, name_en }, say, lang) {
  const told = say("elsewhere", { counter, room: (lang === "en" && name_en) || name });
  return lang !== "en" && language === "en" ? [told, `Counter ${counter}: ${name_en}`] : [told];
}

/** The words of the voice while it speaks, else the same in short. */
function sentences(call, say, lang) {
  if (!call.fresh) return [say(call.state === "called" ? "come" : "served-at", call)];
  if (lang === "en") return [call.text_en];
  return call.language === "en" ? [call.text, call.text_en] : [call.text];
}

/**
 * The calls before; while there are none in an open hall, how it goes. Whose call came too late for the loudspeaker
 * comes first, a page at each `turn`: these people can only read it. What room is left is for the others.
 */
export function drawRecent({ calls, open, unheard, slides }, shown, turn, say) {
  const others = (list) => list.filter((c) => c.number !== shown?.number);
  const silent = others(unheard).map((c) => ({ ...c, state: "called", unheard: true }));
  const rest = others(calls).filter((c) => !silent.some((s) => s.number === c.number));
  const places = slides ? RECENT / 2 : RECENT;
  const pages = Math.max(1, Math.ceil(silent.length / places));
  const from = (turn % pages) * places;
  const page = [...silent, ...rest].slice(from, from + places);
  at("past").dataset.shows = page.length ? "calls" : open ? "steps" : "nothing";
  at("past").dataset.unheard = silent.length > 0;
  const place = pages > 1 ? [element("span", "digits", `${(turn % pages) + 1}/${pages}`)] : [];
  at("past-title").replaceChildren(...(silent.length ? [icon("muted"), say("unheard")] : [say("recent")]), ...place);
  at("recent").replaceChildren(...page.map(line));
}

function line(call) {
  const made = element("li", "", element("span", "number", call.number), icon("arrow"));
  made.append(element("span", "number counter", String(call.counter)));
  made.dataset.state = call.state;
  made.dataset.unheard = Boolean(call.unheard);
  return made;
}

export function drawMissed(missed, say) {
  const numbers = missed.map((number) => element("span", "number", number));
  at("missed").replaceChildren(element("span", "label", say("missed")), ...numbers.slice(0, 6));
  if (numbers.length) at("missed").append(element("span", "do", say("missed-do")));
  at("missed").dataset.any = numbers.length > 0;
}

export function drawNext(next, say) {
  at("next").replaceChildren(...next.slice(0, NEXT).map((number) => element("li", "number", number)));
  at("next-none").hidden = next.length > 0;
}

export function drawWaiting(waiting, say, lang) {
  const sum = waiting.reduce((all, field) => all + field.n, 0);
  at("waiting-sum").textContent = say(sum === 1 ? "person" : "people", { n: sum });
  at("waiting").replaceChildren(
    ...waiting.map(({ series, name, name_en, n }) => {
      const words = element("span", "name", whole((lang === "en" && name_en) || name));
      const row = element("li", "", element("span", "series", series), words, element("span", "n digits", String(n)));
      row.dataset.any = n > 0;
      return row;
    }),
  );
  fit(at("waiting"));
}

/** "Đất đai – Xây dựng": no line begins with the dash. */
const whole = (name) => name.replaceAll(" – ", "\u00a0– ");

/** The largest letters with which ten fields still fit; below SMALLEST names are cut to one line instead. */
function fit(list) {
  list.dataset.cut = false;
  for (let size = LARGEST; size >= SMALLEST; size -= 2) {
    list.style.fontSize = `calc(${size} * var(--px))`;
    if (list.scrollHeight <= list.clientHeight) return;
  }
  list.dataset.cut = true;
}

export function drawPaused(counters, say) {
  const paused = counters.filter((c) => c.state === "paused").map((c) => c.n);
  at("paused").dataset.any = paused.length > 0;
  at("paused").replaceChildren();
  if (paused.length) {
    const where = say("paused-at", { list: paused.join(", ") });
    at("paused").append(icon("pause"), element("span", "", `${say("paused")}: `, element("b", "digits", where)));
  }
}
