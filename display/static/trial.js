// Staff try the devices: this screen says one sentence that calls nobody, and tells whether it sounded.

import { press } from "/static/press.js";

const LOOK = 200; // ms between two looks whether a call is being said
const STUCK = 20_000; // a sentence of three seconds that has not ended by then was swallowed

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Gives hear(trial): `isSaying()` holds it back while a call stands there, which is never talked over; `blocked()` is
 * called when the browser wants a touch first.
 */
export function trialOf({ isSaying, blocked, tell = report, sound = () => new Audio() }) {
  let last = null;
  return async function hear(trial) {
    if (!trial || trial.id === last) return;
    last = trial.id;
    while (isSaying()) await wait(LOOK);
    const state = await heard(sound(), trial.sound);
    if (state === "blocked") blocked();
    tell(trial.id, state);
  };
}

async function heard(audio, src) {
  const ended = new Promise((done) => {
    audio.onended = () => done("spoken");
    audio.onerror = () => done("failed");
  });
  audio.src = src;
  const begun = audio.play().then(
    () => Promise.race([ended, wait(STUCK).then(() => "failed")]),
    (trouble) => (trouble.name === "NotAllowedError" ? "blocked" : "failed"),
  );
  return Promise.race([begun, ended]);
}

function report(id, state) {
  press("/api/v1/self-test/sound", { id, state }).catch(() => {});
}
