// One person's way through the kiosk: what was chosen, and the way back. Knows no page.

const START = Object.freeze({
  screen: "fields", page: 0, field: null, service: null, priority: undefined, look: false,
});

export class Visit {
  #trail = [START];

  /** Where the person stands: {screen, page, field, service, priority, look}. */
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

/** One screenful of choices: at most `most` (`first` on page 0), the last of which leads to the others, if any. */
export function screenful(choices, page, most = 8, first = most) {
  let rest = choices;
  for (let turned = 0; turned < page; turned += 1) rest = rest.slice((turned ? most : first) - 1);
  const here = page ? most : first;
  if (rest.length <= here) return { shown: rest, others: 0 };
  return { shown: rest.slice(0, here - 1), others: rest.length - (here - 1) };
}
