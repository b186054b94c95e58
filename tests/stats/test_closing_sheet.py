"""The closing sheet: the seal that somebody can hold a journal against, on paper."""

from __future__ import annotations

from typing import Any

from stats.closing_sheet import grouped, sheet_blocks
from web import words

DAY: dict[str, Any] = {
    "date": "2026-11-20", "closed_at": "2026-11-20T17:31:04.000+07:00", "answered": 84,
    "opened": 131, "named": 1, "left_out": 0, "seal": "3f9a41c20b7de8155a" * 3,
    "ratings": "00ff41c20b7de815" * 4,
}  # fmt: skip


def test_a_seal_is_read_out_in_four_groups() -> None:
    assert grouped("3f9a41c20b7de8155a77") == "3f9a 41c2 0b7d e815"


def test_the_sheet_carries_the_seal_for_people_and_for_a_camera() -> None:
    office = {"name": "Trung tâm — Phường Minh Họa"}
    blocks = sheet_blocks(DAY, office, words.load("stats")["vi"], "2026-11-20T17:32:00.000+07:00")
    told = [block.get("text") or block.get("value") or block.get("data") for block in blocks]
    assert "3f9a 41c2 0b7d e815" in told
    assert "Đánh giá: 00ff 41c2 0b7d e815" in told
    # What the camera reads is what `motcua verify --seal` takes.
    assert "2026-11-20:3f9a41c20b7de815" in told
    assert {"20/11/2026", "17:31 20/11/2026", "84 / 131", "1", "0"} <= {*told}
