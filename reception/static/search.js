// Finding a service by what somebody says: letters without marks, beginnings of words, or initials.

import { element, show } from "/static/element.js";

/** "Chứng thực" → "chung thuc": what fingers type when they are quick. */
const plain = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

const wordsOf = (text) => plain(text).split(/[^a-z0-9]+/).filter(Boolean);

/** How well `service` answers `query`, 0 best; null when not at all. Services carry {name, name_en, field: {…}}. */
function rank(query, service) {
  const asked = wordsOf(query);
  if (!asked.length) return 0;
  const whole = asked.join(" ");
  const name = wordsOf(service.name);
  const spelled = name.join(" ");
  if (spelled.startsWith(whole)) return 0;
  if (` ${spelled}`.includes(` ${whole}`)) return 1;
  if (asked.length === 1 && whole.length > 1 && name.map((word) => word[0]).join("").includes(whole)) return 2;
  if (begin(asked, name)) return 3;
  const others = wordsOf(`${service.name_en} ${service.field.name} ${service.field.name_en}`);
  return begin(asked, [...name, ...others]) ? 4 : null;
}

const begin = (asked, words) => asked.every((part) => words.some((word) => word.startsWith(part)));

/** The services that answer `query`, best first, then those that most people come for. */
function search(query, services) {
  return services
    .map((service) => ({ service, rank: rank(query, service) }))
    .filter((found) => found.rank !== null)
    .sort((a, b) => a.rank - b.rank || b.service.share - a.service.share)
    .map((found) => found.service);
}

/**
 * Wires a text field to its list of services: arrows walk, Enter or a finger chooses. `row(service)` gives what
 * stands in a line; a `floating` list is seen only while the field has the focus. Gives {chosen, clear(), draw()}.
 */
export function searchBox({ input, list, services, row, choose = () => {}, floating = false, none = null }) {
  const box = { chosen: null, found: [], at: 0, clear, draw };

  function clear() {
    input.value = "";
    box.chosen = null;
    look();
  }

  function look() {
    box.found = search(input.value, services);
    box.at = 0;
    draw();
  }

  function draw() {
    list.replaceChildren(...box.found.map(line));
    if (none) show(none, !box.found.length);
    mark();
  }

  function line(service, place) {
    const node = element("li", { role: "option", id: `${list.id}-${place}`, class: "service" }, ...row(service));
    node.onpointerdown = (event) => event.preventDefault(); // the field keeps the focus
    node.onclick = () => take(service);
    return node;
  }

  function mark() {
    [...list.children].forEach((node, place) => node.setAttribute("aria-selected", String(place === box.at)));
    const node = list.children[box.at];
    if (node) input.setAttribute("aria-activedescendant", node.id);
    else input.removeAttribute("aria-activedescendant");
    node?.scrollIntoView({ block: "nearest" });
  }

  function take(service) {
    box.chosen = service;
    if (floating) {
      input.value = service.label;
      open(false);
    }
    choose(service);
  }

  function open(wanted) {
    if (!floating) return;
    show(list, wanted && box.found.length > 0);
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && box.found.length) {
      event.preventDefault();
      open(true);
      box.at = (box.at + step + box.found.length) % box.found.length;
      mark();
    } else if (event.key === "Enter" && box.found[box.at] && !(floating && list.hidden)) {
      event.preventDefault();
      take(box.found[box.at]);
    } else if (event.key === "Escape" && !(floating && list.hidden)) {
      event.preventDefault();
      if (floating) open(false);
      else clear();
    }
  }

  input.addEventListener("input", () => {
    box.chosen = null;
    look();
    open(true);
  });
  input.addEventListener("keydown", key);
  input.addEventListener("focus", () => { if (!box.chosen) open(true); });
  input.addEventListener("blur", () => open(false));
  look();
  return box;
}
