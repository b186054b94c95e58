// The hall's time on a screen whose own clock may be wrong: the server's last word plus what passed since.

/** Gives {hear(iso), now()}: hear the `now` of every state, read milliseconds since 1970 in hall time. */
export function hallClock() {
  let last = null;
  let ahead = Date.now() - performance.now(); // until the first state: our own clock
  return {
    hear(iso) {
      if (!iso || iso === last) return; // a change that carries no new time must not turn the clock back
      last = iso;
      ahead = Date.parse(iso) - performance.now();
    },
    now: () => performance.now() + ahead,
  };
}
