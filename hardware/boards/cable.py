"""One serial line, in a socket of this machine or at the other end of the network.

Every call has a deadline but `open`, which is for a thread that may be left behind: a converter on
the network takes its time, and pyserial waits five seconds for one that is not there.
"""

from __future__ import annotations

import contextlib
import errno
import termios
import time
from collections.abc import Iterator

import serial

from hardware.errors import HardwareError

WRITE_S = 0.5
QUIET_CHARS = 3.5
"""The silence by which Modbus RTU, and most others, know that a frame is over."""


class Gone(HardwareError):
    """The port is not there, or is no port any more."""


class NotAllowed(Gone):
    """The port is there, and not for us."""


class NoAnswer(HardwareError):
    """The board said nothing, or nothing that can be understood."""


class NotTaken(HardwareError):
    """The board is there and does not take what it is sent."""


class Cable:
    """A port that is open or not; raises Gone, and is closed then."""

    def __init__(self, address: str, baud: int, form: str) -> None:
        self._address, self._baud, self._form = address, baud, form
        self._free_at = self._quiet_s = 0.0
        self.port: serial.SerialBase | None = None

    @property
    def char_s(self) -> float:
        """How long one sign is on its way, with start, parity and stop."""
        parity = 0 if self._form[1] == "N" else 1
        return (1 + int(self._form[0]) + parity + int(self._form[2])) / self._baud

    def open(self) -> None:
        """Opens the port for us alone; may block for seconds."""
        try:
            self.port = serial.serial_for_url(
                self._address, baudrate=self._baud, bytesize=int(self._form[0]),
                parity=self._form[1], stopbits=int(self._form[2]), timeout=0,
                write_timeout=None if self._negotiates else WRITE_S, exclusive=True,
            )  # fmt: skip
        except termios.error as fault:
            why = "no serial port" if fault.args[0] == errno.ENOTTY else self._not_here
            raise Gone(why) from fault
        except (OSError, ValueError) as fault:
            denied = getattr(fault, "errno", None) == errno.EACCES
            raise (NotAllowed if denied else Gone)(str(fault)) from fault
        self._look_at_it()

    def send(self, data: bytes, gap_s: float) -> None:
        """Sends a frame once the line is quiet; nothing else goes out until `gap_s` after it."""
        time.sleep(max(0.0, self._free_at - time.monotonic()))
        self.look()
        port = self._port()
        with self._lost_on_error():
            port.write(data)
        self._quiet_s = QUIET_CHARS * self.char_s + gap_s
        self._free_at = time.monotonic() + len(data) * self.char_s + self._quiet_s

    def hear(self, count: int, within_s: float) -> bytes:
        """At most `count` bytes, or as many as came in time from the end of the last frame on."""
        port = self._port()
        with self._lost_on_error():
            _wait_at_most(port, within_s + max(0.0, self._free_at - time.monotonic()))
            heard: bytes = port.read(count)
        self._free_at = max(self._free_at, time.monotonic() + self._quiet_s)
        return heard

    @contextlib.contextmanager
    def quiet(self, gap_s: float, answer_s: float) -> Iterator[serial.SerialBase]:
        """The port itself for a question and its answer, when the line is quiet; Gone."""
        time.sleep(max(0.0, self._free_at - time.monotonic()))
        self.look()
        port = self._port()
        _wait_at_most(port, answer_s)
        try:
            with self._lost_on_error():
                yield port
        finally:
            self._free_at = time.monotonic() + QUIET_CHARS * self.char_s + gap_s

    def look(self) -> None:
        """Forgets what nobody asked for; raises Gone when the port went meanwhile."""
        port = self._port()
        with self._lost_on_error():
            _wait_at_most(port, 0)
            port.read(4096)

    def close(self) -> None:
        """Gives the port back, whatever state it is in."""
        port, self.port = self.port, None
        if port is not None:
            # What was not sent any more must not keep close() waiting for a line that stands still.
            with contextlib.suppress(OSError, termios.error):
                if isinstance(port, serial.Serial):
                    port.reset_output_buffer()
            # pyserial leaves a socket open whose other end has hung up already.
            peer = getattr(port, "_socket", None)
            with contextlib.suppress(OSError, termios.error):
                port.close()
            if peer is not None:
                peer.close()

    @property
    def _negotiates(self) -> bool:
        return self._address.startswith("rfc2217:")

    @property
    def _not_here(self) -> str:
        return f"this port cannot speak {self._form}"

    def _look_at_it(self) -> None:
        port = self.port
        if isinstance(port, serial.Serial):
            # The kernel takes what it can of a form, and says so only when that was nothing.
            flags = termios.tcgetattr(port.fileno())[2]
            size = {7: termios.CS7, 8: termios.CS8}[int(self._form[0])]
            if flags & termios.CSIZE != size or bool(flags & termios.PARENB) != (
                self._form[1] != "N"
            ):
                self.close()
                raise Gone(self._not_here)
        elif self._negotiates and (peer := getattr(port, "_socket", None)):
            # It knows no write_timeout, and waits five seconds for a converter that takes nothing.
            peer.settimeout(WRITE_S)

    def _port(self) -> serial.SerialBase:
        if self.port is None:
            raise Gone("not open")
        return self.port

    @contextlib.contextmanager
    def _lost_on_error(self) -> Iterator[None]:
        try:
            yield
        except (OSError, termios.error) as fault:
            self.close()
            raise Gone(str(fault)) from fault


def _wait_at_most(port: serial.SerialBase, seconds: float) -> None:
    # The property of this name would agree with a converter anew on speed and form, each time.
    port._timeout = seconds  # type: ignore[attr-defined]  # noqa: SLF001
