"""Everything that promises something, recounted: knows config and db, and nothing of tickets/.

An audit by the code that wrote the books would find that code right. So the law of the queue
stands here a second time, in other words; what both say is what happened. One pass over the
journal, in one consistent read beside a hall that runs.

The public word: `verify`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import apsw

from audit.announced import Announced
from audit.answers import Answers
from audit.assigned import Assigned
from audit.chained import Chained, HallTime
from audit.evidence import Evidence, Row, gather
from audit.excluded import Excluded
from audit.figured import Figured
from audit.floors import Floors
from audit.hands import Hands, Sittings
from audit.intact import Intact
from audit.later import Later
from audit.low_cases import LowCases
from audit.named import Named
from audit.notes import Notes
from audit.numbering import Numbering
from audit.order import Order
from audit.passages import Passages
from audit.placeless import Placeless
from audit.placing import Placing
from audit.presses import Presses
from audit.projections import Projections
from audit.promise import Promise
from audit.promised import Forgotten, Promised
from audit.questions import Questions
from audit.replay import Replay
from audit.reported import Reported
from audit.rolls import Rolls
from audit.seals import Seals
from audit.seen import Seen
from audit.slips import Slips
from audit.taken_on import TakenOn
from audit.undone import Undone
from audit.unnumbered import Unnumbered
from config import Settings

__all__ = ["PROMISES", "verify"]

PROMISES: tuple[type[Promise], ...] = (
    Intact,
    Chained,
    HallTime,
    Numbering,
    Floors,
    Passages,
    Hands,
    Sittings,
    Order,
    Placing,
    Undone,
    Seen,
    Unnumbered,
    Assigned,
    Promised,
    Forgotten,
    Projections,
    Announced,
    Slips,
    Rolls,
    TakenOn,
    Questions,
    Answers,
    Later,
    Placeless,
    Named,
    Excluded,
    LowCases,
    Seals,
    Figured,
    Presses,
    Notes,
    Reported,
)


def verify(
    state: Path, settings: Settings, printed: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """Promise → its faults, each one sentence naming the place; works while the hall runs.

    `printed` are seals of closing sheets that somebody kept: date (ISO) → first hex digits. Without
    them a journal that was signed again with the hall's own key cannot be told from the true one.

    About 25 µs a journal row. A database that cannot be opened breaks the first promise alone.
    """
    try:
        with gather(state, settings, printed) as evidence:
            return _judge(evidence)
    except apsw.Error as fault:
        return {Intact.says: [f"the database cannot be read: {fault}"]}


def _judge(evidence: Evidence) -> dict[str, list[str]]:
    hall = Replay()
    promises = [kind(evidence, hall) for kind in PROMISES]
    try:
        _read(evidence, hall, promises)
    except apsw.Error as fault:
        promises[0].broken(f"the database cannot be read to its end: {fault}")
    return {promise.says: promise.faults for promise in promises}


def _read(evidence: Evidence, hall: Replay, promises: list[Promise]) -> None:
    listening: dict[str, list[Callable[[Row], None]]] = {}
    for row in evidence.rows():
        if row.subject not in listening:
            listening[row.subject] = [p.look for p in promises if p.listens_to(row.subject)]
        for look in listening[row.subject]:
            look(row)
        hall.follow(row)
    for promise in promises:
        promise.conclude()
