"""The three ways in which a fake printer is plugged in: a port, a serial line, a USB file.

Both files are ptys in raw mode: of `/dev/usb/lp0` our side sees a character device that is opened,
read, written and gone. A gadget of the kernel's is not to be had on a machine without one.
"""

from __future__ import annotations

import os
import select
import socket
import struct
import tempfile
import tty
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

WAIT_S = 0.02


class Plug(ABC):
    """What a printer hears and says through; `keeps` as in hardware.printer.delivery."""

    address: str
    keeps: bool

    @abstractmethod
    def plug(self) -> None:
        """Can be reached from now on, under the address it always had."""

    @abstractmethod
    def unplug(self) -> None:
        """Gone, in the middle of whatever it does."""

    def close(self) -> None:
        """The test is over."""
        self.unplug()

    @abstractmethod
    def hear(self, most: int) -> bytes | None:
        """What came, within WAIT_S; None when nobody is there or nothing is said."""

    @abstractmethod
    def say(self, answer: bytes) -> None:
        """Answers whoever is there; an asker that is gone is passed over."""

    @abstractmethod
    def reset(self) -> bool:
        """Breaks off as a printer of this kind does; whether it is deaf now, and nobody told."""


class Port(Plug):
    """A network printer: one client at a time."""

    keeps = False

    def __init__(self) -> None:
        self._port = 0
        self._client: socket.socket | None = None
        self.plug()
        self.address = f"tcp://127.0.0.1:{self._port}"

    def plug(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        self._listener.settimeout(WAIT_S)

    def unplug(self) -> None:
        self._listener.close()
        self.reset()

    def hear(self, most: int) -> bytes | None:
        if self._client is None:
            with suppress(OSError):
                self._client, _ = self._listener.accept()
                self._client.settimeout(WAIT_S)
            return None
        try:
            heard = self._client.recv(most)
        except TimeoutError:
            return None
        except OSError:
            heard = b""
        if not heard:
            self._hang_up()
        return heard or None

    def say(self, answer: bytes) -> None:
        if self._client is not None:
            with suppress(OSError):
                self._client.sendall(answer)

    def reset(self) -> bool:
        if self._client is not None:
            linger = struct.pack("ii", 1, 0)
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self._hang_up()
        return False

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None


class Wire(Plug):
    """A printer on a serial line: when it restarts, the line knows nothing of it."""

    keeps = True
    form = "serial://{path}?baud=115200"

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="plug-", dir="/dev/shm")
        self._path = Path(self._home.name) / "port"
        self.address = self.form.format(path=self._path)
        self._master: int | None = None
        self.plug()

    def plug(self) -> None:
        self._master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(self._master, False)
        self._path.symlink_to(os.ttyname(slave))
        os.close(slave)

    def unplug(self) -> None:
        self._path.unlink(missing_ok=True)
        if self._master is not None:
            os.close(self._master)
        self._master = None

    def close(self) -> None:
        self.unplug()
        self._home.cleanup()

    def hear(self, most: int) -> bytes | None:
        if self._master is None or not self._waits(select.POLLIN):
            select.select([], [], [], WAIT_S)
            return None
        with suppress(OSError):  # EIO: nobody holds the other end
            return os.read(self._master, most)
        select.select([], [], [], WAIT_S / 10)
        return None

    def say(self, answer: bytes) -> None:
        while answer and self._master is not None:
            try:
                answer = answer[os.write(self._master, answer) :]
            except OSError:  # nobody reads it: a line has no room for ever
                return

    def reset(self) -> bool:
        return True

    def _waits(self, event: int) -> bool:
        poll = select.poll()
        poll.register(self._master or 0, event)
        return bool(poll.poll(WAIT_S * 1000))


class UsbFile(Wire):
    """A printer at usblp's file: when it restarts, the file vanishes and comes back."""

    form = "usb://{path}"

    def reset(self) -> bool:
        self.unplug()
        self.plug()
        return False


PLUGS: dict[str, type[Port | Wire]] = {"tcp": Port, "serial": Wire, "usb": UsbFile}
