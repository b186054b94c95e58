// The rating pad: waits, asks about one served number, thanks. It knows a rating by its id and sends only
// the id it shows, so a page that overslept can never rate the next citizen's service.

import { byId, show } from "/static/element.js";
import { watch } from "/static/live.js";
import { press } from "/static/press.js";
import { words } from "/static/words.js";
import { clock, msUntil } from "./elapsed.js";
import { asking, idle, sides, thanks, why } from "./pad-views.js";

const THANKS = 3000; // ms
const REASONS = 15_000; // ms; the server takes them no longer either
const SETTLE = 700; // ms after a new question in which a touch meant for the old screen does nothing

const counter = document.body.dataset.counter;
const pad = { state: null, phase: "idle", rating: null, level: 0, shownAt: 0, over: new Set(), sending: false };
let timer = 0;

function after(ms, what) {
  clearTimeout(timer);
  timer = setTimeout(what, ms);
}

/** The reader's language: the ticket's while we speak to its holder, else the page's. */
const language = () => pad.rating?.language ?? document.body.dataset.lang;

function draw(view) {
  const say = words(language());
  document.documentElement.lang = language();
  byId("label").textContent = say("counter", { n: counter });
  byId("privacy").textContent = say("pad_privacy");
  show(byId("privacy"), ["asking", "sides", "why"].includes(pad.phase));
  byId("lost").textContent = say("pad_lost");
  byId("view").className = `view ${pad.phase}`;
  byId("view").replaceChildren(...view(pad, say));
}

function hear(state) {
  clock.hear(state.now);
  pad.state = state;
  // Staff try the devices: never over a question that somebody is answering.
  byId("tried").textContent = words(language())("pad_tried", { n: counter });
  show(byId("tried"), Boolean(state.tried) && !state.rating && pad.phase === "idle");
  const open = state.rating && !pad.over.has(state.rating.id) && msUntil(state.rating.closes_at) > 0;
  if (open && state.rating.id !== pad.rating?.id) ask(state.rating);
  else if (open && pad.phase === "asking") after(msUntil(state.rating.closes_at), rest); // it may close sooner now
  else if (!state.rating && pad.phase === "asking" && !pad.sending) rest();
  else if (pad.phase === "idle") draw(idle);
}

function ask(rating) {
  Object.assign(pad, { phase: "asking", rating, level: 0, shownAt: performance.now(), sending: false });
  draw((p, say) => asking(p, say, choose));
  after(msUntil(rating.closes_at), rest);
}

function rest() {
  Object.assign(pad, { phase: "idle", rating: null, sending: false });
  clearTimeout(timer);
  draw(idle);
  if (pad.state) hear(pad.state);
}

async function choose(level) {
  if (pad.sending || performance.now() - pad.shownAt < SETTLE) return;
  const { rating } = pad;
  pad.sending = true;
  const answer = await send({ rating: rating.id, level });
  if (pad.rating?.id !== rating.id) return; // the next citizen's question stands there already
  pad.sending = false;
  if (!answer && pad.state.rating?.id !== rating.id) return rest(); // taken back by the clerk in the meantime
  if (!answer) return void draw((p, say) => asking(p, say, choose, say("pad_unsent")));
  pad.over.add(rating.id);
  pad.level = level;
  if (answer.ok) further();
  else thank(); // closed in the meantime: no fault of the one who touched
}

/** The second screen, where the office asks for it; then why. */
function further() {
  if (!pad.rating.axes) return explain();
  pad.phase = "sides";
  draw((p, say) => sides(p, say, { go: both, ms: REASONS }));
  after(REASONS, thank);
}

function both(chosen) {
  const { rating, level } = pad;
  if (Object.keys(chosen).length) send({ rating: rating.id, level, ...chosen });
  explain();
}

function explain() {
  pad.phase = "why";
  pad.shownAt = performance.now();
  draw((p, say) => why(p, say, { send: finish, skip: thank, ms: REASONS }));
  after(REASONS, thank);
}

function finish(reasons) {
  if (reasons.length) send({ rating: pad.rating.id, level: pad.level, reasons });
  thank();
}

function thank() {
  pad.phase = "thanks";
  draw(thanks);
  after(THANKS, rest);
}

/** The answer, or null when nobody answered. */
const send = (body) => press(`/api/v1/counters/${counter}/rating`, body).catch(() => null);

draw(idle);
addEventListener("contextmenu", (event) => event.preventDefault());
watch(`pad:${counter}`, {
  state: hear,
  lost: () => show(byId("lost"), true),
  back: () => show(byId("lost"), false),
});
