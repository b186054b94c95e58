"""Eight hours of a board in some minutes: what the tab keeps of them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, CDPSession

from tests.bench.browser import chromium
from tests.bench.figures import within
from tests.display import boards

HOURS = 8
KEPT_KB, KEPT_NODES = 256, 200  # of 630 calls, whose states alone are 2 MB; V8 settles in 200 KB
# In the page, so that its own clock makes them: a call each 40 s, as the hall tells it.
DAY = """
window.Audio = class {
  play() { setTimeout(() => this.onended(), 4000); return Promise.resolve(); }
  pause() {}
};
window.fetch = async () => new Response("{}", { headers: { "Content-Type": "application/json" } });
window.made = 1000;
const calls = [];
function callOne() {
  const number = "A" + String(made % 1000).padStart(3, "0"), counter = (made % 8) + 1;
  const at = new Date().toISOString(), until = new Date(Date.now() + 60_000).toISOString();
  calls.unshift({ id: made, number, counter, at, recall: 0, state: "called" });
  calls.length = Math.min(calls.length, 8);
  const text = `Mời công dân có số ${number} đến quầy số ${counter}`;
  const said = { id: made, number, counter, recall: 0, language: "vi", text, text_en: number,
    sound: `/display/sound/${made}.wav`, created: at, until, state: "open" };
  const next = [number, `L${made % 1000}`];
  window.change({ now: at, calls: [...calls], announcements: [said], next });
  made += 1;
}
addEventListener("load", () => setInterval(callOne, 40_000));
"""
# Planted: each frame that is drawn is remembered, as a listener that is never taken off would.
LEAK = """
window.kept = [];
new MutationObserver(() => kept.push(document.getElementById("recent").cloneNode(true)))
  .observe(document, { subtree: true, childList: true });
"""


def shift(_: Path) -> list[bool]:
    """KB of the tab's heap, and nodes, that seven more hours add to those of the first."""
    with chromium() as browser:
        (heap, nodes), (fault, more) = (_hours(browser, planted) for planted in ("", LEAK))
    return [
        within("board, 8 h: heap that hours 2 to 8 add", "KB", [heap], KEPT_KB, [fault]),
        within("board, 8 h: nodes that they add", "", [nodes], KEPT_NODES, [more]),
    ]


def _hours(browser: Browser, planted: str) -> tuple[float, float]:
    state = boards.hall(0, 80, slides=[boards.slide("a", "Nghỉ trưa"), boards.slide("b", "Mời")])
    board = boards.open_hall(browser, state, faked=True, before=DAY + planted)
    tools = board.context.new_cdp_session(board)
    kept = []
    for _ in range(HOURS):
        board.clock.run_for(3_600_000)
        kept.append(_kept(tools))
    said = board.evaluate("made - 1000")
    assert said >= HOURS * 89, f"only {said} calls were made"
    board.close()
    return kept[-1][0] - kept[0][0], kept[-1][1] - kept[0][1]


def _kept(tools: CDPSession) -> tuple[float, float]:
    """(KB of heap, nodes) that cannot be collected."""
    tools.send("HeapProfiler.collectGarbage")
    tools.send("Performance.enable")
    told = {each["name"]: each["value"] for each in tools.send("Performance.getMetrics")["metrics"]}
    return told["JSHeapUsedSize"] / 1024, told["Nodes"]
