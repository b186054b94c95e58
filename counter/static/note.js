// Words about the citizen in hand, for whoever serves this number next: short, for a while, then gone everywhere.

import { byId, show } from "/static/element.js";
import { openSheet } from "./sheets.js";
import { may } from "./verbs.js";

/** Wires the sheet. */
export function wireNote(page) {
  page.sheets.note = () => ask(page);
  page.sheetKeys.note = noteKey;
  byId("note-form").onsubmit = (event) => {
    event.preventDefault();
    send(page, byId("note-text").value.trim());
  };
  byId("note-text").oninput = () => count(page);
  byId("note-erase").onclick = () => send(page, "");
}

function ask(page) {
  const { ticket } = page.state;
  byId("note-form").reset();
  byId("note-title").textContent = page.say("note_title", { number: ticket.number });
  byId("note-text").value = ticket.note ?? "";
  show(byId("note-erase"), Boolean(ticket.note));
  count(page);
  openSheet(page, "note", () => may(page, "note") && page.state.ticket?.id === ticket.id);
  byId("note-text").focus();
  return true;
}

function count({ say }) {
  const { length } = byId("note-text").value;
  byId("note-count").textContent = say("transfer_count", { n: length });
  byId("note-send").disabled = !byId("note-text").value.trim();
}

/** Enter keeps it, also from the text: a note is one line. */
function noteKey(key, { target }) {
  if (key !== "Enter" || target.matches("button")) return false;
  if (!byId("note-send").disabled) byId("note-form").requestSubmit();
  return true;
}

function send(page, text) {
  const minutes = Number(byId("note-form").elements["note-for"].value) || null;
  byId("note").close();
  page.act("note", text ? { text, minutes } : { text });
}
