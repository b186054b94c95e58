// One number of this counter, chosen from the line, the missed or the held, or in hand: what may be done with it.

import { byId, element, show } from "/static/element.js";
import { hourMinute } from "./elapsed.js";
import { badges } from "./marks.js";
import { nameOf } from "./names.js";
import { choices, openSheet, pressDigit } from "./sheets.js";
import { drawSteps } from "./steps.js";
import { may } from "./verbs.js";

// What each kind of number offers: the verb, its key in this sheet, and whether it asks once more.
const OFFERS = {
  line: [["pass", "n"], ["reprint", "i"], ["confirm", "k"], ["send-home", "v", true], ["void", "h", true]],
  missed: [["rejoin", "q"], ["reprint", "i"], ["confirm", "k"], ["void", "h", true]],
  held: [["reprint", "i"]],
  hand: [["reprint", "i"], ["confirm", "k"]],
};
const IN_DOUBT = ["confirm", "void"];

/** Gives the page showTicket(id) and the sheet of the number in hand. */
export function wireChosen(page) {
  page.showTicket = (id) => showTicket(page, id);
  page.sheets.more = () => showTicket(page, page.state.ticket.id);
  page.sheetKeys.chosen = (key) => pressDigit(byId("chosen-reasons"), key) || pressLetter(key);
  byId("line").onclick = ({ target }) => {
    const row = target.closest("[data-ticket]");
    if (row && may(page, "find")) showTicket(page, Number(row.dataset.ticket));
  };
}

/** Where a number is, as this counter sees it: {kind, ticket}. */
function whereIs({ ticket, line, missed, held }, id) {
  if (ticket?.id === id) return { kind: "hand", ticket };
  const places = Object.entries({ line, missed, held });
  const [kind, list] = places.find(([, some]) => some.some((one) => one.id === id)) ?? [];
  return kind ? { kind, ticket: list.find((one) => one.id === id) } : {};
}

function showTicket(page, id) {
  const { kind, ticket } = whereIs(page.state, id);
  if (!kind) return false;
  byId("chosen-number").textContent = ticket.number;
  byId("chosen-service").textContent = nameOf(ticket, "service_name");
  byId("chosen-marks").replaceChildren(...badges(ticket, page.say));
  byId("chosen-note").replaceChildren(...(ticket.note ? [ticket.note, until(ticket, page.say)] : []));
  drawReasons(page, kind, ticket);
  byId("chosen-acts").replaceChildren(...acts(page, kind, ticket));
  drawSteps(page, id);
  return openSheet(page, "chosen", () => whereIs(page.state, id).kind === kind && may(page, "find"));
}

const until = ({ note_until: at }, say) => element("small", { class: "note-until" }, at ? say("note_until", { time: hourMinute(at) }) : "");

function drawReasons(page, kind, ticket) {
  const { say, state } = page;
  const free = may(page, "call");
  show(byId("chosen-call"), kind === "line");
  byId("chosen-hint").textContent = say(free ? "call_hint" : "call_not_now");
  const reasons = kind === "line" ? choices(state.call_reasons, (reason) => call(page, ticket.id, reason)) : [];
  for (const button of reasons) button.setAttribute("aria-disabled", String(!free));
  byId("chosen-reasons").replaceChildren(...reasons);
}

function call(page, ticket, reason) {
  if (!may(page, "call")) return;
  byId("chosen").close();
  page.act("call", { ticket, reason });
}

function acts(page, kind, ticket) {
  const offered = OFFERS[kind].filter(([verb]) => !IN_DOUBT.includes(verb) || (ticket.unconfirmed && may(page, verb)));
  return offered.filter(([verb]) => may(page, verb)).map((offer) => actButton(page, ticket, offer));
}

function actButton(page, ticket, [verb, key, sure]) {
  const label = page.say(`act_${verb}`);
  const button = element(
    "button",
    { type: "button", class: "button verb small", "data-act": verb, "data-key": key, "data-apart": sure, "aria-keyshortcuts": key.toUpperCase() },
    element("span", {}, label),
    element("kbd", { "aria-hidden": "true" }, key.toUpperCase()),
  );
  button.onclick = () => {
    if (sure && !button.matches("[data-sure]")) return askAgain(button, page.say("act_sure", { what: label }));
    byId("chosen").close();
    return page.act(verb, {}, ticket.id);
  };
  return button;
}

/** What cannot be undone is pressed twice. */
function askAgain(button, words) {
  button.toggleAttribute("data-sure", true);
  button.firstElementChild.textContent = words;
}

function pressLetter(key) {
  const button = byId("chosen-acts").querySelector(`[data-key="${CSS.escape(key)}"]`);
  button?.click();
  return Boolean(button);
}
