"""Asking a printer over an open line: how it is, and whether all before it is on paper.

No answer is believed because of its form alone. A stale byte makes every later answer the one
before; status sent unasked, flow control and plain garbage all look like answers now and then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from hardware.printer.line import Line
from hardware.printer.status import QUERIES, Heard, sort

TRIES = 3
SETTLE_S = 0.005
"""How late one answer too many may come, at least: three times as late as the slowest so far."""

ENOUGH = 4096
"""Whoever has said so much to one question answers no question."""

Found = TypeVar("Found")


class Said(NamedTuple):
    """What a printer answered to all of QUERIES; with garbage among it, `answers` is empty."""

    answers: dict[int, int]
    silent: bool


def ask(line: Line, answer_s: float) -> Said:
    """How the printer is, `answer_s` for each answer; OSError when it is gone.

    The first silence ends it: three more would only cost the citizen three more waits.
    """
    for _ in range(TRIES):
        answers: dict[int, int] = {}
        slowest, silent = 0.0, False
        for n, query in QUERIES.items():
            begun = time.monotonic()
            answer, silent = _state(line, query, answer_s)
            slowest = max(slowest, time.monotonic() - begun)
            if answer is None:
                break
            answers[n] = answer
        if silent:
            return Said(answers, silent=not answers)
        if len(answers) == len(QUERIES) and _in_step(line, slowest):
            return Said(answers, silent=False)
    return Said({}, silent=False)


def ask_one(line: Line, n: int, answer_s: float, until: float) -> tuple[int | None, bool]:
    """The answer to one of QUERIES in the middle of a job, and whether nothing at all came.

    The question stands behind everything sent so far, so its time begins when that has gone.
    """
    line.drain()
    line.send(QUERIES[n], until)
    line.flush(until)
    until = min(until, time.monotonic() + answer_s)
    heard = listen(line, lambda heard: heard if heard.state is not None else None, until)
    return (heard.state, False) if heard else (None, True)


def listen(line: Line, find: Callable[[Heard], Found | None], until: float) -> Found | None:
    """What `find` makes of all that has been said since; None when the time is up."""
    received = b""
    while len(received) < ENOUGH and (more := line.receive(until)):
        received += more
        if (found := find(sort(received))) is not None:
            return found
    return None


def _state(line: Line, query: bytes, answer_s: float) -> tuple[int | None, bool]:
    # (the answer, whether nothing at all came)
    line.drain()
    until = time.monotonic() + answer_s
    line.send(query, until)
    heard = listen(line, _anything, until)
    return (heard.state, False) if heard else (None, True)


def _anything(heard: Heard) -> Heard | None:
    return heard if heard.states or heard.proofs or heard.tags or heard.noise else None


def _in_step(line: Line, slowest: float) -> bool:
    # A stale byte took the place of the first answer: then the last one is still to come.
    until = time.monotonic() + max(SETTLE_S, 3 * slowest)
    return not sort(line.receive(until)).states
