"""What happens at a busy hall by chance, and whole days of it; every action of the law among it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from db.errors import Refused
from db.transaction import Transaction
from office import assignments
from ratings import exclusions
from tests.audit.busy import MORNING, Busy, Command, in_state, ticket
from tests.audit.deeds import everything, press, said_later, serve
from tests.audit.low_deeds import displeased, looked_into
from tickets import closing, counters, desk, moving, rows, taking, verbs, visits

SERVICES = ("khai-sinh", "ban-sao", "so-do")
TARGETS = ("line:ho-tich", "line:chung-thuc", "counter:1", "counter:2", "counter:3", "clerk:cb2")


def work(hall: Busy, presses: int) -> None:
    """So many things happen, by chance but lawfully."""
    hall.work(presses, something)


def something(hall: Busy) -> Command:
    """One thing that may happen now, or is refused."""
    chosen: Callable[[Busy, int], Command] = hall.random.choices(
        list(LIKELY), list(LIKELY.values())
    )[0]
    return chosen(hall, hall.random.choice([1, 2, 3]))


def _take(hall: Busy, n: int) -> Command:
    service = hall.random.choice(SERVICES)
    printer = hall.random.choice(["slips", "far", None])
    priority = hall.random.choice([None, None, None, "elderly", "booked"])
    return lambda tx: taking.take(tx, service, priority, "en", printer, "token:1")


def _pressed(verb: str, **said: Any) -> Callable[[Busy, int], Command]:
    return lambda hall, n: lambda tx: verbs.press(tx, n, verb, "t", **said)


def _transfer(hall: Busy, n: int) -> Command:
    said = {
        "to": hall.random.choice(TARGETS), "place": hall.random.choice(moving.PLACES),
        "back": hall.random.random() < 0.5,
    }  # fmt: skip
    return lambda tx: verbs.press(tx, n, "transfer", "t", **said)


def _add_service(hall: Busy, n: int) -> Command:
    service = hall.random.choice(SERVICES)
    return lambda tx: verbs.press(tx, n, "add-service", "t", service=service)


def _resume(hall: Busy, n: int) -> Command:
    def command(tx: Transaction) -> None:
        for id in in_state("held")[:1]:
            verbs.press(tx, n, "resume", "t", ticket=id)

    return command


def _call_this(hall: Busy, n: int) -> Command:
    pick = hall.random.random()

    def command(tx: Transaction) -> None:
        if waiting := in_state("waiting"):
            id = waiting[int(pick * len(waiting))]
            verbs.press(tx, n, "call", "t", ticket=id, reason="FUNERAL")

    return command


def _to_one(state: str, act: Callable[[Transaction, int, str], None]) -> Callable[..., Command]:
    """Something that happens to one of the tickets in this state."""

    def chosen(hall: Busy, n: int) -> Command:
        pick = hall.random.random()

        def command(tx: Transaction) -> None:
            if found := in_state(state):
                act(tx, found[int(pick * len(found))], "t")

        return command

    return chosen


def _reprint(tx: Transaction, id: int, actor: str) -> None:
    taking.reprint(tx, id, actor, "slips")


def _sit_or_not(hall: Busy, n: int) -> Command:
    closes = hall.random.random() < 0.3

    def command(tx: Transaction) -> None:
        if rows.existing(n).state != "open":
            clerk = {1: "cb1", 2: "cb2"}.get(n) if rows.existing(n).state == "closed" else None
            counters.open_counter(tx, n, clerk, pin_ok=True, actor="t")
        elif closes:
            counters.close_counter(tx, n, "t")
        else:
            counters.pause_counter(tx, n, "BREAK", lock=n == 1, actor="t")

    return command


def _take_over(hall: Busy, n: int) -> Command:
    clerk = hall.random.choice(["cb1", "cb2", "cb3"])
    return lambda tx: counters.open_counter(tx, n, clerk, pin_ok=True, actor="t")


def _lines(hall: Busy, n: int) -> Command:
    fields = hall.random.sample(["ho-tich", "chung-thuc", "dat-dai"], hall.random.randint(1, 3))
    lines = {field: hall.random.choice([0, 3, 5]) * 60_000 for field in fields}
    return lambda tx: assignments.assign(tx, n, lines, "boss")


LIKELY: dict[Callable[[Busy, int], Command], float] = {
    _take: 26, _pressed("call-next"): 8, _pressed("start"): 10, _pressed("finish"): 10,
    _pressed("recall"): 6, _pressed("miss"): 7, _pressed("next"): 9, _pressed("undo"): 4,
    _pressed("hold", reason="FORM"): 4, _resume: 4, _call_this: 2, _transfer: 7, _add_service: 3,
    _pressed("quick"): 1, _pressed("quick", service="khai-sinh"): 1,
    _to_one("missed", visits.rejoin): 3, _to_one("missed", visits.rejoin_in_person): 3,
    _to_one("missed", visits.void): 0.5,
    _to_one("waiting", visits.leave): 2, _to_one("called", visits.leave): 1,
    _to_one("waiting", visits.pass_on): 3, _to_one("waiting", visits.confirm): 1,
    _to_one("waiting", visits.void): 0.5, _to_one("waiting", _reprint): 1,
    _to_one("held", visits.leave): 0.5, _sit_or_not: 5, _take_over: 1, _lines: 1,
}  # fmt: skip


def live(hall: Busy, presses: int = 120) -> None:
    """Two whole days and the morning of a third: seals, a forgotten service, people still there."""
    for number in range(3):
        hall.open_counters_on_a_new_day()
        if number == 0:
            everything(hall)
            rated_in_a_hurry(hall)
        if number == 1:
            leave_out(hall)
            displeased(hall)
        if number == 2:
            said_later(hall)
            looked_into(hall)
        hall.take("ban-sao", "elderly")
        work(hall, presses)
        if number == 0:
            # Closed by hand while somebody is being served.
            hand = hall.take("so-do")
            hall.act(assignments.assign, 3, {"dat-dai": 0}, "boss")
            hall.act(counters.open_counter, 3, None, pin_ok=True, actor="t")
            while ticket(hand).state == "waiting":
                hall.act(desk.next_citizen, 3, "t", expect=False)
            hall.act(desk.start, 3, "t")
            hall.act(closing.close_day, "control")
        if number < 2:
            empty_hands(hall, (1, 2) if number == 0 else (1, 2, 3))
            hall.until(MORNING + (number + 1) * 86_400_000)


def empty_hands(hall: Busy, at: tuple[int, ...]) -> None:
    """Those in hand at these counters are finished, and everybody there goes home."""
    for n in at:
        hand = rows.existing(n).ticket
        if hand and ticket(hand).state == "called":
            hall.act(desk.start, n, "t")
        if hand:
            hall.act(desk.finish, n, "t")
        if rows.existing(n).state != "closed":
            hall.act(counters.close_counter, n, "t")


def rated_in_a_hurry(hall: Busy) -> None:
    """Services of seconds, all rated best: as if a clerk pressed for people who are not there."""
    for i in range(7):
        serve(hall, 1)
        hall.minutes(0.05 + 0.02 * i)
        press(hall, 1, "finish")
        hall.rate(1, 5)


def leave_out(hall: Busy) -> None:
    """Yesterday's ratings of a clerk do not count, do again, and do not after all."""
    for clerk in ("cb1", "cb2"):
        with contextlib.suppress(Refused):
            id = hall.act(exclusions.exclude, 1, clerk, "pad-fault", "boss")["id"]
            hall.act(exclusions.readmit, id, "boss")
            hall.act(exclusions.exclude, 1, clerk, "own-presses", "boss")
