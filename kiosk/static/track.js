// A ticket on its holder's phone: asked for at the server's pace by a tag, written anew when the tag is another.

import { hallClock } from "/static/clock.js";
import { press, Unreachable } from "/static/press.js";
import { words } from "/static/words.js";
import { keep, kept } from "./kept.js";
import { rate } from "./rate.js";
import { summons } from "./summons.js";

const PATIENCE = 5_000; // ms for one answer
const OVER = ["served", "left", "expired", "void"]; // nothing follows: no need to ask again

const $ = (id) => document.getElementById(id);
const { lang } = document.body.dataset;
const here = `${location.pathname}?lang=${lang}`;
const say = words(lang);
const clock = hallClock();
const KEPT = `motcua.${location.pathname}`; // the last word of the hall, for this tab alone

let { etag, poll } = $("main").dataset;
let heard = 0; // hall time of the last answer, which may have been "nothing new"
let lost = false;
let timer = 0;

const over = () => OVER.includes($("main").dataset.state) && !("soon" in $("main").dataset);
const ask = (accept, headers = {}) => fetch(here,
  { headers: { Accept: accept, ...headers }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });

/** One poll: mostly "nothing new", in no bytes; else the page is read again. */
async function look() {
  const answer = await ask("application/json", { "If-None-Match": `"${etag}"` });
  if (answer.status === 404) return location.reload();
  lost = answer.status >= 500;
  if (answer.ok) {
    const told = await answer.json();
    clock.hear(told.now);
    poll = told.poll_s;
    await renew();
  }
  if (!lost) heard = clock.now();
  return news();
}

/** Puts what has changed into the page: only that is read out, and a finger keeps its button. */
async function renew() {
  const answer = await ask("text/html");
  if (!answer.ok) return;
  const text = await answer.text();
  take(text);
  keep(KEPT, JSON.stringify({ text, at: clock.now() }));
}

/** A page that was reloaded while the line is down comes from the browser's own store: what was heard since is newer. */
function remember() {
  const last = JSON.parse(kept(KEPT));
  if (!last || last.at <= clock.now()) return;
  take(last.text);
  heard = last.at;
  again();
}

function take(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const before = { ...$("main").dataset };
  delete $("main").dataset.soon;
  Object.assign($("main").dataset, page.getElementById("main").dataset);
  // Its sheet and its place come with the page in which something is asked.
  if (page.getElementById("rate") && !$("rate")) return location.reload();
  ({ etag, poll } = $("main").dataset);
  for (const now of page.querySelectorAll("[data-part]")) {
    const part = document.querySelector(`[data-part="${now.dataset.part}"]`);
    if (part.innerHTML.replaceAll(" disabled=\"\"", "") === now.innerHTML.replaceAll(" disabled=\"\"", "")) continue;
    part.replaceChildren(...now.childNodes);
    part.hidden = now.hidden;
  }
  awake();
  rate(say, tell);
  bell.draw();
  bell.heed(before, $("main").dataset);
}

/** Without this script nothing could be pressed, and nothing looks as if it could. */
function awake() {
  for (const button of document.querySelectorAll("[data-act]")) {
    button.disabled = false;
    button.onclick = () => act(button.dataset);
  }
}

async function act({ act: verb, ask: question, yes, no }) {
  if (question && !(await sure(question, yes, no))) return;
  try {
    const answer = await press(`${location.pathname}/${verb}?lang=${lang}`, {}, { slow: () => tell(say("slow")) });
    tell(answer.ok ? "" : answer.data?.error?.message ?? say("not-done"));
  } catch (trouble) {
    if (!(trouble instanceof Unreachable)) throw trouble;
    tell(say("not-done"));
  }
  again(); // called meanwhile, say: the state tells better than an error
}

function sure(question, yes, no) {
  const dialog = $("sure");
  $("sure-ask").textContent = question;
  $("sure-yes").textContent = yes;
  $("sure-no").textContent = no;
  dialog.returnValue = "";
  $("sure-no").onclick = () => dialog.close();
  $("sure-yes").onclick = () => dialog.close("yes");
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }));
}

function tell(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

function news() {
  const time = clock.wall(heard).toISOString().slice(11, 16);
  $("news").textContent = say(lost ? "stale" : "fresh", { time });
  $("news").classList.toggle("banner", lost);
  document.body.classList.toggle("stale", lost);
}

function gone() {
  lost = true;
  news();
}

async function again() {
  clearTimeout(timer);
  try {
    await look();
  } catch {
    gone();
  }
  if (!over()) timer = setTimeout(again, poll * 1000);
}

clock.hear($("main").dataset.now);
heard = clock.now();
const bell = summons(say);
awake();
rate(say, tell);
bell.heed({}, $("main").dataset);
remember();
document.addEventListener("visibilitychange", () => document.hidden || again());
addEventListener("online", again);
addEventListener("offline", gone);
if (!over()) timer = setTimeout(again, poll * 1000);
