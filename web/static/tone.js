// A soft bell, made in the browser: nothing is fetched, and nothing sounds before somebody has pressed something.

const FADE = 0.45; // seconds in which a note dies away, as a struck bell does

let context = null;

/** Lets this page sound from now on; to be called within a press, which browsers ask for. Whether it can sound at all. */
export function wake() {
  const Audio = window.AudioContext ?? window.webkitAudioContext;
  if (!Audio) return false;
  context ??= new Audio();
  if (context.state === "suspended") context.resume().catch(() => {});
  return true;
}

/** Strikes the notes (Hz) one after another, `apart` seconds between them; silence where nothing was pressed yet. */
export function ring(notes, { apart = 0.22, loud = 0.25 } = {}) {
  if (!context) return;
  notes.forEach((note, i) => strike(note, context.currentTime + i * apart, loud));
}

function strike(note, at, loud) {
  const [voice, volume] = [context.createOscillator(), context.createGain()];
  voice.frequency.value = note;
  volume.gain.setValueAtTime(loud, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + FADE);
  voice.connect(volume).connect(context.destination);
  voice.start(at);
  voice.stop(at + FADE);
}
