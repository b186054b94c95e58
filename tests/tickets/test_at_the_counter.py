"""What a clerk writes, looks up and has done: notes that end, a number's history, one's own day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter import board
from db.errors import Unknown
from db.models import Due, Idempotency, Note
from office import assignments, staffing
from tests.tickets.core import HALL, HOUR, MINUTE, SECOND, Core, refusal
from tickets import Moment, closing, history, notes, ownday, verbs


def moment(core: Core) -> Moment:
    writer = core.store.writer
    return Moment(writer.hall_time(), core.clock.wall(), writer.machine)


def serving(core: Core, n: int = 1) -> int:
    id: int = core.take()["id"]
    core.call(n)
    core.at(n, "start")
    return id


def note_on(core: Core, n: int = 1) -> str | None:
    found: str | None = board.core(n, moment(core))["ticket"]["note"]
    return found


def test_a_note_is_kept_as_long_as_was_said_and_then_nowhere(core: Core) -> None:
    core.open(1)
    serving(core)
    words = "Thiếu bản sao: chị bảo “mai nộp”"

    def write(tx: object) -> object:
        verbs.press(tx, 1, "note", "test", text=words, minutes=30)  # type: ignore[arg-type]
        return board.core(1, Moment(tx.now, tx.wall, tx.machine))  # type: ignore[attr-defined]

    core.told(write, key="one press")
    assert note_on(core) == words
    assert words in Idempotency.get().answer.replace('\\"', '"')
    core.clock.wait(29 * MINUTE)
    core.tick()
    assert note_on(core) == words
    core.clock.wait(1 * MINUTE)
    core.tick()
    assert note_on(core) is None
    assert Note.select().count() == 0
    assert "Thiếu" not in Idempotency.get().answer
    assert '"note":null' in Idempotency.get().answer


def test_a_second_note_stands_for_the_first_and_none_erases_it(core: Core) -> None:
    core.open(1)
    id = serving(core)
    core.at(1, "note", text="Chờ bản sao", minutes=30)
    core.at(1, "note", text="Đã có bản sao")
    assert (notes.of(id) or ["", ""])[1] == "Đã có bản sao"
    assert Note.select().count() == 1
    core.clock.wait(31 * MINUTE)
    core.tick()  # the first one's time is over, which is not the second one's
    assert note_on(core) == "Đã có bản sao"
    core.at(1, "note", text="")
    assert Note.select().count() == 0
    core.at(1, "finish")
    assert refusal(lambda: core.at(1, "note", text="Muộn rồi")) == "not_allowed"


def test_a_note_whose_number_is_in_nobodys_hand_ends_unseen(core: Core) -> None:
    core.open(1)
    id = serving(core)
    core.at(1, "note", text="Xem giúp bản sao", minutes=5)
    core.at(1, "transfer", to="line:chung-thuc", place="keep")
    core.wait(5 * MINUTE)
    assert notes.of(id) is None
    assert Note.select().count() == 0


def test_a_note_that_the_days_end_has_erased_is_due_once_more_and_harms_nothing(core: Core) -> None:
    core.open(1)
    serving(core)
    core.at(1, "note", text="Chờ bản sao", minutes=30)
    core.told(lambda tx: closing.close_day(tx, "test"))
    assert Note.select().count() == 0
    assert Due.select().where(Due.kind == "note").exists()
    core.wait(30 * MINUTE)
    assert not Due.select().where(Due.kind == "note").exists()


def test_a_number_has_a_history_of_where_it_was_and_what_was_said(core: Core) -> None:
    core.open(1)
    core.open(2)
    id = serving(core)
    core.at(1, "hold", reason="FORM")
    core.at(1, "undo")
    core.at(1, "transfer", to="line:chung-thuc", place="keep", note="Xem giúp bản sao")
    core.call(2)
    told = history.of_ticket(id, moment(core))
    steps = {step["action"]: step for step in told["steps"]}
    assert [step["action"] for step in told["steps"]] == [
        "take", "call", "start", "hold", "transfer", "call",
    ]  # fmt: skip
    assert (steps["hold"]["undone"], steps["start"]["undone"]) == (True, False)
    assert steps["hold"]["reason"]["name"] == "Điền tờ khai"
    assert (steps["transfer"]["counter"], steps["transfer"]["to"]["name"]) == (1, "Chứng thực")
    assert (steps["transfer"]["note"], steps["transfer"]["forgotten"]) == (
        "Xem giúp bản sao", False,
    )  # fmt: skip
    assert steps["call"]["counter"] == 2
    assert told["reason"]["rule"] == "first"
    with core.writer.database.atomic():
        Note.delete().execute()
    again = {step["action"]: step for step in history.of_ticket(id, moment(core))["steps"]}
    assert (again["transfer"]["note"], again["transfer"]["forgotten"]) == (None, True)
    with pytest.raises(Unknown):
        history.of_ticket(99, moment(core))


STAFF = "".join(
    f'[[hall.staff]]\nid = "{id}"\nname = "{id}"\nlabel = "Cán bộ {id}"\n'
    for id in ("an", "ba", "ca")
)


def test_a_number_that_was_sent_on_says_to_whom_by_name_while_there_is_one(staffed: Core) -> None:
    core = staffed
    core.open(1, "an")
    core.open(2, "ba")
    id = serving(core)
    for n, to in ((1, "counter:2"), (2, "clerk:an")):
        core.at(n, "transfer", to=to, place="first")
        core.call(3 - n)
        core.at(3 - n, "start")
    core.at(1, "add-service", service="ban-sao")

    def sent() -> list[str]:
        steps = history.of_ticket(id, moment(core))["steps"]
        return [step["to"]["name"] for step in steps if step["to"]]

    assert sent() == ["Quầy 2", "Cán bộ an", "Bản sao"]
    for n in (1, 2):
        core.shut(n)
    core.told(lambda tx: assignments.retire(tx, 2, "boss"))
    core.told(lambda tx: staffing.retire(tx, "an", "boss"))
    assert sent() == ["2", "an", "Bản sao"]
    core.wait(24 * HOUR)
    with pytest.raises(Unknown):
        history.of_ticket(id, moment(core))


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Core]:
    with Core(tmp_path / "staffed", hall=HALL + STAFF) as core:
        yield core


def test_ones_own_day_counts_ones_own_work_and_nobody_elses(staffed: Core) -> None:
    core = staffed
    core.open(1, "an")
    core.open(2, "ba")
    for took in (60, 300, 120):
        core.take()
        core.call(1)
        core.clock.wait(20 * SECOND)
        core.at(1, "start")
        core.clock.wait(took * SECOND)
        core.at(1, "finish")
    core.at(1, "undo")
    core.clock.wait(60 * SECOND)
    core.at(1, "finish")
    core.at(1, "quick", service=None)
    core.clock.wait(90 * SECOND)
    core.at(1, "finish")
    core.pause(1)
    core.clock.wait(5 * MINUTE)
    mine = ownday.of("an", moment(core))
    assert (mine["served"], mine["missed"], mine["walk_s"]) == (3, 0, 20)
    assert mine["service_s"] == {"usual": 180, "longest": 300}
    assert mine["quick"] == {"n": 1, "s": 90}
    assert mine["open_s"] == 3 * 20 + 60 + 300 + 120 + 60 + 90
    assert mine["paused_s"] == 5 * 60
    assert sum(each["served"] for each in mine["hours"]) == 3
    other = ownday.of("ba", moment(core))
    assert (other["served"], other["service_s"], other["hours"]) == (0, None, [])
    core.open(1, "ca")  # taken over: what passes now is not An's pause any more
    core.clock.wait(60 * MINUTE)
    assert ownday.of("an", moment(core))["paused_s"] == 5 * 60


def test_what_nobody_measured_and_what_another_began_lengthen_no_service(staffed: Core) -> None:
    core = staffed
    core.open(1)
    core.at(1, "quick", service=None)
    core.clock.wait(90 * SECOND)
    core.open(1, "an")  # takes over what somebody else began
    core.at(1, "finish")
    core.take()
    core.call(1)
    core.next(1)  # called and gone: nobody pressed that the service began
    core.shut(1)
    core.clock.wait(5 * MINUTE)
    mine = ownday.of("an", moment(core))
    assert (mine["served"], mine["service_s"], mine["open_s"]) == (1, None, 0)
    assert mine["quick"] == {"n": 0, "s": 0}


def test_what_is_usual_is_never_longer_than_the_longest(staffed: Core) -> None:
    core = staffed
    core.open(1, "an")
    for took in (3300, 3900):  # ms: together they are usually 3.6 s, of which none took 4
        core.take()
        core.call(1)
        core.at(1, "start")
        core.clock.wait(took * SECOND // 1000)
        core.at(1, "finish")
    assert ownday.of("an", moment(core))["service_s"] == {"usual": 3, "longest": 3}
