// Taking one number: the press, the retries under one key, and whether the paper came out.

import { Unreachable, newKey, press } from "/static/press.js";

const PERSEVERE = 60_000; // ms a press is repeated while its person may still stand there
const LOOK = 700; // ms between two looks at the printer
const PAPER = 5_000; // ms after which a slip that is still not out counts as trouble

const OUT = ["printed", "sent"];
const UNSURE = ["unknown"];
const TROUBLE = ["failed", "expired", "none"];

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * One number being taken. `phase` goes asking → slow → ticket | closed | refused | lost, `paper` coming → out |
 * unsure | trouble: nobody knows whether it came out, or it did not. `hasPaper()` says whether there is any to wait
 * for; `changed()` is called after each step. The key is made before the press (at touch-down), so that
 * however often the finger lands and the network fails there is one ticket.
 */
export class Taking {
  phase = "asking";
  paper = "coming";
  ticket = null;
  refusal = null; // {message, again, opensAt}
  #stopped = false;

  constructor(order, changed, key = newKey(), hasPaper = () => true) {
    Object.assign(this, { order, changed, key, hasPaper });
  }

  async start() {
    this.#to("asking");
    const answer = await this.#answer();
    if (this.#stopped) return;
    if (!answer) return this.#to("lost");
    if (!answer.ok) return this.#refused(answer);
    this.ticket = answer.data;
    this.#to("ticket");
    await this.#watchPaper();
  }

  /** The person is gone or has given up: nothing of this press may reach the next one's screen. */
  stop() {
    this.#stopped = true;
  }

  #to(phase) {
    if (this.#stopped) return;
    this.phase = phase;
    this.changed();
  }

  async #answer() {
    const end = performance.now() + PERSEVERE;
    const path = `/api/v1/tickets?lang=${this.order.language}`;
    while (!this.#stopped && performance.now() < end) {
      try {
        return await press(path, this.order, { key: this.key, slow: () => this.#to("slow") });
      } catch (trouble) {
        if (!(trouble instanceof Unreachable)) throw trouble;
      }
    }
    return null;
  }

  #refused({ status, data }) {
    const error = data?.error ?? {};
    this.refusal = { message: error.message ?? null, full: status === 503, opensAt: error.opens_at ?? null };
    this.#to(error.code === "closed" ? "closed" : "refused");
  }

  async #watchPaper() {
    const patience = performance.now() + PAPER;
    let state = this.ticket.print?.state ?? "none";
    while (!this.#stopped && !OUT.includes(state)) {
      if (UNSURE.includes(state)) this.#paper("unsure");
      else if (TROUBLE.includes(state) || !this.hasPaper() || performance.now() > patience) this.#paper("trouble");
      if (state === "none") return;
      await wait(LOOK);
      state = (await lookAt(this.ticket.id)) ?? state;
    }
    this.#paper("out");
  }

  #paper(paper) {
    if (this.#stopped || this.paper === paper) return;
    this.paper = paper;
    this.changed();
  }
}

async function lookAt(id) {
  try {
    const answer = await fetch(`/api/v1/tickets/${id}`, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).print?.state : null;
  } catch {
    return null; // the number stays on the screen; the next look may succeed
  }
}
