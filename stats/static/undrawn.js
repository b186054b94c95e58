// A page that could not be drawn says so: an empty table would be read as "nothing". A script of its own, so that it runs when the
// page's own does not.

import { byId, show } from "/static/element.js";
import { words } from "/static/words.js";

function tell() {
  byId("undrawn").textContent = words()("undrawn");
  show(byId("undrawn"), true);
  if (byId("door").hidden) show(byId("page"), true);
}

addEventListener("error", tell);
addEventListener("unhandledrejection", tell);
