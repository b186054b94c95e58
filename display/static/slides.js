// A supervisor brings in notices and pictures, sees how they will look and whether they are due, takes them out.

import { hallClock } from "/static/clock.js";
import { icon } from "/static/draw.js";
import { byId, element, show } from "/static/element.js";
import { newKey, press, Unreachable } from "/static/press.js";
import { admit, FITTERS, read, signOut } from "/static/sign-in.js";
import { words } from "/static/words.js";
import { drawn, due, fit } from "./media.js";

const LARGEST_FILE = 8 * 2 ** 20; // bytes, as the server says

const say = words();
const lang = document.body.dataset.lang;
const clock = hallClock();
let office = null;

async function look() {
  const [{ data: settings }, { data: board }] = await Promise.all([read("/settings"), read("/board")]);
  if (!settings || !board) return location.reload();
  office = settings.settings;
  clock.hear(board.state.now);
  drawSwitch();
  byId("slides").replaceChildren(...office.slides.map(card));
  for (const place of document.querySelectorAll(".media")) fit(place);
}

function drawSwitch() {
  const on = office.waiting_room.media;
  byId("switch-title").textContent = say(on ? "slides-on" : "slides-off");
  byId("switch").textContent = say(on ? "slides-turn-off" : "slides-turn-on");
  byId("switch").classList.toggle("next", !on);
}

/** One notice: as it will look, when it is shown, and the button that takes it out. */
function card(slide) {
  const place = element("div", { class: "media", role: "img", "aria-label": own(slide, "title") || slide.id });
  place.dataset.slide = slide.picture ? "picture" : "words";
  if (slide.picture) {
    const image = element("img", { src: `/display/media/${slide.picture}`, alt: "" });
    image.onerror = () => place.replaceChildren(icon("warning"), say("slide-no-picture"));
    place.append(image);
  } else place.append(...drawn(own(slide, "title"), own(slide, "text")));
  const now = due([slide], clock.wall()).length > 0;
  const out = element("button", { type: "button", class: "button" }, icon("cross"), say("slide-out"));
  out.setAttribute("aria-label", `${say("slide-out")}: ${own(slide, "title") || slide.id}`);
  out.onclick = () => keep(office.slides.filter(({ id }) => id !== slide.id), slide);
  const state = element("p", { class: `state ${now ? "open" : ""}` }, say(now ? "slide-due" : "slide-not-due"));
  return element("li", { class: "card" }, place, element("div", { class: "about" }, state, element("p", {}, when(slide)), out));
}

function when({ first_day: first, last_day: last, days, start, end, seconds }) {
  const date = (iso) => iso.split("-").reverse().join("/");
  const told = [first && say("slide-from", { date: date(first) }), last && say("slide-until", { date: date(last) })];
  if (days.length) told.push(days.map((day) => say(`day-${day}`)).join(", "));
  if (start || end) told.push(`${start || "00:00"}–${end || "24:00"}`);
  return [...told.filter(Boolean), say("slide-long", { n: seconds })].join(" · ");
}

const own = (entry, key) => (lang === "en" && entry[`${key}_en`]) || entry[key] || "";

/** The slides from now on; a picture that only `gone` has shown goes with it. */
async function keep(slides, gone = null) {
  await done(async () => {
    must(await press("/api/v1/settings/slides", { value: slides, seen: office.slides }));
    if (gone?.picture && !slides.some(({ picture }) => picture === gone.picture)) {
      must(await press(`/display/pictures/${gone.picture}/remove`, {}));
    }
  });
}

/** Does it and looks again; what the server refuses is said above. */
async function done(act) {
  show(byId("trouble"), false);
  try {
    await act();
    await look();
    return true;
  } catch (trouble) {
    if (!(trouble instanceof Unreachable || trouble instanceof Refused)) throw trouble;
    byId("trouble").replaceChildren(icon("warning"), trouble instanceof Refused ? trouble.message : say("slides-unreachable"));
    show(byId("trouble"), true);
    byId("trouble").scrollIntoView();
    return false;
  }
}

class Refused extends Error {}

function must({ ok, data }) {
  const { message, fields = {} } = data?.error ?? {};
  if (!ok) throw new Refused([message, ...Object.values(fields)].filter(Boolean).join(" ") || say("slides-unreachable"));
  return data;
}

async function bring(slug, file) {
  if (file.size > LARGEST_FILE) throw new Refused(say("slide-heavy"));
  const headers = { "Content-Type": file.type || "application/octet-stream", "X-Motcua": "1", "X-Lang": lang, "Idempotency-Key": newKey() };
  const answer = await fetch(`/display/pictures/${slug}`, { method: "POST", headers, body: file }).catch(() => null);
  if (!answer) throw new Unreachable("no answer");
  return must({ ok: answer.ok, data: await answer.json().catch(() => null) }).name;
}

/** A name for a notice: its title in small letters without marks, and a number of its own. */
export function slugOf(title, taken) {
  const plain = title.normalize("NFD").toLowerCase().replace(/đ/g, "d").replace(/\p{M}/gu, "");
  const slug = plain.replace(/[^a-z0-9]+/g, "-").slice(0, 40).replace(/^-+|-+$/g, "") || "thong-bao";
  let n = 1;
  while (taken.includes(n > 1 ? `${slug}-${n}` : slug)) n += 1;
  return n > 1 ? `${slug}-${n}` : slug;
}

async function add(event) {
  event.preventDefault();
  const { title, text, file, first_day: first, last_day: last, seconds } = event.target.elements;
  byId("put").disabled = true;
  const kept = await done(async () => {
    const id = slugOf(title.value, office.slides.map((slide) => slide.id));
    const picture = file.files.length ? await bring(id, file.files[0]) : "";
    const slide = { id, title: title.value.trim(), text: text.value.replace(/\s+/g, " ").trim(), picture, seconds: Number(seconds.value) };
    if (first.value) slide.first_day = first.value;
    if (last.value) slide.last_day = last.value;
    must(await press("/api/v1/settings/slides", { value: [...office.slides, slide] }));
  });
  byId("put").disabled = false;
  if (kept) event.target.reset();
}

byId("sign-out").onclick = signOut;
byId("add").onsubmit = add;
byId("switch").onclick = () =>
  done(async () => must(await press("/api/v1/settings/waiting_room", { value: { media: !office.waiting_room.media } })));
await admit(say, FITTERS, "slides-refused");
await look();
