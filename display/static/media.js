// The media area: notices, pictures and the figures of day and month in turn. It waits while somebody is called.

import { monthLines, monthName } from "./month.js";

const FIGURES = 12; // seconds
const MONTH = 20;
const OWN = ["figures", "month", "rest"]; // what the hall draws itself
const REST = { id: "rest", seconds: 15 };
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const two = (n) => String(n).padStart(2, "0");

/** Of all slides those to be shown at `wall` (a Date whose getUTC… methods read the clock on the wall). */
export function due(slides, wall) {
  const date = wall.toISOString().slice(0, 10);
  const time = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;
  const day = DAYS[wall.getUTCDay()];
  return slides.filter(
    (slide) =>
      (!slide.first_day || slide.first_day <= date) &&
      (!slide.last_day || date <= slide.last_day) &&
      (!slide.days.length || slide.days.includes(day)) &&
      (!slide.start || slide.start <= time) &&
      (!slide.end || time < slide.end),
  );
}

/**
 * Gives hear(state): draws into `place` one slide after the other. `calling()` holds the turn back; `picture(name)` is
 * an address. A picture that cannot be shown is passed over.
 */
export function media({ place, clock, calling, say, lang, picture = (name) => `/display/media/${name}` }) {
  let hall = null;
  let shown = null;
  let timer = 0;
  let round = 0; // while a picture is fetched another turn may begin

  function turns() {
    const now = due(hall.slides, clock.wall());
    const own = [...now];
    if (hall.figures) own.push({ id: "figures", seconds: FIGURES });
    if (hall.month) own.push({ id: "month", seconds: MONTH });
    return own.length ? own : [REST];
  }

  async function turn() {
    clearTimeout(timer);
    if (calling()) return void (timer = setTimeout(turn, 1000));
    const mine = (round += 1);
    const list = turns();
    const from = list.findIndex(({ id }) => id === shown);
    for (let step = 1; step <= list.length; step += 1) {
      const slide = list[(from + step) % list.length];
      const made = await draw(slide);
      if (mine !== round) return;
      if (!made) continue; // a picture that is not there
      put(slide, made);
      break;
    }
    timer = setTimeout(turn, 1000 * (list.find(({ id }) => id === shown)?.seconds ?? REST.seconds));
  }

  function put({ id, picture: name }, made) {
    shown = id;
    place.dataset.slide = name ? "picture" : OWN.includes(id) ? id : "words";
    place.replaceChildren(...made);
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) place.animate({ opacity: [0, 1] }, 150);
    fit(place);
  }

  async function draw(slide) {
    if (slide.id === "figures") return figures(hall.figures, say);
    if (slide.id === "month") return drawn(monthName(hall.month, say), monthLines(hall.month, say, lang).join("\n"));
    if (slide.id === "rest") return drawn(own(hall.office, "name"), own(hall.office, "motto"));
    if (!slide.picture) return drawn(own(slide, "title"), own(slide, "text"));
    const image = new Image();
    image.src = picture(slide.picture);
    image.alt = [own(slide, "title"), own(slide, "text")].filter(Boolean).join(". ") || say("picture");
    return image.decode().then(() => [image], () => null);
  }

  const own = (entry, key) => (lang === "en" && entry[`${key}_en`]) || entry[key] || "";

  return function hear(state) {
    const first = !hall?.slides && state.slides;
    const changed = JSON.stringify(hall?.slides) !== JSON.stringify(state.slides);
    hall = state;
    place.hidden = !state.slides;
    if (!state.slides) return clearTimeout(timer);
    if (first || changed) return void turn();
    if (shown === "figures" && state.figures) put({ id: "figures" }, figures(state.figures, say));
  };
}

/** A notice as it stands in its place. */
export function drawn(title, text) {
  return [title && node("h2", "title", title), text && node("p", "text", text)].filter(Boolean);
}

function figures({ taken, served, wait_min: wait }, say) {
  const shown = [["taken", taken], ["served", served]];
  if (wait !== null) shown.push(["half", say("minutes", { n: wait })]);
  const list = node("dl", "figures");
  for (const [key, value] of shown) {
    const pair = node("div", "figure");
    pair.append(node("dt", "", say(`figure-${key}`)), node("dd", "digits", String(value)));
    list.append(pair);
  }
  return [node("h2", "title", say("today")), list];
}

function node(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

const [LARGEST, SMALLEST] = [40, 28]; // px of 1920 for a notice's text; its title is 1.25 times as large

/** The largest letters with which the words fit; the limits of the settings keep them above SMALLEST. */
export function fit(place) {
  place.dataset.tight = false;
  for (let size = LARGEST; size >= SMALLEST; size -= 2) {
    place.style.fontSize = `calc(${size} * var(--px))`;
    if (place.scrollHeight <= place.clientHeight) return;
  }
  place.dataset.tight = true; // a title in capitals
}
