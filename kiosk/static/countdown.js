// Seconds that run out: the idle screen, the thank-you, the number kept on screen.

const now = () => performance.now() / 1000;

/** The whole seconds to show: a hair more than 60, by the arithmetic of clocks, is 60. */
export const wholeSeconds = (left) => String(Math.ceil(left - 0.01));

export class Countdown {
  #timer = null;

  /** Calls `tick(left, whole)` about four times a second and `over()` once at the end. */
  start(seconds, over, tick = () => {}) {
    this.stop();
    const end = now() + seconds;
    const step = () => {
      const left = Math.max(0, end - now());
      tick(left, seconds);
      if (left > 0) return;
      this.stop();
      over();
    };
    this.#timer = setInterval(step, 250);
    step();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

/** Nobody touches the screen: after `idle` seconds ask, after `warn` more give up. */
export class Idle {
  #countdown = new Countdown();

  constructor({ idle, warn, ask, left, calm, over }) {
    Object.assign(this, { idle, warn, ask, left, calm, over });
    this.asking = false;
  }

  /** A sign of life, or a new screen: the time starts again. */
  touch() {
    if (this.asking) this.calm();
    this.asking = false;
    this.#countdown.start(this.idle, () => this.#warn());
  }

  /** For screens that have their own end, or none. */
  rest() {
    if (this.asking) this.calm();
    this.asking = false;
    this.#countdown.stop();
  }

  #warn() {
    this.asking = true;
    this.ask();
    this.#countdown.start(this.warn, () => { this.rest(); this.over(); }, this.left);
  }
}
