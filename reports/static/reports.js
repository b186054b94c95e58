// The page of reports from the top: who is this, what is due, which period; the rest is in the parts beside it.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { admit, read, signOut } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { showFigures } from "./figures.js";
import { showLetterhead } from "./letterhead.js";
import { showTexts, showHints } from "./texts.js";
import { showVersions } from "./versions.js";

const MAKERS = ["reporter", "supervisor", "head"];
const LEADERS = ["supervisor", "head"];
const NOT_THERE = 404;
const FIRST = "week"; // the period that most people come for

const say = words();
const { lang } = document.body.dataset;
let all = { kinds: [], reminders: [], letterhead: {} };

const dateOf = (iso) => iso.slice(0, 10).split("-").reverse().join("/");

function reminder(one) {
  const line = element("li", { class: `banner ${one.state === "late" ? "bad" : one.state === "soon" ? "info" : ""}` },
    icon(one.state === "soon" ? "clock" : "warning"),
    element("span", {}, capital(say(`remind-${one.state}`, { what: one.name, due: dateOf(one.due) }))),
    element("button", { type: "button", class: "button small" }, say("go")));
  line.querySelector("button").onclick = () => choose(one.kind, one.begins);
  return line;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const kindOf = (id) => all.kinds.find((each) => each.kind === id);

/** Each report that was not sent, in the server's order, but only the first of them large. */
function showReminders(due) {
  const lines = due.map(reminder);
  const [first, ...others] = lines;
  const more = element("li", {}, element("details", { class: "more-due" },
    element("summary", {}, say("more_due", { n: others.length })), element("ul", { class: "reminders" }, ...others)));
  byId("reminders").replaceChildren(...(others.length > 1 ? [first, more] : lines));
}

/** The latest periods of one kind; the chosen one is marked. */
function showSpans(kind, begins) {
  byId("kind").value = kind;
  byId("why-period").textContent = (lang !== "vi" && kindOf(kind).source_en) || kindOf(kind).source;
  show(byId("example"), kindOf(kind).example);
  byId("spans").replaceChildren(...kindOf(kind).spans.map((span) => {
    const button = element("button", { type: "button", class: "span", "aria-current": span.begins === begins && "true" }, span.name);
    button.onclick = () => choose(kind, span.begins);
    return element("li", {}, button);
  }));
}

async function choose(kind, begins) {
  history.replaceState(null, "", `#${kind}/${begins}`);
  showSpans(kind, begins);
  const { status, data } = await read(`/reports/of/${kind}/${begins}`);
  if (status === NOT_THERE) return choose(FIRST, kindOf(FIRST).spans[0].begins); // an address of no period
  if (!data) return location.reload(); // the session has ended
  show(byId("report"), true);
  byId("report-name").textContent = data.name;
  byId("report-due").textContent = data.due ? say("due", { due: dateOf(data.due) }) : "";
  show(byId("not-over"), !data.over);
  showTexts(data);
  showVersions(data, { again: () => choose(kind, begins), reminded: look });
  showFigures({ since: null, sentences: [], tables: [] });
  show(byId("counting"), true);
  const path = `/reports/of/${kind}/${begins}/figures`;
  const { data: figures } = await read(path);
  if (!figures || location.hash !== `#${kind}/${begins}`) return;
  show(byId("counting"), false);
  showHints(figures.hints);
  showFigures(figures);
}

/** What is due now. */
async function look() {
  const { data } = await read("/reports");
  if (!data) return location.reload();
  all = data;
  showReminders(all.reminders);
}

function start() {
  byId("kind").replaceChildren(...all.kinds.map(({ kind }) => element("option", { value: kind }, say(`kind-${kind}`))));
  byId("kind").onchange = () => choose(byId("kind").value, kindOf(byId("kind").value).spans[0].begins);
  showLetterhead(all.letterhead);
  const [kind, begins] = location.hash.slice(1).split("/");
  if (kindOf(kind) && begins) return choose(kind, begins);
  return choose(FIRST, kindOf(FIRST).spans[0].begins);
}

const me = await admit(say, MAKERS, "not_yours");
show(byId("internal-box"), LEADERS.includes(me.staff.role));
byId("sign-out").onclick = signOut;
await look();
await start();
