// Sheets that were entered: by number, when, by whom, about whom; never what they say. One entered
// wrongly is struck out with a reason.

import { byId, element, show } from "/static/element.js";
import { press, Unreachable } from "/static/press.js";
import { read } from "/static/sign-in.js";

const { lang } = document.body.dataset;
const NOTHING = "–";
let chosen = 0;

/** "2026-11-20T08:15:…" as "20/11 08:15". */
const when = (iso) => `${iso.slice(8, 10)}/${iso.slice(5, 7)} ${iso.slice(11, 16)}`;

export async function lookAtEntered(say) {
  const { data } = await read("/survey/sheets");
  if (!data) return;
  byId("entered").replaceChildren(...data.sheets.map((sheet) => row(sheet, say)));
  show(byId("none-entered"), !data.sheets.length);
}

function row(sheet, say) {
  const struck = sheet.struck && say("was_struck", { why: say(`why_${sheet.struck.reason}`), name: sheet.struck.by ?? NOTHING, at: when(sheet.struck.at) });
  return element(
    "tr",
    { class: struck ? "gone" : null },
    element("th", { scope: "row", class: "digits" }, String(sheet.sheet)),
    element("td", {}, say("by_whom", { at: when(sheet.at), name: sheet.by ?? NOTHING })),
    element("td", {}, sheet.clerk ?? NOTHING),
    element("td", { class: "digits" }, sheet.counter === null ? NOTHING : String(sheet.counter)),
    element("td", { class: "act" }, struck ? element("span", { class: "soft" }, struck) : button(sheet.sheet, say)),
  );
}

function button(n, say) {
  const made = element("button", { type: "button", class: "button small" }, say("strike"));
  made.onclick = () => {
    chosen = n;
    byId("sure-title").textContent = say("strike_sure", { n });
    tell("");
    for (const box of byId("why").querySelectorAll("input")) box.checked = false;
    byId("sure").showModal();
  };
  return made;
}

/** Makes the question work; `done(number)` once a sheet is struck out. */
export function strikeOut(say, done) {
  byId("sure-no").onclick = () => byId("sure").close();
  byId("sure-yes").onclick = async () => {
    const reason = byId("why").querySelector("input:checked")?.value;
    if (!reason) return tell(say("strike_why_first"));
    const trouble = await send(`/api/v1/survey/sheets/${chosen}/strike?lang=${lang}`, { reason }, say);
    tell(trouble);
    if (trouble) return;
    byId("sure").close();
    await done(chosen);
  };
}

/** Presses; what went wrong, or "". */
async function send(path, body, say) {
  try {
    const answer = await press(path, body);
    return answer.ok ? "" : (answer.data?.error?.message ?? say("failed"));
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    return say("unreachable");
  }
}

function tell(text) {
  byId("sure-trouble").textContent = text;
  show(byId("sure-trouble"), Boolean(text));
}
