"""The boards at the other end, each reading the bytes by its own maker's rules.

Nothing of ours is imported here: what these understand is what a board would show. Each has
`shows`, what every address shows now; `heard`, how many frames it took; `refused`, how many it did
not; `dead`, the addresses that say and show nothing.
"""

from __future__ import annotations

import re
from collections import Counter

from alphasign.commands.text import parse_read_text_response


class Peer:
    """A line full of boards of one kind."""

    def __init__(self) -> None:
        self.shows: dict[int, str] = {}
        self.heard: Counter[int] = Counter()
        self.refused = 0
        self.dead: set[int] = set()
        self._rest = b""

    def __call__(self, data: bytes) -> bytes:
        self._rest += data
        return self._take()

    def _take(self) -> bytes:
        raise NotImplementedError

    def _show(self, address: int, text: str) -> bool:
        if address in self.dead:
            return False
        self.shows[address] = text
        self.heard[address] += 1
        return True


class FourByte(Peer):
    """ID HI LO SUM, without any mark of its beginning: found again by its sum."""

    def _take(self) -> bytes:
        while len(self._rest) >= 4:
            board, high, low, total = self._rest[:4]
            if (board + high + low) % 256 == total:
                self._show(board, str(high * 256 + low))
                self._rest = self._rest[4:]
            else:
                self.refused += 1
                self._rest = self._rest[1:]
        return b""


class Am03127(Peer):
    """`<IDxx>` data, the exclusive or of the data in two hex digits, `<E>`; ACK or NACK."""

    FRAME = re.compile(rb"<ID([0-9A-F]{2})>(.*?)([0-9A-F]{2})<E>", re.DOTALL)
    PAGE = re.compile(rb"<L[1-8]><P[A-Z]><F[A-S]><M[A-Z]><W[A-Z]><F[A-S]>(.*)", re.DOTALL)

    def _take(self) -> bytes:
        said = b""
        while match := self.FRAME.search(self._rest):
            self._rest = self._rest[match.end() :]
            said += self._answer(int(match[1], 16), match[2], int(match[3], 16))
        return said

    def _answer(self, address: int, data: bytes, check: int) -> bytes:
        total = 0
        for byte in data:
            total ^= byte
        page = self.PAGE.fullmatch(data)
        if total != check or page is None:
            self.refused += 1
            return b"" if address in self.dead else b"NACK"
        return b"ACK" if self._show(address, page[1].decode()) else b""


class Alpha(Peer):
    """Frames from 01 to 04; the text itself is read by alphasignpy."""

    FRAME = re.compile(
        rb"\x00{5,}\x01(.)([0-9A-F]{2})(\x02[^\x03]*\x03)([0-9A-F]{4})\x04", re.DOTALL
    )

    def _take(self) -> bytes:
        while match := self.FRAME.search(self._rest):
            self._rest = self._rest[match.end() :]
            if sum(match[3]) % 65536 != int(match[4], 16) or match[1] != b"Z":
                self.refused += 1
                continue
            _, _, _, text = parse_read_text_response(match[0])
            self._show(int(match[2], 16), text.decode())
        return b""


class TwoRows(Peer):
    """Twenty signs by two, a cursor, and whatever writes there: CD5220, ESC/POS and AEDEX."""

    def __init__(self) -> None:
        super().__init__()
        self._dark()

    @property
    def rows(self) -> list[str]:
        """What the two rows show, without the blanks around it."""
        return ["".join(row).strip() for row in self._cells]

    def _dark(self) -> None:
        self._cells = [[" "] * 20, [" "] * 20]
        self._x = self._y = 0

    def _write(self, text: bytes) -> None:
        for sign in text.decode("ascii"):
            self._cells[self._y][self._x] = sign
            self._x += 1
            if self._x == 20:
                self._x, self._y = 0, 1 - self._y

    def _row(self, y: int, text: bytes) -> None:
        assert len(text) <= 20, text
        self._cells[y] = list(text.decode("ascii").ljust(20))

    WORDS = re.compile(
        rb"(?P<clear>\x0c)|\x1bQ(?P<cd>[AB])(?P<cdtext>[^\r]*)\r|!#(?P<ae>[12])(?P<aetext>[^\r]*)\r"
        rb"|\x1b=(?P<select>.)|\x1f\x01|\x1f\$(?P<x>.)(?P<y>.)|(?P<text>[ -~]+)",
        re.DOTALL,
    )

    def _take(self) -> bytes:
        while match := self.WORDS.match(self._rest):
            self._rest = self._rest[match.end() :]
            if match["clear"]:
                self._dark()
            elif match["cd"]:
                self._row(b"AB".index(match["cd"]), match["cdtext"])
            elif match["ae"]:
                self._row(b"12".index(match["ae"]), match["aetext"])
            elif match["x"]:
                self._x, self._y = match["x"][0] - 1, match["y"][0] - 1
            elif match["text"]:
                self._write(match["text"])
        return b""


class Dsp800(TwoRows):
    """04 01 command 17 between texts; C clears from one position to another, P moves."""

    WORDS = re.compile(rb"\x04\x01(?P<c>[CP])(?P<at>.)(?P<to>.)?\x17|(?P<text>[ -~]+)", re.DOTALL)

    def _take(self) -> bytes:
        while match := self.WORDS.match(self._rest):
            self._rest = self._rest[match.end() :]
            if match["text"]:
                self._write(match["text"])
            elif match["c"] == b"C":
                assert (match["at"], match["to"]) == (b"1", b"X")
                self._dark()
            else:
                place = match["at"][0] - 0x31
                self._x, self._y = place % 20, place // 20
        return b""
