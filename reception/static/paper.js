// Numbers that were written by hand in a power cut: typed in, kept on this machine, given in the order of coming.

import { byId, element, show } from "/static/element.js";
import { newKey } from "/static/press.js";
import { button, clockOf, series } from "./phrases.js";
import { searchBox } from "./search.js";

const KEPT = "motcua.paper-list"; // a second power cut must not cost the typing

/** Wires the sheet of paper numbers. Gives {focus()}. */
export function openPaper(page) {
  const { say } = page;
  const box = searchBox({
    input: byId("paper-service"), list: byId("paper-service-list"), services: page.services, floating: true,
    row: (service) => [series(service.field.series), element("span", { class: "service-name" }, service.label)],
    choose: () => byId("paper-came").focus(),
  });
  let rows = kept();
  let giving = false;

  function keep() {
    localStorage.setItem(KEPT, JSON.stringify(rows));
    draw();
  }

  function add(event) {
    event.preventDefault();
    const paper = byId("paper-number").value.trim();
    const came = clockOf(byId("paper-came").value);
    const fault = trouble(paper, came);
    byId("paper-fault").textContent = fault;
    show(byId("paper-fault"), fault);
    if (fault) return;
    rows.push({ paper, came, service: box.chosen.id, key: newKey(), number: null, fault: null });
    rows.sort(byComing);
    keep();
    byId("paper-number").value = /^\d+$/.test(paper) ? String(Number(paper) + 1) : "";
    byId("paper-came").value = "";
    box.clear();
    byId("paper-number").focus();
    byId("paper-number").select();
  }

  function trouble(paper, came) {
    if (rows.some((row) => row.paper === paper)) return say("paper_twice", { paper });
    if (!box.chosen) return say("pick_service");
    if (!came || came > page.clock.wall().toISOString().slice(11, 16)) return say("paper_bad_time");
    return "";
  }

  /** One after the other, first come first: the numbers then stand in the order in which people came. */
  async function give() {
    giving = true;
    draw();
    for (const row of rows.filter((each) => !each.number)) {
      const { paper, came, service, key } = row;
      const taken = await page.send("/api/v1/tickets", { service, came, paper, print: false }, key, (fault) => { row.fault = fault; });
      if (!taken) break;
      row.number = taken.number;
      row.fault = null;
      keep();
    }
    giving = false;
    keep();
  }

  function draw() {
    const done = rows.filter((row) => row.number).length;
    byId("paper-rows").replaceChildren(...rows.map(line));
    show(byId("paper-empty"), !rows.length);
    byId("paper-count").textContent = rows.length ? say("paper_count", { done, n: rows.length }) : "";
    const give = byId("paper-give");
    give.textContent = giving ? say("paper_giving") : say("paper_give", { n: rows.length - done });
    give.disabled = giving;
    show(give, rows.length > done);
    show(byId("paper-clear"), rows.length > 0 && rows.length === done);
  }

  function line(row) {
    const service = page.services.find((each) => each.id === row.service);
    return element("tr", { class: row.number ? "done" : null },
      element("td", { class: "digits paper-no" }, row.paper), element("td", { class: "digits" }, row.came),
      element("td", {}, service?.label ?? row.service), element("td", {}, ...outcome(row)));
  }

  function outcome(row) {
    if (row.number) return [element("span", { class: "digits" }, `${row.paper} → `), element("b", { class: "number" }, row.number)];
    const out = button("", { kind: "small", picture: "cross", "aria-label": say("paper_remove", { paper: row.paper }) }, () => {
      rows = rows.filter((each) => each !== row);
      keep();
    });
    return [row.fault ? element("span", { class: "fault" }, row.fault) : "", giving ? "" : out];
  }

  byId("paper-row").addEventListener("submit", add);
  byId("paper-give").onclick = give;
  byId("paper-clear").onclick = () => {
    rows = [];
    keep();
    byId("paper-number").focus();
  };
  draw();
  return { focus: () => byId("paper-number").focus() };
}

/** First come first; two of one minute in the order of their paper numbers. */
function byComing(a, b) {
  return a.came.localeCompare(b.came) || a.paper.localeCompare(b.paper, "vi", { numeric: true });
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return []; // a browser that keeps nothing, or a list of another version
  }
}
