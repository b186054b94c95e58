"""A service's sheet: what to bring, how long it takes, what it costs, and where that was read.

One and the same on the screen, on the roll and on an A4 page to be posted. A charge is always a
sentence beside its source and its day; what nobody has checked says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kiosk.slip import Block

Words = Mapping[str, str]
TICK = "[  ] "
"""A box to tick with a pen, in signs that every printer has."""


def lines(sheet: Mapping[str, Any], say: Words) -> list[dict[str, Any]]:
    """[{"term", "lines": [str, …], "ticked"}] from top to bottom; never an empty entry.

    `sheet` is `tickets.catalog.sheet`'s; its law is in Vietnamese, whatever the reader's language.
    """
    papers = list(sheet["documents"]) or [say["sheet-no-papers"]]
    return [
        _entry(say["sheet-papers"], papers, ticked=bool(sheet["documents"])),
        _entry(say["sheet-charge"], [sheet["charge_text"] or say["sheet-ask"]]),
        _entry(say["sheet-limit"], [sheet["limit_text"] or say["sheet-ask"]]),
    ]


def origin(sheet: Mapping[str, Any], say: Words) -> list[str]:
    """Where it was read, on which day, and whether anybody of the office has held it to the law."""
    source = sheet["source"] or say["sheet-no-source"]
    told = [say["sheet-source"].format(source=source)]
    if sheet["as_of"]:
        day = f"{date.fromisoformat(sheet['as_of']):%d/%m/%Y}"
        told.append(say["sheet-as-of"].format(day=day))
    return [*told, say["sheet-verified" if sheet["verified"] else "sheet-unverified"]]


def named(sheet: Mapping[str, Any], lang: str) -> str:
    """Its name in the reader's language; the Vietnamese one where no other was written."""
    return str((lang == "en" and sheet["name_en"]) or sheet["name"])


def sheet_blocks(
    sheet: Mapping[str, Any], office: Mapping[str, Any], say: Words, lang: str, at: str
) -> list[Block]:
    """The sheet for the roll, from top to bottom; `at` is when it was printed (ISO 8601)."""
    printed = say["sheet-printed"].format(time=at[11:16], day=f"{at[8:10]}/{at[5:7]}/{at[:4]}")
    return [
        _text(named(office, lang).replace(" — ", "\n"), 28, 700, "center"),
        _space(8),
        {"block": "mark", "text": say["sheet-title"]},
        _space(12),
        _text(named(sheet, lang), 34, 800, "center"),
        *([_text(say["sheet-code"].format(code=sheet["code"]), 24, 500, "center")]
          if sheet["code"] else []),
        _space(8),
        *_parts(lines(sheet, say)),
        _rule(),
        _space(8),
        *(_text(sentence, 24, 500) for sentence in origin(sheet, say)),
        _space(10),
        _text(say["sheet-only"], 26, 700),
        _space(10),
        _text(f"{say['sheet-no-number']} {printed}", 24, 500),
    ]  # fmt: skip


def _parts(entries: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    for entry in entries:
        yield _rule()
        yield _space(6)
        yield _text(entry["term"], 30, 800)
        for line in entry["lines"]:
            yield _text(f"{TICK}{line}" if entry["ticked"] else line, 28, 500)
            yield _space(4)
        yield _space(4)


def _entry(term: str, told: list[str], *, ticked: bool = False) -> dict[str, Any]:
    return {"term": term, "lines": told, "ticked": ticked}


def _text(words: str, size: int, weight: int, align: str = "left") -> Block:
    return {"block": "text", "text": words, "size": size, "weight": weight, "align": align}


def _rule() -> Block:
    return {"block": "rule", "thickness": 2}


def _space(height: int) -> Block:
    return {"block": "space", "height": height}
