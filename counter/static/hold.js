// Sending somebody to fill in a form, and taking them up again. The time only reminds: nothing moves by itself.

import { byId, element } from "/static/element.js";
import { hourMinute, msUntil } from "./elapsed.js";
import { nameOf } from "./names.js";
import { choices, openSheet, pressDigit, reasonName } from "./sheets.js";
import { may } from "./verbs.js";

const DIGITS = 9;
const MINUTES = [5, 10, 20, 30];

/** Wires the two sheets. */
export function wireHold(page) {
  page.sheets.hold = () => askWhy(page);
  page.sheets.resume = () => askWho(page);
  page.sheetKeys.hold = (key) => pressDigit(byId("hold-reasons"), key) || otherMinutes(key);
  page.sheetKeys.resume = (key) => pressDigit(byId("resume-list"), key);
}

function askWhy(page) {
  const { ticket, hold_reasons: reasons } = page.state;
  byId("hold-title").textContent = page.say("hold_why", { number: ticket.number });
  byId("hold-minutes").replaceChildren(...minutes(page));
  byId("hold-reasons").replaceChildren(...choices(reasons, (reason) => hold(page, reason)));
  return openSheet(page, "hold", () => may(page, "hold") && page.state.ticket?.id === ticket.id);
}

/** The usual minutes of the office among ours, chosen already. */
function minutes({ state: { hold_reminder_min: usual }, say }) {
  const offered = [...new Set([...MINUTES, usual])].sort((a, b) => a - b);
  return offered.map((n) =>
    element(
      "label",
      { class: "option" },
      element("input", { type: "radio", name: "minutes", value: n, checked: n === usual }),
      element("span", { class: "option-name" }, say("minutes", { n })),
    ),
  );
}

function hold(page, reason) {
  byId("hold").close();
  page.act("hold", { reason, minutes: Number(byId("hold-form").elements.minutes.value) });
}

/** The arrows choose the minutes wherever the focus is. */
function otherMinutes(key) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return false;
  const all = [...byId("hold-form").elements.minutes];
  const chosen = all[Math.max(0, all.findIndex((one) => one.checked) + step)];
  if (chosen) chosen.checked = true;
  return true;
}

function askWho(page) {
  byId("resume-list").replaceChildren(...page.state.held.map((ticket, i) => heldButton(page, ticket, i)));
  return openSheet(page, "resume", () => may(page, "resume") && same(page));
}

const same = ({ state }) =>
  state.held.map(({ id }) => String(id)).join() ===
  [...byId("resume-list").children].map((button) => button.dataset.ticket).join();

/** One held number to be pressed; in its sheet with the digit that does it (`i`). */
export function heldButton(page, ticket, i = DIGITS) {
  const key = i < DIGITS ? String(i + 1) : null;
  const reason = reasonName(page.state.hold_reasons, ticket.reason);
  const button = element(
    "button",
    { type: "button", class: "button missed-one held-one", "data-ticket": ticket.id, title: nameOf(ticket, "service_name") },
    element("b", { class: "number" }, ticket.number),
    element("span", { class: "missed-what" }, reason, reminder(page, ticket)),
    key ? element("kbd", { "aria-hidden": "true" }, key) : null,
  );
  button.onclick = () => resume(page, ticket);
  return button;
}

function reminder({ say }, { remind_at: at }) {
  const due = msUntil(at) === 0;
  return element("small", { class: due ? "due" : null }, say(due ? "held_due" : "held_until", { time: hourMinute(at) }));
}

function resume(page, ticket) {
  if (!may(page, "resume")) return;
  byId("resume").close();
  page.act("resume", { ticket: ticket.id });
}

/** What of the held list is to be seen now: it changes when a reminder falls due, too. */
export const heldNow = ({ held }) => JSON.stringify(held.map((ticket) => [ticket, msUntil(ticket.remind_at) === 0]));
