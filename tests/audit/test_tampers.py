"""Each promise, broken by hand: exactly it is named, with the place."""

from __future__ import annotations

import pytest

from audit import PROMISES
from tests.audit import (
    tampers_of_actions,
    tampers_of_cases,
    tampers_of_changes,
    tampers_of_figures,
    tampers_of_honesty,
    tampers_of_ratings,
    tampers_of_reports,
    tampers_of_rows,
    tampers_of_tables,
)
from tests.audit.cases import CASES
from tests.audit.tampering import Tampered
from tests.audit.tampers_of_ratings import with_note

__all__ = [
    "tampers_of_actions",
    "tampers_of_cases",
    "tampers_of_changes",
    "tampers_of_figures",
    "tampers_of_honesty",
    "tampers_of_ratings",
    "tampers_of_reports",
    "tampers_of_rows",
    "tampers_of_tables",
]


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_broken_promise_is_named(broken: Tampered, name: str) -> None:
    case = CASES[name]
    place = case.tamper(broken)
    found = broken.found()
    assert set(found) >= set(case.promises), found
    assert not case.exactly or set(found) == set(case.promises), found
    assert place in "\n".join(found[case.promises[0]]), found


def test_every_promise_is_broken_somewhere() -> None:
    assert {case.promises[0] for case in CASES.values()} == set(PROMISES)


def test_a_note_may_be_forgotten(broken: Tampered) -> None:
    seq = with_note(broken)
    assert broken.found() == {}
    broken.sql("DELETE FROM note WHERE seq = ?", seq)
    assert broken.found() == {}
