// The locked page: covered until the clerk's PIN opens it. The PIN is checked by the server, never kept here.

import { byId, show } from "/static/element.js";
import { signOut } from "/static/sign-in.js";
import { nameOf } from "./names.js";
import { isMine } from "./verbs.js";

const LONGEST = 8; // digits, as config.toml allows
let typed = "";

/** Wires the number pad. */
export function wireLock(page) {
  for (const button of byId("pin-pad").querySelectorAll("[data-digit]")) {
    button.onclick = (event) => {
      add(page, button.dataset.digit);
      if (event.detail) byId("pin-dots").focus(); // after a finger, Enter on a keyboard still means "unlock"
    };
  }
  byId("pin-erase").onclick = () => set(page, typed.slice(0, -1));
  byId("pin-send").onclick = () => unlock(page);
  byId("lock-sign-out").onclick = signOut;
  byId("locked").addEventListener("close", page.draw); // whatever closed it, only the server's word keeps it so
}

/** Covers the page while the state says locked. */
export function drawLock(page) {
  const { state, say, staff } = page;
  const covered = state.locked && isMine(page);
  if (covered && !byId("locked").open) {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    set(page, "");
    trouble("");
    byId("locked").showModal();
  }
  if (!covered) byId("locked").close();
  byId("lock-title").textContent = say("locked", { counter: nameOf(state, "label") });
  byId("lock-who").textContent = say("locked_hint", { name: staff.label });
}

/** Typing on the keyboard does what the pad does. */
export function lockKey(page, key, { target }) {
  if (/^\d$/.test(key)) add(page, key);
  else if (key === "Backspace") set(page, typed.slice(0, -1));
  else if (key === "Escape") set(page, "");
  else if (key === "Enter" && !target.closest("button")) unlock(page);
  else return false;
  return true;
}

const add = (page, digit) => set(page, (typed + digit).slice(0, LONGEST));

function set({ say }, digits) {
  typed = digits;
  byId("pin-dots").textContent = "●".repeat(typed.length) || "–";
  byId("pin-dots").setAttribute("aria-label", say("pin_count", { n: typed.length }));
}

async function unlock(page) {
  if (!typed) return;
  const pin = typed;
  set(page, "");
  const answer = await page.act("open", { clerk: page.staff.id, pin });
  trouble(answer && !answer.ok ? answer.data?.error?.message ?? page.say("refused") : "");
}

function trouble(text) {
  byId("pin-trouble").textContent = text;
  show(byId("pin-trouble"), Boolean(text));
}
