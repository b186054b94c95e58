"""Days of a hall played through its own HTTP API, on a clock that the play moves.

Knows the configuration and the API, and nothing of how the hall is made. Public: `simulate`,
`PressFailed`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from config import Settings, load
from config.week import plan_in
from simulate.hall import Hall, PressFailed
from simulate.play import Play

__all__ = ["PressFailed", "simulate"]

WORTH_TELLING = (
    "taken", "turned away", "served", "missed", "back", "left", "forgotten", "answered",
    "held", "sent on", "undone", "quick", "out of order", "let others go", "by appointment",
)  # fmt: skip


def simulate(config: Path, days: int, seed: int, into: Path | None) -> int:
    """Plays the last `days` working days up to yesterday; 0 when every press was answered.

    The same seed gives the same people, choices and times. `into` keeps the state. Raises
    PressFailed when the hall does not start, goes away, or answers what it should not.
    """
    settings = load(config)
    dates = working_days(settings, days)
    begun = time.monotonic()
    # Stopped by whatever means, the hall that was started here is stopped too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _state(into) as state, Hall(config, state, _at(settings, dates[0], "00:00")) as hall:
        play = Play(hall, settings, seed)
        for date in dates:
            print(f"{date:%a %Y-%m-%d}  {told(play.day(date))}", flush=True)
    print(f"{'Together':<14}  {told(play.count)}")
    print(f"{len(dates)} days with seed {seed} in {time.monotonic() - begun:.0f} s")
    if into:
        print(f"Look at it: motcua verify --state {into}; motcua run --state {into}")
    return 0


def told(count: Counter[str]) -> str:
    """What has happened, in one line."""
    return "  ".join(f"{name} {count[name]}" for name in WORTH_TELLING)


def working_days(settings: Settings, n: int) -> list[dt.date]:
    """The last n dates with a session, the newest no later than yesterday."""
    date = dt.datetime.now(ZoneInfo(settings.day.timezone)).date()
    found: list[dt.date] = []
    while len(found) < n:
        date -= dt.timedelta(days=1)
        if plan_in(settings.hall, date).sessions:
            found.append(date)
    return found[::-1]


def _at(settings: Settings, date: dt.date, clock: str) -> int:
    zone = ZoneInfo(settings.day.timezone)
    return int(dt.datetime.combine(date, dt.time.fromisoformat(clock), zone).timestamp() * 1000)


@contextlib.contextmanager
def _state(into: Path | None) -> Iterator[Path]:
    if into:
        yield into
        return
    with tempfile.TemporaryDirectory(prefix="motcua-simulate-") as folder:
        yield Path(folder)
