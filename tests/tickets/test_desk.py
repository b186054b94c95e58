"""The desk as the rooms hold it: each command and question, answered as a page needs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.writer import Job
from office import hasher
from office.people import set_password
from ratings import question
from tests.tickets.at_hand import at_hand, told
from tests.tickets.core import HALL, SECOND, Core, refusal
from tickets import Changed, Desk, PrintQueued, Refused, hands, needs, rows, taking

CLERKS = "".join(
    f'[[hall.staff]]\nid = "{id}"\nname = "{id}"\nlabel = "Cán bộ {id}"\n' for id in ("an", "ba")
)


KINDS = {"R1": "reason", "R2": "reason", "P1": "praise", "P2": "praise"}
REASONS = "".join(
    f'{{ code = "{code}", name = "{code}", kind = "{kind}" }}, ' for code, kind in KINDS.items()
)


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Core]:
    hall = HALL.replace("pauses =", f"reasons = [{REASONS}]\npauses =") + CLERKS
    with Core(tmp_path / "staffed", hall=hall) as core:
        yield core


@pytest.fixture
def desk(staffed: Core) -> Desk:
    return at_hand(staffed)


def take(desk: Desk, **more: Any) -> Any:
    asked = {
        "service": "khai-sinh", "priority": None, "language": "vi", "printer": None,
        "actor": "kiosk", "press": None, "link": None, **more,
    }  # fmt: skip
    status, taken = told(desk.take(**asked))
    assert status == 201
    return taken


def test_a_number_comes_with_its_time_and_its_link(desk: Desk) -> None:
    taken = take(desk, link=lambda token: f"http://hall/t/{token}")
    assert taken["issued_at"] == "2026-11-20T08:00:00.000+07:00"
    assert desk.links.ticket(taken["track_url"].rpartition("/")[2]) == taken["id"]
    assert take(desk)["track_url"] is None
    found = desk.ticket(taken["id"])
    assert found
    assert (found["number"], found["state"], found["reason"]) == ("A001", "waiting", None)
    assert desk.ticket(99) is None


def test_a_link_and_a_code_are_the_holders_alone(desk: Desk) -> None:
    links = desk.links
    assert links.ticket(links.token(7)) == 7
    assert links.ticket("7-" + "0" * 20) is None
    assert links.ticket("not a link") is None
    assert links.code_is(7, links.code(7))
    assert not links.code_is(7, f"{(int(links.code(7)) + 1) % 10_000:04d}")


def test_a_press_at_a_counter_answers_with_the_counter(desk: Desk) -> None:
    id = take(desk)["id"]
    status, state = told(desk.open_counter(1, "an", None, "test", None, signed_in=False))
    assert (status, state["counter"], state["ticket"]) == (200, 1, None)
    before = state["version"]
    status, state = told(desk.call_next(1, "test", None, "an"))
    assert (state["ticket"]["id"], state["reason"]["rule"]) == (id, "first")
    assert (state["epoch"], state["version"]) == (desk.epoch, before + 1)
    told(desk.press(1, "start", "test", None))
    told(desk.press(1, "finish", "test", None))
    assert told(desk.call_next(1, "test", None)) == (204, None)
    assert rows.existing(1).undo is not None


def test_who_does_not_sit_there_presses_nothing(desk: Desk) -> None:
    told(desk.open_counter(1, "an", None, "test", None, signed_in=False))
    assert refusal(lambda: desk.call_next(1, "ba", None, "ba")) == "taken_over"
    assert refusal(lambda: desk.pause(1, "BREAK", False, "ba", None, "ba")) == "taken_over"  # noqa: FBT003
    told(desk.open_counter(2, None, None, "test", None, signed_in=False))
    assert refusal(lambda: desk.press(2, "next", "ba", None, "ba")) == "taken_over"
    told(desk.close_counter(2, "test", None))
    assert refusal(lambda: desk.press(2, "next", "ba", None, "ba")) == "counter_not_open"


def test_a_locked_counter_opens_by_the_pin_of_who_sits_there(staffed: Core, desk: Desk) -> None:
    hashed = hasher.hash("2468")
    staffed.told(lambda tx: set_password(tx, "an", hashed))
    told(desk.open_counter(1, "an", None, "test", None, signed_in=False))
    told(desk.pause(1, "BREAK", True, "test", None))  # noqa: FBT003
    for pin in (None, "", "1357"):
        with pytest.raises(Refused, match="locked"):
            desk.open_counter(1, "an", pin, "test", None, signed_in=True)
    told(desk.open_counter(1, "an", "2468", "test", None, signed_in=False))
    assert rows.existing(1).state == "open"


@pytest.mark.parametrize(
    ("n", "sitter", "reached"),
    [
        (1, None, True),
        (2, None, False),
        (None, "an", True),
        (None, "ba", False),
        (None, None, True),
    ],
)
def test_whom_somebody_has_in_hand_no_other_touches(
    n: int | None, sitter: str | None, reached: bool, desk: Desk
) -> None:
    id, other = take(desk)["id"], take(desk)["id"]
    told(desk.open_counter(1, "an", None, "test", None, signed_in=False))
    told(desk.call_next(1, "test", None))
    if reached:
        assert told(desk.on_ticket(id, "leave", "test", None, n, sitter))[1]["state"] == "left"
    else:
        press = refusal(lambda: desk.on_ticket(id, "leave", "test", None, n, sitter))
        assert press == "in_other_hands"
    # Who waits is in nobody's hands.
    assert told(desk.on_ticket(other, "leave", "test", None, 2, "ba"))[1]["state"] == "left"


def test_whom_a_counter_holds_is_not_in_its_hands(desk: Desk) -> None:
    id = take(desk)["id"]
    told(desk.open_counter(1, "an", None, "test", None, signed_in=False))
    for verb, said in (("call-next", {}), ("start", {}), ("hold", {"reason": "FORM"})):
        told(desk.press(1, verb, "test", None, **said))
    hands.must_reach(rows.found(id), 2, "ba")
    assert told(desk.on_ticket(id, "leave", "test", None, 2))[1]["state"] == "left"


def test_paper_goes_by_the_printer_once(desk: Desk) -> None:
    id = take(desk, printer="giấy", priority="uu-tien")["id"]
    [claimed] = desk.claim_prints("giấy", True)  # noqa: FBT003
    job, slip = claimed["job"], desk.slip(claimed, lambda token: f"/t/{token}")
    assert (job, slip["number"], slip["reprint"], slip["ahead"]) == (id, "A001", 0, 0)
    assert slip["priority"]["head_start_min"] == 15
    assert slip["track_url"] == f"/t/{desk.links.token(id)}"
    assert desk.prints_in_doubt("giấy") == [id]
    desk.settle_prints([(job, "printed", "")])
    assert desk.prints_in_doubt("giấy") == []
    assert told(desk.reprint(id, "test", None, "giấy"))[1]["print"] == {"state": "queued"}
    assert desk.claim_prints("giấy", False) == []  # noqa: FBT003


def test_a_slip_has_the_first_leader_who_can_be_called(staffed: Core, desk: Desk) -> None:
    take(desk, printer="giấy")
    [claimed] = desk.claim_prints("giấy", True)  # noqa: FBT003
    assert desk.slip(claimed, str)["contact"] is None
    mail = {"title": "Chủ tịch", "title_en": "Chair", "phone": "", "email": "a@b.example"}
    both = [mail, mail | {"title": "Phó Chủ tịch", "phone": "0200 000 0002"}]
    kept = "INSERT OR REPLACE INTO setting (name, value) VALUES ('contacts', ?)"
    staffed.writer.database.execute_sql(kept, (json.dumps(both),))
    assert desk.slip(claimed, str)["contact"] == {
        "title": "Phó Chủ tịch", "title_en": "Chair", "phone": "0200 000 0002",
    }  # fmt: skip


def test_a_slip_whose_service_is_gone_is_printed_all_the_same(staffed: Core, desk: Desk) -> None:
    take(desk, printer="giấy")
    staffed.writer.database.execute_sql("DELETE FROM service")
    [claimed] = desk.claim_prints("giấy", True)  # noqa: FBT003
    slip = desk.slip(claimed, str)
    assert (slip["service"], slip["service_en"], slip["priority"]) == ("", "", None)


def test_needs_are_told_with_the_ticket(desk: Desk) -> None:
    id = take(desk)["id"]
    act = told(desk.on(id, lambda tx: needs.mark(tx, id, ["sight"], "test"), None))
    assert act[1]["needs"] == ["sight"]
    told(desk.on(id, lambda tx: needs.mark(tx, id, [], "test"), None))
    found = desk.ticket(id)
    assert found
    assert found["needs"] == []
    more = taking.More(needs=("hearing",))
    assert desk.ticket(take(desk, more=more)["id"])["needs"] == ["hearing"]  # type: ignore[index]


def asked(desk: Desk) -> str:
    """Somebody was served by `an`; the question at the pad."""
    take(desk)
    told(desk.open_counter(1, "an", None, "test", None, signed_in=False))
    for verb in ("call-next", "start", "finish"):
        told(desk.press(1, verb, "test", None))
    [(id,)] = desk.ask(
        desk.store.writer.database.execute_sql, "SELECT id FROM open_rating WHERE state = 'open'"
    ).fetchall()
    found: str = id
    return found


def said(*codes: str) -> question.More:
    return question.More(codes)


def answers(desk: Desk) -> list[tuple[int, str]]:
    sql = "SELECT level, reasons FROM rating"
    found: list[tuple[int, str]] = desk.store.writer.database.execute_sql(sql).fetchall()
    return found


def test_an_answer_and_its_reasons_in_one_touch_or_in_two(desk: Desk, staffed: Core) -> None:
    status, body = told(desk.rate(1, asked(desk), 2, None, said("R1", "R2")))
    assert (status, body["state"]) == (201, "answered")
    second = asked(desk)
    told(desk.rate(1, second, 5, None))
    staffed.clock.wait(14 * SECOND)
    told(desk.rate(1, second, 5, None, said("P1")))
    assert answers(desk) == [(2, "R1,R2"), (5, "P1")] or answers(desk) == [(5, "P1"), (2, "R1,R2")]
    assert refusal(lambda: desk.rate(1, second, 5, None, said("P2"))) == "rating_closed"


@pytest.mark.parametrize(
    ("n", "level", "reasons", "later", "code"),
    [
        (2, 5, ["P1"], 0, "rating_closed"),
        (1, 4, ["P1"], 0, "rating_closed"),
        (1, 5, ["P1"], 15, "rating_closed"),
        (1, 5, ["mine"], 0, "reasons"),
    ],
)
def test_reasons_follow_from_the_same_pad_soon_and_from_the_list(
    n: int, level: int, reasons: list[str], later: int, code: str, desk: Desk, staffed: Core
) -> None:
    id = asked(desk)
    told(desk.rate(1, id, 5, None))
    staffed.clock.wait(later * SECOND)
    assert refusal(lambda: desk.rate(n, id, level, None, said(*reasons))) == code
    assert answers(desk) == [(5, "")]


@pytest.mark.parametrize(
    ("id", "n", "level", "later", "code"),
    [
        ("", 2, 5, 0, "rating_closed"),
        ("other", 1, 5, 0, "rating_closed"),
        ("", 1, 6, 0, "level"),
        ("", 1, 5, 60, "rating_closed"),
    ],
)
def test_no_answer_from_elsewhere_or_too_late(
    id: str, n: int, level: int, later: int, code: str, desk: Desk, staffed: Core
) -> None:
    question = asked(desk)
    staffed.clock.wait(later * SECOND)
    assert refusal(lambda: desk.rate(n, id or question, level, None)) == code
    assert answers(desk) == []


def test_a_day_opens_and_closes_by_a_press(desk: Desk) -> None:
    assert told(desk.close_day("boss", None))[1]["state"] == "closed"
    assert refusal(lambda: desk.close_day("boss", None)) == "day_is_closed"
    assert told(desk.open_day("boss", ("boss", "k", "open")))[1]["state"] == "open"
    assert told(desk.open_day("boss", ("boss", "k", "open")))[1]["state"] == "open"
    assert desk.tick() is None


def test_a_board_is_told_that_something_else_has_changed(desk: Desk, staffed: Core) -> None:
    events, run = list[Any](), staffed.run

    def heard(*jobs: Job) -> list[Any]:
        told = run(*jobs)
        events.extend(told)
        return told

    staffed.run = heard  # type: ignore[method-assign]
    desk.touch("hall", "kiosk")
    assert [each.board for each in events if isinstance(each, Changed)] == ["hall", "kiosk"]
    take(desk, printer="giấy")
    assert PrintQueued("giấy") in events


def test_what_is_announced_is_told_and_settings_are_read(desk: Desk) -> None:
    take(desk)
    told(desk.open_counter(1, None, None, "test", None, signed_in=False))
    told(desk.press(1, "call-next", "test", None))
    [(id,)] = desk.store.writer.database.execute_sql("SELECT id FROM announcement").fetchall()
    announced = desk.announcement(id)
    assert announced
    assert (announced["number"], announced["counter"], announced["state"]) == ("A001", 1, "open")
    assert desk.setting("office")["name"] == "Trung tâm"
    with pytest.raises(KeyError):
        desk.setting("nothing of this name")
