// Frozen versions: making one, its files, and that it was sent.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { notice } from "/static/notice.js";
import { press, Unreachable } from "/static/press.js";
import { read } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { keepAll } from "./texts.js";

const OFTEN = 400; // ms between two looks at how far a version is
const FORMS = { docx: "Word", xlsx: "Excel", pdf: "PDF" };

const say = words();
const { lang } = document.body.dataset;
let report = null;
let after = {};

const timeOf = (iso) => `${iso.slice(11, 16)}, ${iso.slice(0, 10).split("-").reverse().join("/")}`;

/** The versions of one report; `again` reads it once more, `reminded` what is due. */
export function showVersions(told, then) {
  report = told;
  after = then;
  show(byId("no-versions"), !told.versions.length);
  byId("versions").replaceChildren(...told.versions.map(version));
  tick();
}

function version(one) {
  const line = element("li", { class: "version" },
    element("p", {}, element("b", {}, say("version", { n: one.n })), " · ", say("made_by", { made: timeOf(one.made), by: one.by ?? "–" })),
    one.complete ? null : element("p", { class: "partial" }, say("partial")),
    element("p", { class: "version-files" }, ...Object.entries(FORMS).map(([form, name]) => file(one.id, form, name))),
    element("p", { class: "sum digits", title: one.checksum }, `${say("checksum")}: ${one.checksum}`),
    one.sent ? element("p", { class: "sent" }, icon("check"), " ", say("sent_at", { at: timeOf(one.sent) })) : sender(one));
  return line;
}

const file = (id, form, name) => element("a", { class: "button small", "data-file": `${id}.${form}`, download: true }, name);

/** The files for the office itself, with the tables by clerk, or those to be passed on. */
function tick() {
  show(byId("to-pass-on"), report.versions.length > 0 && !byId("internal").checked);
  for (const link of document.querySelectorAll("[data-file]")) {
    link.href = `/reports/${link.dataset.file}?lang=${lang}${byId("internal").checked ? "&internal=1" : ""}`;
  }
}

function sender(one) {
  const button = element("button", { type: "button", class: "button quiet small" }, say("mark_sent"));
  button.onclick = async () => {
    button.disabled = true;
    await done(`/api/v1/reports/${one.id}/send`);
    await after.reminded();
    await after.again();
  };
  return element("p", {}, button);
}

async function freeze() {
  byId("freeze").disabled = true;
  await keepAll();
  const begun = await done(`/api/v1/reports/of/${report.kind}/${report.begins}/freeze`);
  if (begun) await follow(begun);
  byId("freeze").disabled = false;
}

/** How far it is, until it is there. */
async function follow(begun) {
  show(byId("progress"), true);
  let job = begun;
  while (job?.state === "making") {
    byId("progress-bar").value = job.done / job.steps;
    byId("progress-text").textContent = say("freezing", { step: say(`step-${job.step}`), done: job.done, steps: job.steps });
    await new Promise((rested) => setTimeout(rested, OFTEN));
    job = (await read(`/reports/making/${begun.id}`)).data;
  }
  show(byId("progress"), false);
  if (job?.state !== "done") return notice(say("failed"), "bad");
  await after.again();
  notice(say("frozen", { n: report.versions[0].n }), "good");
}

/** A press; what it answered, or null once the reason has been said. */
async function done(path) {
  try {
    const told = await press(path, {});
    if (told.ok) return told.data;
    notice(told.data?.error?.message ?? say("failed"), "bad");
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(say("unreachable"), "bad");
  }
  return null;
}

byId("freeze").onclick = freeze;
byId("internal").onchange = tick;
