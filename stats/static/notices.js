// What the staff should know and do: one banner each, for as long as it is true.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { send } from "./day.js";
import { date, round, whole } from "./format.js";

let drawn = "";

/** Draws the notices of one state; what has not changed stays, so that nothing is read out twice. */
export function drawNotices(notices, say) {
  const now = JSON.stringify(notices.map((notice) => [notice.code, notice.at, notice.gap, notice.numbers, notice.printer, round(notice.left ?? 0)]));
  if (now === drawn) return;
  drawn = now;
  byId("notices").replaceChildren(...notices.map((notice) => banner(notice, say)));
}

const banner = (notice, say) =>
  element("p", { class: "banner" }, icon("warning"), element("span", {}, textOf(notice, say)), MORE[notice.code]?.(say) ?? "");

const TEXTS = {
  disk_full: (_, say) => say("notice_disk_full"),
  floor: (_, say) => say("notice_floor"),
  slips: ({ numbers: all }, say) =>
    say("notice_slips", { n: all.length, numbers: all.slice(0, NAMED).join(", ") + (all.length > NAMED ? "…" : "") }),
  paper_low: ({ printer, left }, say) =>
    left === null ? say("notice_paper_low", { printer }) : say("notice_paper_low_left", { printer, n: whole(round(left)) }),
  copy: (_, say) => say("notice_copy"),
  date: (notice, say) => say("notice_date", { date: moment(notice.date) }),
  restored: ({ since, at, gap }, say) =>
    say("notice_restored", { since: since ? moment(since) : say("notice_ever"), at: moment(at), gap: numbers(gap) || say("notice_none") }),
};

const NAMED = 6;
const MORE = { date: confirm, slips: (say) => element("a", { class: "button small", href: `/reception/?lang=${document.body.dataset.lang}#slips` }, say("notice_slips_see")) };

const textOf = (notice, say) => TEXTS[notice.code](notice, say);

/** 08:05, 20/11/2026 */
const moment = (iso) => `${iso.slice(11, 16)}, ${date(iso)}`;

const numbers = (gap) => Object.entries(gap).map(([series, [from, to]]) => `${label(series, from)}–${label(series, to)}`).join(", ");

const label = (series, n) => `${series}${String(n).padStart(3, "0")}`;

function confirm(say) {
  const button = element("button", { type: "button", class: "button small" }, say("confirm_date"));
  button.onclick = async () => {
    const trouble = await send("confirm-date", say);
    byId("trouble").textContent = trouble;
    show(byId("trouble"), Boolean(trouble));
  };
  return button;
}
