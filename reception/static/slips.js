// Slips in doubt, each settled by a person with one press; and what the rolls of paper still hold.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { newKey } from "/static/press.js";
import { button, named, timeOf } from "./phrases.js";

const KEYS = { reprint: "I", printed: "D", void: "X" };

/** Wires the sheet of slips. Gives {focus(), hear(state)}; the state is the board "slips". */
export function openSlips(page) {
  const { say } = page;
  const list = byId("slip-list");
  const keys = new Map(); // of a press that may have to be made again: job and deed → key
  let drawn = "";

  function hear({ slips, printers }) {
    tellTab(slips.length);
    const news = JSON.stringify([slips, printers]);
    if (news === drawn) return;
    drawn = news;
    const held = heldIn(list);
    list.replaceChildren(...slips.map(line));
    for (const node of [list, byId("slips-lead")]) show(node, slips.length > 0);
    show(byId("slips-none"), !slips.length);
    byId("printers").replaceChildren(...printers.map(printerLine));
    show(byId("printers"), printers.length > 0);
    if (held) (lineOf(held.id) ?? list.children[Math.min(held.at, slips.length - 1)] ?? byId("tab-slips")).focus({ preventScroll: true });
  }

  /** How many wait stands on the tab, whatever sheet is open. */
  function tellTab(n) {
    const count = byId("slips-n");
    count.textContent = n;
    show(count, n > 0);
  }

  function line(slip) {
    const { id, number, state, allowed } = slip;
    return element("li", { class: "doubt", tabindex: "0", "data-keys": "", "data-job": id },
      element("b", { class: "number" }, number),
      element("div", { class: "slip-what" },
        element("p", { class: "slip-state" }, icon("warning"), element("span", {}, say(`slip_${state}`))),
        element("p", { class: "soft" }, meta(slip))),
      element("div", { class: "slip-deeds" }, ...allowed.map((deed) =>
        button(wordOf(deed, state), { key: KEYS[deed], kind: deed === "void" ? "apart" : "", "data-deed": deed }, () => see(slip, deed)))));
  }

  const wordOf = (deed, state) => say(deed === "printed" && state === "failed" ? "slip_written" : `slip_to_${deed}`);

  function meta({ issued_at: at, reprint, ticket_state: ticket, counter, printer, ...slip }) {
    return [named(slip, page.lang, "service_name"), say("taken_at", { time: timeOf(at) }),
      ticket !== "waiting" && say(`state-${ticket}`, { counter: counter ?? "" }),
      reprint > 0 && say("slip_copy", { n: reprint }), printer].filter(Boolean).join(" · ");
  }

  /** One press settles a slip; pressed again after silence it is the same press. */
  async function see({ id, number }, deed) {
    if (deed === "void" && !(await page.sure(say("sure_void", { number }), say("sure_void_effect"), say("void")))) return;
    const name = `${id} ${deed}`;
    if (!keys.has(name)) keys.set(name, newKey());
    const done = await page.send(`/api/v1/slips/${id}/${deed}`, {}, keys.get(name));
    if (!done) return;
    keys.delete(name);
    page.notice(say(`slip_done_${deed}`, { number }), "good");
  }

  function printerLine({ name, state, todo, roll }) {
    const trouble = todo[page.lang];
    const warned = roll.low || roll.asks;
    return element("li", { class: "printer" },
      element("b", {}, name),
      element("div", { class: "printer-what" },
        trouble ? element("p", { class: state === "ok" ? "soft" : "warned" }, state === "ok" ? null : icon("warning"), element("span", {}, trouble)) : null,
        roll.asks ? element("p", { class: "warned" }, icon("paper"), element("span", {}, say("roll_asks"))) : null,
        state === "paper-out" ? null : element("p", {}, rollPhrase(say, roll))),
      button(say("roll_changed"), { kind: warned ? "strong small" : "small", "data-roll": name }, () => changed(name)));
  }

  async function changed(name) {
    if (await page.send(`/api/v1/printers/${name}/roll`, {})) page.notice(say("roll_noted", { name }), "good");
  }

  /** Up and down walk from slip to slip; the letters on the buttons press those of the slip in focus. */
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target.closest(".doubt");
    if (!step || !here) return;
    event.preventDefault();
    (step > 0 ? here.nextElementSibling : here.previousElementSibling)?.focus();
  });

  const lineOf = (id) => list.querySelector(`[data-job="${id}"]`);
  return { focus: () => (list.firstElementChild ?? byId("tab-slips")).focus(), hear };
}

/** The slip that has the focus, or whose button has it: {id, at}. */
function heldIn(list) {
  const slip = document.activeElement?.closest?.(".doubt");
  return slip && { id: slip.dataset.job, at: [...list.children].indexOf(slip) };
}

/** "Cuộn giấy còn khoảng 640 phiếu." An estimate is said in round figures. */
export function rollPhrase(say, { left, slips, since }) {
  const round = left > 50 ? Math.floor(left / 10) * 10 : left;
  const told = left === null ? say("roll_used", { n: slips }) : left === 0 ? say("roll_end") : say("roll_left", { n: round });
  return since ? `${told} ${say("roll_since", { time: timeOf(since), date: since.slice(5, 10).split("-").reverse().join("/") })}` : told;
}
