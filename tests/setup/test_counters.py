"""Counters given lines, added, renamed and retired while others work: at the next call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit import verify
from db.models import Counter, Journal
from db.statement import rows as listed
from office import assignments
from tests.tickets.core import HALL, Core, refusal

MINUTE = 60_000


class Office(Core):
    """A core hall, and what its supervisor does."""

    def assign(self, n: int, **lines: int) -> Any:
        return self.told(lambda tx: assignments.assign(tx, n, _named(lines), "boss"))

    def add(self, n: int, label: str, **lines: int) -> Any:
        return self.told(lambda tx: assignments.add(tx, n, label, label, _named(lines), "boss"))

    def rename(self, n: int, label: str) -> Any:
        return self.told(lambda tx: assignments.rename(tx, n, label, label, "boss"))

    def retire(self, n: int) -> Any:
        return self.told(lambda tx: assignments.retire(tx, n, "boss"))

    def assigned(self) -> list[tuple[str, str, Any]]:
        """(counter, action, detail) of every assignment in the journal."""
        columns = (Journal.ref, Journal.action, Journal.detail)
        found = Journal.select(*columns).where(Journal.subject == "assignment")
        found = found.order_by(Journal.seq)
        return [(n, verb, json.loads(told or "null")) for n, verb, told in listed(found)]

    def kept(self) -> bool:
        """Whether every promise holds."""
        self.close()
        return not any(verify(self.state, self.settings).values())


def _named(lines: dict[str, int]) -> dict[str, int]:
    """`ho_tich=5`: this line, after five minutes more."""
    return {field.replace("_", "-"): minutes * MINUTE for field, minutes in lines.items()}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path, hall=HALL) as core:
        yield core


def test_a_counter_calls_by_its_new_lines_and_keeps_whom_it_has(office: Office) -> None:
    first, copy, second = office.take(), office.take("ban-sao"), office.take()
    office.open(1, None)
    assert office.call(1) == first["number"]
    told = office.assign(1, chung_thuc=0)
    assert told["lines"] == [{"field": "chung-thuc", "offset_min": 0}]
    # Nobody is taken out of a hand by it, and the next call is the first by the new lines.
    assert office.ticket(first["id"]).state == "called"
    office.at(1, "start")
    office.at(1, "finish")
    assert office.call(1) == copy["number"]
    office.at(1, "start")
    office.at(1, "finish")
    assert office.call(1) is None
    office.open(2)
    office.assign(2, ho_tich=0, chung_thuc=5)
    assert office.call(2) == second["number"]
    assert office.assigned()[0] == ("1", "assign", {"lines": {"chung-thuc": 0}})
    assert office.kept()


def test_what_changes_nothing_is_no_row(office: Office) -> None:
    office.assign(1, ho_tich=0, chung_thuc=5)
    office.rename(1, "Quầy 1")
    office.told(lambda tx: assignments.rename(tx, 2, "Quầy 2", "Quầy 2", "boss"))
    assert office.assigned() == []


def test_an_offset_counts_from_the_next_call(office: Office) -> None:
    office.take("ban-sao")
    office.clock.wait(3 * MINUTE)
    own = office.take()
    office.open(1)
    # Three minutes are not five: the counter's own citizen first.
    assert office.call(1) == own["number"]
    office.at(1, "start")
    office.at(1, "finish")
    office.take()
    office.assign(1, ho_tich=0, chung_thuc=2)
    assert office.call(1) == "C001"
    assert office.kept()


def test_a_new_counter_calls_and_one_that_was_retired_comes_back(office: Office) -> None:
    office.take()
    office.add(9, "Quầy 9", ho_tich=0)
    office.open(9)
    assert office.call(9) == "A001"
    office.at(9, "start")
    assert refusal(lambda: office.retire(9)) == "counter_in_use"
    office.at(9, "finish")
    assert refusal(lambda: office.retire(9)) == "counter_in_use"
    office.shut(9)
    office.retire(9)
    assert refusal(lambda: office.open(9)) == "counter"
    assert Counter.get_by_id(9).label == "Quầy 9"
    office.add(9, "Quầy chín", chung_thuc=0)
    office.open(9)
    assert [verb for _, verb, _ in office.assigned()] == ["add", "retire", "add"]
    assert office.kept()


def test_a_name_and_a_number_are_one_counters_alone(office: Office) -> None:
    assert refusal(lambda: office.rename(1, "quầy 2")) == "label_taken"
    assert refusal(lambda: office.add(7, "Quầy 2", ho_tich=0)) == "label_taken"
    assert refusal(lambda: office.add(2, "Quầy hai", ho_tich=0)) == "counter_exists"
    # A name that nobody has any more is free.
    office.retire(2)
    office.rename(1, "Quầy 2")
    assert refusal(lambda: office.retire(1)) == "last_counter"
    assert [verb for _, verb, _ in office.assigned()] == ["retire", "rename"]
    assert office.kept()


def test_lines_are_fields_of_this_hall(office: Office) -> None:
    assert refusal(lambda: office.assign(1)) == "lines"
    assert refusal(lambda: office.assign(1, nowhere=0)) == "lines"
    assert refusal(lambda: office.assign(77, ho_tich=0)) == "counter"
    assert office.assigned() == []
