"""What each action makes of a ticket, beside the columns that its journal row holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from audit.evidence import Row
from audit.rebuilt import Visit

FIELDS = tuple(Visit.__dataclass_fields__)
image_of: Callable[[Visit], tuple[Any, ...]] = attrgetter(*FIELDS)


def taken(row: Row) -> Visit:
    """A new ticket from its first row."""
    told: dict[str, Any] = json.loads(row.detail or "")
    series, number = told["series"], told["number"]
    return Visit(
        id=row.seq, day=row.day, series=series, number=number, label=f"{series}{number:03d}",
        state=str(row.after), leg=row.leg, service=row.service, field=told["field"],
        place=row.place, joined=_ms(row.joined), head_start=_ms(row.head_start),
        counted=_ms(row.counted), placed=row.seq, priority=told["priority"],
        language=told["language"], counter=row.counter, clerk=row.clerk, recalls=0,
        flags=row.flags, issued_wall=row.wall, called_hall=None, started_hall=None,
        ended_hall=None, back=None, spent=0, remind_hall=None, seq=row.seq, top=row.seq,
    )  # fmt: skip


def change(visit: Visit, row: Row) -> None:
    """Lets one row take effect; LookupError for an action that nobody knows."""
    step = STEPS[row.action]
    visit.state, visit.place, visit.leg = str(row.after), row.place, row.leg
    visit.counter, visit.clerk, visit.flags = row.counter, row.clerk, row.flags
    visit.service, visit.counted = row.service, _ms(row.counted)
    visit.seq = visit.top = row.seq
    step(visit, row)


def put_back(visit: Visit, image: tuple[Any, ...], row: Row) -> None:
    """An undo: every column as it was, but the sequence."""
    for name, value in zip(FIELDS, image, strict=True):
        setattr(visit, name, value)
    visit.seq = row.seq


def _nothing(visit: Visit, row: Row) -> None:
    """The row's own columns say it all."""


def _call(visit: Visit, row: Row) -> None:
    visit.called_hall, visit.recalls = row.hall, 0


def _recall(visit: Visit, row: Row) -> None:
    visit.recalls += 1


def _start(visit: Visit, row: Row) -> None:
    visit.started_hall = row.hall


def _hold(visit: Visit, row: Row) -> None:
    visit.spent += row.hall - _ms(visit.started_hall)
    visit.started_hall = None
    visit.remind_hall = _ms(json.loads(row.detail or "")["remind"])


def _resume(visit: Visit, row: Row) -> None:
    visit.started_hall, visit.remind_hall = row.hall, None


def _end(visit: Visit, row: Row) -> None:
    visit.ended_hall = row.hall


def _rejoin(visit: Visit, row: Row) -> None:
    visit.called_hall = visit.ended_hall = None
    visit.recalls, visit.placed = 0, row.seq


def _stand(visit: Visit, row: Row) -> None:
    visit.placed = row.seq


def _anew(visit: Visit, row: Row) -> None:
    visit.called_hall = visit.started_hall = visit.ended_hall = visit.remind_hall = None
    visit.recalls = visit.spent = 0
    visit.placed = row.seq


def _transfer(visit: Visit, row: Row) -> None:
    told = json.loads(row.detail or "")
    visit.field, visit.back = told["field"], told["back"]
    _anew(visit, row)


def _add_service(visit: Visit, row: Row) -> None:
    visit.field = json.loads(row.detail or "")["field"]
    _anew(visit, row)


def _return(visit: Visit, row: Row) -> None:
    visit.back = None
    _anew(visit, row)


STEPS: dict[str, Callable[[Visit, Row], None]] = {
    "call": _call, "call-this": _call, "recall": _recall, "start": _start, "hold": _hold,
    "resume": _resume, "finish": _end, "miss": _end, "leave": _end, "expire": _end, "void": _end,
    "rejoin": _rejoin, "pass": _stand, "transfer": _transfer, "add-service": _add_service,
    "return": _return, "release": _anew, "doubt": _nothing, "confirm": _nothing,
    "reprint": _nothing, "mark": _nothing, "note": _nothing,
}  # fmt: skip


def _ms(value: int | None) -> int:
    if not isinstance(value, int):
        raise ValueError("a time is missing")
    return value
