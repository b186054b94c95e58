"""A hall in miniature whose own loudspeaker speaks, on a clock that runs `pace` times as fast.

A program, because the hub must not run in pytest. Out, as one JSON object: the announcements as
they stand at the end, what the virtual speaker wrote down, and what the hall's screen showed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import gevent

from config import Voice
from db.engine import database
from display import board
from display.sound import Call, Sound
from hall.speaking import READABLE_S, Speaking
from hardware.peripherals.parent import Peripherals
from tests.display.packs import save, tone
from tests.display.storm import CALLS, MINUTE_S, SENTENCE_S
from tests.tickets.core import HALL, MORNING, Core
from tickets import Desk, Moment, TicketCalled
from tickets.showing import Figures

COUNTERS = CALLS // 2  # each calls once, and once more


class FastClock:
    """The wall and the ticking clock of db.clock, `pace` times as fast as this machine's."""

    boot = "first boot"

    def __init__(self, pace: float) -> None:
        self._pace, self._began = pace, time.monotonic()

    def ticking(self) -> int:
        return round((time.monotonic() - self._began) * self._pace * 1000)

    def wall(self) -> int:
        return MORNING + self.ticking()


class OneTone(Sound):
    """Every call is one file, as long as a sentence."""

    def render(self, call: Call, *, once: bool = False) -> Path:
        return self.folder / "call.wav"


class CoreDesk:
    """The two words of a desk that the speaker uses."""

    def __init__(self, core: Core) -> None:
        self.told = self.run = core.told


def main() -> None:
    state, pace = Path(sys.argv[1]), float(sys.argv[2])
    save(state / "call.wav", tone(440, SENTENCE_S / pace))
    clock = FastClock(pace)
    core = Core(state, cast("Any", clock), hall_of(COUNTERS))
    voice = Voice(output="card", card="virtual")
    them = Peripherals(state, quiet, quiet, lambda *sound: speaking.played(*sound))  # noqa: PLW0108 - made below
    speaking = Speaking(voice, them.order, READABLE_S / pace)
    speaking.by(OneTone(Voice(), state))
    them.start(speaking.ports(state))
    speaking.start(cast("Desk", CoreDesk(core)))
    gevent.sleep(2)  # the child is a Python of its own
    figures = Figures()
    screen = Screen(lambda: board.hall(moment(core), "card", figures))
    watching = gevent.spawn(screen.watch)
    call_all(core, speaking, pace)
    until = time.monotonic() + 3 * MINUTE_S / pace + 10
    while states(core) & {"open", "speaking"} and time.monotonic() < until:
        gevent.sleep(0.05)
    gevent.sleep(0.2)
    watching.kill()
    speaking.close()
    them.close()
    told = database.wire().execute("SELECT id, number, state FROM announcement").fetchall()
    print(json.dumps({"rows": told, "shown": screen.shown, "unheard": sorted(screen.unheard)}))
    core.close()


def quiet(*_: object) -> None:
    """Nobody listens."""


def hall_of(counters: int) -> str:
    more = "".join(
        f'[[hall.counters]]\nn = {n}\nlabel = "Quầy {n}"\nlines = [{{ field = "ho-tich" }}]\n'
        for n in range(3, counters + 1)
    )
    return HALL + more


def call_all(core: Core, speaking: Speaking, pace: float) -> None:
    for n in range(1, COUNTERS + 1):
        core.open(n)
        core.take()
    began = time.monotonic()
    for n in range(CALLS):
        gevent.sleep(max(0.0, began + n * MINUTE_S / CALLS / pace - time.monotonic()))
        counter = n % COUNTERS + 1
        if n < COUNTERS:
            core.call(counter)
        else:
            core.at(counter, "recall")
        speaking.called(TicketCalled(0, "", 0, 0, ""))


def states(core: Core) -> set[str]:
    return {row[0] for row in database.wire().execute("SELECT state FROM announcement")}


def moment(core: Core) -> Moment:
    return Moment(core.writer.hall_time(), core.clock.wall(), core.settings.day)


class Screen:
    """What the hall's screen showed large, in order, and whom as not read aloud."""

    def __init__(self, look: Callable[[], dict[str, Any]]) -> None:
        self._look = look
        self.shown: list[int] = []
        self.unheard: set[int] = set()

    def watch(self) -> None:
        while True:
            seen = self._look()
            spoken = [one["id"] for one in seen["announcements"] if one["state"] == "speaking"]
            assert len(spoken) < 2, "two at a time"
            if spoken and spoken != self.shown[-1:]:
                self.shown += spoken
            self.unheard |= {one["id"] for one in seen["unheard"]}
            gevent.sleep(0.02)


if __name__ == "__main__":
    main()
