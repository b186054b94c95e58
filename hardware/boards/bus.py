"""The driver of one line of boards: one board spoken to in each turn, whoever needs it most."""

from __future__ import annotations

import threading
import time

from hardware.boards import places, units, virtual
from hardware.boards.cable import Cable, Gone, NoAnswer, NotAllowed, NotTaken
from hardware.boards.letters import shown
from hardware.boards.places import Place
from hardware.errors import FaultUnknown
from hardware.health import Condition
from hardware.peripherals.driver import Driver, Hall, Order, Port

IDLE_S = 0.25
"""How often a line on which nothing is said is looked at: it may have been pulled out."""

OPEN_S = 0.5
AGAIN_S = 0.2

MUTE = Condition("unknown", "never-answers")


def driver(port: Port, hall: Hall) -> Driver:
    """The boards of one port; "virtual" is a line that needs none.

    Options: {"baud", "form", "refresh_s", "answer_ms", "boards": [{"name", "address", "panel"}]},
    each panel with every setting of `config.boards.Panel`.
    """
    options = port.options
    if port.address == "virtual":
        line = virtual.VirtualCable(port.state, port.name)
        return Bus(port, hall, line, [virtual.unit_for(one, line) for one in options["boards"]])
    cable = Cable(port.address, options["baud"], options["form"])
    answer_s = options["answer_ms"] / 1000
    return Bus(
        port, hall, cable, [units.unit_for(one, cable, answer_s) for one in options["boards"]]
    )


class Bus(Driver):
    """One line and its boards; a line that goes is opened again for as long as it takes."""

    def __init__(self, port: Port, hall: Hall, cable: Cable, boards: list[units.Unit]) -> None:
        super().__init__(port, hall)
        self._cable = cable
        self._places = {unit.name: Place(unit) for unit in boards}
        self._refresh_s = float(port.options["refresh_s"])
        self._wake = threading.Event()
        self._opening: threading.Thread | None = None
        self._trouble: Condition | None = Condition("unknown", "starting")

    @property
    def devices(self) -> list[str]:
        return list(self._places)

    def order(self, order: Order) -> None:
        place = self._places.get(order["board"])
        if place is not None:
            place.order(order["text"], time.monotonic())
            self._wake.set()

    def fault(self, device: str, name: str) -> None:
        unit = self._places[device].unit
        if not isinstance(unit, virtual.VirtualUnit):
            raise FaultUnknown(f"{device} is no virtual board")
        unit.fault(name)

    def turn(self) -> None:
        if self._trouble is not None:
            self._open()
            return
        place = places.whose_turn(self._places.values(), time.monotonic())
        try:
            if place is None:
                self._rest()
            else:
                self._speak(place)
        except Gone as fault:
            self._lost(_trouble(fault))

    def close(self) -> None:
        self._cable.close()

    # --- a line that is there ---

    def _rest(self) -> None:
        self._wake.wait(IDLE_S)
        self._wake.clear()
        self._cable.look()

    def _speak(self, place: Place) -> None:
        text = place.wanted or ""
        picture = shown(text, place.unit.panel)
        try:
            place.unit.show(picture)
        except (NoAnswer, NotTaken) as fault:
            place.missed(time.monotonic())
            if place.out:
                state = "error" if isinstance(fault, NotTaken) else "offline"
                self.hall.health(place.unit.name, Condition(state, str(fault)[:200]))
            return
        place.shown(text, time.monotonic(), self._refresh_s)
        well = Condition("ok") if place.unit.answers else MUTE
        long = Condition("error", f"too-long: {text}"[:200])
        self.hall.health(place.unit.name, well if picture.whole else long)

    # --- a line that is not ---

    def _lost(self, trouble: Condition) -> None:
        self._trouble = trouble
        for place in self._places.values():
            place.forget()
            self.hall.health(place.unit.name, trouble)

    def _open(self) -> None:
        """One try at a time; one that takes its time is looked after in the next turns."""
        if self._opening is None:
            self._opening = threading.Thread(target=self._try, daemon=True)
            self._opening.start()
        self._opening.join(OPEN_S)
        if self._opening.is_alive():
            return
        self._opening = None
        if self._trouble is not None:
            self._lost(self._trouble)
            time.sleep(AGAIN_S)

    def _try(self) -> None:
        try:
            self._cable.open()
        except Gone as fault:
            self._trouble = _trouble(fault)
        except Exception as fault:  # noqa: BLE001  pyserial has a handler for each kind of address
            self._trouble = Condition("offline", f"line: {fault!r}"[:200])
        else:
            self._trouble = None


def _trouble(fault: Gone) -> Condition:
    if isinstance(fault, NotAllowed):
        return Condition("error", f"no-permission: {fault}"[:200])
    return Condition("offline", f"line: {fault}"[:200])
