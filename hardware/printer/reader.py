"""Reads a printer's bytes back as the picture on its paper: the eyes of the virtual printer.

Understands exactly what `wire` may send, and refuses the rest, as a real printer would print
garbage. The tests have a second reader of their own, which shares no line with this one.
"""

from __future__ import annotations

from PIL import Image

from hardware.errors import HardwareError


class NotOurBytes(HardwareError):
    """A command that our encoder never sends, or a picture cut short."""


def read(job: bytes, width_px: int) -> Image.Image:
    """The paper from its beginning to the cut, mode "1", `width_px` wide; raises NotOurBytes."""
    return _Head(job, width_px).run()


class _Head:
    def __init__(self, job: bytes, width_px: int) -> None:
        self.job = job
        self.at = 0
        self.width = width_px
        self.margin = 0
        self.row = 0
        self.strips: list[tuple[int, int, Image.Image]] = []

    def run(self) -> Image.Image:
        while self.at < len(self.job):
            self._command()
        paper = Image.new("1", (self.width, max(self.row, 1)), 1)
        for left, top, strip in self.strips:
            paper.paste(strip, (left, top))
        return paper

    def _command(self) -> None:
        match self._take(2):
            case b"\x1b@":
                self.margin = 0
            case b"\x1bJ":
                self.row += self._take(1)[0]
            case b"\x1dL":
                self.margin = int.from_bytes(self._take(2), "little")
            case b"\x1dP":
                self._expect(b"\xcb\xcb")
            case b"\x1dV":
                self._expect(b"B\x00")
            case b"\x1dv":
                self._raster()
            case other:
                raise NotOurBytes(f"{other.hex(' ')} at byte {self.at - 2}")

    def _raster(self) -> None:
        self._expect(b"0")
        scale = self._take(1)[0]
        pitch = int.from_bytes(self._take(2), "little")
        rows = int.from_bytes(self._take(2), "little")
        black = bytes(255 - byte for byte in self._take(pitch * rows))
        strip = Image.frombytes("1", (pitch * 8, rows), black)
        across, down = 1 + (scale & 1), 1 + (scale >> 1)
        strip = strip.resize((strip.width * across, rows * down), Image.Resampling.NEAREST)
        self.strips.append((self.margin, self.row, strip))
        self.row += strip.height

    def _expect(self, wanted: bytes) -> None:
        if self._take(len(wanted)) != wanted:
            raise NotOurBytes(f"wanted {wanted!r} before byte {self.at}")

    def _take(self, count: int) -> bytes:
        taken = self.job[self.at : self.at + count]
        if len(taken) < count:
            raise NotOurBytes(f"the job ends within a command, at byte {len(self.job)}")
        self.at += count
        return taken
