"""Words grow, versions stay, and nothing is sent twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from config.reporting import Span
from db.errors import Refused, Unknown
from reports import keeping
from tests.figures.history import History
from tests.reports.told import done, empty_content

WEEK = Span(dt.date(2026, 11, 16), dt.date(2026, 11, 22))
BEGINS = "2026-11-16"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    with History(tmp_path_factory.mktemp("keeping") / "state") as hall:
        yield hall


def write(hall: History, part: str, text: str, begins: str = BEGINS, kind: str = "week") -> Any:
    return done(hall, lambda tx: keeping.write(tx, kind, begins, part, text, "giam-sat"))


def freeze(hall: History, kind: str = "week") -> int:
    content = empty_content(kind, WEEK)
    return int(done(hall, lambda tx: keeping.freeze(tx, WEEK, content, "giam-sat"))["id"])


def test_words_are_kept_between_versions_and_each_version_keeps_its_own(hall: History) -> None:
    write(hall, "difficulties", "Máy in hỏng.")
    first = freeze(hall)
    write(hall, "difficulties", "Máy in đã sửa.")
    second = freeze(hall)
    said = [keeping.version(id)[0]["texts"]["difficulties"] for id in (first, second)]
    assert said == ["Máy in hỏng.", "Máy in đã sửa."]
    assert [keeping.version(id)[2] for id in (first, second)] == [1, 2]
    listed = keeping.versions("week", BEGINS, hall.moment())
    assert [(each["id"], each["n"], each["by"]) for each in listed] == [
        (second, 2, "Giám sát"), (first, 1, "Giám sát"),
    ]  # fmt: skip


def test_a_version_has_the_checksum_of_what_it_holds(hall: History) -> None:
    id = freeze(hall, "month")
    kept = hall.journal()[-1]
    content, checksum, _ = keeping.version(id)
    assert checksum in kept["detail"]
    assert content["by_whom"] == "Giám sát"


def test_the_last_periods_words_are_there_to_go_on_from(hall: History) -> None:
    write(hall, "plans", "Thêm ghế ngồi.", begins="2026-11-02", kind="calendar-month")
    write(hall, "plans", "Thêm nước uống.", begins="2026-11-09", kind="calendar-month")
    write(hall, "plans", "", begins="2026-11-16", kind="calendar-month")
    assert keeping.earlier("calendar-month", "2026-11-23") == {"plans": "Thêm nước uống."}
    assert keeping.earlier("calendar-month", "2026-11-02") == {}


def test_a_version_is_sent_once(hall: History) -> None:
    id = freeze(hall, "quarter")
    done(hall, lambda tx: keeping.send(tx, id, "giam-sat"))
    assert ("quarter", BEGINS) in keeping.sent()
    with pytest.raises(Refused, match="report_sent"):
        done(hall, lambda tx: keeping.send(tx, id, "giam-sat"))


def test_what_is_not_there_is_not_kept_or_sent(hall: History) -> None:
    with pytest.raises(Unknown):
        write(hall, "gossip", "…")
    with pytest.raises(Unknown):
        done(hall, lambda tx: keeping.send(tx, 999_999, "giam-sat"))
    with pytest.raises(Unknown):
        keeping.version(999_999)
