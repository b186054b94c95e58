// What a clerk has chosen at this browser: habits of a person at work, nothing of the queue.

const stored = (key) => ({
  on: () => localStorage.getItem(key) === null,
  set: (on) => (on ? localStorage.removeItem(key) : localStorage.setItem(key, "1")),
});

/** Whether single letters press (WCAG 2.1.4), and whether a wait that is too long chimes. */
export const letters = stored("motcua.letters-off");
export const chimes = stored("motcua.chimes-off");
