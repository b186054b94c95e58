// How fast one touch screen gives numbers: who goes on pressing, mostly a child, is asked kindly to stop.

const MINUTE = 60_000;

export class Hurry {
  #given = []; // when each number of the last minute was asked for (ms)
  #row = 0; // numbers since the fingers last rested
  #touched = -Infinity;

  /** `per_minute` and `in_a_row` numbers, 0 for no limit; a rest is `rest_s` seconds without a touch. */
  constructor({ per_minute: perMinute, in_a_row: inARow, rest_s: rest }) {
    Object.assign(this, { perMinute, inARow, rest: rest * 1000 });
  }

  /** A finger, or a key. */
  touched(now) {
    if (now - this.#touched >= this.rest) this.#row = 0;
    this.#touched = now;
  }

  /** A number is asked for. */
  took(now) {
    this.#given = [...this.#recent(now), now];
    this.#row += 1;
  }

  /** Whole seconds to wait before the next number; 0 when it may be taken now. */
  patience(now) {
    const recent = this.#recent(now);
    const full = this.perMinute && recent.length >= this.perMinute;
    const minute = full ? recent.at(-this.perMinute) + MINUTE - now : 0;
    const row = this.inARow && this.#row >= this.inARow ? this.rest : 0;
    return Math.ceil(Math.max(minute, row) / 1000);
  }

  #recent(now) {
    return this.#given.filter((moment) => now - moment < MINUTE);
  }
}
