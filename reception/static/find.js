// Finding a ticket by its number, and doing with it what its holder asks for.

import { byId, element } from "/static/element.js";
import { ticketCard, ticketChoice } from "./ticket.js";

const OVER = ["served", "left", "void", "expired"];
const over = ({ state }) => Number(OVER.includes(state));
const AGAIN = 5_000; // ms: a ticket on show is looked at again, for what no board tells

/** Wires the right side of `page`. Gives {focus(), hear(), show(id), look(number)}. */
export function openFind(page) {
  const { say } = page;
  const found = byId("found");
  let shown = null; // the id of the ticket on show
  let ticket = null;
  let asked = 0;

  function lead() {
    shown = ticket = null;
    found.replaceChildren(element("p", { class: "soft lead" }, say("find_lead")));
  }

  async function look(number) {
    const answer = await page.get(`/api/v1/tickets?number=${encodeURIComponent(number)}`, true);
    if (!answer) return;
    const tickets = answer.tickets.toSorted((a, b) => over(a) - over(b)); // whom one can still help comes first
    if (tickets.length === 1) {
      shown = tickets[0].id;
      draw(tickets[0]);
      return found.querySelector(".ticket-head").focus();
    }
    shown = ticket = null;
    if (!tickets.length) return found.replaceChildren(element("p", { class: "banner", role: "alert" }, say("find_none", { number })));
    return found.replaceChildren(element("p", {}, say("find_many")),
      ...tickets.map((each) => ticketChoice(page, each, () => show(each.id, true))));
  }

  async function show(id, focus = false) {
    shown = id;
    const question = (asked += 1);
    const answer = await page.get(`/api/v1/tickets/${id}`);
    if (!answer || shown !== id || question !== asked) return;
    draw(answer);
    if (focus) found.querySelector(".ticket-head").focus();
  }

  function draw(news) {
    const same = JSON.stringify(news) === JSON.stringify(ticket);
    if (same) return;
    ticket = news;
    const held = found.contains(document.activeElement) ? document.activeElement.dataset.key ?? "" : null;
    found.replaceChildren(...ticketCard(page, ticket, { act, ask, mark, close: escape }));
    if (held !== null) (found.querySelector(`[data-key="${held}"]`) ?? found.querySelector(".ticket-head")).focus({ preventScroll: true });
  }

  async function act(verb) {
    const answer = await page.send(`/api/v1/tickets/${ticket.id}/${verb}`, {});
    if (answer) show(answer.id ?? shown);
    else show(shown);
  }

  async function ask(verb) {
    const { number } = ticket;
    const sure = await page.sure(say(`sure_${verb}`, { number }), say(`sure_${verb}_effect`), say(verb));
    if (sure) act(verb);
  }

  async function mark(kinds) {
    if (await page.send(`/api/v1/tickets/${ticket.id}/needs`, { needs: kinds })) show(shown);
  }

  function escape() {
    lead();
    byId("number").value = "";
    byId("number").focus();
  }

  byId("find").addEventListener("submit", (event) => {
    event.preventDefault();
    const number = byId("number").value.trim().toUpperCase();
    if (number) look(number);
    byId("number").select();
  });
  setInterval(() => shown && !document.hidden && show(shown), AGAIN);
  lead();
  return {
    focus() {
      byId("number").focus();
      byId("number").select();
    },
    hear: () => shown && show(shown),
    show,
    look,
  };
}
