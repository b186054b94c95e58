"""A printer as the server sees it: runs on the hub, keeps a child alive, never waits for paper.

Whoever submits a job has made sure, durably, that nobody else will: a job is handed to a child at
most once. What a dead child left in doubt is asked of the next one, never printed again.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gevent
from gevent.event import Event

from hardware.health import Health
from hardware.printer.blocks import Block
from hardware.printer.driver import LOOK_S, Place
from hardware.spawn import ChildProcess, Message
from hardware.upkeep import Upkeep
from hardware.vigil import DOWN, OnHealth, Vigil, tell

log = logging.getLogger(__name__)

SETTLE_S = 15.0
"""How long the next child may take to say what became of a job."""

GRACE_S = 2.0
"""A driver ends a job by its own deadline; past this much more it hangs, and is killed."""

FIRST_WORD_S = 30.0
"""A slow machine loads Pillow and python-escpos for seconds before the child can speak."""

OnResult = Callable[[int, str, str, int], None]


@dataclass
class _Hand:
    job: int
    overdue: gevent.Greenlet[..., Any]
    printing: bool = False


class Printer:
    """One printer; `on_result(job, state, detail, mm)` is called once for each job submitted.

    printed: proved. sent: all gone out, no proof to be had. unknown: never print it again unasked.
    failed: not a byte went out; it may be submitted again (not when `detail` begins "bad-blocks").
    `mm` is the length of its paper, 0 when none came out or nobody saw it whole.
    `on_health(name, health)` is called when state or detail changes. Both run on the hub and may
    switch.
    """

    def __init__(self, place: Place, on_result: OnResult, on_health: OnHealth) -> None:
        self.name = place.name
        self._place = place
        self._on_result = on_result
        self._vigil = Vigil(place.name, on_health, self._refuse_all)
        self._jobs: deque[tuple[int, Sequence[Block]]] = deque()
        self._notes: deque[Message] = deque()
        self._hand: _Hand | None = None
        self._asked: dict[int, gevent.Greenlet[..., Any]] = {}
        self._fault = "ok"
        self._quiet: gevent.Greenlet[..., Any] | None = None
        self._heard_at = 0.0
        self._wake = Event()
        self._feeding: gevent.Greenlet[..., Any] | None = None
        self._upkeep = Upkeep(
            "hardware.printer.child", _arguments(place), self._born, self._hear, self._lost
        )

    # -- what the hall asks of it; none of these waits or switches, except close

    def start(self) -> None:
        """Starts the child and everything that keeps it."""
        self._vigil.expect()
        self._upkeep.start()
        self._feeding = gevent.spawn(self._feed)

    def submit(self, job: int, blocks: Sequence[Block]) -> None:
        """Queues a job; `job` is a number never used before, already marked as claimed."""
        self._jobs.append((job, blocks))
        self._wake.set()

    @property
    def health(self) -> Health:
        """How the printer is, since when, and what to do."""
        return self._vigil.health

    @property
    def busy(self) -> int:
        """How many submitted jobs have no result yet."""
        return len(self._jobs) + len(self._asked) + (self._hand is not None)

    def ask(self, job: int) -> None:
        """Asks what became of a job of an earlier run; `on_result` gets the answer or unknown."""
        self._doubt(job)
        self._note({"ask": job})

    def probe(self) -> None:
        """Looks at the device now, not at the next turn."""
        self._note({"probe": True})

    def fault(self, name: str) -> None:
        """Makes a virtual printer play `name` (see virtual.FAULTS), over restarts too."""
        self._fault = "ok" if name in {"reset", "lost-proof"} else name
        self._note({"fault": name})

    def close(self, wait_s: float = 5.0) -> None:
        """Ends the child after the job in hand, within `wait_s`; jobs not begun are failed."""
        self._upkeep.close(wait_s)
        self._stop_listening()
        gevent.killall([self._feeding] if self._feeding else [])
        if self._hand is not None:
            self._lost(None)
        self._vigil.heard()
        for job in list(self._asked):
            self._give_up(job)
        self._refuse_all("closed")

    # -- the child's life

    def _born(self) -> None:
        self._heard_at = 0.0
        self._listen_for(FIRST_WORD_S)
        self._notes = deque(self._first_notes())
        self._wake.set()

    def _first_notes(self) -> list[Message]:
        faults = [] if self._fault == "ok" else [{"fault": self._fault}]
        return [*faults, *({"ask": job} for job in self._asked)]

    def _feed(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._vigil.down:
                self._refuse_all(DOWN)
            while (child := self._upkeep.child) and (line := self._next_line(child)):
                child.send(line)

    def _next_line(self, child: ChildProcess) -> Message | None:
        if self._notes:
            return self._notes.popleft()
        if self._hand is not None or not self._jobs or self._upkeep.closing.is_set():
            return None
        job, blocks = self._jobs.popleft()
        limit = self._place.deadline_s + self._place.timeout_s + GRACE_S
        self._hand = _Hand(job, gevent.spawn_later(limit, self._overdue, child, job))
        return {"job": job, "blocks": list(blocks)}

    def _overdue(self, child: ChildProcess, job: int) -> None:
        log.error("printer %s: job %s hangs, its driver is killed", self.name, job)
        child.kill()

    def _listen_for(self, seconds: float) -> None:
        self._stop_listening()
        self._quiet = gevent.spawn_later(seconds, self._too_quiet)

    def _stop_listening(self) -> None:
        if self._quiet is not None:
            self._quiet.kill(block=False)
            self._quiet = None

    def _too_quiet(self) -> None:
        # A look that hangs, with no job whose deadline would tell. Who prints slip after slip has
        # no time for a look, and lives.
        self._quiet = None
        left = self._heard_at + self._longest_silence - time.monotonic()
        if self._hand is not None or left > 0:
            self._listen_for(max(left, GRACE_S))
        elif (child := self._upkeep.child) is not None:
            log.error("printer %s: its driver hangs and is killed", self.name)
            child.kill()

    @property
    def _longest_silence(self) -> float:
        # Trouble is looked at twice before it is told.
        return LOOK_S + 2 * (self._place.timeout_s + self._place.answer_s) + GRACE_S

    def _lost(self, status: int | None) -> None:
        self._stop_listening()
        hand, self._hand = self._hand, None
        if not self._upkeep.closing.is_set():
            log.warning("printer %s: its driver ended (wait status %s)", self.name, status)
            self._vigil.expect()
        if hand is None:
            return
        hand.overdue.kill(block=False)
        if hand.printing:
            self._doubt(hand.job)
        else:
            self._result(hand.job, "failed", "driver ended before the first byte")

    # -- what the child says

    def _hear(self, message: Message) -> None:
        if not self._heard_at:
            self._listen_for(self._longest_silence)
        self._heard_at = time.monotonic()
        if "health" in message:
            self._vigil.heard()
            self._vigil.set(message["health"]["state"], message["health"]["detail"])
        elif message["state"] != "printing":
            self._settled(message)
        elif self._hand is not None and self._hand.job == message["job"]:
            self._hand.printing = True

    def _settled(self, message: Message) -> None:
        job, state, detail = message["job"], message["state"], message["detail"]
        asked = self._asked.pop(job, None)
        if asked is not None:
            asked.kill(block=False)
            self._result(job, state, detail)
        elif self._hand is not None and self._hand.job == job:
            self._hand.overdue.kill(block=False)
            self._hand = None
            self._upkeep.steady()
            self._wake.set()
            self._result(job, state, detail, message["mm"])

    def _doubt(self, job: int) -> None:
        self._asked[job] = gevent.spawn_later(SETTLE_S, self._give_up, job)

    def _give_up(self, job: int) -> None:
        if self._asked.pop(job, None) is not None:
            self._result(job, "unknown", "nobody saw the end")

    def _refuse_all(self, detail: str) -> None:
        while self._jobs:
            self._result(self._jobs.popleft()[0], "failed", detail)

    def _result(self, job: int, state: str, detail: str, mm: int = 0) -> None:
        tell(self._on_result, job, state, detail, mm)

    def _note(self, message: Message) -> None:
        # Without a child there is nobody to tell; the next one gets _first_notes.
        if self._upkeep.child is not None:
            self._notes.append(message)
            self._wake.set()


def _arguments(place: Place) -> list[object]:
    options = {
        "--name": place.name,
        "--state": place.state,
        "--width-px": place.width_px,
        "--timeout-s": place.timeout_s,
        "--deadline-s": place.deadline_s,
        "--completion": place.completion,
        "--tear-after-mm": place.tear_after_mm,
        "--answer-s": place.answer_s,
        "--patience-s": place.patience_s,
        "--text": place.text,
        "--code-page": place.code_page,
    }
    words = [word for option in options.items() for word in option]
    return [place.address, *words, *([] if place.speaks else ["--mute"])]
