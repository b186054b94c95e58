"""What a document holds before anybody draws it: plain values, so that it can be sent and kept."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal, TypedDict

Kind = Literal["text", "n", "share", "minutes", "mean"]
Words = dict[str, str]
NOTHING = "–"
_NO_BREAK = "\u00a0"
_VIETNAMESE = str.maketrans(",.", ".,")
_STEPS = {"share": Decimal("0.1"), "minutes": Decimal("0.1"), "mean": Decimal("0.01")}


class Column(TypedDict):
    """One column: what stands above it, how its values are written, its share of the width."""

    head: str
    kind: Kind
    width: float


class Table(TypedDict):
    """Rows of values, as many as columns; with `total` the last row is the sum of the others."""

    name: str
    title: str
    columns: list[Column]
    rows: list[list[Any]]
    total: bool
    notes: list[str]


class Block(TypedDict, total=False):
    """One piece, in the order of reading: a heading, a paragraph, an item of a list, or a table."""

    kind: Literal["heading", "subheading", "text", "item", "table"]
    text: str
    table: Table


class Letter(TypedDict):
    """A document. `annex` is printed across, `facts` are where the figures come from.

    `made` is when its figures were taken (ISO 8601): no other time stands in the file.
    """

    lang: str
    made: str
    parent: list[str]
    office: list[str]
    number: str
    place_and_date: str
    name: str
    about: str
    body: list[Block]
    annex_title: str
    annex: list[Block]
    authority: list[str]
    signer: str
    addressees: list[str]
    facts: list[tuple[str, str]]
    foot: str
    say: Words


def tables(letter: Letter) -> list[Table]:
    """Every table of the letter, in order."""
    blocks = (*letter["body"], *letter["annex"])
    return [block["table"] for block in blocks if block["kind"] == "table"]


def shown(value: Any, kind: Kind, lang: str) -> str:
    """A value as it is written: 1.234 and 12,5 % in Vietnamese, 1,234 and 12.5% in English.

    Shares are 0 to 1; a word where a number should be stands as it is. Half is rounded up, as Excel
    and browsers do: 21.25 is 21.3 on every page and in every file.
    """
    if value is None:
        return NOTHING
    if kind == "text" or isinstance(value, str):
        return str(value)
    number = Decimal(repr(value)) * (100 if kind == "share" else 1)
    written = f"{number.quantize(_STEPS.get(kind, Decimal(1)), ROUND_HALF_UP):,f}"
    if lang == "vi":
        written = written.translate(_VIETNAMESE)
    return f"{written}{_NO_BREAK}%" if kind == "share" else written
