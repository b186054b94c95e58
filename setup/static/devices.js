// The devices that were found, and a trial of each: a test print is one press.

import { icon } from "/static/draw.js";
import { element } from "/static/element.js";
import { read } from "/static/sign-in.js";
import { send } from "./save.js";

const SOON = 1000; // ms until the next look while something is tried
const ORDER = ["printer", "display", "kiosk", "board", "speaker", "voice", "keypad", "pad"];
const SIGNS = { good: "check", look: "warning", bad: "cross" };

/** The panel of devices; looks again by itself while it is shown. */
export function devices(house) {
  const { say } = house;
  const list = element("ul", { class: "entries devices" });
  const all = element("button", { type: "button", class: "button strong small" }, say("try_all"));
  all.onclick = () => tryThem({});
  const node = element("div", { class: "stack" }, element("p", { class: "panel-head" }, element("span", { class: "soft" }, say("about_devices")), all), list, element("p", { class: "soft" }, say("devices_elsewhere")));

  function draw(trial) {
    house.trial = trial;
    const focus = document.activeElement?.dataset?.try;
    const rows = [...trial.rows].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
    list.replaceChildren(...rows.map((row) => tried(row)));
    if (focus) [...list.querySelectorAll("[data-try]")].find((button) => button.dataset.try === focus)?.focus();
  }

  function tried(row) {
    const told = row.verdict === "running" ? say("trying") : (row.told[house.lang] ?? row.told.vi ?? say("never_tried"));
    const screen = ["display", "kiosk"].includes(row.kind);
    const button = element("button", { type: "button", class: "button small", "data-try": row.name, "aria-label": `${say(row.kind === "printer" ? "test_print" : "try_one")} ${row.name}` }, say(row.kind === "printer" ? "test_print" : "try_one"));
    button.setAttribute("aria-disabled", String(row.verdict === "running"));
    button.onclick = () => row.verdict !== "running" && tryThem({ devices: [row.name] });
    return element(
      "li",
      { class: `entry device ${row.verdict}` },
      element("span", { class: "sign" }, SIGNS[row.verdict] ? icon(SIGNS[row.verdict]) : "", element("span", { class: "unseen" }, say(`device_${row.verdict}`))),
      element("span", { class: "entry-what" }, element("b", {}, row.name), element("span", { class: "soft" }, `${say(`kind_${row.kind}`)} · ${told}`)),
      screen ? "" : button,
    );
  }

  async function tryThem(asked) {
    const answer = await send(house, "/api/v1/self-test", asked);
    if (answer?.ok) draw(answer.data);
    again();
  }

  /** Looks until nothing is tried any more, or the panel is left. */
  async function again() {
    await new Promise((done) => setTimeout(done, SOON));
    if (!node.isConnected) return;
    const { data } = await read("/self-test");
    if (data) draw(data);
    if (data?.running) again();
  }

  draw(house.trial);
  again();
  return { node };
}
