// The suggestion box: a few words on large keys, a code that finds the answer. What was typed lives in the visit and
// is dropped with it. Same shape as screens.js.

import { icon } from "/static/draw.js";
import { newKey, press, Unreachable } from "/static/press.js";
import { el } from "./elements.js";
import { pad } from "./own-number.js";
import { heading, message } from "./parts.js";
import { toned } from "./syllable.js";

const LONGEST = 200; // signs one may type standing; the box itself takes 300
const SHORTEST = 3;
const CODE = 8; // digits
const LETTERS = { vi: "aăâbcdđeêghiklmnoôơpqrstuưvxy", en: "abcdefghijklmnopqrstuvwxyz" };
const TONES = { sac: "á", huyen: "à", hoi: "ả", nga: "ã", nang: "ạ" };
const SIGNS = { vi: ",.?1234567890", en: ",.?'1234567890" };
const PHRASES = ["suggest-phrase-wait", "suggest-phrase-seats", "suggest-phrase-clear", "suggest-phrase-thanks"];

/** What would one like to say? Words of one's own, or one of those that many say. */
export function suggest(hall) {
  const { visit, say, lang } = hall;
  const step = visit.now;
  const shown = el("p.written", { role: "status" });
  const send = el("button.button.send", { type: "button", click: () => leave(hall, step, send) }, icon("letter"), el("span", {}, say("suggest-send")));
  const starts = el("div.starts", {}, ...PHRASES.map((name) =>
    el("button.button.phrase", { type: "button", click: () => show(`${say(name)} `) }, say(name))));
  const show = (typed) => {
    step.typed = typed.slice(0, LONGEST);
    shown.replaceChildren(el("span", {}, step.typed), el("span.caret", { "aria-hidden": "true" }));
    shown.hidden = !step.typed;
    starts.hidden = Boolean(step.typed);
    send.disabled = step.typed.trim().length < SHORTEST;
    body.querySelector(".own-trouble").textContent = "";
    shown.scrollTop = shown.scrollHeight;
  };
  const body = el("div.suggest", {},
    el("div.to-write", {}, el("div.sheet-of-paper", {}, shown, starts), send),
    el("p.own-trouble", { role: "alert" }),
    keyboard(say, lang, () => step.typed, show));
  show(step.typed);
  return { key: `suggest ${lang}`, head: el("div.heading", {}, el("h1", { tabindex: -1 }, say("suggest-question")), el("p.soft.aside", {}, say("suggest-nameless"))), body };
}

function keyboard(say, lang, typed, show) {
  const key = (kind, name, label, pressed) =>
    el(`button.button.key.${kind}`, { type: "button", "data-key": label, "aria-label": name, click: pressed }, label);
  const type = (sign) => show(typed() + (begins(typed()) ? sign.toUpperCase() : sign));
  const plain = (kind) => (sign) => key(kind, null, sign, () => type(sign));
  const tone = ([name, label]) => key("tone", say(`tone-${name}`), label, () => show(toned(typed(), name)));
  const space = el("button.button.key.space", { type: "button", "aria-label": say("suggest-space"), click: () => typed() && !typed().endsWith(" ") && show(`${typed()} `) }, icon("space"));
  return el("div.keys.writing", { role: "group", "data-alphabet": lang, "aria-label": say("suggest-keys") },
    ...[...LETTERS[lang] ?? LETTERS.en].map(plain("letter")),
    ...(lang === "vi" ? Object.entries(TONES).map(tone) : []),
    ...[...SIGNS[lang] ?? SIGNS.en].map(plain("sign")),
    space,
    key("rub", null, say("own-erase"), () => show([...typed()].slice(0, -1).join(""))));
}

/** Whether the next letter begins a sentence. */
const begins = (typed) => /(^|[.?]\s*)$/u.test(typed);

async function leave(hall, step, send) {
  const { visit, say, lang, go } = hall;
  step.key ??= newKey(); // the same press, however often the network fails
  send.disabled = true;
  let trouble = say("own-unreachable");
  try {
    const answer = await press(`/api/v1/suggestions?lang=${lang}`, { text: step.typed.trim(), language: lang }, { key: step.key });
    if (visit.now !== step) return;
    if (answer.ok) {
      visit.over(); // nobody comes back to what was typed here
      return go({ screen: "suggested", code: answer.data.code, until: answer.data.until });
    }
    step.key = null;
    trouble = answer.data?.error?.message ?? trouble;
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
  }
  if (visit.now !== step) return;
  send.disabled = false;
  document.querySelector("main .own-trouble").textContent = trouble;
}

/** It is in the box; the code is all that its sender needs. */
export function suggested({ visit, say, lang, done }) {
  const { code, until } = visit.now;
  return {
    key: `suggested ${lang}`,
    head: heading(say("suggested")),
    body: el("div.suggested", {},
      el("p", {}, say("suggested-do")),
      el("div.card.case", {}, el("p.label", {}, say("suggested-code")),
        el("p.number.case-code", {}, `${code.slice(0, 4)}\u00a0${code.slice(4)}`)),
      el("p.soft", {}, say("suggested-until", { day: dayOf(until) })),
      el("button.button.done", { type: "button", click: done }, el("span", {}, say("suggested-noted")))),
  };
}

/** Which suggestion? Its eight digits. */
export function suggestionCode(hall) {
  const { say, lang } = hall;
  const step = hall.visit.now;
  return {
    key: `suggestion-code ${lang}`,
    head: heading(say("suggestion-code")),
    body: pad(hall, { letters: [], why: say("suggestion-code-why"), longest: CODE, ready: (typed) => typed.length === CODE, done: (code) => look(hall, step, code) }),
  };
}

async function look({ visit, say, lang, go }, step, code) {
  const answer = await fetch(`/api/v1/suggestions/${code}?lang=${lang}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (visit.now !== step || step.typed !== code) return; // somebody else stands here, or has typed on
  if (answer?.ok) return go({ screen: "suggestionAnswer", told: await answer.json(), typed: "" });
  document.querySelector("main .own-trouble").textContent = say(answer?.status === 404 ? "suggestion-unknown" : "own-unreachable");
}

/** What the office says. */
export function suggestionAnswer({ visit, say, lang }) {
  const { state, answer, left_at: left, answered_at: answered } = visit.now.told;
  const sent = el("p.soft", {}, say("suggestion-left", { day: dayOf(left) }));
  if (state === "open") return message(`suggestion-answer ${lang}`, "clock", say("suggestion-open"), say("suggestion-open-do"), sent);
  return message(`suggestion-answer ${lang}`, "letter", say("suggestion-answered", { day: dayOf(answered) }), null,
    el("p.card.office-says", { lang: "vi" }, answer), sent);
}

const dayOf = (iso) => iso.slice(0, 10).split("-").reverse().join("/");
