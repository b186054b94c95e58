// Ten seconds in which the last press can be taken back, counted by the hall's clock.

import { byId, show } from "/static/element.js";
import { msUntil } from "./elapsed.js";
import { may } from "./verbs.js";

let timer = 0;
let told = "";
let running = ""; // what the bar runs down for

/** Draws what can be undone and for how long; draws itself again each second until it is over. */
export function drawUndo(page) {
  clearTimeout(timer);
  const { undo } = page.state;
  const open = may(page, "undo");
  show(byId("undo"), open);
  if (!open) return tell("");
  const left = msUntil(undo.until);
  const what = [page.say(`did_${undo.verb}`), undo.number].filter(Boolean).join(" ");
  byId("undo-what").textContent = what;
  byId("undo-left").textContent = page.say("seconds", { n: Math.ceil(left / 1000) });
  runDown(undo, left);
  timer = setTimeout(() => drawUndo(page), left % 1000 || 1000);
  return tell(page.say("undo_told", { what }));
}

/** A bar that runs out with the time: begun once for each press, drawn by the browser. */
function runDown({ until }, left) {
  if (until === running) return;
  running = until;
  byId("undo-bar").getAnimations?.().forEach((old) => old.cancel());
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  byId("undo-bar").animate([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], { duration: left, fill: "forwards" });
}

/** Said once to those who listen, not every second. */
function tell(words) {
  if (words === told) return;
  told = words;
  byId("undo-told").textContent = words;
}
