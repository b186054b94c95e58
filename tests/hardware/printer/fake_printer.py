"""A printer in a thread of the test: it prints, answers, and breaks in every known way."""

from __future__ import annotations

import random
import threading
import time
from types import TracebackType
from typing import Self

import numpy as np
import zxingcpp

from tests.hardware.printer.escpos_reader import Dots, Garbage, Reader
from tests.hardware.printer.plugs import PLUGS

FAULTS = frozenset(
    {
        "ok",
        "silent",  # prints, and never answers anything
        "mute-proof",  # answers how it is, never whether it is done
        "deaf",  # hears no question while it prints
        "paper-low",
        "paper-out",
        "cover-open",
        "offline",
        "cutter",
        "garbage",  # answers how it is with bytes that mean nothing
        "flood",  # prints nothing, and answers each question with 10,000 bytes of anything
        "chatty",  # says how it is unasked, XON and XOFF too, between all its answers
        "stale",  # has no paper, and an old "well" still lies on the line
        "reset",  # restarts in the middle of the next job
        "lost-proof",  # prints the next job, then breaks before it says so
        "stall",  # stops reading in the middle of the job
        "slow",  # reads and answers in drops
        "ends-midway",  # has no paper any more in the middle of the job
        "out-midway",  # has no paper any more once the job is in
        "late-proof",  # keeps the proof of this job to itself...
        "old-proof",  # ...prints nothing of the next one, and then says that old proof
    }
)
MIDWAY = 1500
READ = 1024
BOOT_S = 0.5
DROP, DROP_S = 512, 0.004
PAUSE_S = 0.1
HELD = {"paper-out", "cover-open", "offline", "cutter", "stale"}
"""What is sent now is kept for later, as in a real printer's buffer; real-time is answered."""


class FakePrinter:
    """Answers at `address`; `fault` may be changed at any time."""

    def __init__(self, head: int = 576, fault: str = "ok", way: str = "tcp") -> None:
        self.head = head
        self.reader = Reader(head, self._hear)
        self.plug = PLUGS[way]()
        self._inked = 0
        self._held = b""
        self._late = b""
        self._deaf_until = 0.0
        self._breaking = False
        self._chance = random.Random(1)
        self._over = threading.Event()
        self._turn = threading.RLock()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.fault = fault

    @property
    def address(self) -> str:
        return self.plug.address

    @property
    def fault(self) -> str:
        return self._fault

    @fault.setter
    def fault(self, fault: str) -> None:
        assert fault in FAULTS
        with self._turn:
            self._fault = fault
            self._inked = 0
            self._asked_at = 0.0

    @property
    def midway(self) -> bool:
        """Whether a good part of a job has come since the fault was set."""
        return self._inked > MIDWAY

    @property
    def papers(self) -> list[Dots]:
        return list(self.reader.papers)

    def codes(self) -> list[str]:
        """What the QR codes of all sheets say; a torn slip and the next may share a sheet."""
        return [code for paper in self.papers for code in read_codes(paper)]

    def duplicates(self) -> set[str]:
        """The codes that lie on more than one sheet: the thing that must never happen."""
        seen = self.codes()
        return {code for code in seen if seen.count(code) > 1}

    def pull_out(self) -> None:
        """Somebody trips over the cable."""
        with self._turn:
            self.plug.unplug()

    def put_back(self) -> None:
        """Somebody sees it; what a real printer was sent before is forgotten by now."""
        with self._turn:
            self._restart()
            self.plug.plug()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join(5)
        self.plug.close()

    # -- what comes

    def _serve(self) -> None:
        while not self._over.is_set():
            if self.fault == "stall" and self.midway:
                self._over.wait(0.01)
                continue
            with self._turn:
                self._listen()
            time.sleep(0)  # whoever wants to pull the plug has a turn too

    def _listen(self) -> None:
        if self.fault not in HELD and self._held:
            held, self._held = self._held, b""
            self._print(held)
        slow = self.fault == "slow"
        data = self.plug.hear(DROP if slow else READ)
        if slow:
            time.sleep(DROP_S)
        if data is None or time.monotonic() < self._deaf_until:
            return
        self._inked += len(data.lstrip(b"\0"))  # what finishes a torn picture is no job yet
        self._take(data)

    def _take(self, data: bytes) -> None:
        if self.fault == "reset" and self.midway:
            self.fault = "ok"
            self._restart()
            if self.plug.reset():
                self._deaf_until = time.monotonic() + BOOT_S
            return
        if self.fault == "ends-midway" and self.midway:
            self.fault = "paper-out"
        if self.fault in HELD or self.fault in {"flood", "old-proof"}:
            self._hold(data)
            return
        self._print(data)

    def _print(self, data: bytes) -> None:
        try:
            self.reader.feed(data)
        except Garbage:  # the half picture of a job before swallowed a command
            self._restart()
        if self._breaking:
            self._breaking = False
            if self.plug.reset():
                self._deaf_until = time.monotonic() + BOOT_S

    def _restart(self) -> None:
        self._held = b""
        papers = self.reader.papers
        self.reader = Reader(self.head, self._hear)
        self.reader.papers = papers

    def _hold(self, data: bytes) -> None:
        # Real-time questions are answered in any state; the rest stays in the buffer.
        first, *asked = data.split(b"\x10\x04")
        for part in asked:
            self._hear(b"\x10\x04" + part[:1])
        rest = first + b"".join(part[1:] for part in asked)
        if self.fault in HELD:
            self._held += rest
        elif b"\x1dr" in rest or b"\x1d(H" in rest:
            self._hear(b"\x1dr\x01")

    # -- what it says

    def _hear(self, query: bytes) -> None:
        busy = self.reader.uncut and query.startswith(b"\x10")
        if self.fault == "silent" or (self.fault == "deaf" and busy):
            return
        if self.fault == "flood":
            self.plug.say(self._chance.randbytes(10_000))
        elif query.startswith(b"\x10"):
            self._say(self._left_behind() + self._status(query[2]))
        else:
            self._prove(b"\x00" if query[1:2] == b"r" else b"\x37\x22" + query[-4:] + b"\x00")

    def _say(self, answer: bytes) -> None:
        if self.fault == "chatty":
            answer = b"\x13\x10\x00\x00\x0f" + answer + b"\x11"
        for drop in answer if self.fault == "slow" else [answer]:
            self.plug.say(bytes([drop]) if isinstance(drop, int) else drop)
            time.sleep(DROP_S if self.fault == "slow" else 0)

    def _prove(self, proof: bytes) -> None:
        if self.fault == "lost-proof":
            self.fault, self._breaking = "ok", True
        elif self.fault == "out-midway":
            self.fault = "paper-out"
        elif self.fault == "late-proof":
            self._late += proof
        elif self.fault == "old-proof":
            self.plug.say(self._late)
            self._late = b""
        elif self.fault != "mute-proof":
            self._say(proof)

    def _status(self, n: int) -> bytes:
        if self.fault == "garbage":
            return b"\xff\x00\x81"
        bits = {
            ("paper-low", 4): 0x0C,
            ("paper-out", 1): 0x08,
            ("paper-out", 2): 0x20,
            ("paper-out", 4): 0x6C,
            ("cover-open", 1): 0x08,
            ("cover-open", 2): 0x04,
            ("offline", 1): 0x08,
            ("cutter", 1): 0x08,
            ("cutter", 2): 0x40,
            ("cutter", 3): 0x08,
            ("stale", 4): 0x6C,
        }
        return bytes([0x12 | bits.get((self.fault, n), 0)])

    def _left_behind(self) -> bytes:
        # Once each time that somebody comes to ask: what he did not read the last time.
        before, self._asked_at = self._asked_at, time.monotonic()
        return b"\x12" if self.fault == "stale" and self._asked_at - before > PAUSE_S else b""


def read_codes(paper: Dots) -> list[str]:
    """The texts of all QR codes on the paper."""
    grey = np.where(paper, 0, 255).astype(np.uint8)
    found = zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [str(code.text) for code in found]


def read_qr(paper: Dots) -> str:
    """The text of the one QR code on the paper."""
    [code] = read_codes(paper)
    return code
