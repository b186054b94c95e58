"""What people do by a number: call this one, pass, confirm, void, the paper again, quick work."""

from __future__ import annotations

from db.models import Journal, PrintJob
from tests.tickets.core import MINUTE, SECOND, Core, refusal
from tickets import printing, record, rows, taking


def printed(core: Core, how: str) -> int:
    """A number whose paper ended so: `printed`, `unknown`."""
    taken = core.told(lambda tx: taking.take(tx, "khai-sinh", None, "vi", "giấy", "test"))
    core.told(lambda tx: printing.claim(tx, "giấy", ready=True))
    core.told(lambda tx: printing.settle(tx, [(taken["id"], how, "")]))
    id: int = taken["id"]
    return id


def test_somebody_is_let_through_for_a_reason_that_all_who_wait_can_read(core: Core) -> None:
    first, second, third = (core.take()["id"] for _ in range(3))
    core.open()
    core.at(1, "call", ticket=third, reason="FUNERAL")
    assert core.ticket(third).state == "called"
    assert record.reason_of_call(third) == {
        "rule": "call-this", "reason": "FUNERAL",
        "passed": [core.number(first), core.number(second)],
    }  # fmt: skip
    core.at(1, "start")
    core.at(1, "finish")
    assert core.call() == core.number(first)


def test_nobody_is_let_through_without_a_reason_or_from_elsewhere(core: Core) -> None:
    id = core.take()["id"]
    core.open(1)
    core.open(2)
    assert refusal(lambda: core.at(1, "call", ticket=id, reason="FRIEND")) == "reason"
    core.call(1)
    core.at(1, "start")
    core.at(1, "transfer", to="counter:2", place="keep")
    press = refusal(lambda: core.at(1, "call", ticket=id, reason="FUNERAL"))
    assert press == "not_in_your_lines"
    assert refusal(lambda: core.at(2, "call", ticket=99, reason="FUNERAL")) == "ticket"


def test_a_pass_lets_two_go_first(core: Core) -> None:
    ids = []
    for _ in range(4):
        ids.append(core.take()["id"])
        core.clock.wait(SECOND)
    core.on(ids[0], "pass")
    core.open()
    order = []
    for _ in range(4):
        order.append(core.call())
        core.at(1, "start")
        core.at(1, "finish")
    assert order == ["A002", "A003", "A001", "A004"]


def test_the_last_in_line_has_nobody_to_let_go_first(core: Core) -> None:
    core.take()
    last = core.take()["id"]
    assert refusal(lambda: core.on(last, "pass")) == "nobody_behind"
    core.open()
    core.call()
    core.at(1, "start")
    core.next()
    assert refusal(lambda: core.on(last, "pass")) == "not_allowed"


def test_a_ticket_whose_paper_nobody_saw_is_called_once_only(core: Core) -> None:
    id = printed(core, "unknown")
    assert "unconfirmed" in core.ticket(id).flags
    core.open()
    core.call()
    assert refusal(lambda: core.at(1, "recall")) == "unconfirmed"
    core.at(1, "miss")
    assert core.ticket(id).state == "missed"


def test_a_paper_that_came_out_leaves_no_doubt(core: Core) -> None:
    assert core.ticket(printed(core, "printed")).flags == ""


def test_staff_confirm_and_the_citizen_who_comes_confirms(core: Core) -> None:
    one, two = printed(core, "unknown"), printed(core, "unknown")
    core.on(one, "confirm")
    assert core.ticket(one).flags == ""
    core.open()
    core.call()
    core.at(1, "recall")
    core.at(1, "start")
    core.next()
    core.at(1, "start")
    assert core.ticket(two).flags == ""


def test_staff_who_bring_somebody_back_have_seen_them_and_a_phone_has_not(core: Core) -> None:
    core.open()
    ids = [printed(core, "unknown"), printed(core, "unknown"), printed(core, "printed")]
    for _ in range(2):
        core.call()
        core.at(1, "miss")
    core.on(ids[0], "rejoin")
    core.on(ids[1], "rejoin-in-person")
    assert [core.ticket(id).flags for id in ids[:2]] == ["unconfirmed ", ""]
    assert [action for action, *_ in record._history.all(ref=str(ids[1]))] == [
        "take", "doubt", "call", "miss", "confirm", "rejoin",
    ]  # fmt: skip
    assert refusal(lambda: core.on(ids[1], "rejoin-in-person")) == "not_allowed"
    # Who was never in doubt just comes back.
    while core.call() != core.number(ids[2]):
        core.at(1, "start")
        core.at(1, "finish")
    core.at(1, "recall")
    core.at(1, "miss")
    core.on(ids[2], "rejoin-in-person")
    assert record._history.all(ref=str(ids[2]))[-1][0] == "rejoin"


def test_a_void_is_a_persons_act_and_final(core: Core) -> None:
    id = printed(core, "unknown")
    core.on(id, "void")
    assert core.ticket(id).state == "void"
    assert refusal(lambda: core.on(id, "confirm")) == "not_allowed"
    core.open()
    assert core.call() is None


def test_the_paper_again_says_which_copy_it_is(core: Core) -> None:
    id = printed(core, "unknown")
    for copy in (1, 2):
        core.told(lambda tx: taking.reprint(tx, id, "test", "giấy"))
        slip = PrintJob.select().where(PrintJob.ticket == id).order_by(PrintJob.id.desc()).first()
        assert f'"reprint":{copy}' in slip.slip
    assert core.ticket(id).flags == ""
    assert refusal(lambda: core.told(lambda tx: taking.reprint(tx, id, "t", None))) == "printer"


def test_quick_work_is_timed_and_never_on_a_board(core: Core) -> None:
    waiting = core.take()["id"]
    core.open()
    core.at(1, "quick", service="khai-sinh")
    assert refusal(lambda: core.call(1)) == "quick_in_hand"
    assert refusal(lambda: core.pause(1)) == "not_allowed"
    core.clock.wait(MINUTE)
    core.at(1, "finish")
    core.at(1, "quick", service=None)
    core.next()
    assert core.ticket(waiting).state == "called"
    rows_ = Journal.select().where(Journal.subject == "quick").order_by(Journal.seq)
    told = [(row.action, row.service, row.counter, row.ref == str(row.seq)) for row in rows_]
    assert told == [
        ("begin", "khai-sinh", 1, True), ("end", "khai-sinh", 1, False),
        ("begin", None, 1, True), ("end", None, 1, False),
    ]  # fmt: skip
    assert "rating opened" not in core.journal()


def test_quick_work_ends_when_the_counter_closes(core: Core) -> None:
    core.open()
    assert refusal(lambda: core.at(1, "quick", service="bay")) == "service"
    core.at(1, "quick", service=None)
    core.shut()
    assert rows.existing(1).quick is None
