"""Knows no ticket, no database, no Flask: turns config.toml into frozen, typed settings.

`load(path)` gives the settings or raises `ConfigError` with every fault of the file; `parse(text)`
does the same for a text; `check(settings)` lists what works but should be looked at.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.boards import Board, Bus, Panel
    from config.faults import ConfigError, Fault
    from config.hall import (
        CalendarDay,
        Counter,
        Field,
        Hall,
        Line,
        Office,
        Pause,
        Priority,
        Reason,
        Rules,
        Service,
        Session,
        Slogan,
        Staff,
        Stretch,
    )
    from config.keypads import KEYS, Keypad, Keys
    from config.machine import Backup, DayRules, Floor, Limits, Screen, Server
    from config.printers import Printer, Profile, shipped_profiles
    from config.reading import check, load, parse
    from config.settings import Settings
    from config.voice import Voice, Volume
    from config.wall import panels_of
    from config.words import DAYS, SERIES
else:
    # A device's child needs the words of a frame and no more: with pydantic and every table of
    # config.toml it would be 14 MB larger. So each word is fetched when it is first asked for.
    _HOMES = (
        "boards", "faults", "hall", "keypads", "machine", "printers", "reading", "settings",
        "voice", "wall", "words",
    )  # fmt: skip

    def __getattr__(name: str) -> object:
        for home in _HOMES if name in __all__ else ():
            found = vars(importlib.import_module(f"config.{home}")).get(name)
            if found is not None:
                return globals().setdefault(name, found)
        raise AttributeError(f"config has no {name}")


__all__ = [
    "DAYS",
    "KEYS",
    "SERIES",
    "Backup",
    "Board",
    "Bus",
    "CalendarDay",
    "ConfigError",
    "Counter",
    "DayRules",
    "Fault",
    "Field",
    "Floor",
    "Hall",
    "Keypad",
    "Keys",
    "Limits",
    "Line",
    "Office",
    "Panel",
    "Pause",
    "Printer",
    "Priority",
    "Profile",
    "Reason",
    "Rules",
    "Screen",
    "Server",
    "Service",
    "Session",
    "Settings",
    "Slogan",
    "Staff",
    "Stretch",
    "Voice",
    "Volume",
    "check",
    "load",
    "panels_of",
    "parse",
    "shipped_profiles",
]
