// Why no number can be taken now, said before anybody tries. Same shape as screens.js.

import { el } from "./elements.js";
import { message } from "./parts.js";
import { named, whenPhrase } from "./phrases.js";

/** A field that gives no number now: until when, or that today's are gone. */
export function shut({ visit, state, say, lang }) {
  const { field } = visit.now;
  const { code, opens_at: opensAt } = state.fields.find(({ id }) => id === field.id)?.shut ?? {};
  const full = code === "limit_reached";
  const when = opensAt && say("field-opens", { when: whenPhrase(say, opensAt, state.now, lang) });
  return message(`shut ${code} ${opensAt} ${lang}`, "clock", say(full ? "field-full" : "field-shut"),
    full ? say("field-full-do") : when || say("field-shut-do"),
    el("p.path", {}, el("span.series", { "aria-hidden": "true" }, field.series), el("b", {}, named(field, lang))));
}

/** Too many numbers in a row: a kind word, and the way back to the same choice. */
export function hurry({ visit, say, lang, back }) {
  const { seconds } = visit.now;
  return message(`hurry ${seconds} ${lang}`, "clock", say("hurry"), say("hurry-do", { n: seconds }),
    el("button.button.again", { type: "button", click: back }, say("again")));
}
