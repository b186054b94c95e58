"""A waiting room of its own: of all that the hall shows, what concerns its counters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Call = dict[str, Any]
Field = tuple[str, str, str, str]


def fields_of(room: dict[str, Any], served: dict[int, list[str]]) -> list[str]:
    """The fields that any counter of this room serves."""
    return list(dict.fromkeys(field for n in room["counters"] for field in served.get(n, [])))


def only(fields: list[Field], mine: list[str]) -> list[Field]:
    """Of the office's fields, those of this room."""
    return [field for field in fields if field[0] in mine]


def here(room: dict[str, Any], calls: Iterable[Call], most: int) -> list[Call]:
    """The first of these calls that lead to a counter of this room."""
    return [call for call in calls if call["counter"] in room["counters"]][:most]


def slogans_of(plans: list[str], slogans: list[dict[str, str]]) -> list[str]:
    """The slogans of these plans, in the office's order; of all, when none is named."""
    return [
        slogan["text"]
        for slogan in slogans
        if not plans or slogan["set"].partition("@")[2] in plans
    ]
