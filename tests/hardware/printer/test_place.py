"""What config.toml says of a printer reaches the process that drives it, whole."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from config import parse
from hall.printers import place_of
from hardware.printer import child
from hardware.printer.driver import Place
from hardware.printer.parent import _arguments
from tests.config.small import HALL

OTHER = Place(
    "serial:///dev/ttyS0?baud=9600", "k7", Path("/x"), 512, 1.5, 9.0, "gs_h", speaks=False,
    tear_after_mm=23, answer_s=0.1, patience_s=0.2, text="cp1258", code_page=52,
)  # fmt: skip


def test_every_value_goes_through_the_command_line() -> None:
    assert child._place([str(word) for word in _arguments(OTHER)]) == OTHER
    plain = Place("virtual", "k1", Path("/x"))
    assert child._place([str(word) for word in _arguments(plain)]) == plain
    same = [f.name for f in fields(Place) if getattr(OTHER, f.name) == getattr(plain, f.name)]
    assert same == ["state"], "OTHER must differ in all, or a value could be lost unseen"


@pytest.mark.parametrize(
    ("profile", "completion", "speaks", "tear", "width"),
    [
        ("any", "gs_r", True, 0, 576),
        ("epson-180dpi", "gs_h", True, 0, 512),
        ("clone-58", "gs_r", True, 23, 384),
        ("star-as-escpos", "none", False, 0, 576),
    ],
)
def test_a_profile_says_how_a_printer_is_driven(
    profile: str, completion: str, speaks: bool, tear: int, width: int
) -> None:
    text = f'{HALL}[[printers]]\nname = "a"\nprofile = "{profile}"\n'
    place = place_of(parse(text).printers[0], Path("/x"))
    assert (place.completion, place.speaks) == (completion, speaks)
    assert (place.tear_after_mm, place.width_px) == (tear, width)
