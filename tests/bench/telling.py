"""From a press to the last of many screens, and what the screens cost while numbers are given."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.figures import Pairs, say
from tests.bench.issuing import takes
from tests.bench.load import Line, getter, paced, poster
from tests.bench.screens import WebSocket, join_all, open_all, reach_all
from tests.bench.servers import Started, bare, hall
from tests.config_text import shipped

CALLS = 30
# So many screens, and the largest ratio; 40 are a hall, 200 a large one, 1,000 a town's.
SCREENS = ((40, None), (200, 2.5), (1000, 3.5))
A_SECOND, STRETCH_S, REPEATS, WATCHING = 200, 3.0, 4, 200


def telling(state: Path) -> list[bool]:
    """From the press of a recall to the last screen, against a ready frame sent raw."""
    met = []
    with hall(state, config=shipped(limits__sockets=2000)) as ours, bare() as theirs:
        display, desk = ours.token("display"), ours.token("counter", 1)
        _call_somebody(ours.port, ours.token("kiosk"), desk)
        screens: list[WebSocket] = []
        raw: list[WebSocket] = []
        for many, goal in SCREENS:
            screens += join_all(ours.port, display, "hall", many - len(screens))
            raw += open_all(theirs.port, "/raw", many - len(raw))
            pairs = _told(ours, theirs, (display, desk), screens, raw)
            met.append(
                say(f"press to the last of {many} screens / raw broadcast", "ms", pairs, goal)
            )
    return met


def _told(
    ours: Started, theirs: Started, who: tuple[str, str],
    screens: list[WebSocket], raw: list[WebSocket],
) -> Pairs:  # fmt: skip
    display, desk = who
    recall = poster("/api/v1/counters/1/recall", desk, b"")
    tell = poster("/tell", "", b'42["change",{"board":"hall","state":"' + b"x" * 1200 + b'"}]')
    press, shout, voice = Line(ours.port), Line(theirs.port), Line(ours.port)
    pairs = []
    for _ in range(CALLS):
        ours_ms = reach_all(screens, lambda: press.send(recall()), lambda f: '"calls"' in f)
        raw_ms = reach_all(raw, lambda: shout.send(tell()), lambda f: "change" in f)
        pairs.append((ours_ms, raw_ms))
        # As a real board does; its change is out of the way before the next press.
        reach_all(screens, lambda: _speak(voice, display), lambda f: '"announcements"' in f)
    return pairs


def _speak(voice: Line, display: str) -> None:
    """The board has said what it was told."""
    state = json.loads(voice.ask(getter("/api/v1/board", display)))["state"]
    for call in state["announcements"]:
        spoken = poster(f"/api/v1/announcements/{call['id']}", display, b'{"state":"spoken"}')
        voice.ask(spoken())


def _call_somebody(port: int, kiosk: str, desk: str) -> None:
    line = Line(port)
    for path, who, body in (
        ("/tickets", kiosk, b'{"service":"a-dang-ky-khai-sinh","print":false}'),
        ("/counters/1/open", desk, b'{"clerk":"can-bo-1"}'),
        ("/counters/1/call-next", desk, b""),
    ):
        line.ask(poster(f"/api/v1{path}", who, body)())
    line.sock.close()


def watching(state: Path) -> list[bool]:
    """CPU of a number at 200 a second while 200 screens watch, against the same with none."""
    pairs: Pairs = []
    with hall(state / "watched") as watched, hall(state / "alone") as alone:
        display = watched.token("display")
        screens = join_all(watched.port, display, "hall", WATCHING)
        presses = {each: takes(each.token("kiosk")) for each in (watched, alone)}
        for _ in range(REPEATS):
            spent = [
                paced(each.port, each.pid, A_SECOND, STRETCH_S, press).cpu_ms
                for each, press in presses.items()
            ]
            for screen in screens:
                screen.read_all()
            pairs.append((spent[0], spent[1]))
    name = f"CPU per issue, {A_SECOND}/s, {WATCHING} screens watching / none"
    return [say(name, "ms", pairs, 4)]
