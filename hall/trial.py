"""Every device tried when the day opens, and on demand: it prints, speaks and lights up.

A result is kept beside the journal, in STATE/trial.json: it says how devices were, and changes
nothing that anybody waits for. What a device cannot prove, people are asked to look at.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
import tomllib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import gevent

from config import Settings
from db.clock import SetClock
from tickets import Desk, Unknown, reading

log = logging.getLogger(__name__)

SHOWN_S = 4.0
"""How long a board or a pad shows that it is tried."""

START_S = 6.0
LOOK_S = 5.0
WORST = ("running", "bad", "look", "none", "good")


class Way(NamedTuple):
    """A device and how it is tried: `act()` blocks and gives a verdict, "bad-why" if it knows."""

    name: str
    kind: str
    act: Callable[[], str]
    health: Callable[[], dict[str, Any]] | None = None
    """How it is by itself: its `level`, `since` when, and what people do in trouble (`todo`)."""
    at_once: bool = False
    """Asked whenever somebody looks: a screen may be switched on after the day has opened."""

    def shown(self) -> dict[str, Any]:
        """What a row says of the device itself."""
        return {"name": self.name, "kind": self.kind}


class Trial:
    """The trial of all devices: begun by the hall when a day opens, or by a person."""

    def __init__(
        self,
        settings: Settings,
        state: Path,
        desk: Desk,
        ways: Callable[[], list[Way]],
        heard: Callable[[int, str], None],
    ) -> None:
        """`heard(id, state)` takes what a screen says of the sentence it was to say."""
        self._at_opening = settings.day.self_test and not isinstance(
            desk.store.writer.clock, SetClock
        )
        self._desk, self._ways = desk, ways
        self._file = state / "trial.json"
        self._kept: dict[str, Any] = {"day": None, "why": None, "at": None, "rows": {}}
        # What a power cut has torn is tried again.
        with suppress(OSError, ValueError):
            self._kept |= json.loads(self._file.read_text("utf-8"))
        self.heard = heard
        self._running: set[str] = set()
        self._next_look = time.monotonic() + START_S

    # --- what pages and commands may know (web.trial) ---

    def told(self) -> dict[str, Any]:
        """The last result of every device that there is now, worst first said."""
        rows = [self._row(way) for way in self._ways()]
        verdicts = {row["verdict"] for row in rows}
        return {
            "running": bool(self._running), "why": self._kept["why"], "at": self._kept["at"],
            "verdict": next((worst for worst in WORST if worst in verdicts), "none"),
            "rows": rows,
        }  # fmt: skip

    def begin(self, names: Sequence[str] | None = None) -> None:
        """Tries these devices, or all of them; one that is being tried is not tried twice."""
        ways = {way.name: way for way in self._ways()}
        if any(name not in ways for name in names or ()):
            raise Unknown("device")
        asked = dict.fromkeys(names or ways)  # a name that is said twice is one device
        chosen = [ways[name] for name in asked if name not in self._running]
        chosen = [way for way in chosen if not way.at_once]
        if names is None:
            self._kept |= {"why": "asked", "at": self._now()}
        self._start(chosen)

    # --- the hall's own ---

    def look(self) -> None:
        """Begins by itself once a business day, as soon as that is open."""
        if not self._at_opening or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + LOOK_S
        try:
            day, _, state, _ = self._desk.ask(reading.today)
            if state == "open" and day != self._kept["day"]:
                self._kept |= {"day": day, "why": "opening", "at": self._now()}
                self._start([way for way in self._ways() if not way.at_once])
        except Exception:
            log.exception("Devices could not be tried")

    def _start(self, ways: list[Way]) -> None:
        self._running |= {way.name for way in ways}
        self._keep()
        for way in ways:
            gevent.spawn(self._try, way)

    def _try(self, way: Way) -> None:
        try:
            came = way.act()
        except Exception:
            log.exception("%s could not be tried", way.name)
            came = "bad"
        finally:
            self._running.discard(way.name)
        verdict, _, code = came.partition("-")
        todo = way.health()["todo"] if way.health and verdict != "good" and not code else {}
        said = todo if todo.get("vi") else _words()[way.kind][came]
        row = {"verdict": verdict, "told": said, "at": self._now(), "own": bool(code)}
        self._kept["rows"][way.name] = row
        self._keep()
        if verdict == "bad":
            log.warning("%s failed its trial", way.name)

    def _row(self, way: Way) -> dict[str, Any]:
        if way.at_once:
            now_is = way.act()
            said = _words()[way.kind][now_is]
            return way.shown() | {"verdict": now_is, "told": said, "at": None}
        known: dict[str, Any] = {"verdict": "none", "told": {}, "at": None}
        known |= self._kept["rows"].get(way.name, {})
        own = known.pop("own", False)
        if way.name in self._running:
            return way.shown() | known | {"verdict": "running"}
        return way.shown() | known | (_since(known, way.health(), own=own) if way.health else {})

    def _now(self) -> str:
        return self._desk.moment().iso()

    def _keep(self) -> None:
        partial = self._file.with_suffix(".part")
        try:
            partial.write_text(json.dumps(self._kept, ensure_ascii=False), "utf-8")
            partial.replace(self._file)
        except OSError as fault:
            log.warning("What came of trying devices is not kept: %s", fault)


def _since(known: dict[str, Any], health: dict[str, Any], *, own: bool) -> dict[str, Any]:
    """What has changed since the trial: no page calls a device broken that another calls well.

    What the trial has found by its `own` means (a browser that refuses sound) no health takes back.
    """
    if known["at"] is None:
        return {}
    if health["level"] == "bad" and known["verdict"] != "bad":
        return {"verdict": "bad", "told": health["todo"]}
    # Health has whole seconds.
    tried = dt.datetime.fromisoformat(known["at"]).replace(microsecond=0)
    back = health["level"] != "bad" and dt.datetime.fromisoformat(health["since"]) >= tried
    if known["verdict"] == "bad" and back and not own:
        return {"verdict": "look", "told": _words()["any"]["back"]}
    return {}


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        Path(__file__).with_name("trial.toml").read_text("utf-8")
    )
    return found
