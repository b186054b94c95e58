"""Slips in doubt, in the hands of people; and the paper that a roll still holds."""

from __future__ import annotations

from typing import Any

import pytest

from db.models import Journal, PrintJob
from db.statement import records
from office.moment import Moment
from tests.tickets.core import MINUTE, Core, refusal
from tickets import printing, record, rolls, slips, taking, visits

PRINTER = "giấy"


def moment(core: Core) -> Moment:
    writer = core.writer
    return Moment(writer.hall_time(), core.clock.wall(), writer.machine)


def taken(core: Core) -> int:
    """A number whose slip waits; the ticket, and the job."""
    told = core.told(lambda tx: taking.take(tx, "khai-sinh", None, "vi", PRINTER, "test"))
    return int(told["id"])


def claimed(core: Core, *, ready: bool = True) -> list[int]:
    jobs = core.told(lambda tx: printing.claim(tx, PRINTER, ready))["jobs"]
    return [job["job"] for job in jobs]


def ended(core: Core, how: str = "unknown", detail: str = "") -> int:
    """A number whose slip ended so."""
    id = taken(core)
    assert claimed(core) == [id]
    core.told(lambda tx: printing.settle(tx, [(id, how, detail)]))
    return id


def listed(core: Core) -> list[tuple[int, str, list[str]]]:
    return [(s["ticket"], s["state"], s["allowed"]) for s in slips.in_doubt(moment(core))]


def see_to(core: Core, job: int, deed: str) -> Any:
    """Somebody says this of a slip; the ticket after it."""
    return core.told(lambda tx: slips.see_to(tx, job, deed, "an", PRINTER))


def job(id: int) -> tuple[str, str | None]:
    row = PrintJob.get_by_id(id)
    return row.state, row.detail


ALL = ["reprint", "printed", "void"]


def test_only_what_nobody_knows_stands_on_the_list(core: Core) -> None:
    ended(core, "printed")
    doubted = ended(core)
    never = ended(core, "failed", "bad-blocks: no such block")
    ended(core, "sent")
    assert listed(core) == [(doubted, "unknown", ALL), (never, "failed", ALL)]
    assert slips.numbers() == ["A002", "A003"]
    [told, _] = slips.in_doubt(moment(core))
    assert told | {"issued_at": ""} == {
        "id": doubted, "ticket": doubted, "number": "A002", "state": "unknown",
        "printer": PRINTER, "reprint": 0, "service_name": "Khai sinh",
        "service_name_en": "Khai sinh", "ticket_state": "waiting", "counter": None,
        "issued_at": "", "allowed": ALL,
    }  # fmt: skip
    assert told["issued_at"].startswith("2026-11-20T08:00")


def test_what_sent_no_byte_waits_again_and_is_nobodys_business(core: Core) -> None:
    id = ended(core, "failed", "offline")
    assert (job(id)[0], listed(core)) == ("queued", [])


def test_who_is_called_is_seen_to_by_the_counter_and_cannot_be_voided(core: Core) -> None:
    id = ended(core)
    core.open()
    core.call()
    [told] = slips.in_doubt(moment(core))
    assert (told["ticket_state"], told["counter"]) == ("called", 1)
    assert told["allowed"] == ["reprint", "printed"]
    assert refusal(lambda: see_to(core, id, "void")) == "not_allowed"
    core.at(1, "miss")
    assert listed(core) == [(id, "unknown", ALL)]
    core.rejoin(id)
    core.call()
    core.at(1, "start")
    assert listed(core) == []


def test_printed_by_hand_is_somebodys_word_in_the_journal(core: Core) -> None:
    id = ended(core)
    see_to(core, id, "printed")
    assert job(id) == ("printed", "by hand")
    assert (core.ticket(id).flags, listed(core)) == ("", [])
    [*_, last] = records(Journal.select().order_by(Journal.seq))
    assert (last["action"], last["actor"], last["reason"], last["detail"]) == (
        "confirm", "an", "on-paper", f'{{"job":{id}}}',
    )  # fmt: skip
    assert record.print_state(id) == "printed"


def test_printed_again_it_is_a_copy_and_settled_for_good(core: Core) -> None:
    id = ended(core)
    see_to(core, id, "reprint")
    assert listed(core) == []
    [copy] = claimed(core)
    assert '"reprint":1' in PrintJob.get_by_id(copy).slip
    core.told(lambda tx: printing.settle(tx, [(copy, "unknown", "reset")]))
    [told] = slips.in_doubt(moment(core))
    assert (told["id"], told["ticket"], told["reprint"]) == (copy, id, 1)
    # The first slip is no longer the one in question.
    assert refusal(lambda: see_to(core, id, "printed")) == "slip_settled"
    see_to(core, copy, "printed")
    assert (job(id)[0], job(copy)[0]) == ("unknown", "printed")


def test_of_nobody_it_is_void(core: Core) -> None:
    id = ended(core)
    see_to(core, id, "void")
    assert (core.ticket(id).state, job(id)[0], listed(core)) == ("void", "unknown", [])


@pytest.mark.parametrize("deed", ["reprint", "printed", "void"])
def test_two_people_settle_one_slip_once(core: Core, deed: str) -> None:
    id, sound = ended(core), ended(core, "printed")
    see_to(core, id, "printed")
    rows_before = len(core.journal())
    for again in (id, sound):
        refused = refusal(lambda job=again: see_to(core, job, deed))  # type: ignore[misc]
        assert refused == "slip_settled"
    assert len(core.journal()) == rows_before
    assert refusal(lambda: see_to(core, 999, "void")) == "slip"


def again(core: Core, ticket: int) -> None:
    """The paper once more, asked for by its number and not by what its slip became."""
    core.told(lambda tx: taking.reprint(tx, ticket, "an", PRINTER))


def test_of_a_slip_that_still_waits_and_its_copy_only_the_copy_is_printed(core: Core) -> None:
    id = taken(core)
    again(core, id)
    again(core, id)
    [copy] = claimed(core)
    assert '"reprint":2' in PrintJob.get_by_id(copy).slip
    assert job(id) == ("expired", "printed again")
    core.told(lambda tx: printing.settle(tx, [(copy, "printed", "")]))
    assert (claimed(core), listed(core)) == ([], [])


def test_a_slip_whose_copy_was_asked_for_meanwhile_is_in_nobodys_doubt(core: Core) -> None:
    id = taken(core)
    assert claimed(core) == [id]
    again(core, id)
    core.told(lambda tx: printing.settle(tx, [(id, "unknown", "reset")]))
    assert (job(id)[0], listed(core)) == ("unknown", [])
    [copy] = claimed(core)
    core.told(lambda tx: printing.settle(tx, [(copy, "unknown", "reset")]))
    assert listed(core) == [(id, "unknown", ALL)]


def test_who_has_left_is_in_nobodys_doubt(core: Core) -> None:
    id = ended(core)
    core.leave(id)
    assert listed(core) == []
    assert refusal(lambda: see_to(core, id, "printed")) == "slip_settled"


def test_a_copy_that_paper_never_came_for_goes_back_to_people(core: Core) -> None:
    id = ended(core)
    see_to(core, id, "reprint")
    plain = taken(core)
    core.wait(4 * MINUTE)
    assert claimed(core) == []
    assert listed(core) == [(id, "expired", ALL)]
    assert (job(plain), core.ticket(plain).flags) == (("expired", "too old"), "")


def test_a_number_that_is_over_is_printed_for_nobody(core: Core) -> None:
    gone, void, here = taken(core), taken(core), taken(core)
    core.leave(gone)
    core.told(lambda tx: visits.void(tx, void, "an"))
    assert claimed(core) == [here]
    assert (job(gone), job(void)) == (("expired", "over"), ("expired", "over"))


def test_what_a_printer_left_that_is_gone_goes_to_people(core: Core) -> None:
    begun, waits = taken(core), 0
    assert claimed(core) == [begun]
    waits = taken(core)
    core.told(lambda tx: printing.abandon(tx, [PRINTER]))
    assert (job(begun)[0], job(waits)[0]) == ("printing", "queued")
    core.told(lambda tx: printing.abandon(tx, ["other"]))
    assert (job(begun)[0], job(waits)[0]) == ("unknown", "expired")
    assert [ticket for ticket, *_ in listed(core)] == [begun]


# --- the roll ---


def left(core: Core, metres: int = 80) -> tuple[int | None, float, int]:
    told = rolls.estimates({PRINTER: metres}, moment(core))[PRINTER]
    return told["left"], told["used_m"], told["slip_mm"]


def use(core: Core, *lengths: int) -> None:
    core.told(lambda tx: printing.settle(tx, [], {PRINTER: lengths}))


def test_how_many_tickets_a_roll_still_holds(core: Core) -> None:
    assert left(core) == (None, 0.0, 0)
    use(core, 0)  # nobody knows yet how long a slip is
    assert left(core) == (None, 0.0, 0)
    use(core, 100, 120)
    assert left(core) == ((80_000 - 220) // 110, 0.2, 110)
    use(core, 0)  # a slip whose end nobody saw took paper too
    assert left(core) == ((80_000 - 330) // 110, 0.3, 110)
    assert left(core, 0) == (None, 0.3, 110)
    use(core, *[110] * 800)
    assert left(core)[0] == 0


def test_a_new_roll_begins_anew_and_remembers_a_usual_slip(core: Core) -> None:
    use(core, 100, 100)
    told = core.told(lambda tx: rolls.change(tx, PRINTER, "an"))
    assert told == {"printer": PRINTER, "mm": 200, "slips": 2}
    assert left(core) == (800, 0.0, 100)
    row = Journal.select().order_by(Journal.seq.desc()).first()
    assert (row.subject, row.ref, row.action, row.actor) == ("roll", PRINTER, "change", "an")
    assert (row.reason, row.detail) == ("said", '{"mm":200,"slips":2}')
    since = rolls.estimates({PRINTER: 80}, moment(core))[PRINTER]["since"]
    assert since == moment(core).iso(row.wall)
    core.told(lambda tx: rolls.change(tx, "new", "hall", rolls.PAPER_BACK))
    assert rolls.estimates({"new": 80}, moment(core))["new"]["slips"] == 0
