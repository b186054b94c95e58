"""Which reasons an answer may carry, whose they are, and who may read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import Unknown
from ratings import reasons
from tests.tickets.core import HALL, Core

REASONS = """
reasons = [
  { code = "R1", name = "Chờ lâu", of_clerk = false }, { code = "R2", name = "Thái độ" },
  { code = "R5", name = "Giấy tờ", route = "head" },
  { code = "R8", name = "Phiền hà", route = "head-only" },
  { code = "R9", name = "Ghế", route = "office", of_clerk = false },
  { code = "P1", name = "Niềm nở", kind = "praise" },
]
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[None]:
    hall = HALL.replace("pauses =", REASONS.strip() + "\npauses =")
    with Core(tmp_path / "state", hall=hall):
        yield


@pytest.mark.parametrize(
    ("scale", "lows"), [(5, {1, 2, 3}), (4, {1, 2}), (3, {1, 2})], ids=["five", "four", "three"]
)
def test_up_to_the_middle_one_is_asked_why(scale: int, lows: set[int]) -> None:
    assert {level for level in range(1, scale + 1) if reasons.is_low(scale, level)} == lows


@pytest.mark.usefixtures("office")
def test_low_answers_carry_reasons_and_high_ones_praise() -> None:
    assert reasons.must_fit(5, 3, ["R2", "R5", "R2"]) == "R2,R5"
    assert reasons.must_fit(5, 4, ["P1"]) == "P1"
    assert reasons.must_fit(5, 4, []) == ""
    for level, codes in ((4, ["R2"]), (3, ["P1"]), (1, ["mine"])):
        with pytest.raises(Unknown):
            reasons.must_fit(5, level, codes)
    with pytest.raises(Unknown):
        reasons.must_fit(5, 1, ["R1", "R2", "R5", "R8"])


@pytest.mark.usefixtures("office")
def test_what_is_not_the_clerks_is_not_counted_for_the_clerk() -> None:
    told = {kept: reasons.of_clerk(kept) for kept in ("", "R1", "R1,R9", "R1,R2", "P1")}
    assert told == {"": True, "R1": False, "R1,R9": False, "R1,R2": True, "P1": True}


@pytest.mark.usefixtures("office")
def test_harassment_is_for_the_head_alone() -> None:
    routes = [reasons.route(code) for code in ("R2", "R5", "R8", "R9", "gone")]
    assert routes == ["supervisor", "head", "head-only", "office", "head"]
    assert reasons.seen_by("head") == {"R1", "R2", "R5", "R8", "R9", "P1"}
    assert reasons.seen_by("supervisor") == {"R1", "R2", "R5", "R9", "P1"}
    assert "R5" not in reasons.seen_by("observer")
    assert reasons.seen_by("administrator") == {"R9"}
    assert reasons.seen_by("clerk") == set()
