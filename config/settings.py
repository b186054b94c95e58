"""The whole of config.toml as one frozen value."""

from __future__ import annotations

from pydantic import PrivateAttr

from config.boards import Board, Bus, Panel
from config.hall import Hall
from config.keypads import Keypad
from config.machine import Backup, DayRules, Floor, Limits, Screen, Server
from config.places import Places
from config.printers import Printer
from config.voice import Voice
from config.words import Group


class Settings(Group):
    """Every setting: the machine's, and the hall that a new database is founded with."""

    server: Server = Server()
    day: DayRules = DayRules()
    limits: Limits = Limits()
    voice: Voice = Voice()
    printers: list[Printer] = []
    buses: list[Bus] = []
    panels: list[Panel] = []
    boards: list[Board] = []
    keypads: list[Keypad] = []
    screens: list[Screen] = []
    floor: Floor = Floor()
    backup: Backup = Backup()
    hall: Hall

    # So that a warning about good settings can still name its line.
    _places: Places = PrivateAttr(default_factory=Places)

    @property
    def places(self) -> Places:
        """Where each setting stands in its file; knows no line when there was none."""
        return self._places

    def read_at(self, places: Places) -> Settings:
        """These settings, knowing the lines they were read from."""
        self._places = places
        return self
