"""A letter as PDF: the layout is `letter.typ`, in which typst is given the letter as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from typst import Fonts

from letters.letter import Letter, shown

_LAYOUT = Path(__file__).with_name("letter.typ")


def to_pdf(letter: Letter) -> bytes:
    """The bytes of a tagged PDF; the same letter gives the same bytes."""
    made: bytes = typst.compile(str(_LAYOUT), format="pdf", **_given(letter))
    return made


def to_pictures(letter: Letter, ppi: float = 80) -> list[bytes]:
    """Each page as a PNG, to be looked at."""
    pages = typst.compile(str(_LAYOUT), format="png", ppi=ppi, **_given(letter))
    # One page comes alone.
    return pages if isinstance(pages, list) else [pages]


def _given(letter: Letter) -> dict[str, Any]:
    """The letter, and no font but typst's own: the same on every machine."""
    told = json.dumps(_written(letter), ensure_ascii=False)
    return {"sys_inputs": {"letter": told}, "font_paths": Fonts(include_system_fonts=False)}


def _written(letter: Letter) -> dict[str, object]:
    """The letter with every value as it is read."""
    lang, made = letter["lang"], letter["made"]

    def block(told: dict[str, object]) -> dict[str, object]:
        table = told.get("table")
        if not isinstance(table, dict):
            return told
        kinds = [column["kind"] for column in table["columns"]]
        written = [
            [shown(value, kind, lang) for value, kind in zip(row, kinds, strict=True)]
            for row in table["rows"]
        ]
        return told | {"table": table | {"rows": written}}

    blocks = {part: [block(dict(each)) for each in letter[part]] for part in ("body", "annex")}
    date = [int(part) for part in made[:10].split("-")]
    return {**letter, **blocks, "date": date}
