"""A printer that needs no hardware: its paper is a folder, and it breaks when told to.

Each job leaves the bytes it received as `paper/NNNNNN.bin` and, decoded from those very bytes,
`paper/NNNNNN.png`. The .bin is the paper: it appears whole or not at all, and while it is there
the job is printed and never again.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

from hardware.errors import FaultUnknown
from hardware.health import BLOCKING, Condition
from hardware.printer.driver import Driver, Place, Result
from hardware.printer.reader import read

SAYS = {
    "paper-low": Condition("ok", "paper-low"),
    "paper-out": Condition("paper-out"),
    "cover-open": Condition("cover-open"),
    "cutter": Condition("error", "cutter"),
    "error": Condition("error"),
    "offline": Condition("offline"),
    "silent": Condition("unknown", "no answer"),
    "stall": Condition("unknown", "no answer"),
}
FAULTS = (*SAYS, "slow", "reset", "lost-proof", "ok")
SLOW_S = 2.0


def driver(place: Place) -> Driver:
    """The virtual printer of a hall whose files lie in `place.state`."""
    return VirtualPrinter(place.state / "paper", place.width_px)


class VirtualPrinter(Driver):
    """Prints into a folder, and breaks in the ways of FAULTS.

    `stall` holds a job until "ok", `silent` prints without proof, `slow` takes SLOW_S more. Of the
    next job alone, `reset` tears the paper in two, and `lost-proof` loses the word that it is out.
    """

    def __init__(self, folder: Path, width_px: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._width = width_px
        self._fault = "ok"
        self._changed = threading.Condition()

    def print(self, job: int, data: bytes, started: Callable[[], None]) -> Result:
        earlier = self.proof(job)
        if earlier.state != "failed":
            return earlier
        if (now := self.condition()).state in BLOCKING:
            return Result("failed", now.state)
        started()
        if self._fault == "reset":
            return self._tear(job, data)
        with self._changed:
            self._changed.wait_for(lambda: self._fault != "slow", SLOW_S)
            self._changed.wait_for(lambda: self._fault != "stall")
        _keep(self._bytes(job), data)
        self._show(job)
        return self._claim()

    def _claim(self) -> Result:
        if self._fault == "lost-proof":
            self.fault("ok")
            return Result("unknown", "broken before the proof")
        return Result("sent", "no proof") if self._fault == "silent" else Result("printed")

    def proof(self, job: int) -> Result:
        if self._bytes(job).exists():
            self._show(job)
            return Result("printed", "already on paper")
        if self._torn(job).exists():
            return Result("unknown", "torn")
        return Result("failed", "not on paper")

    def condition(self) -> Condition:
        return SAYS.get(self._fault, Condition("ok"))

    def fault(self, name: str) -> None:
        if name not in FAULTS:
            raise FaultUnknown(f"{name}: known are {', '.join(FAULTS)}")
        with self._changed:
            self._fault = name
            self._changed.notify_all()

    def _tear(self, job: int, data: bytes) -> Result:
        _keep(self._torn(job), data[: len(data) // 2])
        self.fault("ok")
        return Result("unknown", "connection reset")

    def _show(self, job: int) -> None:
        picture = self._folder / f"{job:06d}.png"
        if picture.exists():
            return
        png = io.BytesIO()
        read(self._bytes(job).read_bytes(), self._width).save(png, "PNG")
        _keep(picture, png.getvalue())

    def _bytes(self, job: int) -> Path:
        return self._folder / f"{job:06d}.bin"

    def _torn(self, job: int) -> Path:
        return self._folder / f"{job:06d}.torn"


def _keep(path: Path, data: bytes) -> None:
    # Whole or not at all, and there after a power cut: the file, then its name, are synced.
    partial = path.with_suffix(path.suffix + ".part")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
