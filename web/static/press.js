// One press of a person: sent once in effect, however often the network makes us send it.

const GIVE_UP = 10_000; // after this the page says plainly that nobody answered
const LASTING = ["disk_full"]; // a 503 that no second try within ten seconds mends
const PAUSE = [300, 1000]; // ms between two tries, spread so that screens do not knock together

/** Nobody answered a press within ten seconds; what came of it is unknown. */
export class Unreachable extends Error {}

/** A new Idempotency-Key. crypto.randomUUID is missing on plain http in a LAN, getRandomValues is not. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

/**
 * Sends `body` to `path` and gives {ok, status, data}; every other answer than 503 is final, and so is a full disk.
 * `key` stays the same over all tries; pass the old one to repeat a press after Unreachable. `slow` is called once
 * when `patience` ms went by without an answer.
 */
export async function press(path, body, options = {}) {
  const { method = "POST", patience = 3000, key = newKey(), slow = () => {} } = options;
  const stop = new AbortController();
  const impatience = setTimeout(slow, patience);
  const end = setTimeout(() => stop.abort(), GIVE_UP);
  try {
    return await untilAnswered(path, request(method, body, key, stop.signal), stop.signal);
  } finally {
    clearTimeout(impatience);
    clearTimeout(end);
  }
}

function request(method, body, key, signal) {
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    "Idempotency-Key": key,
    "X-Lang": document.body.dataset.lang ?? "vi", // in which a refusal is told
    "X-Motcua": "1", // a header no foreign page may set without asking us: guards the session against forgery
  };
  return { method, headers, signal, body: method === "GET" ? undefined : JSON.stringify(body ?? {}) };
}

async function untilAnswered(path, init, signal) {
  for (let answer = null; ; await pause()) {
    if (signal.aborted) {
      if (answer) return answer;
      throw new Unreachable(`no answer from ${path}`);
    }
    answer = await once(path, init);
    if (answer && (answer.status !== 503 || LASTING.includes(answer.data?.error?.code))) return answer;
  }
}

async function once(path, init) {
  try {
    const response = await fetch(path, init);
    const text = await response.text();
    return { ok: response.ok, status: response.status, data: parsed(text) };
  } catch {
    return null; // the network failed; whether the server heard us is unknown, the key makes asking again safe
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // 204, or a page of something between us and the server
  }
}

function pause() {
  const [low, high] = PAUSE;
  return new Promise((done) => setTimeout(done, low + Math.random() * (high - low)));
}
