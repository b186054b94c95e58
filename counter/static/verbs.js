// What a clerk can do: each verb's key, its path and what it sends. What is allowed comes from the server.

const counterPath = (verb) => (page) => `/api/v1/counters/${page.counter}/${verb}`;
const ticketPath = (verb) => (page, id) => `/api/v1/tickets/${id ?? page.state.ticket?.id}/${verb}`;

// `leaves`: the citizen in hand goes by it. `asks`: a sheet asks what it needs. `rest`: ms until it may be pressed again.
export const VERBS = {
  // `expect` makes a late or doubled press harmless: it leaves only the citizen who is on this screen.
  next: {
    keys: ["F2", " "], path: counterPath("next"), body: (s) => ({ expect: s.ticket?.id ?? null }), rest: 1500,
    leaves: true,
  },
  "call-next": { keys: ["c"], path: counterPath("call-next") },
  recall: { keys: ["r"], path: counterPath("recall") },
  start: { keys: ["s"], path: counterPath("start") },
  finish: { keys: ["f"], path: counterPath("finish"), leaves: true },
  miss: { keys: ["x"], path: counterPath("miss"), leaves: true },
  leave: { keys: ["v"], path: ticketPath("leave"), leaves: true },
  open: { keys: ["o"], path: counterPath("open"), body: (_, page) => ({ clerk: page.staff.id }) },
  pause: { keys: ["p"], path: counterPath("pause"), asks: true },
  lock: { keys: ["l"], path: counterPath("pause"), as: "pause", asks: true },
  close: { keys: ["d"], path: counterPath("close") },
  rejoin: { keys: [], path: ticketPath("rejoin") },
};

/** Whether this clerk sits at this counter now. */
export const isMine = (page) => Boolean(page.state?.clerk && page.state.clerk.id === page.staff.id);

/** Whether NEXT rests after a press, so that a doubled one does not send two people away. */
export const isResting = (page) => performance.now() < page.restUntil;

/** Whether a verb is there to be pressed: connected, at my own counter, and allowed by the server. */
export function may(page, verb) {
  if (!page.state || page.lost || (verb === "next" && isResting(page))) return false;
  if (!isMine(page)) return verb === "open";
  return page.state.allowed.includes(VERBS[verb]?.as ?? verb);
}

/** The verb of a key, or null. */
export const verbOfKey = (key) => Object.keys(VERBS).find((verb) => VERBS[verb].keys.includes(key)) ?? null;
