"""A value as people write it, and a letter that cannot be drawn."""

from __future__ import annotations

from typing import Any, cast

import pytest

from letters import Letter, NotDrawn, draw, shown
from letters.letter import Kind


@pytest.mark.parametrize(
    ("value", "kind", "vi", "en"),
    [
        (1_234_567, "n", "1.234.567", "1,234,567"),
        (0, "n", "0", "0"),
        (0.125, "share", "12,5\u00a0%", "12.5\u00a0%"),
        (1, "share", "100,0\u00a0%", "100.0\u00a0%"),
        (1_234.56, "minutes", "1.234,6", "1,234.6"),
        (4.5, "mean", "4,50", "4.50"),
        (None, "minutes", "–", "–"),
        ("< 5", "n", "< 5", "< 5"),
        ("1,5.2", "text", "1,5.2", "1,5.2"),
    ],
)
def test_a_value_is_written_as_its_readers_write_it(
    value: Any, kind: Kind, vi: str, en: str
) -> None:
    assert shown(value, kind, "vi") == vi
    assert shown(value, kind, "en") == en


@pytest.mark.parametrize(
    ("value", "kind", "told"),
    [(21.25, "minutes", "21.3"), (29.75, "minutes", "29.8"), (0.9125, "share", "91.3\u00a0%"),
     (4.125, "mean", "4.13"), (0.15, "minutes", "0.2"), (2.5, "n", "3"), (1234, "n", "1,234")],
)  # fmt: skip
def test_half_is_rounded_up_as_pages_and_workbooks_do(value: float, kind: Kind, told: str) -> None:
    assert shown(value, kind, "en") == told
    # The control: Python rounds half to the even digit, and 21.25 was 21.2 on paper alone.
    assert f"{21.25:.1f}" == "21.2"


def test_a_letter_without_its_parts_is_no_file(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotDrawn):
        draw("pdf", cast(Letter, {"lang": "vi"}))
    assert "KeyError" in capfd.readouterr().err
