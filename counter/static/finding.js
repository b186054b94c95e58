// The three searches of the desk: a number of this counter, a further service, work without a number.
// They find by the names of both languages, whichever the page speaks.

import { nameOf } from "./names.js";
import { pick } from "./picker.js";
import { reasonName } from "./sheets.js";
import { may } from "./verbs.js";

/** Gives the page the sheets find, add-service and quick. */
export function wireFinding(page) {
  page.sheets.find = () => find(page);
  page.sheets["add-service"] = () => addService(page);
  page.sheets.quick = () => quick(page);
}

function find(page) {
  const { state, say } = page;
  const many = [
    ...state.line.map((ticket, i) => number(ticket, say("find_place", { n: i + 1 }))),
    ...state.missed.map((ticket) => number(ticket, say("find_missed"))),
    ...state.held.map((ticket) => number(ticket, reasonName(state.hold_reasons, ticket.reason))),
  ];
  return pick(page, { title: say("find"), hint: say("find_hint"), type: "find_type", many, then: page.showTicket, stays: () => may(page, "find") });
}

function number(ticket, note) {
  const name = nameOf(ticket, "service_name");
  return { text: [ticket.number, ...both(ticket, "service_name")].join(" "), lead: ticket.number, name, note, value: ticket.id };
}

const both = (thing, key = "name") => [thing?.[key], thing?.[`${key}_en`]].filter(Boolean);

function addService(page) {
  const { ticket } = page.state;
  return pick(page, {
    title: page.say("add_what", { number: ticket.number }),
    hint: page.say("add_hint"),
    many: services(page),
    then: (service) => page.act("add-service", { service }),
    stays: () => may(page, "add-service") && page.state.ticket?.id === ticket.id,
  });
}

function quick(page) {
  const inside = page.say("quick_inside");
  return pick(page, {
    title: page.say("verb_quick"),
    hint: page.say("quick_hint"),
    many: [{ text: inside, name: inside, note: "", value: null }, ...services(page)],
    then: (service) => page.act("quick", { service }),
    stays: () => may(page, "quick"),
  });
}

function services({ state }) {
  const fields = new Map(state.targets.lines.map((line) => [line.to, line]));
  return state.services.map((service) => {
    const field = fields.get(`line:${service.field}`);
    const text = [...both(service), ...both(field)].join(" ");
    return { text, name: nameOf(service), note: field ? nameOf(field) : "", value: service.id };
  });
}
