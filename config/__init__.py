"""Knows no ticket, no database, no Flask: turns config.toml into frozen, typed settings.

`load(path)` gives the settings or raises `ConfigError` with every fault of the file; `parse(text)`
does the same for a text; `check(settings)` lists what works but should be looked at.
"""

from __future__ import annotations

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
