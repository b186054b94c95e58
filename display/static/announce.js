// One announcement at a time: shown at least five seconds, sounded once to its end, then told to the server.

const READABLE = 5_000; // a call stands alone at least so long; twice as long for who hears or sees badly
const TEXT_ONLY = 6_000; // when there is nothing to hear
const TOO_OLD = 60_000; // who was called a minute ago has read it by now
const STUCK = 60_000; // a sound card that swallows the end of a sound must not silence the hall

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Gives {hear(announcements, calls), unlock()}. `show(announcement | null)` draws, `tell(id, "spoken" | "blocked")`
 * reports, `blocked()` is called when the browser wants a touch before it sounds, `now()` is hall time in ms.
 */
export function announcer({ show, tell, blocked, now, sound = () => new Audio() }) {
  const known = new Set(); // every id that was queued once: a screen says nothing twice
  let queue = [];
  let current = null;
  let stop = () => {};
  let mute = null; // the last one that the browser would not sound

  function hear(announcements, calls) {
    const open = new Set(announcements.map((a) => a.id));
    queue = queue.filter((a) => open.has(a.id)); // taken back by undo, or spoken by another screen
    for (const a of announcements) {
      if (known.has(a.id)) continue;
      known.add(a.id);
      queue.push(a);
    }
    if (current && !open.has(current.id) && !calls.some((c) => c.id === current.id)) stop();
    if (!current) run();
  }

  async function run() {
    while ((current = queue.shift() ?? null)) {
      if (now() - Date.parse(current.created) > TOO_OLD) continue;
      show(current);
      const taken = new Promise((done) => (stop = () => done("taken back")));
      const end = await Promise.race([taken, Promise.all([heard(current, taken), wait(current.longer ? 2 * READABLE : READABLE)])]);
      if (end !== "taken back") tell(current.id, end[0]);
    }
    show(null);
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
