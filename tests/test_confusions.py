"""Ten confusions of a real day: each a story, on a hall that runs, and nobody loses a place."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db.models import Day, Ticket
from db.statement import rows as listed
from tests.config_text import shipped
from tests.hall import Hall, wait_until
from tests.tickets.core import HALL, Core, HandClock

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(clock: str, date: str = "2026-11-18") -> int:
    """A wall time (ms) of the hall's own zone."""
    return int(dt.datetime.fromisoformat(f"{date}T{clock}").replace(tzinfo=ZONE).timestamp() * 1000)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One morning for the stories that need no clock; each leaves nobody waiting behind."""
    home = tmp_path_factory.mktemp("confusions")
    hall = Hall(home, shipped(rules__undo_window_s=60))
    try:
        hall.start()
        for n in range(1, 6):
            hall.counter(n).open(f"can-bo-{n}")
        yield hall
        hall.verify()
    finally:
        hall.end()


def serve(hall: Hall, n: int) -> str:
    """Counter `n` calls somebody and serves them: the number."""
    called = hall.counter(n).call_next()
    assert called, f"nobody waits for counter {n}"
    hall.counter(n).start()
    hall.counter(n).finish()
    return str(called["ticket"]["number"])


def test_the_wrong_button(hall: Hall) -> None:
    """Counter 1 means "recall" and hits "next": one is served who never sat down."""
    here, waits = hall.take("A"), hall.take("A")
    one = hall.counter(1)
    one.call_next()
    slip = one.next(expect=here["id"])
    assert slip["ticket"]["number"] == waits["number"]
    assert hall.ticket(here["id"])["state"] == "served"
    assert slip["undo"]["number"] in (here["number"], waits["number"])

    back = one.tries("undo").expecting(200)
    assert (back["ticket"]["number"], back["ticket"]["state"]) == (here["number"], "called")
    assert hall.ticket(waits["id"])["state"] == "waiting"
    told = [call["number"] for call in hall.board()["announcements"]]
    assert waits["number"] not in told, "nobody is told to come who need not"
    # It is no eraser: what was undone is undone once, and stands in the ticket's story.
    assert one.tries("undo").code == "nothing_to_undo"
    assert "undo" in [step["action"] for step in hall.ticket(here["id"])["passages"]]
    one.recall()
    one.start()
    one.finish()
    assert serve(hall, 1) == waits["number"]


def test_two_people_with_one_number(hall: Hall) -> None:
    """A slip was printed twice, and both holders stand up when it is called."""
    ticket = hall.take("L")
    reception = hall.as_("reception")
    for _ in range(2):
        reception.press(f"tickets/{ticket['id']}/reprint").expecting(200)
    slips = hall.rows("SELECT slip FROM print_job WHERE ticket = ? ORDER BY id", ticket["id"])
    # Every paper but the first says that it is another one of the same.
    assert [json.loads(slip)["reprint"] for (slip,) in slips] == [1, 2]

    three, four = hall.counter(3), hall.counter(4)
    assert three.call_next()["ticket"]["number"] == ticket["number"]
    # Wherever the second one goes, the number is at one counter only.
    call = four.tries("call", ticket=ticket["id"], reason="OTHER")
    assert (call.status, four.state()["ticket"]) == (409, None)
    found = reception.get(f"tickets?number={ticket['number']}")["tickets"]
    assert [(one["id"], one["state"], one["counter"]) for one in found] == [
        (ticket["id"], "called", 3)
    ]
    # He gets a number of his own, for the same matter.
    other = hall.take("L")
    assert other["number"] != ticket["number"]
    three.start()
    three.finish()
    assert serve(hall, 3) == other["number"]


def test_lost_paper(hall: Hall) -> None:
    """She knows roughly when she came, and that her number began with M."""
    before, lost, after = (hall.take("M") for _ in range(3))
    reception = hall.as_("reception")
    alike = reception.get(f"tickets?number={int(lost['number'][1:])}")["tickets"]
    mine = next(one for one in alike if one["number"] == lost["number"])
    assert (mine["state"], mine["ahead"]) == ("waiting", 1)
    again = reception.press(f"tickets/{mine['id']}/reprint").expecting(200)
    assert (again["number"], again["ahead"]) == (lost["number"], 1)
    assert [serve(hall, 4) for _ in range(3)] == [
        before["number"], lost["number"], after["number"],
    ]  # fmt: skip


def test_a_kiosk_pressed_by_a_child_thirty_times(hall: Hall) -> None:
    """Ten fingers on one button are one press; the rest is voided, and never called."""
    key = "one press of one button"
    taps = {hall.take("X", key=key)["number"] for _ in range(10)}
    assert len(taps) == 1
    more = [hall.take("X") for _ in range(20)]
    mother = hall.take("X")
    reception = hall.as_("reception")
    for ticket in more:
        reception.press(f"tickets/{ticket['id']}/void").expecting(200)
    assert hall.ticket(mother["id"])["ahead"] == 1
    assert serve(hall, 5) in taps
    assert serve(hall, 5) == mother["number"]
    assert hall.counter(5).call_next() is None
    # Each of them is accounted for: no gap, and no no-show in anybody's figures.
    states = dict(hall.rows("SELECT state, COUNT(*) FROM ticket WHERE series = 'X' GROUP BY 1"))
    assert states == {"served": 2, "void": 20}
    numbers = hall.rows("SELECT number FROM ticket WHERE series = 'X' ORDER BY id")
    assert [n for (n,) in numbers] == list(range(1, 23))


def test_a_funeral_let_through(hall: Hall) -> None:
    """Two wait before her; nobody minds, and everybody may read why."""
    first, second, mourner = (hall.take("K") for _ in range(3))
    three = hall.counter(3)
    assert three.tries("call", ticket=mourner["id"], reason="BECAUSE").status == 422
    three.tries("call", ticket=mourner["id"], reason="FUNERAL").expecting(200)
    three.start()
    three.finish()
    # An overtake with its reason, and with the names of those it passed.
    reason = hall.ticket(mourner["id"])["reason"]
    assert reason["passed"] == [first["number"], second["number"]]
    (written,) = hall.rows("SELECT reason, clerk FROM journal WHERE action = 'call-this'")
    assert written == ("FUNERAL", "can-bo-3")
    (told,) = hall.ticket(first["id"])["passed_by"]
    assert (told["number"], told["reason"]["name"]) == (mourner["number"], "Việc tang")
    # After her all is as it was.
    assert [serve(hall, 3), serve(hall, 3)] == [first["number"], second["number"]]


def test_the_printer_eats_a_slip(hall: Hall) -> None:
    """Nobody knows whether the paper came out; two people, two ends."""
    reception, two = hall.as_("reception"), hall.counter(2)

    def eaten() -> dict[str, Any]:
        # Else it eats a slip of the story before.
        busy = "SELECT 1 FROM print_job WHERE state IN ('queued', 'printing')"
        wait_until(lambda: not hall.rows(busy), 20, "at rest")
        hall.at_the_back_door("fault", name="may-in-1", fault="reset")
        ticket = hall.take("C", print=True)
        wait_until(lambda: "unconfirmed" in hall.ticket(ticket["id"])["flags"], 20, "in doubt")
        return ticket

    gone, patient = eaten(), eaten()
    # One has walked away: called once, not three times, and put aside.
    assert two.call_next()["ticket"]["unconfirmed"] is True
    assert two.tries("recall").code == "unconfirmed"
    two.tries("miss").expecting(200)
    # The other one asks at the door: seen, confirmed, and given a paper.
    seen = reception.press(f"tickets/{patient['id']}/confirm").expecting(200)
    assert (seen["flags"], seen["state"]) == ([], "waiting")
    reception.press(f"tickets/{patient['id']}/reprint").expecting(200)
    wait_until(lambda: hall.ticket(patient["id"])["print"]["state"] == "printed", 20)
    assert serve(hall, 2) == patient["number"]
    assert two.call_next() is None
    # The first comes back: by the kiosk nobody has seen him, at the door somebody has.
    back = hall.as_("kiosk").press(f"tickets/{gone['id']}/rejoin").expecting(200)
    assert back["flags"] == ["unconfirmed"]
    assert two.call_next()["ticket"]["unconfirmed"] is True
    two.tries("miss").expecting(200)
    assert reception.press(f"tickets/{gone['id']}/rejoin").expecting(200)["flags"] == []
    reception.press(f"tickets/{gone['id']}/void").expecting(200)


def test_the_boss_changes_the_counters_at_noon(hall: Hall) -> None:
    """Counter 3 goes to lunch, and with it the only one for land: 4 takes it over."""
    boss, three, four = hall.as_("supervisor"), hall.counter(3), hall.counter(4)
    land, social = hall.take("L"), hall.take("M")
    three.close()

    def unserved() -> set[str]:
        state = hall.as_("kiosk").get("services")["services"]
        return {service["field"] for service in state if not service["open"]}

    # It is said before somebody takes a number, and the supervisor sees who waits for nobody.
    assert unserved() == {"dat-dai", "ho-kinh-doanh"}
    assert serve(hall, 4) == social["number"]
    assert four.call_next() is None
    was = [{key: line[key] for key in ("field", "offset_min")} for line in four.state()["lines"]]
    more = [*was, {"field": "dat-dai"}, {"field": "ho-kinh-doanh"}]
    boss.press("counters/4/lines", {"lines": more}).expecting(200)
    assert unserved() == set()
    assert serve(hall, 4) == land["number"]
    # After lunch all is as it was, and the journal knows who did what.
    boss.press("counters/4/lines", {"lines": was}).expecting(200)
    three.open("can-bo-3")
    changed = "SELECT action FROM journal WHERE subject = 'assignment' AND ref = '4'"
    assert hall.rows(changed) == [("assign",), ("assign",)]


def test_a_clerk_goes_home_in_mid_service(new_hall: Callable[..., Hall]) -> None:
    """He was called to the school; the citizen sits at his counter and looks around."""
    hall = new_hall(shipped(hall__always_open=False), at("14:00"))
    one, left = hall.counter(1), hall.signed_in("canbo1")
    sitting, waits = hall.take("A"), hall.take("A")
    left.press("counters/1/open").expecting(200)
    one.call_next()
    one.start()
    hall.move_clock(at("16:05"))
    # The page has been asking for minutes whether this still goes on.
    assert one.state()["ticket"]["asks_at"] == "2026-11-18T16:00:00.000+07:00"
    other = hall.signed_in("canbo2")
    taken_over = other.press("counters/1/open").expecting(200)
    assert taken_over["ticket"]["number"] == sitting["number"]
    assert left.press("counters/1/finish").code == "taken_over"
    other.press("counters/1/finish").expecting(200)
    assert other.press("counters/1/call-next").expecting(200)["ticket"]["id"] == waits["id"]
    other.press("counters/1/start").expecting(200)
    other.press("counters/1/finish").expecting(200)
    # Two hours that nobody worked are nobody's average, and no pad asks about them.
    flags = hall.rows("SELECT flags, clerk FROM ticket ORDER BY id")
    assert flags == [("forgotten ", "can-bo-2"), ("", "can-bo-2")]
    asked = hall.rows("SELECT ticket, clerk FROM open_rating")
    assert asked == [(waits["id"], "can-bo-2")]
    hall.verify()


def test_power_off_at_eleven_twenty_nine(new_hall: Callable[..., Hall]) -> None:
    """The street is dark over noon; at the door somebody writes a list by hand."""
    hall = new_hall(shipped(hall__always_open=False), at("11:10"))
    one = hall.counter(1)
    one.open("can-bo-1")
    sitting, waits, last = (hall.take("A") for _ in range(3))
    one.call_next()
    one.start()
    hall.move_clock(at("11:29"))
    hall.kill()

    hall._clock_from = at("13:45")
    hall.start()
    # Everybody is where they were, with the number on their paper.
    assert one.state()["ticket"]["number"] == sitting["number"]
    one.finish()
    newcomer = hall.take("A")
    assert newcomer["number"] == "A004"
    # The two of the list come in as of when they came: behind those of the morning.
    by_hand = [
        hall.as_("reception").press("tickets", {
            "service": hall.service_of("A"), "print": False, "came": came, "paper": paper,
        }).expecting(201)
        for came, paper in (("13:31", "1"), ("13:40", "2"))
    ]  # fmt: skip
    order = [one.next()["ticket"]["number"] for _ in range(5)]
    assert order == [each["number"] for each in (waits, last, *by_hand, newcomer)]
    hall.verify()


def test_the_clock_says_1970(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a clock of its own comes back after a power cut, in another century.

    Without a server: whether the machine keeps its time is asked of the machine.
    """
    monkeypatch.setattr("db.store.clock_is_kept", lambda: False)
    clock, text = HandClock(), HALL.replace('"always"', '"auto"')
    with Core(tmp_path, clock, hall=text) as core:
        assert [core.take()["number"] for _ in range(2)] == ["A001", "A002"]
        core.crash()
    clock.now = at("00:05", "1970-01-01")
    clock.reboot("second boot")
    with Core(tmp_path, clock, hall=text) as core:
        # The day goes on under its date, and the numbers with it: A001 is given once.
        assert core.take()["number"] == "A003"
        core.open()
        assert core.call() == "A001"
        core.wait(60_000)
        # Nobody has been waiting for minus fifty years, and nobody is sent home by it.
        joined = [row[0] for row in listed(Ticket.select(Ticket.joined).order_by(Ticket.id))]
        assert joined == sorted(joined)
        assert core.states() == {"A001": "called", "A002": "waiting", "A003": "waiting"}
        # The clock is put right at noon; a person says so, and tomorrow is a new day.
        clock.now = at("12:00", "2026-11-20")
        core.tick()
        assert core.take()["number"] == "A004"
        assert [row[0] for row in listed(Day.select(Day.date))] == ["2026-11-20"]
