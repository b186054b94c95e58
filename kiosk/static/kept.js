// What a phone keeps for this tab alone; nothing, where its browser keeps nothing for strangers.

/** The text kept under `key`, or null. */
export const kept = (key) => tried(() => sessionStorage.getItem(key));

/** Keeps `text` under `key`; null takes it away. */
export const keep = (key, text) =>
  tried(() => (text === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, text)));

function tried(what) {
  try {
    return what() ?? null;
  } catch {
    return null; // storage is shut off, or full: the page lives without
  }
}
