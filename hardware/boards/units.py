"""One board as it wants to be spoken to, on a line that it shares."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from hardware.boards import modbus, template
from hardware.boards.cable import Cable, NoAnswer, NotTaken
from hardware.boards.letters import Shown
from hardware.boards.panel import Panel


class Unit(ABC):
    """A board: its name, its kind, and how a text gets there."""

    def __init__(self, name: str, address: int, panel: Panel) -> None:
        self.name, self.address, self.panel = name, address, panel

    @abstractmethod
    def show(self, shown: Shown) -> None:
        """Has the board show it, within a second; raises NoAnswer, NotTaken or Gone."""

    @property
    def answers(self) -> bool:
        """Whether it says that it has heard: of another nobody knows whether it is there."""
        return self.panel.answers


class Framed(Unit):
    """A board that takes frames of bytes, and may say that it has heard."""

    def __init__(
        self, name: str, address: int, panel: Panel, cable: Cable, answer_s: float
    ) -> None:
        super().__init__(name, address, panel)
        self._cable, self._answer_s = cable, answer_s

    def show(self, shown: Shown) -> None:
        values = self._values(shown)
        words = self.panel.frame if any(shown.rows) else self.panel.dark or self.panel.frame
        self._cable.send(template.frame(words, values), self.panel.gap_ms / 1000)
        if not self.panel.expect:
            return
        expected = template.frame(self.panel.expect, values)
        heard = self._cable.hear(len(expected), self._answer_s)
        if not heard:
            raise NoAnswer("no-answer")
        if heard != expected:
            raise NotTaken(f"said {heard.hex(' ')}")

    def _values(self, shown: Shown) -> Mapping[str, Any]:
        digits = shown.digits
        return {
            "text": shown.rows[0], "text2": shown.rows[1], "addr": self.address,
            "num": digits, "n": int(digits) if digits else 0,
        }  # fmt: skip


class Registered(Unit):
    """A board that is set by registers, and always answers."""

    def __init__(
        self, name: str, address: int, panel: Panel, cable: Cable, answer_s: float
    ) -> None:
        super().__init__(name, address, panel)
        self._cable, self._answer_s = cable, answer_s
        self._set_up = False

    def show(self, shown: Shown) -> None:
        values = {self.panel.reg: modbus.registers(shown, self.panel)}
        values |= {} if self._set_up else self._settings()
        self._set_up = False
        within = self._answer_s + modbus.LONGEST * self._cable.char_s
        with self._cable.quiet(self.panel.gap_ms / 1000, within) as port:
            modbus.write(port, self.address, values, self.panel.function)
        self._set_up = True

    def _settings(self) -> dict[int, list[int]]:
        """What a board that was away may have lost with its power."""
        found, panel = {}, self.panel
        if panel.brightness_reg is not None:
            found[panel.brightness_reg] = [panel.brightness]
        if panel.decimal_reg is not None:
            found[panel.decimal_reg] = [0]
        return found


def unit_for(values: Mapping[str, Any], cable: Cable, answer_s: float) -> Unit:
    """The board of one {"name", "address", "panel": {…}}."""
    panel = Panel(**values["panel"])
    kind = Registered if panel.mode else Framed
    return kind(values["name"], values["address"], panel, cable, answer_s)
