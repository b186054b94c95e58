"""Every action of the law done once on purpose, so that each can be tampered with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from config.reporting import Span
from db.models import OpenRating
from office import assignments, reform
from ratings import later, sheets
from reports import keeping
from stats import alerts
from tests.audit.busy import MINUTE, Busy, in_state, ticket
from tickets import (
    appointments,
    counters,
    needs,
    printing,
    rolls,
    rows,
    slips,
    taking,
    verbs,
    visits,
)


def press(hall: Busy, n: int, verb: str, **said: Any) -> None:
    """What is pressed at a counter, as the server does it: with its undo kept."""
    hall.act(verbs.press, n, verb, "t", **said)


def take_back(hall: Busy) -> None:
    """Three seconds later."""
    hall.minutes(0.05)
    press(hall, 1, "undo")


def serve(hall: Busy, n: int, service: str = "khai-sinh", wait: float = 1) -> int:
    """Somebody new, called and being served at this counter; its line is empty."""
    id = hall.take(service)
    hall.minutes(wait)
    press(hall, n, "call-next")
    assert rows.existing(n).ticket == id
    press(hall, n, "start")
    return id


def everything(hall: Busy) -> None:
    """From empty lines to empty lines; counters 1 (cb1) and 2 (cb2) open."""
    for deed in DEEDS:
        deed(hall)
        hall.minutes(2)
        _all_go_home(hall)


def _all_go_home(hall: Busy) -> None:
    for n in (1, 2):
        if hand := rows.existing(n).ticket:
            press(hall, n, "finish" if ticket(hand).state == "serving" else "start")
            if ticket(hand).state == "serving":
                press(hall, n, "finish")
    for state in ("waiting", "held", "missed"):
        for id in in_state(state):
            hall.act(visits.leave, id, "t")


def _held(hall: Busy) -> None:
    """Sent to fill in a form, back after two others, before somebody who has priority."""
    form = serve(hall, 1)
    hall.minutes(2)
    press(hall, 1, "hold", reason="FORM", minutes=5)
    serve(hall, 1)
    hall.take("khai-sinh", "elderly")
    hall.take("khai-sinh")
    hall.minutes(1)
    press(hall, 1, "finish")
    press(hall, 1, "resume", ticket=form)
    hall.minutes(3)
    press(hall, 1, "finish")
    hall.rate(1, 4)


def _out_of_order(hall: Busy) -> None:
    hall.take("khai-sinh")
    hall.take("ban-sao")
    hall.minutes(6)
    late = hall.take("khai-sinh")
    press(hall, 1, "call", ticket=late, reason="FUNERAL")
    press(hall, 1, "start")


def _sent_on(hall: Busy) -> None:
    """To another counter, before those who wait for it; and back."""
    asks_back = serve(hall, 1)
    hall.take("ban-sao")
    hall.minutes(1)
    press(hall, 1, "transfer", to="counter:2", place="first", back=True)
    press(hall, 2, "call-next")
    assert rows.existing(2).ticket == asks_back
    press(hall, 2, "start")
    press(hall, 2, "finish")
    assert ticket(asks_back).place == "counter:1"
    for _ in range(3):  # who came back, then whom counter 1 helps with, then nobody
        press(hall, 1, "next")
    hall.take("ban-sao")
    hall.minutes(1)
    serve(hall, 1)
    press(hall, 1, "transfer", to="line:chung-thuc", place="first")
    press(hall, 2, "next")  # the first in line by its transfer, before whoever came before
    press(hall, 2, "next")
    serve(hall, 1)
    press(hall, 1, "transfer", to="clerk:cb2", place="last")
    serve(hall, 1)
    press(hall, 1, "transfer", to="line:chung-thuc", place="keep")
    hall.minutes(1)
    press(hall, 2, "next")


def _another_errand(hall: Busy) -> None:
    serve(hall, 1)
    press(hall, 1, "add-service", service="ban-sao")
    hall.minutes(6)
    press(hall, 2, "call-next")
    press(hall, 2, "start")
    hall.minutes(1)


def _lets_go_first(hall: Busy) -> None:
    patient = hall.take("khai-sinh")
    for _ in range(3):
        hall.minutes(1)
        hall.take("khai-sinh")
    hall.act(visits.pass_on, patient, "t")


def _taken_back(hall: Busy) -> None:
    """Each press that can be, once; of a service with the question that it opened."""
    serve(hall, 1)
    press(hall, 1, "finish")
    take_back(hall)
    hall.take("khai-sinh")
    hall.minutes(1)
    press(hall, 1, "next")
    take_back(hall)
    press(hall, 1, "hold", reason="FORM")
    take_back(hall)
    press(hall, 1, "transfer", to="line:chung-thuc", place="last")
    take_back(hall)
    press(hall, 1, "add-service", service="ban-sao")
    take_back(hall)
    press(hall, 1, "finish")
    hall.minutes(1)
    press(hall, 1, "call-next")
    take_back(hall)
    press(hall, 1, "call-next")
    press(hall, 1, "recall")
    press(hall, 1, "miss")
    take_back(hall)


def _doubted(hall: Busy) -> None:
    """Nobody knows whether these papers came out."""
    first, second, third = (_eaten(hall) for _ in range(3))
    hall.act(visits.confirm, second, "t")
    press(hall, 1, "call-next")
    assert rows.existing(1).ticket == first
    press(hall, 1, "miss")
    hall.act(visits.void, first, "t")
    hall.act(visits.void, third, "t")
    press(hall, 1, "call-next")
    press(hall, 1, "recall")
    press(hall, 1, "next")
    fourth = _eaten(hall)
    press(hall, 1, "call-next")
    press(hall, 1, "miss")
    hall.act(visits.rejoin_in_person, fourth, "t")


def _eaten(hall: Busy) -> int:
    """A number whose paper nobody saw come out."""
    id = hall.take("khai-sinh", printer="far")
    for job in hall.act(printing.claim, "far", ready=True)["jobs"]:
        hall.act(printing.settle, [(job["job"], "unknown", "")])
    return id


def _paper_again(hall: Busy) -> None:
    id = hall.take("khai-sinh")
    hall.act(taking.reprint, id, "t", "slips")
    hall.print_all()


def _seen_to(hall: Busy) -> None:
    """Slips in doubt: one printed again, one on paper by somebody's word, one of nobody."""
    again, there, nobodys = (_eaten(hall) for _ in range(3))
    hall.act(slips.see_to, again, "reprint", "boss", "slips")
    hall.print_all()
    hall.act(slips.see_to, there, "printed", "boss", None)
    hall.act(slips.see_to, nobodys, "void", "boss", None)
    hall.act(printing.settle, [], {"slips": [104, 0], "far": [98]})
    hall.act(rolls.change, "slips", "hall", rolls.PAPER_BACK)
    hall.act(rolls.change, "slips", "boss")
    hall.act(rolls.change, "far", "boss")
    hall.act(printing.settle, [], {"slips": [104, 112]})


def _target_closes(hall: Busy) -> None:
    """Whoever was sent here, or held here, waits in line again."""
    serve(hall, 2, "ban-sao")
    press(hall, 2, "hold", reason="FORM")
    serve(hall, 1)
    press(hall, 1, "transfer", to="counter:2", place="keep")
    hall.minutes(1)
    hall.act(counters.close_counter, 2, "t")
    hall.act(counters.open_counter, 2, "cb2", pin_ok=False, actor="t")


def _without_a_number(hall: Busy) -> None:
    press(hall, 1, "quick", service="khai-sinh")
    hall.minutes(2)
    press(hall, 1, "finish")
    press(hall, 1, "quick")
    hall.take("khai-sinh")
    hall.minutes(3)
    press(hall, 1, "next")
    press(hall, 1, "next")


def _by_appointment(hall: Busy) -> None:
    """One comes in time, one much too late, one cancels, one has not come yet; one off a list."""
    soon, late, never, later = (
        hall.act(appointments.make, "khai-sinh", hall.clock.now + minutes * MINUTE, "t")
        for minutes in (5, 1, 10, 600)
    )
    hall.act(appointments.cancel, never["id"], "t")
    hall.check_in(soon["code"])
    hall.minutes(30)
    hall.check_in(late["code"])
    assert later["state"] == "made"
    paper = taking.More(came=hall.clock.now - 20 * MINUTE, paper="17", needs=("sight",))
    listed = hall.act(taking.take, "khai-sinh", None, "vi", None, "t", more=paper)
    hall.act(needs.mark, listed["id"], ["hearing"], "t")


def _by_the_boss(hall: Busy) -> None:
    """The boss changes the counters at noon, a rule and a class."""
    lines = {"ho-tich": 0, "chung-thuc": 5 * 60_000}
    hall.act(assignments.assign, 1, {"ho-tich": 0}, "boss")
    hall.take("ban-sao")
    hall.minutes(20)
    serve(hall, 1)
    press(hall, 1, "finish")
    hall.act(assignments.assign, 1, lines, "boss")
    hall.act(assignments.rename, 1, "Quầy Một", "Counter One", "boss")
    hall.act(assignments.add, 4, "Quầy 4", "Counter 4", {"dat-dai": 0}, "boss")
    hall.act(assignments.retire, 4, "boss")
    hall.act(reform.change, "rules", {"rejoin_after": 1}, "boss")
    hall.act(reform.change, "priority:booked", {"head_start_min": 12}, "boss")


def _alerted(hall: Busy) -> None:
    """A printer that broke is taken on by two, one that broke before by one."""
    for name, who in (("far", "cb3"), ("far", "boss"), ("slips", "boss")):
        broken = {"name": name, "level": "bad", "since": "2026-11-19T01:00:00+00:00"}
        hall.act(alerts.take_on, [f"device:{name}:{broken['since']}"], [broken], who)
        hall.minutes(1)


def said_later(hall: Busy) -> None:
    """The last who said nothing at the pad answers by phone; sheets are entered, one wrongly."""
    now = hall.writer.hall_time()  # not the first of them: it is what a tamper takes
    mute = OpenRating.select().where(OpenRating.state == "unanswered", OpenRating.clerk == "cb1")
    ids = [asked.ticket for asked in mute.order_by(OpenRating.opened_hall.desc())]
    id, leg = next((id, leg) for id in ids for leg in later.open_to(id, now) if leg.clerk == "cb1")
    hall.act(later.by_phone, id, leg.rating, later.Given(4, (), 3))
    hall.act(later.on_paper, "cb1", later.Given(5), later.Sheet(1), "boss")
    told = hall.act(later.on_paper, "cb1", later.Given(1), later.Sheet(1), "boss")
    hall.act(sheets.strike, told["sheet"], "misread", "boss")


def _reported(hall: Busy) -> None:
    """A week is written about twice, frozen, sent, and frozen once more."""
    week = Span(dt.date(2026, 11, 16), dt.date(2026, 11, 22))
    about = {"kind": "week", "begins": "2026-11-16", "ends": "2026-11-22", "complete": True}
    for text in ("Máy in hỏng một buổi.", "Máy in hỏng hai buổi."):
        hall.act(keeping.write, "week", "2026-11-16", "difficulties", text, "boss")
    first = hall.act(keeping.freeze, week, about, "boss")
    hall.act(keeping.send, first["id"], "boss")
    hall.act(keeping.freeze, week, about, "boss")


DEEDS = (
    _held, _out_of_order, _sent_on, _another_errand, _lets_go_first, _taken_back, _doubted,
    _paper_again, _seen_to, _target_closes, _without_a_number, _by_appointment,
    _by_the_boss, _alerted, said_later, _reported,
)  # fmt: skip
