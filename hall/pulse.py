"""How the hall is: by what the writer itself has just answered, which proves that it lives."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from pathlib import Path
from typing import Any

import gevent

from db.door import Door
from db.errors import MotCuaError
from hall.devices import Devices
from tickets import Desk, notices, reading
from web.health import Measures
from web.live import Boards

PATIENCE_S = 2
# The tick asks the writer twice a second: who has answered so lately need not be waited for.
FRESH_S = 1

OF_A_DEVICE = ("name", "kind", "state", "level", "since", "last_seen", "todo")
"""What everybody may know of one: its detail may name a place on the machine."""


class HallPulse:
    """What /healthz and /metrics say of this hall."""

    def __init__(
        self, desk: Desk, door: Door, state: Path, devices: Devices, boards: Boards
    ) -> None:
        self._desk, self._door, self._state = desk, door, state
        self._devices, self._boards = devices, boards

    def health(self) -> dict[str, Any]:
        """Whether the writer answers, and what is known of everything it stands on."""
        writer, lives = self._door.writer, self._writer_lives()
        return {
            "ok": lives and not writer.broken,
            "writer": "lives" if lives else "silent",
            "database": writer.broken or "ok",
            "commit_ms": round(writer.commit_s * 1000, 3),
            "waiting": self._door.waiting,
            "floor": writer.floor.alarm() or "ok",
            "notices": self.notices(),
            "disk_free": shutil.disk_usage(self._state).free,
            "sockets": self._boards.watchers(),
            "devices": [{key: row[key] for key in OF_A_DEVICE} for row in self._devices.devices()],
        }

    def notices(self) -> list[str]:
        """The codes of what the staff should know (tickets/notices.py, db/store.py)."""
        found = self._desk.store.notices()
        found += self._desk.ask(notices.standing, self._desk.moment())
        return [notice["code"] for notice in found]

    def measures(self) -> Measures:
        """The health as numbers, and how many wait, serve and print."""
        health, writer = self.health(), self._door.writer
        states = [row[3] for row in self._desk.ask(reading.counters)]
        lines = self._desk.ask(reading.waiting_by_place)
        devices = health["devices"]
        return {
            "up": ("gauge", {"": health["ok"]}),
            "commits_total": ("counter", {"": writer.batches}),
            "commit_seconds": ("gauge", {"": writer.commit_s}),
            "commands_waiting": ("gauge", {"": health["waiting"]}),
            "wal_pages": ("gauge", {"": writer.wal_pages}),
            "floor_ok": ("gauge", {"": health["floor"] == "ok"}),
            "notices": ("gauge", {f'{{code="{code}"}}': 1 for code in health["notices"]}),
            "disk_free_bytes": ("gauge", {"": health["disk_free"]}),
            "sockets": ("gauge", {"": health["sockets"]}),
            "people_waiting": ("gauge", {f'{{place="{p}"}}': n for p, n in lines.items()}),
            "counters": (
                "gauge",
                {f'{{state="{s}"}}': states.count(s) for s in ("open", "paused", "closed")},
            ),
            "device": (
                "gauge",
                {f'{{name="{d["name"]}",state="{d["state"]}"}}': 1 for d in devices},
            ),
            "device_works": (
                "gauge",
                {_device(d): d["level"] != "bad" for d in devices},
            ),
            "device_since_seconds": ("gauge", {_device(d): _unix(d["since"]) for d in devices}),
            "device_last_seen_seconds": (
                "gauge",
                {_device(d): _unix(d["last_seen"]) for d in devices if d["last_seen"]},
            ),
        }

    def _writer_lives(self) -> bool:
        if time.monotonic() - self._door.answered < FRESH_S:
            return True
        try:
            with gevent.Timeout(PATIENCE_S):
                self._desk.told(lambda _: {})
        except (gevent.Timeout, MotCuaError):
            return False
        return True


def _device(row: dict[str, Any]) -> str:
    return f'{{name="{row["name"]}",kind="{row["kind"]}"}}'


def _unix(time: str) -> float:
    return dt.datetime.fromisoformat(time).timestamp()
