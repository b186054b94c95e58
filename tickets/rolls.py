"""The rolls of paper: how much of each is used, and how many tickets it may still hold.

An estimate, for whoever must have the next roll at hand: it begins anew when a roll is changed,
by a person's word or by paper that is back after none was left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import peewee as pw

from db.models import Journal, Roll
from db.statement import Statement, hole
from db.transaction import Transaction
from office.moment import Moment

# Printer → the length (mm) of each slip that it has just put out; 0 where nobody saw it whole.
Used = Mapping[str, Sequence[int]]
NOTHING: Used = MappingProxyType({})

SAID, PAPER_BACK = "said", "paper-back"

_roll = Statement(
    Roll.select(Roll.mm, Roll.slips, Roll.slip_mm).where(Roll.printer == hole("printer"))
)
_keep = Statement(
    Roll.insert(
        printer=hole("printer"), mm=hole("mm"), slips=hole("slips"), slip_mm=hole("slip_mm"), seq=0
    ).on_conflict(
        conflict_target=[Roll.printer],
        update={Roll.mm: hole("mm"), Roll.slips: hole("slips"), Roll.slip_mm: hole("slip_mm")},
    )
)
_begin = Statement(
    Roll.insert(
        printer=hole("printer"), mm=0, slips=0, slip_mm=hole("slip_mm"), seq=hole("seq")
    ).on_conflict(
        conflict_target=[Roll.printer], update={Roll.mm: 0, Roll.slips: 0, Roll.seq: hole("seq")}
    )
)  # fmt: skip
_known = Statement(
    Roll.select(Roll.printer, Roll.mm, Roll.slips, Roll.slip_mm, Journal.wall).join(
        Journal, pw.JOIN.LEFT_OUTER, on=(Journal.seq == Roll.seq)
    )
)


def take(tx: Transaction, used: Used) -> None:
    """Counts the paper of slips that went out; one of unknown length is taken for a usual one."""
    for printer, lengths in used.items():
        mm, slips, usual = _roll.one(printer=printer) or (0, 0, 0)
        if not usual:  # afterwards the estimate follows with whatever else changes there
            tx.touch("stats")
        for length in lengths:
            if length or usual:
                mm, slips = mm + (length or usual), slips + 1
                usual = round(mm / slips)
        _keep(printer=printer, mm=mm, slips=slips, slip_mm=usual)
        tx.touch("slips")


def change(tx: Transaction, printer: str, actor: str, reason: str = SAID) -> dict[str, Any]:
    """A new roll is in: {"printer", "mm", "slips"} of the old one. SAID by a person, PAPER_BACK."""
    mm, slips, usual = _roll.one(printer=printer) or (0, 0, 0)
    detail = json.dumps({"mm": mm, "slips": slips}, separators=(",", ":"))
    seq = tx.append("roll", printer, "change", actor, reason=reason, detail=detail)
    _begin(printer=printer, slip_mm=usual, seq=seq)
    for board in ("slips", "stats"):
        tx.touch(board)
    return {"printer": printer, "mm": mm, "slips": slips}


def estimates(roll_m: Mapping[str, int], moment: Moment) -> dict[str, dict[str, Any]]:
    """Of each printer: {"left": tickets, "used_m", "slips", "slip_mm", "since"}.

    `roll_m` is the length of a full roll; `left` is None where it is 0, and before the first slip.
    """
    known = {printer: told for printer, *told in _known.all()}
    found = {}
    for printer, metres in roll_m.items():
        mm, slips, usual, wall = known.get(printer, (0, 0, 0, None))
        left = max(0, metres * 1000 - mm) // usual if metres and usual else None
        found[printer] = {
            "left": left, "used_m": round(mm / 1000, 1), "slips": slips, "slip_mm": usual,
            "since": moment.iso(wall) if wall else None,
        }  # fmt: skip
    return found
