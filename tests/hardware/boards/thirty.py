"""Thirty boards on one line of 9,600 baud, five of them dead: how long a call takes to be seen."""

from __future__ import annotations

import time
from pathlib import Path

from hardware.boards.places import Place
from tests.at_work import wait_until
from tests.hardware.boards.lines import Line, at_work, boards
from tests.hardware.boards.peers import Am03127

ADDRESSES = range(1, 31)
DEAD = (3, 9, 15, 21, 27)
ALIVE = [n for n in ADDRESSES if n not in DEAD]
BAUD = 9600
ANSWER_MS = 200
"""As config.toml has it when nothing is said."""


class OnTheWire(Am03127):
    """A pty takes no time, 9,600 baud do: a board has a frame when its last bit has come."""

    def __call__(self, data: bytes) -> bytes:
        time.sleep(len(data) * 10 / BAUD)
        return super().__call__(data)


class InTurn(Place):
    """The control: every board is spoken to in its turn, dead or alive, as a simple line does."""

    def rank(self, now: float) -> tuple[int, float] | None:
        return None if self.wanted is None else (0, self._next_at)

    def shown(self, text: str, now: float, refresh_s: float) -> None:
        super().shown(text, now, 0)

    def missed(self, now: float) -> None:
        self._next_at = now


def worst_call(folder: Path, calls: int = 30) -> float:
    """Seconds from a call until its board showed it, the longest of so many, under refreshes."""
    return max(every_call(folder, calls))


def every_call(folder: Path, calls: int) -> list[float]:
    """How long each call took, one after the other, while all thirty are said again in turn."""
    peer = OnTheWire()
    peer.dead = set(DEAD)
    line = Line(folder, peer).plug()
    hung = boards("am03127", *ADDRESSES)
    took = []
    options = {"baud": BAUD, "answer_ms": ANSWER_MS, "refresh_s": 5}
    with at_work(str(line.path), folder, hung, **options) as work:
        for n in ADDRESSES:
            work.show(f"b{n}", f"A{n:03}")
        wait_until(lambda: set(peer.shows) == set(ALIVE), 60, "all who live show their first")
        for call in range(calls):
            n = ALIVE[call % len(ALIVE)]
            # A dead counter is called too, just before: the number for the dead board comes first.
            work.show(f"b{DEAD[call % len(DEAD)]}", f"C{call:03}")
            began = time.monotonic()
            work.show(f"b{n}", f"B{call:03}")
            wait_until(lambda n=n, c=call: peer.shows.get(n) == f"B{c:03}", 60, "shown", 0.002)  # type: ignore[misc]
            took.append(time.monotonic() - began)
    line.unplug()
    return took
