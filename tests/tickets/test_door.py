"""What staff at the door do: needs, a paper list, appointments; and why others went first."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.models import Appointment, Journal, Need, SignIn
from db.statement import rows as listed
from office import people
from office.moment import Moment
from tests.tickets.core import HALL, HOUR, MINUTE, MORNING, Core, HandClock, refusal
from tickets import appointments, closing, needs, passed, record
from tickets import taking as giving

BY_APPOINTMENT = HALL.replace(
    "forgotten_after_min = 30 }",
    "forgotten_after_min = 30, appointment_early_min = 20, appointment_late_min = 10 }",
).replace(
    "head_start_min = 15 }]",
    'head_start_min = 15 }, { id = "hen-truoc", name = "Hẹn trước", head_start_min = 10 }]',
)


@pytest.fixture
def booking(tmp_path: Path) -> Any:
    with Core(tmp_path, hall=BY_APPOINTMENT) as core:
        yield core


def take(core: Core, service: str = "khai-sinh", priority: str | None = None, **more: Any) -> Any:
    said = giving.More(**more)
    return core.told(
        lambda tx: giving.take(tx, service, priority, "vi", None, "test", more=said)
    )  # fmt: skip


def book(core: Core, minutes: int) -> Any:
    return core.told(lambda tx: appointments.make(tx, "ban-sao", MORNING + minutes * MINUTE, "t"))


def moment(core: Core) -> Moment:
    return Moment(core.writer.hall_time(), core.clock.wall(), core.writer.machine)


def close(core: Core) -> None:
    core.told(lambda tx: closing.close_day(tx, "test"))


# --- needs ---


def marking(id: int, *kinds: str) -> Callable[..., Any]:
    return lambda tx: needs.mark(tx, id, list(kinds), "test")


def test_needs_are_kept_beside_the_journal(core: Core) -> None:
    id = take(core, needs=("sight",))["id"]
    core.told(marking(id, "sight", "hearing"))
    assert list(listed(Need.select(Need.ticket, Need.kinds))) == [(id, "hearing sight")]
    assert core.journal()[-1] == "ticket mark"
    assert "sight" not in str([list(row) for row in listed(Journal.select())])
    core.told(marking(id))
    assert not Need.select().exists()


def test_nothing_of_what_somebody_needed_outlives_the_day(core: Core) -> None:
    take(core, needs=("hearing",))
    assert Need.select().exists()
    close(core)
    assert not Need.select().exists()


def test_the_tries_of_a_paper_s_code_go_with_its_day(core: Core) -> None:
    core.told(lambda tx: people.try_now(tx, [people.code_of(7), people.pin_of(1)]))
    close(core)
    assert [row[0] for row in listed(SignIn.select(SignIn.name))] == ["pin:1"]


def test_whoever_has_gone_needs_nothing(core: Core) -> None:
    id = take(core)["id"]
    core.leave(id)
    assert refusal(lambda: core.told(marking(id, "sight"))) == "not_allowed"


# --- a paper list ---


def test_a_paper_list_stands_in_the_order_of_coming(core: Core) -> None:
    core.clock.wait(HOUR)
    here = core.take()["id"]
    second = take(core, came=MORNING + 12 * MINUTE, paper="18")["id"]
    first = take(core, came=MORNING + 5 * MINUTE, paper="17")["id"]
    late = take(core, "khai-sinh", "uu-tien", came=MORNING + 20 * MINUTE, paper="19")["id"]
    core.open()
    order = []
    for _ in range(4):
        order.append(core.call())
        core.at(1, "start")
        core.at(1, "finish")
    assert order == [core.number(id) for id in (first, late, second, here)]
    wanted = core.ticket(first)
    assert wanted.joined == core.ticket(here).joined - 55 * MINUTE
    row = listed(
        Journal.select(Journal.reason, Journal.detail).where(Journal.seq == first)
    )  # fmt: skip
    ((reason, detail),) = row
    assert reason == "paper-list"
    assert '"paper":"17"' in detail


def test_nobody_has_come_later_than_now(core: Core) -> None:
    ahead_of_time = core.ticket(take(core, came=MORNING + HOUR, paper="17")["id"])
    assert ahead_of_time.joined == core.ticket(core.take()["id"]).joined


# --- appointments ---


@pytest.mark.parametrize(
    ("minutes", "group", "start"),
    [
        (-21, None, 0),
        (-20, "hen-truoc", 10 * MINUTE),
        (0, "hen-truoc", 10 * MINUTE),
        (10, "hen-truoc", 10 * MINUTE),
        (11, None, 0),
    ],
)
def test_an_appointment_helps_whoever_comes_in_its_window(
    booking: Core, minutes: int, group: str | None, start: int
) -> None:
    code = book(booking, 60)["code"]
    booking.clock.wait((60 + minutes) * MINUTE)
    row = booking.ticket(take(booking, "", appointment=code)["id"])
    assert (row.service, row.priority, row.head_start) == ("ban-sao", group, start)
    assert row.counted == row.joined - start


def test_of_two_classes_the_better_one_counts(booking: Core) -> None:
    code = book(booking, 5)["code"]
    row = booking.ticket(take(booking, "", "uu-tien", appointment=code)["id"])
    assert (row.priority, row.head_start) == ("uu-tien", 15 * MINUTE)


def test_a_class_that_nobody_has_is_refused(booking: Core) -> None:
    assert refusal(lambda: take(booking, priority="no-such")) == "priority"


def test_an_office_without_a_class_for_them_keeps_appointments_plain(core: Core) -> None:
    code = book(core, 5)["code"]
    assert core.ticket(take(core, "", appointment=code)["id"]).priority is None


def test_a_code_is_used_once_and_not_after_it_was_cancelled(booking: Core) -> None:
    kept, dropped = book(booking, 5), book(booking, 5)
    booking.told(lambda tx: appointments.cancel(tx, dropped["id"], "test"))
    number = take(booking, "", appointment=kept["code"])["number"]
    for code, said in (
        (kept["code"], "appointment_used"),
        (dropped["code"], "appointment_cancelled"),
        ("none", "appointment"),
    ):
        assert refusal(partial(take, booking, "", appointment=code)) == said
    told = appointments.on(dt.date(2026, 11, 20), moment(booking))
    assert [(each["state"], each["number"]) for each in told] == [
        ("used", number), ("cancelled", None),
    ]  # fmt: skip
    assert refusal(
        lambda: booking.told(lambda tx: appointments.cancel(tx, kept["id"], "test"))
    ) == "appointment_used"  # fmt: skip


def test_an_appointment_of_another_day_gives_no_number_today(booking: Core) -> None:
    code = book(booking, 24 * 60)["code"]
    assert refusal(lambda: take(booking, "", appointment=code)) == "appointment_other_day"


def test_no_time_is_promised_that_has_passed_or_lies_outside_the_hours(tmp_path: Path) -> None:
    hours = BY_APPOINTMENT.replace("always_open = true", "always_open = false") + (
        '[[hall.hours]]\ndays = ["fri"]\nopen = "07:30"\nclose = "11:30"\n'
    )
    with Core(tmp_path, HandClock(), hours) as core:
        assert refusal(lambda: book(core, -1)) == "booked_past"
        assert refusal(lambda: book(core, 5 * 60)) == "booked_closed"
        assert book(core, 60)["state"] == "made"
        assert refusal(
            lambda: core.told(lambda tx: appointments.make(tx, "no-such", MORNING, "t"))
        ) == "service"  # fmt: skip


def test_two_appointments_never_share_a_code(
    booking: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([7, 7, 8, *[7] * appointments.TRIES])
    monkeypatch.setattr(secrets, "randbelow", lambda _: next(drawn))
    assert [book(booking, 5)["code"], book(booking, 5)["code"]] == ["000007", "000008"]
    assert refusal(lambda: book(booking, 5)) == "booked_full"


def test_what_was_promised_for_past_days_is_forgotten(booking: Core) -> None:
    book(booking, 5)
    tomorrow = book(booking, 24 * 60)["id"]
    booking.clock.wait(HOUR)
    close(booking)
    assert [row[0] for row in listed(Appointment.select(Appointment.id))] == [tomorrow]


# --- why others went first ---


def why(core: Core, id: int) -> list[tuple[str, str, int]]:
    told = passed.passed_by(id, moment(core))
    return [(each["number"], each["rule"], each["head_start_min"]) for each in told]


def test_who_was_called_before_by_which_rule(core: Core) -> None:
    mine = core.take()["id"]
    core.clock.wait(MINUTE)
    first = core.take(priority="uu-tien")["number"]
    third = core.take()["id"]
    core.open()
    assert core.call() == first
    core.next()
    assert why(core, mine) == [(first, "head-start", 15)]
    assert why(core, third) == []
    assert record.with_calls_before(mine, moment(core))["passed_by"][0]["class"] == {  # type: ignore[index]
        "name": "Ưu tiên", "name_en": "Ưu tiên",
    }  # fmt: skip


def test_a_call_out_of_order_says_its_reason_in_the_words_of_the_office(core: Core) -> None:
    mine, other = core.take()["id"], core.take()["id"]
    core.open()
    core.at(1, "call", ticket=other, reason="FUNERAL")
    (told,) = passed.passed_by(mine, moment(core))
    assert (told["rule"], told["reason"]["name"]) == ("call-this", "Việc tang")


def test_who_was_put_back_in_line_is_said_to_be(core: Core) -> None:
    ids = []
    for _ in range(4):
        ids.append(core.take()["id"])
        core.clock.wait(MINUTE)
    core.open()
    core.at(1, "call", ticket=ids[3], reason="FUNERAL")
    core.at(1, "recall")
    core.at(1, "miss")
    core.rejoin(ids[3])  # behind two, before the third, who came earlier
    for _ in range(3):
        core.next()
    assert core.ticket(ids[3]).state == "called"
    assert [rule for _, rule, _ in why(core, ids[2])] == ["call-this", "rejoined"]
    assert [rule for _, rule, _ in why(core, ids[1])] == ["call-this"]


def test_a_call_that_was_taken_back_passed_nobody(core: Core) -> None:
    mine, other = core.take()["id"], core.take()["id"]
    core.open()
    core.at(1, "call", ticket=other, reason="FUNERAL")
    assert why(core, mine)
    core.at(1, "undo")
    assert why(core, mine) == []


# --- finding ---


@pytest.mark.parametrize(
    ("typed", "found"),
    [("A001", ["A001"]), ("a1", ["A001"]), (" C001 ", ["C001"]), ("1", ["A001", "C001"]),
     ("001", ["A001", "C001"]), ("A2", []), ("", []), ("Z1", []), ("²", []), ("1" * 10, [])],
)  # fmt: skip
def test_a_number_is_found_with_or_without_its_letter(
    core: Core, typed: str, found: list[str]
) -> None:
    core.take()
    core.take("ban-sao")
    assert [core.number(id) for id in record.find_number(typed)] == found
