"""Mornings of a demo hall to look at: nobody waits, three, eighty; closed; days behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from tests.config_text import changed, shipped
from tests.hall import Hall

EIGHT = datetime(2026, 11, 20, 8, 0, tzinfo=timezone(timedelta(hours=7)))
# Of ten people, the fields they come for: civil status and certification most.
SERIES = "ACAALCMSRACKGLHX"
FACES = (5, 5, 4, 5, 3, 4, 5, 2)


class Morning(NamedTuple):
    """A hall to be founded: how it is filled, its config, where its clock is."""

    begin: Callable[[Hall], None]
    config: str | None = None
    clock_from: int | None = int(EIGHT.timestamp() * 1000)


class Day:
    """A day whose clock is moved by hand while people come and are served."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.now = hall, EIGHT

    def after(self, seconds: float) -> Day:
        """So much later."""
        self.now += timedelta(seconds=seconds)
        self.hall.move_clock(int(self.now.timestamp() * 1000))
        return self

    def serve(self, n: int, level: int) -> None:
        """Counter `n` calls, serves and is rated."""
        at = self.hall.counter(n)
        if at.call_next() is None:
            return
        self.after(35)
        at.start()
        self.after(150 + 20 * n)
        at.finish()
        self.hall.pad(n).rate(level)


def nobody() -> Morning:
    """Early: three counters are open and nobody has come."""
    return Morning(lambda hall: _opened(hall.start(), (1, 2, 3)))


def three() -> Morning:
    """Quiet: four have been served, one is being called, three wait."""
    return Morning(lambda hall: _filled(hall, 3, 4))


def eighty() -> Morning:
    """Full: twenty-four have been served, eighty wait, one counter is paused."""
    return Morning(lambda hall: _filled(hall, 80, 24))


def behind() -> Morning:
    """Nobody has looked for three quarters of an hour: long waits, a long service, no paper."""
    return Morning(_left_alone)


def closed() -> Morning:
    """A Friday evening, after hours."""
    evening = int((EIGHT + timedelta(hours=12)).timestamp() * 1000)
    return Morning(
        lambda hall: _opened(hall.start(), ()), shipped(hall__always_open=False), evening
    )


def holiday() -> Morning:
    """The Tuesday of Ngày Văn hóa Việt Nam."""
    tuesday = int((EIGHT + timedelta(days=4, hours=1)).timestamp() * 1000)
    return Morning(
        lambda hall: _opened(hall.start(), ()), shipped(hall__always_open=False), tuesday
    )


def late() -> Morning:
    """Twenty to four: one field has given its last number, one gives its first on Monday."""
    text = changed(shipped(hall__always_open=False), "[[hall.fields]]", "daily_limit", 3)
    text = changed(text, "[[hall.fields.hours]]", "days", ["mon"])
    return Morning(_given_out, text, int((EIGHT + timedelta(hours=7.67)).timestamp() * 1000))


def impatient() -> Morning:
    """A kiosk that asks after ten seconds whether somebody is still there."""
    return Morning(lambda hall: _opened(hall.start(), (1,)), shipped(rules__idle_s=10))


def week() -> Morning:
    """Three simulated days before today, on today's own clock."""
    return Morning(_simulated, clock_from=None)


def _opened(hall: Hall, counters: tuple[int, ...]) -> None:
    for n in counters:
        hall.counter(n).open(f"can-bo-{n}")


def _given_out(hall: Hall) -> None:
    _opened(hall.start(), (1, 2, 3))
    for _ in range(3):
        hall.take("A")


def _filled(hall: Hall, waiting: int, served: int) -> None:
    _opened(hall.start(), (1, 2, 3, 4, 5))
    day = Day(hall)
    for i in range(served):
        hall.take(SERIES[i % len(SERIES)])
        day.after(25)
    for i in range(served):
        day.serve(i % 5 + 1, FACES[i % len(FACES)])
    hall.take("C")
    _missed(hall)
    for i in range(waiting):
        hall.take(SERIES[i % len(SERIES)], priority="uu-tien" if i % 9 == 3 else None)
        day.after(23)
    day.after(240)
    if waiting > 10:
        hall.counter(4).pause("BREAK")


def _left_alone(hall: Hall) -> None:
    _opened(hall.start(), (1, 2, 3))
    day = Day(hall)
    for i in range(9):
        hall.take("CAL"[i % 3])
        day.after(20)
        day.serve(i % 3 + 1, FACES[i % len(FACES)])
    for series in "ACLAACLACLMM":
        hall.take(series)
        day.after(30)
    for n in (1, 2):
        hall.counter(n).next()
        hall.counter(n).start()
    day.after(45 * 60)


def _missed(hall: Hall) -> None:
    """One who was called and did not come."""
    if hall.counter(2).call_next():
        hall.counter(2).miss()


def _simulated(hall: Hall) -> None:
    said = hall.motcua("simulate", "--days", "3", "--seed", "1", "--into", str(hall.state))
    assert said.returncode == 0, said.stderr
    _opened(hall.start(), (1, 2, 3))
