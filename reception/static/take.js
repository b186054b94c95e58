// A number for somebody who stands here: what for, what is special, then the number to hand or read out.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { newKey } from "/static/press.js";
import { button, counterList, named, needButtons, series, spelled, toggle, waitingPhrase, waitPhrase } from "./phrases.js";
import { searchBox } from "./search.js";

const LOOK = 700; // ms between two looks at the printer
const LOOKS = 15;
const COMING = ["queued", "printing"];

/** Wires the left side of `page`. Gives {focus(), hear(state)}. */
export function openTake(page) {
  const { say, lang } = page;
  const now = { order: null, given: null, lines: new Map() };
  const box = searchBox({
    input: byId("service"), list: byId("services"), none: byId("services-none"), services: page.services,
    row: (service) => [series(service.field.series), element("span", { class: "service-name" }, service.label), line(service)],
    choose: begin,
  });

  function line(service) {
    const known = now.lines.get(service.field.id);
    const text = !known ? "" : known.open ? waitingPhrase(say, known.waiting) : say("unserved");
    return element("span", { class: known && !known.open ? "service-line unserved" : "service-line" }, text);
  }

  function begin(service) {
    now.order = { service, priority: null, needs: [], english: false, print: true, key: newKey() };
    now.given = null;
    draw();
    byId("take-it").focus();
  }

  function change(values) {
    const held = document.activeElement?.dataset?.key;
    Object.assign(now.order, values, { key: newKey() }); // another order is another press
    drawOrder();
    (byId("order").querySelector(`[data-key="${held}"]`) ?? byId("take-it")).focus();
  }

  function again() {
    now.order = now.given = null;
    box.clear();
    draw();
    byId("service").focus();
  }

  function draw() {
    show(byId("choosing"), !now.order);
    show(byId("order"), now.order && !now.given);
    show(byId("given"), Boolean(now.given));
    if (now.given) drawGiven();
    else if (now.order) drawOrder();
  }

  function drawOrder() {
    const { service, priority, needs, english, print } = now.order;
    const known = now.lines.get(service.field.id);
    const wait = known?.open && waitPhrase(say, known.wait);
    byId("order").replaceChildren(...[
      element("div", { class: "order-head" }, series(service.field.series),
        element("p", {}, element("b", { class: "order-name" }, service.label), element("span", { class: "soft" }, named(service.field, lang))),
        button(say("change"), { key: "Esc", kind: "small" }, again)),
      known && element("p", { class: "order-line" }, [waitingPhrase(say, known.waiting), wait].filter(Boolean).join(" · ")),
      known && !known.open && element("p", { class: "banner" }, icon("warning"), element("span", {}, say("unserved_warning"))),
      element("div", { class: "marks" },
        ...page.priorities.map((each, place) => toggle(named(each, lang), {
          kind: "wide", key: "UIO"[place] ?? null, hint: say("head_start", { n: each.head_start_min }), "data-priority": each.id,
        }, priority === each.id, () => change({ priority: priority === each.id ? null : each.id }))),
        ...needButtons(say, needs, (kinds) => change({ needs: kinds })),
        needs.length > 0 && element("p", { class: "rule soft" }, say("needs_hint")),
        toggle(say("english"), { key: "E" }, english, () => change({ english: !english })),
        toggle(say("print"), { key: "P", picture: "paper" }, print, () => change({ print: !print }))),
      element("button", { type: "button", id: "take-it", class: "button next huge", "data-key": "Enter" },
        element("span", {}, say("take")), element("kbd", { "aria-hidden": "true" }, "Enter")),
    ].filter(Boolean));
    byId("take-it").onclick = take;
  }

  async function take() {
    const { service, priority, needs, english, print, key } = now.order;
    const body = { service: service.id, language: english ? "en" : "vi", print };
    if (priority) body.priority = priority;
    if (needs.length) body.needs = needs;
    const taken = await page.send("/api/v1/tickets", body, key);
    if (!taken) return;
    now.given = taken;
    draw();
    byId("given").querySelector("button").focus();
    page.showTicket(taken.id);
    watchPaper(taken);
  }

  function drawGiven() {
    const { number, ahead, wait, counters } = now.given;
    const range = waitPhrase(say, wait);
    const facts = [
      [say("ahead"), ahead === 0 ? say("ahead_none") : String(ahead)],
      range && [say("wait"), range],
      counters?.length && [say("counters"), counterList(say, counters)],
    ].filter(Boolean);
    byId("given").replaceChildren(
      element("p", { class: "given-service" }, now.order.service.label),
      element("p", { class: number.length > 4 ? "number long" : "number" }, number),
      element("p", { class: "read-out" }, element("span", { class: "soft" }, say("read_out")), " ",
        element("b", {}, spelled(say, number))),
      element("dl", { class: "facts" }, ...facts.map(([term, value]) =>
        element("div", {}, element("dt", {}, term), element("dd", { class: "digits" }, value)))),
      element("p", { id: "slip", class: "slip" }),
      button(say("next_person"), { key: "Enter", kind: "next huge" }, again));
    drawSlip();
  }

  function drawSlip() {
    const state = now.given.print?.state ?? "none";
    byId("slip").replaceChildren(icon(COMING.includes(state) ? "clock" : state === "printed" || state === "sent" ? "check" : "paper"),
      element("span", {}, say(`print_${state}`)));
    byId("slip").dataset.state = state;
  }

  async function watchPaper(taken) {
    for (let looks = 0; looks < LOOKS && now.given === taken && COMING.includes(taken.print?.state); looks += 1) {
      await new Promise((done) => setTimeout(done, LOOK));
      const seen = await page.get(`/api/v1/tickets/${taken.id}`);
      if (seen) taken.print = seen.print;
      if (now.given === taken) drawSlip();
      if (!COMING.includes(taken.print?.state)) page.lookAgain(); // the ticket beside it says the same
    }
  }

  return {
    focus() {
      if (now.given || !now.order) again();
      else byId("take-it").focus();
    },
    hear(state) {
      now.lines = new Map(state.fields.map((field) => [field.id, field]));
      if (!now.order) box.draw();
      else if (!now.given && !byId("order").contains(document.activeElement)) drawOrder();
    },
  };
}
