// The quiet part of the screen: clock, date, greeting, and one line of words that changes slowly.

import { monthLines, monthName } from "./month.js";

const TURN = 20_000; // ms that a slogan stays: time to read it four times

const ONE_LINE = 68; // letters of a slogan that fit beside clock and date

const at = (id) => document.getElementById(id);
const two = (n) => String(n).padStart(2, "0");

export const hourOf = (wall) => `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;

export function dateOf(wall, say) {
  const [weekday, d, m, y] = [wall.getUTCDay(), wall.getUTCDate(), wall.getUTCMonth() + 1, wall.getUTCFullYear()];
  return say("date", { weekday: say(`weekday-${weekday}`), d, m, y });
}

/**
 * Gives {strike(), lines(texts)}: strike() shows the time, which then runs on; until the first the place stays empty,
 * since only the server knows the time. lines() sets what the slogan line says in turn.
 */
export function day(clock, say) {
  let texts = [];
  let turn = 0;

  let running = 0;

  function strike() {
    const wall = clock.wall();
    at("clock").textContent = hourOf(wall);
    at("date").textContent = dateOf(wall, say);
    clearTimeout(running);
    running = setTimeout(strike, 1000 - (wall.getTime() % 1000));
  }

  function speak() {
    const line = at("slogan");
    const text = texts[turn % texts.length] ?? "";
    if (line.textContent === text) return;
    const fade = line.textContent ? 160 : 0; // the first stands there at once
    line.classList.toggle("gone", fade > 0);
    setTimeout(() => {
      line.textContent = text;
      line.dataset.long = text.length > ONE_LINE;
      line.classList.remove("gone");
    }, fade);
  }

  setInterval(() => {
    turn += 1;
    speak();
  }, TURN);
  return {
    strike,
    lines(given) {
      if (given.join("\n") === texts.join("\n")) return;
      texts = given;
      speak();
    },
  };
}

/** What the large place says while nobody is called. */
export function greet(state, clock, say, lang) {
  at("office").textContent = (lang === "en" && state.office.name_en) || state.office.name;
  at("hello").textContent = say("hello");
  at("nobody").textContent = state.open ? say("nobody") : reason(state, say, lang);
  at("sit").textContent = state.open ? say(state.speaker === false ? "sit-silent" : "sit") : opening(state, clock, say);
}

const EVERY = 4; // slogans between two looks at the figures

const TWO_LINES = 112; // letters that fit into the quiet line at its smaller size

/** A long slogan in pieces, word for word, parted where it has a comma; what goes on says so. */
export function pieces(text, longest = TWO_LINES) {
  const told = [""];
  for (const part of text.split(/(?<=[,;:.]) /)) {
    const longer = told.at(-1) ? `${told.at(-1)} ${part}` : part;
    if (longer.length <= longest || !told.at(-1)) told[told.length - 1] = longer;
    else told.push(`… ${part}`);
  }
  return told;
}

/** Whom of the leaders one may call or write to, a line each; a long post leaves its address out. */
function leaders(contacts, lang) {
  return contacts.filter(({ phone, email }) => phone || email).map(({ title, title_en, phone, email }) => {
    const post = (lang === "en" && title_en) || title;
    const whole = `${post}: ${[phone, email].filter(Boolean).join(" · ")}`;
    return whole.length <= TWO_LINES || !phone ? whole : `${post}: ${phone}`;
  });
}

/** What the quiet line says in turn: slogans, leaders, the office, and between them the open figures. */
export function quietLines({ slogans, contacts, figures, month, slides }, office, say, lang) {
  const told = [...slogans.flatMap((slogan) => pieces(slogan)), ...leaders(contacts, lang), office];
  if (slides) return told; // a media area shows the figures itself
  const between = [...(figures?.taken ? [today(figures, say)] : []), ...(month ? lastMonth(month, say, lang) : [])];
  if (!between.length) return told;
  let turn = 0;
  const mixed = told.flatMap((text, n) => (n % EVERY === 0 ? [text, between[turn++ % between.length]] : [text]));
  return [...mixed, ...between.slice(turn)]; // with few slogans each of them is said still
}

function today(figures, say) {
  const half = figures.wait_min === null ? "" : ` ${say("today-half", { n: figures.wait_min })}`;
  return say("today-line", figures) + half;
}

const lastMonth = (month, say, lang) => monthLines(month, say, lang).map((line) => `${monthName(month, say)}: ${line}`);

/** Why it is closed: a holiday, a storm; else that it is after hours. */
function reason({ closed_for: why }, say, lang) {
  return why ? `${(lang === "en" && why.name_en) || why.name}.` : say("closed");
}

function opening({ opens_at }, clock, say) {
  if (!opens_at) return say("welcome-back");
  const wall = clock.wall(Date.parse(opens_at));
  return `${say("opens", { time: hourOf(wall), day: dateOf(wall, say) })}\n${say("welcome-back")}`; // each on its own line
}
