"""A pad without fingers: it is pressed by command, and breaks when told to."""

from __future__ import annotations

import errno
import queue
from collections.abc import Iterator

from hardware.errors import FaultUnknown
from hardware.keypads.pad import LISTEN_S, Pad
from hardware.peripherals.driver import ONCE, Hall, Port

FAULTS = ("ok", "offline", "error")
KEYS = ("next", "recall", "start", "finish", "miss", "pause")


class VirtualPad(Pad):
    """Plays FAULTS; "press:next" is a finger on the key called next."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._keys = {key: key for key in KEYS}
        self._fault = "ok"
        self._fingers: queue.SimpleQueue[str] = queue.SimpleQueue()

    def connect(self) -> None:
        if self._fault != "ok":
            raise OSError(errno.EACCES if self._fault == "error" else errno.ENOENT, self._fault)

    def listen(self) -> Iterator[str]:
        if self._fault != "ok":
            raise OSError(errno.ENODEV, self._fault)
        try:
            yield self._fingers.get(timeout=LISTEN_S)
        except queue.Empty:
            return

    def disconnect(self) -> None:
        """There is nothing to give back."""

    def fault(self, device: str, name: str) -> None:
        if name.startswith(ONCE) and name.removeprefix(ONCE) in KEYS:
            if self._fault == "ok":  # a pad that is away feels no finger
                self._fingers.put(name.removeprefix(ONCE))
        elif name in FAULTS:
            self._fault = name
        else:
            known = (*FAULTS, *(ONCE + key for key in KEYS))
            raise FaultUnknown(f"{name}: known are {', '.join(known)}")


def driver(port: Port, hall: Hall) -> VirtualPad:
    """A pad of the demo."""
    return VirtualPad(port, hall)
