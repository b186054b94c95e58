"""The closing sheet: a day's seal on paper, where no program can change it afterwards.

The first 16 digits are enough to hold a journal against (`motcua verify --seal`): whoever wants to
sign another one with the same beginning tries 2^64 of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Block = dict[str, Any]
Words = Mapping[str, str]
DIGITS, GROUP = 16, 4


def grouped(seal: str) -> str:
    """3f9a 41c2 0b7d e815: as it is printed, shown and read out."""
    return " ".join(seal[i : i + GROUP] for i in range(0, DIGITS, GROUP))


def sheet_blocks(
    day: Mapping[str, Any], office: Mapping[str, Any], say: Words, at: str
) -> list[Block]:
    """The sheet from top to bottom; `day` as `stats.trust` tells it, printed `at` (ISO 8601)."""
    figures = (
        ("sheet_answered", f"{day['answered']} / {day['opened']}"),
        ("sheet_named", str(day["named"])),
        ("sheet_left_out", str(day["left_out"])),
    )
    return [
        _text(str(office["name"]).replace(" — ", "\n"), 28, 700),
        _space(8),
        {"block": "mark", "text": say["sheet_title"]},
        _space(10),
        _pair(say["sheet_day"], _date(day["date"])),
        _pair(say["sheet_closed"], f"{day['closed_at'][11:16]} {_date(day['closed_at'])}"),
        *(_pair(say[key], value) for key, value in figures),
        {"block": "rule", "thickness": 2},
        _text(say["sheet_seal"], 26, 600),
        _text(grouped(day["seal"]), 40, 800),
        _text(say["sheet_ratings"] + ": " + grouped(day["ratings"]), 24, 500),
        _space(8),
        {"block": "qr", "data": f"{day['date']}:{day['seal'][:DIGITS]}", "caption": ""},
        {"block": "rule", "thickness": 2},
        _text(say["sheet_sign"], 26, 600),
        _space(90),
        _text(say["sheet_keep"], 24, 500),
        _text(say["sheet_printed"] + f" {at[11:16]} {_date(at)}", 24, 500),
    ]


def _date(iso: str) -> str:
    return "/".join(reversed(iso[:10].split("-")))


def _text(words: str, size: int, weight: int) -> Block:
    return {"block": "text", "text": words, "size": size, "weight": weight, "align": "center"}


def _pair(label: str, value: str) -> Block:
    return {"block": "pair", "label": label, "value": value, "size": 26}


def _space(height: int) -> Block:
    return {"block": "space", "height": height}
