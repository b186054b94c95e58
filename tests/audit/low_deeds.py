"""A day on which people were displeased, and what became of the cases on the next."""

from __future__ import annotations

from db.models import LowCase
from db.statement import rows
from office import assignments
from ratings import cases, question
from tests.audit.busy import Busy
from tests.audit.deeds import press

# Level and reason: three low ones, one for the head, one for the head alone, and two that are fine.
SAID = ((1, ""), (2, "R1"), (1, "R5"), (1, "R8"), (5, ""), (4, ""))


def displeased(hall: Busy) -> None:
    """Six people in a row say at counter 1 what they think of it."""
    # Whatever chance has made of it.
    hall.act(assignments.assign, 1, {"ho-tich": 0}, "boss")
    for i, (level, code) in enumerate(SAID):
        hall.take("khai-sinh")
        hall.minutes(1 + 0.4 * i * i)  # at no two equal intervals, which would be named
        for verb in ("call-next", "start", "finish"):
            press(hall, 1, verb)
        asked = question._at_counter.one(counter=1)
        assert asked
        key = hall.random.randbytes(16)
        hall.act(question.answer, asked[0], 1, level, key)
        if code:
            hall.act(question.add, asked[0], key, question.More((code,)))


def looked_into(hall: Busy) -> None:
    """One case goes all its way, one is read, the head's own is told to the clerk; a reminder."""
    found = dict(rows(LowCase.select(LowCase.rule, LowCase.id).order_by(LowCase.id)))
    assert {*found} == {"often", "grave", "secret"}, found
    hall.act(cases.explain, found["often"], "Hôm đó mạng bị lỗi.", "cb1")
    hall.act(cases.answers, found["often"], "boss", "supervisor")
    hall.act(cases.decide, found["often"], "REMIND", "Đã trao đổi.", "boss", "supervisor")
    hall.act(cases.close, found["often"], "boss", "supervisor")
    hall.act(cases.ask, found["secret"], "head")
    hall.act(cases.remind, "cb2", "Nhớ chào hỏi công dân.", "boss")
