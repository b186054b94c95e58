"""The suggestion box: a case without a name is answered once, found by its code, and forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from db.errors import Unknown
from db.models import Journal, Note
from db.statement import rows as listed
from office.moment import Moment
from ratings import suggestions
from tests.tickets.core import MINUTE, Core, refusal
from tickets import closing

DAY = 86_400_000


def left(core: Core, text: str = "Xin thêm ghế ở phòng chờ.") -> dict[str, Any]:
    told: dict[str, Any] = core.told(lambda tx: suggestions.leave(tx, text, "vi", "kiosk:1"))
    return told


def answered(core: Core, id: int, text: str = "Đã đặt thêm mười ghế.", **how: Any) -> Any:
    return core.told(lambda tx: suggestions.answer(tx, id, text, "giam-sat", **how))


def now(core: Core) -> Moment:
    writer = core.store.writer
    return Moment(writer.hall_time(), writer.clock.wall(), writer.machine)


def test_what_was_left_is_answered_and_found_by_its_code(core: Core) -> None:
    case = left(core)
    assert len(case["code"]) == 8
    before = suggestions.by_code(case["code"], now(core))
    assert before
    assert (before["state"], before["answer"]) == ("open", None)
    assert "text" not in before
    answered(core, case["id"])
    after = suggestions.by_code(case["code"], now(core))
    assert after
    assert (after["state"], after["answer"]) == ("answered", "Đã đặt thêm mười ghế.")
    [kept] = suggestions.kept(now(core))["suggestions"]
    assert kept["text"] == "Xin thêm ghế ở phòng chờ."
    assert suggestions.by_code("00000000", now(core)) is None


def test_the_journal_holds_the_case_and_not_its_words(core: Core) -> None:
    case = left(core)
    answered(core, case["id"], guided=True)
    rows = listed(
        Journal.select(Journal.ref, Journal.action, Journal.after, Journal.detail, Journal.reason)
        .where(Journal.subject == "suggestion")
        .order_by(Journal.seq)
    )
    ref = str(case["id"])
    assert rows == [(ref, "leave", "open", None, None), (ref, "answer", "guided", None, None)]


def test_it_is_answered_once_and_by_nobody_when_it_is_not_there(core: Core) -> None:
    case = left(core)
    answered(core, case["id"])
    assert refusal(lambda: answered(core, case["id"])) == "suggestion_answered"
    with pytest.raises(Unknown):
        answered(core, case["id"] + 100)


def test_after_its_days_the_words_are_gone_and_the_chain_holds(core: Core) -> None:
    case = left(core)
    answered(core, case["id"])
    core.clock.wait(90 * DAY + MINUTE)
    assert suggestions.by_code(case["code"], now(core)) is None
    assert suggestions.kept(now(core)) == {"suggestions": [], "open": 0, "answer_days": 5}
    core.told(lambda tx: closing.close_day(tx, "test"))
    assert listed(Note.select(Note.seq)) == []


def test_one_that_waits_too_long_stands_out(core: Core) -> None:
    left(core)
    core.clock.wait(5 * DAY + MINUTE)
    left(core, "Cảm ơn cán bộ quầy 1.")
    assert [case["late"] for case in suggestions.kept(now(core))["suggestions"]] == [False, True]


def test_a_child_at_the_kiosk_fills_no_disk(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "MOST_IN_AN_HOUR", 2)
    left(core)
    left(core)
    assert refusal(lambda: left(core)) == "box_full"
    core.clock.wait(61 * MINUTE)
    left(core)


def test_a_code_that_somebody_holds_is_given_to_nobody_else(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter((7, 7, 8))
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))
    assert [left(core)["code"] for _ in range(2)] == ["00000007", "00000008"]


def test_a_way_to_be_reached_goes_with_the_words(core: Core) -> None:
    """A contact that was left voluntarily is told to the office, and is gone when they are."""
    words, reach = "Xin gọi lại cho tôi.", "0912 345 678"
    case = core.told(lambda tx: suggestions.leave(tx, words, "vi", "holder", "phone", reach))
    [kept] = suggestions.kept(now(core))["suggestions"]
    assert (kept["channel"], kept["contact"]) == ("phone", reach)
    assert "contact" not in (suggestions.by_code(case["code"], now(core)) or {})
    assert (reach,) in listed(Note.select(Note.text))
    core.clock.wait(90 * DAY + MINUTE)
    core.told(lambda tx: closing.close_day(tx, "test"))
    assert listed(Note.select(Note.text)) == []
    assert suggestions.kept(now(core))["suggestions"] == []
    core.writer.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [path.read_bytes() for path in core.state.glob("motcua.db*")]
    assert not any(reach.encode() in content for content in files)
