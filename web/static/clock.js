// The hall's time on a screen whose own clock or zone may be wrong: the server's last word plus what passed since.

/**
 * Gives {hear(iso), now(), wall(ms)}: hear the `now` of every state; now() is milliseconds since 1970 in hall time;
 * wall() turns such milliseconds (now, when left out) into a Date whose getUTC… methods read the clock on the wall.
 */
export function hallClock() {
  let last = null;
  let ahead = Date.now() - performance.now(); // until the first state: our own clock
  let zone = -new Date().getTimezoneOffset() * 60_000;

  function hear(iso) {
    if (!iso || iso === last) return; // a change that carries no new time must not turn the clock back
    last = iso;
    ahead = Date.parse(iso) - performance.now();
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) ?? [0, "+", 0, 0];
    zone = Number(`${sign}1`) * (hours * 60 + Number(minutes)) * 60_000;
  }

  const now = () => performance.now() + ahead;
  return { hear, now, wall: (ms = now()) => new Date(ms + zone) };
}
