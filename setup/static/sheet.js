// The services as a workbook: taken out, changed in a spreadsheet, and put in again after a look at what changes.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";
import { agreed, takeBack, toast } from "./save.js";

const PATH = "/api/v1/services.xlsx";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The card above the list of services. */
export function sheet(house) {
  const { say } = house;
  const file = element("input", { type: "file", accept: `.xlsx,${TYPE}`, id: "sheet", class: "unseen" });
  const faults = element("ul", { class: "cells", role: "alert" });
  file.onchange = async () => {
    faults.replaceChildren();
    if (file.files[0]) await putIn(house, file.files[0], faults);
    file.value = ""; // the same file, mended, may be chosen again
  };
  return element(
    "section",
    { class: "card sheet-card" },
    element("div", {}, element("h3", {}, say("sheet_title")), element("p", { class: "soft" }, say("sheet_lead"))),
    element("a", { class: "button small", href: `${PATH}?lang=${house.lang}`, download: "" }, icon("download"), say("sheet_out")),
    file,
    element("label", { class: "button small", for: file.id }, icon("upload"), say("sheet_in")),
    faults,
  );
}

async function putIn(house, file, faults) {
  const told = await sent(house, "?preview=1", file);
  if (!told.ok) return explain(house, told.data, faults);
  if (!told.data.changes.length) return toast(house, house.say("nothing_changes"));
  if (!(await agreed(house, told.data.changes, told.data.warnings ?? []))) return;
  const done = await sent(house, "", file);
  if (!done.ok) return explain(house, done.data, faults);
  await house.again();
  toast(house, house.say("saved"), () => takeBack(house, [null]));
}

/** Each fault with its cell; one of the whole file, and a refusal, is told at the foot. */
function explain(house, data, faults) {
  const { file, ...cells } = data?.error?.fields ?? {};
  const told = Object.entries(cells);
  faults.replaceChildren(...told.map(([cell, sentence]) => element("li", {}, element("b", { class: "digits" }, cell), " ", sentence)));
  toast(house, told.length ? house.say("sheet_wrong", { n: told.length }) : (file ?? data?.error?.message ?? house.say("sign_in_unreachable")), null, "bad");
}

async function sent(house, query, file) {
  const headers = { Accept: "application/json", "Content-Type": TYPE, "X-Lang": house.lang, "X-Motcua": "1" };
  try {
    const answer = await fetch(PATH + query, { method: "POST", headers, body: file });
    return { ok: answer.ok, data: await answer.json().catch(() => null) };
  } catch {
    return { ok: false, data: null };
  }
}
