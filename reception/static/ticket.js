// One ticket as staff see it: where it stands, what may be done, and what has happened to it.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";
import { button, counterList, named, needButtons, timeOf, waitPhrase } from "./phrases.js";

// Frequent verbs first, in the order of a day; what cannot be taken back stands apart, and asks.
const VERBS = [["rejoin", "R"], ["pass", "N"], ["reprint", "I"], ["confirm", "C"]];
const APART = [["leave", "V"], ["void", "X"]];
const ALIVE = ["waiting", "called", "serving", "held", "missed"];

/** The parts of the card. `does` is {act(verb), ask(verb), mark(kinds), close()}. */
export function ticketCard(page, ticket, does) {
  const { say } = page;
  const may = (verb) => ticket.allowed.includes(verb);
  const unconfirmed = ticket.flags.includes("unconfirmed");
  return [
    head(page, ticket, does),
    unconfirmed ? element("p", { class: "banner" }, icon("warning"), element("span", {}, say("unconfirmed"))) : null,
    facts(page, ticket),
    ALIVE.includes(ticket.state)
      ? element("div", { class: "needs", role: "group", "aria-label": say("needs") },
        ...needButtons(say, ticket.needs ?? [], does.mark))
      : null,
    element("div", { class: "verbs" },
      ...VERBS.filter(([verb]) => may(verb) && (verb !== "confirm" || unconfirmed)).map(([verb, key]) =>
        button(say(verb), { key, "data-verb": verb, kind: verb === "rejoin" ? "next" : "" }, () => does.act(verb))),
      element("div", { class: "verbs apart" }, ...APART.filter(([verb]) => may(verb)).map(([verb, key]) =>
        button(say(verb), { key, "data-verb": verb }, () => does.ask(verb))))),
    earlier(page, ticket),
    passages(page, ticket),
  ].filter(Boolean);
}

function head({ say, lang }, ticket, does) {
  return element("div", { class: "ticket-head", tabindex: "-1" },
    element("p", { class: "number" }, ticket.number),
    element("div", {},
      element("p", { class: `now ${ticket.state}`, role: "status" }, say(`state-${ticket.state}`, { counter: ticket.counter ?? "" })),
      element("p", {}, named(ticket, lang, "service_name"))),
    button(say("close_ticket"), { kind: "small", key: "Esc" }, does.close));
}

function facts(page, ticket) {
  const { say } = page;
  const priority = page.priorities.find((each) => each.id === ticket.priority);
  const waiting = ticket.state === "waiting";
  const wait = waiting && waitPhrase(say, ticket.wait);
  const rows = [
    waiting && [say("ahead"), ticket.ahead === 0 ? say("ahead_none") : String(ticket.ahead)],
    waiting && [say("place"), placeName(page, ticket)],
    wait && [say("wait"), wait],
    waiting && ticket.counters?.length > 0 && [say("counters"), counterList(say, ticket.counters)],
  ].filter(Boolean);
  return element("div", {},
    element("p", { class: "soft" }, [say("taken_at", { time: timeOf(ticket.issued_at) }),
      ticket.print.state !== "none" && say(`print_${ticket.print.state}`),
      priority && `${named(priority, page.lang)} (${say("head_start", { n: priority.head_start_min })})`].filter(Boolean).join(" · ")),
    element("dl", { class: "facts" }, ...rows.map(([term, value]) =>
      element("div", {}, element("dt", {}, term), element("dd", {}, value)))));
}

function placeName({ say, lang, fields }, ticket) {
  const [kind, name] = (ticket.place ?? `line:${ticket.field}`).split(":");
  if (kind === "counter") return say("place_counter", { n: name });
  if (kind === "clerk") return say("place_clerk");
  const field = fields.find((each) => each.id === name);
  return say("place_line", { name: field ? `${field.series} · ${named(field, lang)}` : name });
}

function earlier(page, { passed_by: passing = [] }) {
  if (!passing.length) return null;
  return element("section", { class: "history" }, element("h3", {}, page.say("earlier")),
    element("ul", { class: "why" }, ...passing.map((each) => element("li", {}, page.why(each)))));
}

function passages({ say }, ticket) {
  return element("section", { class: "history" }, element("h3", {}, say("passages")),
    element("ol", { class: "passages" }, ...ticket.passages.toReversed().map((row) => element("li", {},
      element("time", { class: "soft" }, timeOf(row.at)),
      element("span", {}, say(`did-${row.action}`, { counter: row.counter ?? "" }))))));
}

/** One of several tickets that answer a number. */
export function ticketChoice({ say, lang }, ticket, chosen) {
  const node = element("button", { type: "button", class: "button choice" },
    element("b", { class: "number" }, ticket.number),
    element("span", {}, named(ticket, lang, "service_name")),
    element("span", { class: "soft" }, say(`state-${ticket.state}`, { counter: ticket.counter ?? "" })));
  node.onclick = chosen;
  return node;
}
