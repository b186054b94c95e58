// Whom one may call, the rules of the house, and the way to the suggestion box. Same shape as screens.js.

import { icon } from "/static/draw.js";
import { el } from "./elements.js";
import { paged } from "./pages.js";
import { choice, heading } from "./parts.js";

/** What one may want to know or to say, besides taking a number. */
export function office(hall) {
  const { catalog, say, lang, go } = hall;
  const way = (picture, words, hint, screen) => choice("office-way", () => go({ screen, from: 0, typed: "" }), icon(picture),
    el("span.words", {}, el("span.name", {}, say(words)), el("span.hint", {}, say(hint))));
  return {
    key: `office ${lang}`,
    head: heading(say("office-question")),
    body: el("div.choices.office-ways", { "data-count": 4 },
      catalog.contacts.length ? way("phone", "contacts", "contacts-hint", "contacts") : null,
      catalog.house_rules.length ? way("paper", "house-rules", "house-rules-hint", "houseRules") : null,
      way("letter", "suggest", "suggest-hint", "suggest"),
      way("search", "suggestion-look", "suggestion-look-hint", "suggestionCode")),
  };
}

/** The leaders, by post: telephone, e-mail, when they receive people. */
export function contacts(hall) {
  const { catalog, visit, say, lang } = hall;
  const cards = catalog.contacts.map((contact) => card(contact, lang));
  const pages = paged(hall, cards);
  return {
    key: `contacts ${visit.now.from} ${lang}`,
    head: heading(say("contacts")),
    body: el("div.posted", {}, ...cards, foot(hall, pages.more, false)),
    stays: true,
    fewer: pages.fewer,
  };
}

function card({ phone, email, ...contact }, lang) {
  const word = (name) => (lang === "en" && contact[`${name}_en`]) || contact[name];
  const receives = word("receives");
  return el("div.card.contact", {},
    el("p.contact-who", {}, word("title")),
    el("div.contact-how", {},
      phone ? el("p.contact-phone.digits", {}, icon("phone"), el("span", {}, phone)) : null,
      email ? el("p.contact-mail", {}, icon("letter"), el("span", {}, email)) : null),
    receives ? el("p.soft", {}, receives) : null);
}

/** The rules of the house, one line each. */
export function houseRules(hall) {
  const { catalog, visit, say, lang } = hall;
  const lines = catalog.house_rules.map((rule, i) => el("p.house-rule", {},
    el("b.digits", { "aria-hidden": "true" }, i + 1), el("span", {}, (lang === "en" && rule.text_en) || rule.text)));
  const pages = paged(hall, lines);
  return {
    key: `house-rules ${visit.now.from} ${lang}`,
    head: heading(say("house-rules")),
    body: el("div.posted", {}, ...lines, foot(hall, pages.more, true)),
    stays: true,
    fewer: pages.fewer,
  };
}

/** From when it holds and by what paper, and the way on. */
function foot({ catalog, say }, more, sourced) {
  const { as_of: day, source } = catalog.posted;
  const dated = day && say("posted-as-of", { day: day.split("-").reverse().join("/") });
  const told = [dated, sourced && source].filter(Boolean).join(" · ");
  return el("div.posted-foot", {}, el("p.soft", {}, told), more);
}
