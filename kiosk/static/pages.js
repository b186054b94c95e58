// Lines that one screen may not hold: as many as it does, the others behind «Xem tiếp».

import { el } from "./elements.js";

/** For `lines` from visit.now.from on: {more: the button, fewer(): one line less, false when one is left}. */
export function paged({ visit, say, go }, lines) {
  const from = visit.now.from ?? 0;
  lines.forEach((line, i) => { line.hidden = i < from; });
  const onwards = () => go({ from: lines.findIndex((line, i) => i > from && line.hidden && !lines[i - 1].hidden) });
  const more = el("button.button.more", { type: "button", hidden: "", click: onwards }, el("span", {}, say("sheet-next")));
  return {
    more,
    fewer() {
      const shown = lines.filter((line) => !line.hidden);
      if (shown.length < 2) return false;
      more.hidden = false;
      shown.at(-1).hidden = true;
      return true;
    },
  };
}
