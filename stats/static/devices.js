// Every device of the hall: what is in trouble first and whole, what works in few words.

import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { round, whole } from "./format.js";

const FEW = 8; // so many that work are shown without being asked for
const LEVELS = ["bad", "watch", "good"];
const SIGNS = { bad: "cross", watch: "warning", good: "check" };

/** Draws the devices of one state of the board; `rolls` says what paper each printer still has. */
export function drawDevices(devices, rolls, clock, say) {
  const [bad, watch, good] = LEVELS.map((level) => devices.filter((device) => device.level === level));
  const folded = good.length > FEW;
  const told = [...together(bad), ...together(watch), ...(folded ? [] : good)];
  const rows = (some) => some.map((device, place) => deviceRow(device, some[place + 1], rolls[device.name], clock, say));
  byId("devices-list").replaceChildren(...(devices.length ? rows(told) : [element("li", { class: "soft" }, say("no_devices"))]));
  byId("devices-good-n").textContent = say("devices_good", { n: whole(good.length) });
  byId("devices-good").replaceChildren(...(folded ? rows(good) : []));
  show(byId("devices-more"), folded);
}

/** Those with the same thing to do one after the other, each group where its first one stood. */
function together(devices) {
  const groups = new Map();
  for (const device of devices) groups.set(device.todo.vi, [...(groups.get(device.todo.vi) ?? []), device]);
  return [...groups.values()].flat();
}

function deviceRow(device, next, roll, clock, say) {
  const todo = device.todo[document.body.dataset.lang];
  const same = todo && next?.todo.vi === device.todo.vi;
  const kind = say(`kind_${device.kind}`);
  const attention = device.state === "ok" && device.level === "watch";
  return element(
    "li",
    { class: `device ${device.level}${same ? " same" : ""}` },
    element("span", { class: "device-state" }, icon(SIGNS[device.level]), say(attention ? "device_attention" : `device_${device.state}`)),
    element("span", { class: "device-name" }, element("b", {}, device.name), " ", device.name === kind ? null : element("span", { class: "soft" }, kind)),
    element("span", { class: "device-times soft digits" }, ...times(device, clock, say)),
    todo && !same ? element("p", { class: "todo" }, todo) : null,
    roll?.left != null && device.state !== "paper-out" ? element("p", { class: "roll soft digits" }, say("roll_left", { n: whole(round(roll.left)) })) : null,
  );
}

/** Since when it is so; of one that does not work also when it last did. */
function times(device, clock, say) {
  const since = device.since && say("device_since", { time: moment(device.since, clock) });
  if (device.level === "good") return [since];
  const seen = device.last_seen ? say("device_seen", { time: moment(device.last_seen, clock) }) : say("device_never");
  return [since, " · ", seen];
}

/** "14:05" of today, "19/11 14:05" of another day. */
function moment(time, clock) {
  const wall = clock.wall(Date.parse(time)).toISOString();
  const today = wall.slice(0, 10) === clock.wall().toISOString().slice(0, 10);
  return today ? wall.slice(11, 16) : `${wall.slice(8, 10)}/${wall.slice(5, 7)} ${wall.slice(11, 16)}`;
}
