// One person's way through the kiosk: what was chosen, and the way back. Knows no page.

const START = Object.freeze({
  screen: "fields", from: 0, field: null, service: null, priority: undefined, look: false,
});

export class Visit {
  #trail = [START];

  /** Where the person stands: {screen, from, field, service, priority, look}. */
  get now() {
    return this.#trail.at(-1);
  }

  get atStart() {
    return this.#trail.length === 1;
  }

  go(change) {
    this.#trail.push({ ...this.now, ...change });
  }

  back() {
    if (!this.atStart) this.#trail.pop();
  }

  /** Forgets everything: the next person finds nothing of this one. */
  over() {
    this.#trail = [START];
  }
}

/**
 * One screenful of the choices from `from` on: at most `most`, the last of which leads to the `others`, if any; those
 * begin at `next`. Where a screen begins was settled when the one before it stood: no choice is repeated or left out.
 */
export function screenful(choices, from, most = 8) {
  const rest = choices.slice(from);
  const here = rest.length <= most ? rest.length : most - 1;
  return { shown: rest.slice(0, here), others: rest.length - here, next: from + here };
}
