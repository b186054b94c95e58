"""A closing day's seal goes on paper when the printer can, and only while the day is closed."""

from __future__ import annotations

from typing import Any

import gevent
import pytest

from hall.sealing import Sealing
from stats import trust
from tickets import Bus, DayClosed, Unknown

DESK: Any = object()


class Roll:
    """As much of the devices as a sheet needs: a printer, or none."""

    def __init__(self, printer: str | None = "may-in-1") -> None:
        self.printer = printer

    def printer_for(self, _screen: str) -> str | None:
        return self.printer


def closes(monkeypatch: pytest.MonkeyPatch, roll: Any, *answers: str | Exception) -> list[int]:
    """The day 7 closes; each time the sheet was asked for, until nobody asks any longer."""
    left, asked = list(answers), []

    def printed(desk: Any, paper: Any, day: int) -> str:
        assert (desk, paper) == (DESK, roll)
        asked.append(day)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(trust, "printed", printed)
    bus, sheets = Bus(), Sealing(roll, again_s=0)
    sheets.start(bus, DESK)
    bus.tell(DayClosed(7, "2026-11-20", "3f9a"))
    assert sheets._sheets.join(10), "it ends by itself"
    assert not left
    return asked


def test_a_sheet_waits_for_tickets_and_for_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    assert closes(monkeypatch, Roll(), "printing", "no_paper", "") == [7, 7, 7]


def test_a_day_that_is_opened_again_closes_under_another_seal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert closes(monkeypatch, Roll(), "no_paper", Unknown("day")) == [7, 7]


def test_without_a_printer_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert closes(monkeypatch, Roll(None)) == []


def test_a_hall_that_ends_waits_for_no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def printed(*_: Any) -> str:
        asked.append(7)
        return "no_paper"

    monkeypatch.setattr(trust, "printed", printed)
    bus, sheets = Bus(), Sealing(Roll(), again_s=0)  # type: ignore[arg-type]
    sheets.start(bus, DESK)
    bus.tell(DayClosed(7, "2026-11-20", "3f9a"))
    gevent.sleep(0.01)
    sheets.close()
    before = len(asked)
    assert before
    gevent.sleep(0.01)
    assert len(asked) == before
