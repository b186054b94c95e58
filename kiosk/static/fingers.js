// What a kiosk's browser must not do under a finger, and what a pad of four keys can do instead.

/** No menu under a long press, no text picked up, no picture dragged away, no pinch. */
export function quiet(page) {
  for (const gesture of ["contextmenu", "selectstart", "dragstart", "gesturestart"]) {
    page.addEventListener(gesture, (event) => event.preventDefault());
  }
  page.addEventListener("wheel", (event) => event.preventDefault(), { passive: false });
}

/** Two keys walk through everything that can be pressed, in the order of reading; Enter presses it, Escape goes back. */
export function arrows(page, back = () => {}) {
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !page.querySelector("dialog[open]")) return back();
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const scope = page.querySelector("dialog[open]") ?? page;
    const stops = [...scope.querySelectorAll("h1[tabindex], button:not([hidden]):not(:disabled)")].filter((each) => each.checkVisibility());
    const next = stops.indexOf(page.activeElement) + step;
    stops.at(next % stops.length)?.focus();
  });
}
