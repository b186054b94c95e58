// Head, foot and addressees of the reports to come: a setting of the office.

import { byId, show } from "/static/element.js";
import { notice } from "/static/notice.js";
import { press, Unreachable } from "/static/press.js";
import { words } from "/static/words.js";

const LISTS = ["authority", "addressees"];

const say = words();
const form = byId("letterhead");

export function showLetterhead(told) {
  for (const [name, value] of Object.entries(told)) form.elements[name].value = LISTS.includes(name) ? value.join("\n") : value;
  sayWhoSigns();
}

/** Where nobody is named to sign, that is said before a version is frozen; the way there opens what it leads to. */
function sayWhoSigns() {
  show(byId("no-signer"), !form.elements.signer.value.trim());
}

byId("no-signer").querySelector("a").onclick = (event) => {
  event.preventDefault(); // the address names the period
  byId("letterhead-box").open = true;
  form.elements.signer.focus();
};

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, LISTS.includes(name) ? lines(text) : text]));
  try {
    const told = await press("/api/v1/reports/letterhead", body);
    if (told.ok) sayWhoSigns();
    notice(told.ok ? say("saved") : told.data?.error?.message ?? say("failed"), told.ok ? "good" : "bad");
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    notice(say("unreachable"), "bad");
  }
});
