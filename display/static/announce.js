// One announcement at a time: shown at least five seconds, sounded once to its end, then told to the server.

const READABLE = 5_000; // a call stands alone at least so long; twice as long for who hears or sees badly
const TEXT_ONLY = 6_000; // when there is nothing to hear
const STUCK = 60_000; // a sound card that swallows the end of a sound must not silence the hall

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Gives {hear(announcements, takenBack, from), unlock()}. `show(announcement | null)` draws, `tell(id, state)` reports
 * "speaking", then "spoken" or "blocked", or "late" for what was too old before its turn; `blocked()` is called when the
 * browser wants a touch before it sounds, `now()` is hall time in ms. `from` "card": the hall's own loudspeaker speaks,
 * and this screen shows what that one says.
 */
export function announcer({ show, tell, blocked, now, sound = () => new Audio() }) {
  const known = new Set(); // every id that was queued once: a screen says nothing twice
  let queue = [];
  let current = null;
  let stop = () => {};
  let mute = null; // the last one that the browser would not sound
  let own = true; // this screen speaks; else it follows the hall's loudspeaker

  const isOld = (announcement) => now() > Date.parse(announcement.until);

  function hear(announcements, takenBack, from) {
    const open = new Set(announcements.map((a) => a.id));
    for (const a of queue) if (!open.has(a.id) && isOld(a) && !takenBack.includes(a.id)) tell(a.id, "late");
    queue = queue.filter((a) => open.has(a.id)); // taken back by undo, spoken by another screen, or too old
    if (from === "card") return follow(announcements.find((a) => a.state === "speaking") ?? null);
    if (!own) current = null;
    own = true;
    for (const a of announcements) {
      if (known.has(a.id)) continue;
      known.add(a.id);
      queue.push(a);
    }
    if (current && takenBack.includes(current.id)) stop();
    if (!current) run();
  }

  function follow(spoken) {
    if (own) stop(); // the hall was started anew, with a card
    own = false;
    for (const { id } of queue) known.delete(id); // not said yet, by nobody
    queue = [];
    if (spoken?.id !== current?.id) show(spoken);
    current = spoken;
  }

  async function run() {
    while (own && (current = queue.shift() ?? null)) {
      const { id, longer } = current;
      if (isOld(current)) {
        tell(id, "late");
        continue;
      }
      show(current);
      tell(id, "speaking");
      const taken = new Promise((done) => (stop = () => done("taken back")));
      const end = await Promise.race([taken, Promise.all([heard(current, taken), wait(longer ? 2 * READABLE : READABLE)])]);
      stop = () => {};
      if (end !== "taken back") tell(id, end[0]);
    }
    if (own) show(null);
  }

  async function heard(announcement, taken) {
    const audio = sound();
    // With others waiting behind it, a call is said once: better once in time than twice too late.
    audio.src = queue.length > 1 ? `${announcement.sound}?once=1` : announcement.sound;
    const ended = new Promise((done) => {
      audio.onended = () => done("ended");
      audio.onerror = () => done("failed");
    });
    taken.then(() => audio.pause());
    const began = await Promise.race([audio.play().then(() => "began", refusal), ended, wait(TEXT_ONLY).then(() => "failed")]);
    if (began === "refused") {
      mute = announcement;
      blocked();
    }
    if (began === "began" && (await Promise.race([ended, wait(STUCK)])) === "ended") return "spoken";
    audio.pause();
    await wait(began === "began" ? 0 : TEXT_ONLY);
    return began === "refused" ? "blocked" : "spoken";
  }

  const refusal = (trouble) => (trouble.name === "NotAllowedError" ? "refused" : "failed");

  /** After a touch: what was last shown in silence is said, if it is not too old. */
  function unlock() {
    if (mute) queue.unshift(mute);
    mute = null;
    if (!current) run();
  }

  return { hear, unlock };
}
