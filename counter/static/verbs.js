// What a clerk can do: each verb's key, its path and what it sends. What is allowed comes from the server.

import { msUntil } from "./elapsed.js";

const counterPath = (verb) => (page) => `/api/v1/counters/${page.counter}/${verb}`;
const ticketPath = (verb) => (page, id) => `/api/v1/tickets/${id ?? page.state.ticket?.id}/${verb}`;

const atWork = (state) => state.state !== "closed";
const listed = (state, verb) => state.allowed.includes(verb);

// `block`: its key on a number block, by where the key is, so that NumLock changes nothing.
// `leaves`: the citizen in hand goes by it. `asks`: a sheet asks what it needs. `rest`: ms until it may be pressed again.
// `when`: what must be so besides sitting here; without it, that the server allows this verb (or `as`).
export const VERBS = {
  // `expect` makes a late or doubled press harmless: it leaves only the citizen who is on this screen.
  next: {
    keys: ["F2", " "], block: "NumpadEnter", path: counterPath("next"), rest: 1500, leaves: true,
    body: (s) => ({ expect: s.ticket?.id ?? null }),
  },
  "call-next": { keys: ["c"], path: counterPath("call-next") },
  recall: { keys: ["r"], block: "NumpadAdd", path: counterPath("recall") },
  start: { keys: ["s"], block: "NumpadDecimal", path: counterPath("start") },
  finish: { keys: ["f"], block: "Numpad0", path: counterPath("finish"), leaves: true },
  miss: { keys: ["x"], block: "NumpadSubtract", path: counterPath("miss"), leaves: true },
  leave: { keys: ["v"], path: ticketPath("leave"), leaves: true },
  hold: { keys: ["g"], path: counterPath("hold"), asks: true, leaves: true },
  transfer: { keys: ["t"], path: counterPath("transfer"), asks: true, leaves: true },
  "add-service": { keys: ["n"], path: counterPath("add-service"), asks: true, leaves: true },
  resume: {
    keys: ["h"], path: counterPath("resume"), asks: true, when: (s) => listed(s, "resume") && s.held.length > 0,
  },
  call: { keys: [], path: counterPath("call") },
  note: { keys: ["b"], path: counterPath("note"), asks: true },
  quick: { keys: ["q"], path: counterPath("quick"), asks: true },
  // Not Backspace: a Vietnamese keyboard program sends that one by itself, to put a mark on a letter already typed.
  undo: {
    keys: ["z", "u"], path: counterPath("undo"), when: (s) => listed(s, "undo") && Boolean(s.undo) && msUntil(s.undo.until) > 0,
  },
  open: { keys: ["o"], path: counterPath("open"), body: (_, page) => ({ clerk: page.staff.id }) },
  pause: { keys: ["p"], block: "NumpadMultiply", path: counterPath("pause"), asks: true },
  lock: { keys: ["l"], path: counterPath("pause"), as: "pause", asks: true },
  close: { keys: ["d"], path: counterPath("close") },
  // Of one number: in a sheet, or among the missed.
  find: { keys: ["m", "/"], asks: true, when: atWork },
  more: { keys: ["k"], asks: true, when: (s) => Boolean(s.ticket) },
  rejoin: { keys: [], path: ticketPath("rejoin") },
  reprint: { keys: [], path: ticketPath("reprint"), when: atWork },
  pass: { keys: [], path: ticketPath("pass"), when: atWork },
  "send-home": { keys: [], path: ticketPath("leave"), when: atWork },
  confirm: { keys: [], path: ticketPath("confirm") },
  void: { keys: [], path: ticketPath("void") },
};

/** Whether this clerk sits at this counter now. */
export const isMine = (page) => Boolean(page.state?.clerk && page.state.clerk.id === page.staff.id);

/** Whether NEXT rests after a press, so that a doubled one does not send two people away. */
export const isResting = (page) => performance.now() < page.restUntil;

/** Whether a verb is there to be pressed: connected, at my own counter, and allowed by the server. */
export function may(page, verb) {
  if (!page.state || page.lost || (verb === "next" && isResting(page))) return false;
  if (!isMine(page)) return verb === "open";
  const { as, when } = VERBS[verb];
  return when ? when(page.state) : listed(page.state, as ?? verb);
}

/** The verb of a key on a number block, or null; the pause key also ends a pause. */
export function verbOfBlock(code, state) {
  const verb = Object.keys(VERBS).find((name) => VERBS[name].block === code) ?? null;
  return verb === "pause" && state?.state === "paused" ? "open" : verb;
}

/** The verb of a key, or null. */
export const verbOfKey = (key) => Object.keys(VERBS).find((verb) => VERBS[verb].keys.includes(key)) ?? null;
