// Millimetres and degrees on this very panel: a button of 20 mm and letters of 0.7° are that wherever it hangs.

const DPI = 96; // CSS pixels of an inch where nobody measured the panel
const INCH = 25.4; // mm
const DEGREES = 0.7; // EN 301 549 §5.1.4: the height of a capital H, seen from where it is read
const CAPITAL = 0.714; // height of a capital in Noto Sans, in em; Be Vietnam Pro's are 0.74
const FAR = { upright: 60, flat: 45 }; // cm; a panel that lies stands on a table, and one bends over it

/** {mm: CSS pixels of a millimetre, letters: CSS pixels of the smallest font that is large enough}. */
export function sizes({ width_mm: width = 0, distance_cm: distance = 0 } = {}, screen = window.screen) {
  const mm = width ? screen.width / width : DPI / INCH;
  const far = 10 * (distance || (screen.width > screen.height ? FAR.flat : FAR.upright));
  const capital = 2 * far * Math.tan((DEGREES / 2) * (Math.PI / 180));
  return { mm, letters: (capital * mm) / CAPITAL };
}

/** Says so to the style sheets: --mm and --letters. */
export function lay(panel, root = document.documentElement) {
  const { mm, letters } = sizes(panel);
  root.style.setProperty("--mm", `${mm}px`);
  root.style.setProperty("--letters", `${letters}px`);
}

/** How many choices one screen holds: eight, or as many fewer as this panel needs to keep their names readable. */
export class Crowd {
  #most = new Map();

  /** At most `usual` on the screen of this name; as many less as were too many there. */
  most(name, usual = 8) {
    return Math.max(FEWEST, usual - (this.#most.get(this.#here(name)) ?? 0));
  }

  /** One less from now on; false when there are as few already as make sense. */
  fewer(name, usual = 8) {
    if (this.most(name, usual) <= FEWEST) return false;
    this.#most.set(this.#here(name), (this.#most.get(this.#here(name)) ?? 0) + 1);
    return true;
  }

  // A lowered or turned screen has other room.
  #here(name) {
    return `${name} ${innerWidth} ${innerHeight} ${document.querySelector("[data-low]") ? "low" : ""}`;
  }
}

const FEWEST = 2;
