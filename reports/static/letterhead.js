// Head, foot and addressees of the reports to come: a setting of the office.

import { byId } from "/static/element.js";
import { notice } from "/static/notice.js";
import { press, Unreachable } from "/static/press.js";
import { words } from "/static/words.js";

const LISTS = ["authority", "addressees"];

const say = words();
const form = byId("letterhead");

export function showLetterhead(told) {
  for (const [name, value] of Object.entries(told)) form.elements[name].value = LISTS.includes(name) ? value.join("\n") : value;
}

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, LISTS.includes(name) ? lines(text) : text]));
  try {
    const told = await press("/api/v1/reports/letterhead", body);
    notice(told.ok ? say("saved") : told.data?.error?.message ?? say("failed"), told.ok ? "good" : "bad");
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(say("unreachable"), "bad");
  }
});
