// What the pad asked in vain is asked here, leg by leg; and whoever wishes an answer says where to send it.

import { element } from "/static/element.js";
import { face, levelsShown } from "/static/faces.js";
import { press, Unreachable } from "/static/press.js";

const MOST = 3; // reasons
const LOW = 3; // the face up to which one is asked why
const { lang } = document.body.dataset;

let drawn = ""; // what is asked as it was drawn last: a form that somebody fills in is left alone

const told = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
const send = (verb, body) => press(`${location.pathname}/${verb}?lang=${lang}`, body);

/** Draws the questions that are open into #rate; `tell(sentence)` says what went wrong. */
export function rate(say, tell) {
  const place = document.getElementById("rate");
  const asked = told("asked");
  if (!place || !asked || JSON.stringify(asked.legs) === drawn) return;
  const thanked = place.querySelectorAll(".thanked");
  drawn = JSON.stringify(asked.legs);
  const offered = told("offered");
  const forms = asked.legs.map((leg) => question(leg, asked, offered, say, tell));
  place.replaceChildren(...thanked, ...forms, reach(say, tell));
}

function question(leg, { axes }, offered, say, tell) {
  const chosen = { level: 0, way: 0, manner: 0, reasons: new Set() };
  const more = element("div", { class: "rate-more", hidden: true });
  const form = element("form", { class: "card rate-leg" },
    element("h2", {}, say("rate-title")),
    scale(say("rate-question", { n: leg.counter }), leg.levels, say, (level) => {
      const kind = kindOf(leg.levels, level);
      if (kind !== form.dataset.kind) chosen.reasons.clear();
      Object.assign(form.dataset, { kind });
      chosen.level = level;
      more.hidden = false;
      more.replaceChildren(...further(kind, chosen, leg, axes, offered, say));
    }),
    more,
    element("p", { class: "soft" }, say("rate-private")));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const body = { rating: leg.rating, level: chosen.level, reasons: [...chosen.reasons] };
    if (chosen.way) body.way = chosen.way;
    if (chosen.manner) body.manner = chosen.manner;
    if (await sent(() => send("rating", body), form, say, tell)) {
      form.replaceWith(element("p", { class: "thanked", role: "status" }, say("rate-thanks")));
    }
  };
  return form;
}

/** What may follow the level: reasons or praise, the two axes where the office asks, and the button. */
function further(kind, chosen, leg, axes, offered, say) {
  const fits = offered.filter((each) => each.kind === kind);
  const sides = axes ? ["way", "manner"] : [];
  return [
    ...sides.map((side) => axis(side, chosen, leg, say)),
    fits.length && element("fieldset", { class: "rate-why" },
      element("legend", {}, say(kind === "reason" ? "rate-why" : "rate-good")), ...fits.map((each) => chip(each, chosen.reasons))),
    element("button", { type: "submit", class: "button next" }, say("rate-send")),
  ].filter(Boolean);
}

/** One of the two axes: the same faces in one row, the words of the one that is chosen below. */
function axis(side, chosen, leg, say) {
  const said = element("p", { class: "rate-chosen", "aria-hidden": "true" });
  const tell = (level) => { said.textContent = level ? say(`rate-level-${levelsShown(leg.levels)[level - 1]}`) : ""; };
  const choose = (level) => tell((chosen[side] = level));
  const row = scale(say(`rate-${side}`), leg.levels, say, choose, chosen[side]);
  row.className = "few";
  row.append(said);
  tell(chosen[side]);
  return row;
}

const kindOf = (levels, level) => (levelsShown(levels)[level - 1] <= LOW ? "reason" : "praise");

/** Faces, worst first, as radio buttons with their words. */
function scale(words, levels, say, choose, now = 0) {
  const name = `level-${Math.random().toString(36).slice(2)}`;
  const faces = levelsShown(levels).map((mood, i) => {
    const input = element("input", { type: "radio", name, value: i + 1, checked: now === i + 1 });
    input.onchange = () => choose(i + 1);
    return element("label", { class: "rate-level", "data-face": mood }, input, face(mood), element("span", {}, say(`rate-level-${mood}`)));
  });
  return element("fieldset", {}, element("legend", {}, words), element("div", { class: "rate-faces" }, ...faces));
}

function chip({ code, name, name_en: english }, chosen) {
  const input = element("input", { type: "checkbox", checked: chosen.has(code) });
  input.onchange = () => {
    if (input.checked && chosen.size >= MOST) input.checked = false;
    else if (input.checked) chosen.add(code);
    else chosen.delete(code);
  };
  return element("label", { class: "rate-chip" }, input, element("span", {}, (lang === "en" && english) || name));
}

/** A way to be reached, for whoever wishes an answer: apart from every rating, and never asked for. */
function reach(say, tell) {
  const words = element("textarea", { rows: 3, minlength: 3, maxlength: 300, required: true });
  const contact = element("input", { type: "text", minlength: 6, maxlength: 80, required: true, autocomplete: "off" });
  const form = element("form", {},
    element("p", { class: "soft" }, say("reach-hint")),
    element("label", {}, element("span", {}, say("reach-words")), words),
    element("label", {}, element("span", {}, say("reach-contact")), contact),
    element("button", { type: "submit", class: "button" }, say("reach-send")));
  const box = element("details", { class: "card rate-reach" }, element("summary", {}, say("reach-title")), form);
  form.onsubmit = async (event) => {
    event.preventDefault();
    const plain = (field) => field.value.replaceAll(/\s+/g, " ").trim();
    const answer = await sent(() => send("reach", { text: plain(words), contact: plain(contact) }), form, say, tell);
    if (!answer) return;
    const until = answer.until.slice(0, 10).split("-").reverse().join("/");
    box.replaceWith(element("p", { class: "thanked", role: "status" }, say("reach-thanks", { code: answer.code, until })));
  };
  return box;
}

/** What was answered, or null once the reader was told why nothing was. */
async function sent(ask, form, say, tell) {
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    const { ok, data } = await ask();
    tell(ok ? "" : data?.error?.message ?? say("not-done"));
    return ok ? data : null;
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    tell(say("not-done"));
    return null;
  } finally {
    button.disabled = false;
  }
}
