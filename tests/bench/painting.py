"""From a finger to the number on the glass, and from a press at a counter to the board's glass."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.asking import Client
from tests.at_work import AtCounter
from tests.bench.browser import chromium, page, takes_a_number
from tests.bench.figures import within
from tests.bench.servers import hall

KIOSK, BOARD = (1080, 1920), (1920, 1080)
TAPS, CALLS = 7, 5
# `painted(found, then)`: once `found()`, `then` at the end of the frame that shows it.
PAINTED = """
function painted(found, then) {
  const seen = new MutationObserver(() => {
    if (!found()) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => then(performance.now());
      after.port2.postMessage(0);
    });
  });
  seen.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}
"""
TAPPED = (
    PAINTED
    + """
addEventListener("pointerdown", ({ timeStamp, target }) => {
  if (target.closest(".take")) painted(() => document.querySelector("p.number"), (at) => {
    const all = performance.getEntriesByType("resource");
    const asked = all.find(({ name }) => name.includes("/api/v1/tickets"));
    window.took = at - timeStamp - (asked.responseEnd - asked.requestStart);
  });
}, true);
"""
)
CALLED = (
    PAINTED
    + """
window.awaited = (number) => {
  window.shown = 0;
  painted(() => document.getElementById("number").textContent === number,
          (at) => (window.shown = performance.timeOrigin + at));
};
"""
)
# Planted: the page hears of every answer a tenth of a second later, the board of every change.
LATE_ANSWERS = """
const fetched = window.fetch;
window.fetch = async (...asked) => {
  const answer = await fetched(...asked);
  await new Promise((done) => setTimeout(done, 100));
  return answer;
};
"""
LATE_CHANGES = """
Object.defineProperty(WebSocket.prototype, "onmessage", {
  set(hear) {
    this.addEventListener("message", (told) => setTimeout(() => hear.call(this, told), 120));
  },
});
"""


def painting(state: Path) -> list[bool]:
    """Milliseconds, each beside the same with a planted delay."""
    with hall(state, control=False) as ours, chromium() as browser:
        home = f"http://127.0.0.1:{ours.port}"
        taps = [[_tap(browser, home, late) for _ in range(TAPS)] for late in ("", LATE_ANSWERS)]
        counter = AtCounter(Client(home, _bearer(ours.token("counter", 1))), 1)
        counter.open("can-bo-1")
        calls = [_calls(browser, home, counter, late) for late in ("", LATE_CHANGES)]
    return [
        within("tap to number painted, the API's own time taken off", "ms", taps[0], 60, taps[1]),
        within("press at a counter to painted on the board", "ms", calls[0], 100, calls[1]),
    ]


def _tap(browser: Browser, home: str, late: str) -> float:
    with page(browser, KIOSK, late + TAPPED) as kiosk:
        kiosk.goto(f"{home}/kiosk/")
        takes_a_number(kiosk)
        kiosk.wait_for_function("window.took !== undefined")
        return float(kiosk.evaluate("took"))


def _calls(browser: Browser, home: str, counter: AtCounter, late: str) -> list[float]:
    """Of those who took the numbers; from before the press, so that its commit is in it."""
    with page(browser, BOARD, late + CALLED) as board:
        board.goto(f"{home}/display/")
        return [_call(board, counter) for _ in range(CALLS)]


def _call(board: Page, counter: AtCounter) -> float:
    number = counter.state()["line"][0]["number"]
    board.locator('#hall[data-calling="false"]').wait_for()  # the call before is said
    board.evaluate("number => awaited(number)", number)
    pressed = time.time() * 1000
    counter.call_next()
    board.wait_for_function("shown > 0")
    painted = float(board.evaluate("shown"))
    counter.start()
    counter.finish()
    return painted - pressed


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
