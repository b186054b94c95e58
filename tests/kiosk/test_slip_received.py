"""The golden slips, dot for dot, decoded from the bytes that a printer received.

A slip that was changed on purpose: MOTCUA_GOLDEN=write pytest tests/kiosk/test_slip_received.py,
then open the pictures in golden/ and look at them before they are committed.
"""

from __future__ import annotations

import itertools
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from escpos.printer import Dummy
from PIL import Image

from hardware.printer.driver import Place, driver_for
from hardware.printer.paper import draw
from hardware.printer.wire import encode
from kiosk.slip import slip_blocks
from tests.hardware.printer.escpos_reader import Dots, Reader
from tests.hardware.printer.fake_printer import FakePrinter, read_codes
from tests.kiosk.test_slip import ELDERLY, LONGEST, PLAIN, SLIPS, URL

GOLDEN = Path(__file__).parent / "golden"
WIDTHS = {"80mm": 576, "58mm": 384}
EACH = list(itertools.product(SLIPS, WIDTHS))
MOST_BYTES = 30_000
TALLEST_STRIP = 100
MOST_BLANK_ROWS = 3
SMALLEST_CAPITAL = 16
"""Dots: a capital letter of 24-dot type is 17 high."""
LARGEST_MARK = 10
"""Ink lower than this is a tone mark or a comma on its own."""


def job(values: dict[str, Any], width: int) -> bytes:
    return encode(draw(slip_blocks(values), width), width)


@cache
def received(slip: str, paper: str) -> Reader:
    """The inside of a network printer that was sent this slip by the real driver."""
    width = WIDTHS[paper]
    with FakePrinter(width) as printer:
        place = Place(printer.address, "k1", Path(), width)
        result = driver_for(place).print(1, job(SLIPS[slip], width), lambda: None)
        assert result.state == "printed"
        return printer.reader


def paper_of(reader: Reader) -> Dots:
    [paper] = reader.papers
    return paper


@pytest.mark.parametrize(("slip", "paper"), EACH)
def test_the_paper_equals_the_golden_slip(slip: str, paper: str) -> None:
    printed = paper_of(received(slip, paper))
    path = GOLDEN / f"{slip}-{paper}.png"
    if os.environ.get("MOTCUA_GOLDEN") == "write":
        Image.fromarray(~printed).convert("1").save(path, optimize=True)
    golden: Dots = ~np.asarray(Image.open(path))
    assert golden.shape == printed.shape
    assert not (golden != printed).any(), f"{(golden != printed).sum()} dots differ from {path}"
    assert path.stat().st_size < 200_000


@pytest.mark.parametrize(("slip", "paper"), EACH)
def test_a_phone_reads_the_link_from_the_paper(slip: str, paper: str) -> None:
    links = [URL] if SLIPS[slip]["track_url"] else []
    assert read_codes(paper_of(received(slip, paper))) == links


@pytest.mark.parametrize(("slip", "paper"), EACH)
def test_strips_are_low_and_blank_rows_are_fed(slip: str, paper: str) -> None:
    assert heavy(received(slip, paper)) == []


@pytest.mark.parametrize(("slip", "paper"), EACH)
def test_no_letter_is_smaller_than_eyes_of_seventy_read(slip: str, paper: str) -> None:
    assert min(line_heights(paper_of(received(slip, paper)))) >= SMALLEST_CAPITAL


@pytest.mark.parametrize("slip", SLIPS)
def test_what_a_printer_hears_of_a_ticket_of_80_mm_is_30_kb_at_most(slip: str) -> None:
    heard = bytes(received(slip, "80mm").heard)
    assert 10_000 < len(heard) - heard.index(b"\x1b@") <= MOST_BYTES


def test_every_ticket_of_80_mm_fits_the_wire() -> None:
    heaviest = 0
    for service, late, priority, reprint in itertools.product(
        (LONGEST, LONGEST[:72], LONGEST[:42]), (None, "15:00"), (None, ELDERLY), (0, 2)
    ):
        values = PLAIN | {
            "number": "K1048", "service": service, "late_after": late, "priority": priority,
            "reprint": reprint,
        }  # fmt: skip
        heaviest = max(heaviest, len(job(values, 576)))
    assert 20_000 < heaviest <= MOST_BYTES


# --- what these would find ---


def test_a_picture_sent_as_it_is_would_be_found() -> None:
    picture = draw(slip_blocks(PLAIN), 576)
    plain = Dummy(profile="TM-T20II")
    plain.image(picture)
    assert len(plain.output) > MOST_BYTES
    reader = Reader(576)
    reader.feed(bytes(plain.output))
    assert heavy(reader) == ["a strip of 960 rows", "blank rows sent"]


def test_small_letters_would_be_found() -> None:
    slip = draw(slip_blocks(PLAIN), 384)
    smaller = slip.resize((slip.width * 2 // 3, slip.height * 2 // 3))
    assert min(line_heights(~np.asarray(slip))) >= SMALLEST_CAPITAL
    assert min(line_heights(~np.asarray(smaller))) < SMALLEST_CAPITAL


def heavy(reader: Reader) -> list[str]:
    """What printers stumble over."""
    found = []
    if reader.tallest_strip > TALLEST_STRIP:
        found.append(f"a strip of {reader.tallest_strip} rows")
    if reader.most_blank_rows > MOST_BLANK_ROWS:
        found.append("blank rows sent")
    return found


def line_heights(paper: Dots) -> list[int]:
    """How high the letters of each line stand."""
    inked = paper.any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False]))))
    return [int(span) for span in edges[1::2] - edges[::2] if span > LARGEST_MARK]
