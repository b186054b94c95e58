// Help for whoever cannot read the screen, reach it, or touch it: voice, contrast, the lowered layout, four keys.
// All of it ends with its person.

import { icon } from "/static/draw.js";
import { press } from "/static/press.js";
import { piecesOf, textOf, Voice } from "./aloud.js";
import { el } from "./elements.js";

const $ = (id) => document.getElementById(id);

/**
 * The buttons in #aids. `alive()` is called when help is asked for and while the voice speaks: who listens is there.
 * `info` goes to the office's page. Gives {speak, shown, over, on}.
 */
export function openAids({ able, alive, lay, info }) {
  let say = null;
  let lang = "vi";
  let reading = false;
  let low = false;
  let deep = false;
  let last = "";
  const voice = new Voice({ fetchSound, saying });

  const read = button("read", () => turn(!reading));
  const louder = button("louder", () => { voice.turn(!voice.loud); label(); });
  const darker = button("contrast", () => { deepen(!deep); changed(); });
  const lower = button("lower", () => { sink(!low); changed(); });
  const about = button("office", info);
  $("aids").append(...(able ? [read, louder] : []), darker, lower, about);

  async function fetchSound(text) {
    const answer = await fetch("/kiosk/aloud", {
      method: "POST", body: JSON.stringify({ text: text.slice(0, 600), language: lang }),
      headers: { "Content-Type": "application/json", "X-Motcua": "1" },
    });
    return answer.ok ? answer.arrayBuffer() : null;
  }

  function saying(node) {
    for (const each of document.querySelectorAll("[data-said]")) delete each.dataset.said;
    if (!node) return;
    node.dataset.said = "";
    alive();
  }

  /** The whole screen, or the question that lies over it. */
  function readScreen() {
    const over = document.querySelector("dialog[open]");
    voice.say(piecesOf(over ?? $("main")));
  }

  function turn(on) {
    reading = on;
    if (on) readScreen();
    else {
      voice.stop();
      voice.turn(false);
    }
    label();
  }

  function sink(on) {
    low = on;
    $("kiosk").toggleAttribute("data-low", on);
    (on ? $("aids") : document.querySelector(".kiosk > header")).append($("languages"));
    lay();
  }

  /** At the start no clock runs, unless somebody has asked for help: it must end though they touch nothing more. */
  function changed() {
    label();
    alive();
  }

  /** Not as contrast.js does it: here it ends with the person, and leaves nothing behind. */
  function deepen(on) {
    deep = on;
    if (on) document.documentElement.dataset.contrast = "high";
    else delete document.documentElement.dataset.contrast;
  }

  function label() {
    write(read, reading ? "muted" : "sound", say(reading ? "aid-stop" : "aid-read"), reading);
    write(louder, "sound", say(voice.loud ? "aid-softer" : "aid-louder"), voice.loud);
    louder.hidden = !reading;
    write(darker, "contrast", say("aid-contrast"), deep);
    write(lower, low ? "up" : "down", say(low ? "aid-raise" : "aid-lower"), low);
    write(about, "info", say("aid-office"));
    $("aids").setAttribute("aria-label", say("aids"));
  }

  let walking = false; // by arrow keys: what they reach is said

  function keyed(event) {
    walking = event.key.startsWith("Arrow");
    if (event.key === "Enter" && document.activeElement?.matches("h1") && able) turn(true);
  }

  function reached({ target }) {
    if (!reading || !walking) return;
    const text = target.getAttribute("aria-label") ?? textOf(target);
    voice.say([{ node: target, text: target.getAttribute("aria-pressed") === "true" ? `${text}, ${say("aid-chosen")}` : text }]);
  }

  document.addEventListener("keydown", keyed, { capture: true });
  document.addEventListener("focusin", reached);
  new MutationObserver(() => reading && readScreen()).observe($("ask"), { attributeFilter: ["open"] });

  return {
    /** Whether this person has any help switched on. */
    get on() {
      return reading || low || deep;
    },
    /** Another language. */
    speak(words, language) {
      [say, lang] = [words, language];
      label();
    },
    /** Another screen stands there; from some of them one does not go to the office's page. */
    shown(free) {
      about.hidden = !free;
      const name = `${$("kiosk").dataset.screen} ${lang}`;
      const news = name === last && $("main").querySelector("[role=status]"); // the paper is out, say
      last = name;
      if (reading) news ? voice.say(piecesOf(news)) : readScreen();
    },
    /** The next person begins without. */
    over() {
      if (low) sink(false);
      if (deep) deepen(false);
      turn(false);
    },
  };
}

function button(name, pressed) {
  return el(`button.button.aid.aid-${name}`, { type: "button", click: pressed });
}

function write(node, picture, text, down = null) {
  node.replaceChildren(icon(picture), el("span", {}, text));
  if (down !== null) node.setAttribute("aria-pressed", down);
}
