"""Why somebody was displeased or pleased: which codes an answer may carry, and who reads them.

The codes are the office's own data (`[[hall.reasons]]`): each with its route, and whether it is
about the clerk at all. A long wait or a broken machine is nothing that a clerk can help.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import office
from db.errors import Unknown

MOST = 3
HEAD = "head"
# Whose eyes each route is for besides the head's.
_ROUTES = {
    "supervisor": ("supervisor", "reporter", "observer"),
    "head": ("supervisor",),
    "head-only": (),
    "office": ("supervisor", "reporter", "observer", "administrator"),
}


def is_low(scale: int, level: int) -> bool:
    """Whether an answer is asked why (up to the middle of its scale) and not what was good."""
    return level <= (scale + 1) // 2


def must_fit(scale: int, level: int, codes: Iterable[str]) -> str:
    """The codes as they are kept, "R1,R4"; Unknown for a foreign one, a wrong kind, or too many.

    Nobody's own words may stand beside an answer.
    """
    wanted = "reason" if is_low(scale, level) else "praise"
    asked = list(dict.fromkeys(codes))
    if len(asked) > MOST or not {*asked} <= {r["code"] for r in known() if r["kind"] == wanted}:
        raise Unknown("reasons")
    return ",".join(asked)


def known() -> list[dict[str, Any]]:
    """The office's reasons, each with "code", "name", "name_en", "kind", "route", "of_clerk"."""
    # An office that was founded before said of none that it is not the clerk's.
    return [{"of_clerk": True, **each} for each in office.setting("reasons")]


def of_clerk(kept: str) -> bool:
    """Whether an answer counts for its clerk: not when all its reasons are somebody else's."""
    codes = {*kept.split(",")} - {""}
    return not codes or not codes <= {r["code"] for r in known() if not r["of_clerk"]}


def route(code: str) -> str:
    """Who is told: supervisor, head, head-only or office; the head of what nobody knows."""
    return next((r["route"] for r in known() if r["code"] == code), HEAD)


def seen_by(role: str) -> set[str]:
    """The codes that somebody in this role may read."""
    return {r["code"] for r in known() if role == HEAD or role in _ROUTES[r["route"]]}
