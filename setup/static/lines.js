// Which fields a counter serves: its own, those it only helps with and from when on, and those of others.

import { element, show } from "/static/element.js";

const USUAL_HELP = 5; // minutes, as queue.md has it

export function serving(house, value) {
  const fault = element("p", { class: "fault", hidden: true });
  const rows = house.now.fields.filter((field) => !field.retired || value.some((line) => line.field === field.id)).map((field) => one(house, field, value.find((line) => line.field === field.id)));
  const node = element("fieldset", { class: "serving long" }, element("legend", { class: "label" }, house.say("of_lines")), ...rows.map((row) => row.node), fault);
  return {
    node,
    read: () => rows.map((row) => row.read()).filter(Boolean).sort((a, b) => a.offset_min - b.offset_min),
    tell(path, sentence) {
      fault.textContent = sentence;
      show(fault, true);
      return true;
    },
    clear: () => show(fault, false),
  };
}

function one(house, field, line) {
  const how = line ? (line.offset_min ? "help" : "own") : "no";
  const name = element("span", { class: "serving-name" }, element("b", { class: "series digits" }, field.series), house.named(field));
  const choose = element("select", { "aria-label": house.named(field) }, ...["no", "own", "help"].map((each) => element("option", { value: each, selected: each === how }, house.say(`serve_${each}`))));
  const after = element("input", { type: "number", class: "digits", min: 1, max: 240, value: line?.offset_min || USUAL_HELP, "aria-label": house.say("of_offset_min") });
  const late = element("span", { class: "with-unit" }, after, element("span", { class: "soft" }, house.say("unit_min")));
  const node = element("div", { class: "serving-row" }, name, choose, late);
  const drawn = () => {
    node.dataset.how = choose.value;
    late.hidden = choose.value !== "help";
  };
  choose.addEventListener("change", drawn);
  drawn();
  return {
    node,
    read: () => (choose.value === "no" ? null : { field: field.id, offset_min: choose.value === "help" ? Math.max(1, Number(after.value) || USUAL_HELP) : 0 }),
  };
}
