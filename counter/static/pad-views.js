// The pictures of the pad: at rest, asking, both sides, why, thanks. Each gives the children of the view.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";
import { face, levelsShown } from "/static/faces.js";
import { nameOf } from "./names.js";

const MOST = 3; // reasons
const LOW = 3; // this level and below is asked why, above it what was good

/** At rest: a greeting and nothing that wants to be touched. */
export function idle({ state }, say) {
  const name = state?.clerk?.label;
  const line = (text, kind = null) => element("p", { class: kind }, text);
  const below = {
    open: () => [name && line(say("pad_clerk", { name })), line(say("pad_idle"), "soft")],
    paused: () => [line(say("pad_paused"))],
    closed: () => [line(say("pad_closed"))],
  }[state?.state];
  return [
    element("h1", { class: "greeting" }, say("pad_hello")),
    element("p", { class: "second soft", lang: say("pad_other_lang") }, say("pad_hello_other")),
    ...(below?.().filter(Boolean) ?? []),
  ];
}

/** The question, the number it is about, and the faces, worst first; `choose(level)`. */
export function asking({ rating }, say, choose, trouble = "") {
  const levels = levelsShown(rating.levels).map((drawn, i) => levelButton(drawn, i + 1, say, choose));
  return [
    element(
      "p",
      { class: "about" },
      element("span", { class: "label" }, say("pad_number")),
      element("b", { class: "number" }, rating.number),
    ),
    element("h1", {}, say("pad_question")),
    element("div", { class: "faces", role: "group" }, ...levels),
    trouble
      ? element("p", { class: "pad-unsent", role: "alert" }, trouble)
      : element("p", { class: "touch-hint soft" }, say("pad_touch")),
  ];
}

function levelButton(drawn, level, say, choose) {
  const button = element("button", { type: "button", class: "level", "data-level": level, "data-face": drawn });
  button.append(face(drawn), element("span", {}, say(`level_${drawn}`)));
  button.onclick = () => {
    button.toggleAttribute("data-pressed", true);
    choose(level);
  };
  return button;
}

/** The way the matter was settled and the manner, each by the same faces or not at all; `go({way, manner})`. */
export function sides({ rating }, say, { go, ms }) {
  const chosen = {};
  const button = element("button", { type: "button", class: "button" }, say("pad_skip"));
  button.onclick = () => go(chosen);
  const rows = ["way", "manner"].map((side) => sideRow(side, rating.levels, say, (level) => {
    chosen[side] = level;
    button.textContent = say("pad_on");
    button.classList.add("next");
  }));
  return [element("h1", {}, say("pad_sides")), ...rows, element("div", { class: "sides-foot" }, button), countdown(ms)];
}

function sideRow(side, levels, say, choose) {
  const said = element("b", { class: "side-said" });
  const faces = levelsShown(levels).map((drawn, i) => {
    const label = say(`level_${drawn}`);
    const one = element("button", { type: "button", class: "side-face", "data-face": drawn, "aria-label": label, "aria-pressed": "false" }, face(drawn));
    one.onclick = () => {
      for (const each of one.parentElement.children) each.setAttribute("aria-pressed", String(each === one));
      said.textContent = label;
      choose(i + 1);
    };
    return one;
  });
  const row = element("div", { class: "side-faces" }, ...faces);
  return element("div", { class: "side", role: "group", "aria-label": say(`pad_${side}`) }, element("p", {}, say(`pad_${side}`), " ", said), row);
}

/** Reasons after a low level, praise after a high one: up to three, or none; `send(codes)`, `skip()`. */
export function why({ state, rating, level }, say, { send, skip, ms }) {
  const drawn = levelsShown(rating.levels)[level - 1];
  const low = drawn <= LOW;
  const choices = low ? state.reasons : state.praise;
  const chosen = new Set();
  const sendButton = element("button", { type: "button", class: "button next" }, say("pad_send"));
  sendButton.onclick = () => send([...chosen]);
  const skipButton = element("button", { type: "button", class: "button" }, say("pad_skip"));
  skipButton.onclick = skip;
  const chips = choices.map((choice) => chip(choice, chosen));
  return [
    element("h1", {}, say(low ? (drawn < LOW ? "pad_sorry" : "pad_improve") : "pad_glad")),
    element("p", {}, say(low ? "pad_why" : "pad_praise")),
    element("p", { class: "soft" }, say("pad_up_to", { n: MOST })),
    element("div", { class: choices.length > 6 ? "chips" : "chips few", role: "group" }, ...chips),
    element("div", { class: "why-foot" }, skipButton, sendButton),
    countdown(ms),
  ];
}

function chip(choice, chosen) {
  const { code } = choice;
  const button = element("button", { type: "button", class: "chip", "data-code": code, "aria-pressed": "false" });
  button.append(element("span", {}, nameOf(choice)));
  button.onclick = () => {
    if (!chosen.delete(code) && chosen.size < MOST) chosen.add(code);
    for (const one of button.parentElement.children) mark(one, chosen);
  };
  return button;
}

function mark(one, chosen) {
  const mine = chosen.has(one.dataset.code);
  one.setAttribute("aria-pressed", String(mine));
  one.setAttribute("aria-disabled", String(!mine && chosen.size >= MOST));
}

/** A bar that empties in `ms`, so that the end of the time is no surprise. */
function countdown(ms) {
  const bar = element("i");
  bar.animate([{ width: "100%" }, { width: "0%" }], { duration: ms, fill: "forwards" });
  return element("div", { class: "countdown", "aria-hidden": "true" }, bar);
}

/** Thanks, for three seconds. */
export const thanks = (_, say) => [
  icon("check"),
  element("h1", {}, say("pad_thanks")),
  element("p", { class: "soft" }, say("pad_thanks_more")),
];
