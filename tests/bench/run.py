"""The benchmarks of one hall: one JSON object a line, medians of interleaved runs."""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.disk import raw_commits
from tests.bench.load import Line, Run, drive, getter, poster
from tests.bench.screens import WebSocket, reach_all, watcher
from tests.bench.servers import Started, bare, hall, memory_mb, token

REPEATS, STRETCH_S, CALLS, SCREENS = 5, 1.5, 40, 40
SERVICES = ("a-dang-ky-khai-sinh", "c-chung-thuc-chu-ky", "k-dang-ky-thanh-lap-ho-kinh-doanh")


def say(
    name: str,
    unit: str,
    pairs: list[tuple[float, float]],
    goal: float | None = None,
    *,
    more: bool = False,
) -> bool:
    """Prints one figure: medians, and the median ratio of the pairs; whether it meets its goal."""
    ratio = median(value / control for value, control in pairs)
    ok = goal is None or (ratio >= goal if more else ratio <= goal)
    figure = {
        "name": name, "value": round(median(p[0] for p in pairs), 3), "unit": unit,
        "control": round(median(p[1] for p in pairs), 3), "ratio": round(ratio, 3),
        "goal": goal, "ok": ok,
    }  # fmt: skip
    print(json.dumps(figure, ensure_ascii=False), flush=True)
    return ok


def issuing(state: Path) -> list[bool]:
    """Issue by HTTP against an empty POST on the same server, and against raw durable commits."""
    kiosk, met = token(state, "kiosk"), []
    with hall(state) as server:
        for clients in (1, 32):
            for paper in (False, True):
                runs = _interleaved(state, server, kiosk, clients, paper=paper)
                met += _issuing_figures(runs, clients, "on" if paper else "off")
    return met


def _interleaved(
    state: Path, server: Started, kiosk: str, clients: int, *, paper: bool
) -> list[tuple[Run, Run, Run]]:
    def stretch(make: Callable[[], bytes]) -> Run:
        return drive(server.port, server.pid, clients, STRETCH_S, make)

    empty = poster("/api/v1/bench/empty", kiosk, b"")
    takes = [
        poster("/api/v1/tickets", kiosk, json.dumps({"service": s, "print": paper}).encode())
        for s in SERVICES
    ]
    turn = itertools.count()

    def issue() -> bytes:
        return takes[next(turn) % len(takes)]()

    return [
        (
            stretch(issue),
            stretch(empty),
            raw_commits(state, STRETCH_S),
        )
        for _ in range(REPEATS)
    ]


def _issuing_figures(runs: list[tuple[Run, Run, Run]], clients: int, devices: str) -> list[bool]:
    name = f"issue, {clients} client{'s' * (clients > 1)}, devices {devices}"
    return [
        say(f"{name}: rate / empty POST", "1/s", [(i.rate, e.rate) for i, e, _ in runs]),
        say(f"{name}: rate / raw commits", "1/s", [(i.rate, r.rate) for i, _, r in runs]),
        say(f"{name}: CPU / empty POST", "ms", [(i.cpu_ms, e.cpu_ms) for i, e, _ in runs]),
        say(
            f"{name}: p50 / (raw commit + empty POST)", "ms",
            [(i.p50_ms, r.p50_ms + e.p50_ms) for i, e, r in runs],
        ),
    ]  # fmt: skip


def telling(state: Path) -> list[bool]:
    """From the press of a recall to the last of 40 screens, against a ready frame sent raw."""
    display, desk, kiosk = (token(state, "display"), token(state, "counter", 1),
                            token(state, "kiosk"))  # fmt: skip
    with hall(state) as ours, bare() as theirs:
        _call_somebody(ours.port, kiosk, desk)
        screens = [watcher(ours.port, display, "hall") for _ in range(SCREENS)]
        raw = [WebSocket(theirs.port, "/raw") for _ in range(SCREENS)]
        recall = poster("/api/v1/counters/1/recall", desk, b"")
        tell = poster("/tell", "", b'42["change",{"board":"hall","state":"' + b"x" * 1200 + b'"}]')
        press, shout = Line(ours.port), Line(theirs.port)
        pairs = []
        for _ in range(CALLS):
            ours_ms = reach_all(screens, lambda: press.send(recall()), lambda f: '"calls"' in f)
            raw_ms = reach_all(raw, lambda: shout.send(tell()), lambda f: "change" in f)
            pairs.append((ours_ms, raw_ms))
            # As a real board does; its change is out of the way before the next press.
            reach_all(screens, lambda: _speak(ours.port, display), lambda f: '"announcements"' in f)
    return [say(f"press to the last of {SCREENS} screens / raw broadcast", "ms", pairs, 3.5)]


def _speak(port: int, display: str) -> None:
    """The board has said what it was told."""
    line = Line(port)
    line.send(getter("/api/v1/board", display))
    while not line.answered():
        pass
    state = json.loads(line.got.partition(b"\r\n\r\n")[2])["state"]
    for call in state["announcements"]:
        line.send(poster(f"/api/v1/announcements/{call['id']}", display, b'{"state":"spoken"}')())
        while not line.answered():
            pass
    line.sock.close()


def _call_somebody(port: int, kiosk: str, desk: str) -> None:
    for path, who, body in (
        ("/tickets", kiosk, b'{"service":"a-dang-ky-khai-sinh","print":false}'),
        ("/counters/1/open", desk, b'{"clerk":"can-bo-1"}'),
        ("/counters/1/call-next", desk, b""),
    ):
        line = Line(port)
        line.send(poster(f"/api/v1{path}", who, body)())
        while not line.answered():
            pass
        line.sock.close()


def starting(state: Path) -> list[bool]:
    """From the command to the first page, and memory at rest with every child counted."""
    first, rest = [], []
    for _ in range(REPEATS):
        with hall(state, control=False) as ours, bare() as theirs:
            first.append((ours.first_page_s * 1000, theirs.first_page_s * 1000))
            rest.append((memory_mb(ours.pid), memory_mb(theirs.pid)))
    return [
        say("start to first page / bare Flask-SocketIO", "ms", first, 2.5),
        say("memory at rest, children counted / bare Flask-SocketIO", "MB", rest, 2.5),
    ]


def main() -> int:
    """Runs all; 1 when a goal is not met."""
    met: list[bool] = []
    for part in (issuing, telling, starting):
        with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
            met += part(Path(folder))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
