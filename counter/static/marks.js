// What a clerk must know of a person before the first word: marks, help that is needed, a colleague's note.

import { element } from "/static/element.js";
import { icon } from "/static/draw.js";
import { waitingTime } from "./elapsed.js";
import { nameOf } from "./names.js";

const NEEDS = { hearing: "ear", sight: "eye" };

const mark = (kind, ...content) => element("span", { class: `mark ${kind}` }, ...content);

/** The marks of any ticket: its class, what it needs, whether its paper came out. */
export const badges = (ticket, say) => [
  ...(ticket.priority ? [mark("priority", nameOf(ticket.priority))] : []),
  ...needsOf(ticket).map((need) => mark("need", icon(NEEDS[need]), say(`need_${need}`))),
  ...(ticket.unconfirmed ? [mark("doubt", say("unconfirmed"))] : []),
];

/** The same without words where a line is narrow: the words are for those who listen. */
export const smallBadges = (ticket, say) => [
  ...(ticket.priority ? [mark("priority", nameOf(ticket.priority))] : []),
  ...needsOf(ticket).map((need) => smallNeed(say(`need_${need}`), NEEDS[need])),
  ...(ticket.unconfirmed ? [mark("doubt", say("unconfirmed_short"))] : []),
];

const smallNeed = (words, drawn) =>
  element("span", { class: "mark need", title: words }, icon(drawn), element("span", { class: "unseen" }, words));

const needsOf = (ticket) => (ticket.needs ?? []).filter((need) => need in NEEDS);

/** The marks of the citizen in hand; what is needed stands below, larger. */
export const marksInHand = (ticket, say) => [
  ...badges({ ...ticket, needs: [] }, say),
  ...(ticket.language === "en" ? [mark("language", say("language_en"))] : []),
  ...(ticket.leg > 1 ? [mark("", say("leg", { n: ticket.leg }))] : []),
  ...(ticket.back ? [mark("", say("goes_back", { n: ticket.back_to }))] : []),
];

/** What came before: the wait, and how often this number was called again. */
export const history = (ticket, max, say) =>
  element(
    "span",
    { class: "history" },
    element("span", {}, say("waited", { time: waitingTime(ticket.waited_s, say) })),
    ticket.recalls ? element("span", {}, say("recalled", { n: ticket.recalls, max })) : null,
  );

/** What helps this person, large, in words for the clerk; another thing on the way here than at the counter. */
export function help(ticket, say) {
  const needs = needsOf(ticket);
  if (!needs.length) return null;
  const what = needs.length > 1 ? "both" : needs[0];
  return element("p", { class: "help" }, ...needs.map((need) => icon(NEEDS[need])), element("span", {}, say(`${what}_${ticket.state}`)));
}

/** A colleague's note; the whole of it is in the sheet of this number. */
export const note = (ticket) => (ticket.note ? element("p", { class: "note", title: ticket.note }, ticket.note) : null);
