// «Đọc cho tôi nghe»: what stands on a screen, said piece by piece. The sound is made in the hall and kept nowhere;
// this page only plays it. Knows no screen.

const QUIET = 0.55; // of full, where one stands before it; the next person begins here again
const LOUD = 1;

/** The text of an element as one hears it: without what is hidden or only drawn. */
export function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || unheard(node)) return "";
  if (node.matches("input, textarea")) return node.value;
  const said = [...node.childNodes].map(textOf).map((text) => text.trim()).filter(Boolean);
  return said.reduce((before, text) => before + (/[\p{P}]$/u.test(before) || /^[\p{P}]/u.test(text) ? " " : ", ") + text, "").replace(/^, /, "");
}

const unheard = (node) => node.hidden || node.getAttribute("aria-hidden") === "true" || node.matches("svg, script, figure img");
const PIECES = "h1, h2, p, li, dt, dd, button, figcaption";

/** The pieces of a part of the page in the order of reading: [{node, text}]. A pad of keys is one, by its name. */
export function piecesOf(root) {
  const found = [...root.querySelectorAll(`${PIECES}, [role=group][aria-label]`)];
  return found
    .filter((node) => node.checkVisibility() && !node.closest("[aria-hidden=true]"))
    .filter((node) => !node.parentElement.closest(PIECES) && !node.parentElement.closest("[role=group][aria-label]"))
    .map((node) => ({ node, text: node.matches("[role=group]") ? node.getAttribute("aria-label") : textOf(node) }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** One voice: what is said next stops what is being said. */
export class Voice {
  #context = null;
  #gain = null;
  #source = null;
  #turn = 0;

  /** `fetchSound(text)` gives the bytes of a wav, or null; `saying(node | null)` is told what is being said. */
  constructor({ fetchSound, saying }) {
    Object.assign(this, { fetchSound, saying });
    this.loud = false;
  }

  /** Says these pieces; true once all were said, false when something else came between or nobody can say them. */
  async say(pieces) {
    const turn = this.#begin();
    let next = pieces.length ? this.fetchSound(pieces[0].text) : null;
    for (const [i, { node }] of pieces.entries()) {
      const sound = await next.catch(() => null);
      if (turn !== this.#turn) return false;
      next = pieces[i + 1] ? this.fetchSound(pieces[i + 1].text) : null;
      if (!sound) continue;
      this.saying(node);
      await this.#play(sound);
      if (turn !== this.#turn) return false;
    }
    this.saying(null);
    return true;
  }

  stop() {
    this.#begin();
  }

  /** Louder, or as before. */
  turn(loud) {
    this.loud = loud;
    if (this.#gain) this.#gain.gain.value = loud ? LOUD : QUIET;
  }

  #begin() {
    this.#turn += 1;
    this.#source?.stop();
    this.#source = null;
    this.saying(null);
    return this.#turn;
  }

  async #play(bytes) {
    this.#context ??= new AudioContext();
    if (!this.#gain) {
      this.#gain = this.#context.createGain();
      this.#gain.connect(this.#context.destination);
      this.turn(this.loud);
    }
    const turn = this.#turn;
    const buffer = await this.#context.decodeAudioData(bytes);
    if (turn !== this.#turn) return;
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    source.connect(this.#gain);
    this.#source = source;
    const ended = new Promise((done) => source.addEventListener("ended", done));
    source.start();
    await ended;
  }
}
