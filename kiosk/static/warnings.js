// What one must know before the final press: nobody serves it yet, it may be too late, it may count from tomorrow.

import { icon } from "/static/draw.js";
import { el } from "./elements.js";

/** Three banners in one `node`; `refresh(state)` shows those that are true now. */
export function warnings({ visit, catalog, say, clock }) {
  const { field, service } = visit.now;
  const unserved = banner("warning", say("unserved-warning"));
  const late = banner("warning", say("may-be-too-late"));
  const cutoff = banner("clock", say("cutoff", { time: catalog.late_from }), "info");
  return {
    node: el("div.warnings", {}, unserved, late, cutoff),
    refresh(state) {
      const line = state.fields.find(({ id }) => id === field.id);
      unserved.hidden = Boolean(line?.open);
      late.hidden = !(line?.open && line.may_not_be_served);
      cutoff.hidden = !(service.cutoff && catalog.late_from && clock() >= catalog.late_from);
    },
  };
}

const banner = (picture, text, kind = "warn") =>
  el(`p.banner.${kind}`, { hidden: "" }, icon(picture), el("span", {}, text));
