// The order of a table's entries, as the kiosk shows them: moved one by one, then saved at once.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";
import { save } from "./save.js";

/** A panel below whose list the order may be changed: {node, dirty(), save()}. */
export function ordered(house, name, list) {
  const { say } = house;
  let order = house.now[name].filter((entry) => !entry.retired);
  const first = order;
  let kept = false; // saved, though the page has not looked again yet
  const rows = element("ol", { class: "entries" });
  const keep = element("button", { type: "button", class: "button strong small" }, say("look_and_save"));
  const box = element("details", { class: "card order" }, element("summary", {}, say("change_order")), rows, element("p", { class: "order-foot" }, keep));

  function draw(focus) {
    rows.replaceChildren(...order.map(row));
    if (focus) rows.querySelector(`[data-up="${focus}"]`)?.focus();
  }

  function row(entry, place) {
    const up = element("button", { type: "button", class: "button quiet small", "data-up": entry.id, "aria-label": `${say("move_up")}: ${house.named(entry)}` }, icon("up"));
    up.hidden = place === 0;
    up.onclick = () => {
      kept = false;
      order = order.toSpliced(place - 1, 2, entry, order[place - 1]);
      draw(entry.id);
    };
    return element("li", { class: "entry" }, element("b", { class: "mark digits" }, String(place + 1)), element("span", { class: "entry-what" }, house.named(entry)), up);
  }

  const panel = {
    node: element("div", { class: "stack" }, list, box),
    dirty: () => !kept && order.some((entry, place) => entry !== first[place]),
    async save() {
      const gone = house.now[name].filter((entry) => entry.retired);
      const saved = await save(house, [{ name, value: [...order, ...gone], seen: house.now[name] }]);
      kept ||= saved;
      if (saved) await house.again();
      return saved;
    },
  };
  keep.onclick = () => panel.save();
  draw();
  return panel;
}
