"""Slips in doubt and rolls of paper over HTTP: who sees them, what is pressed, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until
from tests.torn import PRINTER, torn
from tests.watching import Screen

NewHall = Callable[..., Hall]


@pytest.fixture
def doubtful(shared_hall: Hall) -> Hall:
    """A hall where others may have left slips in doubt too."""
    return shared_hall


def in_doubt(hall: Hall) -> dict[str, Any]:
    """A slip of which nobody knows whether it is on paper."""
    ticket = torn(hall)
    return next(slip for slip in listed(hall) if slip["ticket"] == ticket)


def listed(hall: Hall, role: str = "reception") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = hall.as_(role).get("slips")["slips"]
    return found


def see_to(hall: Hall, slip: dict[str, Any], deed: str, key: str = "") -> Any:
    return hall.as_("reception").press(f"slips/{slip['id']}/{deed}", {}, key or None)


def paper_state(hall: Hall, ticket: int) -> str:
    return str(hall.ticket(ticket)["print"]["state"])


def test_a_torn_slip_stands_on_the_live_list_until_somebody_sees_to_it(doubtful: Hall) -> None:
    hall = doubtful
    screen = hall.screen("slips", "reception")
    stats = hall.screen("stats", "supervisor")
    slip = in_doubt(hall)
    assert (slip["state"], slip["allowed"]) == ("unknown", ["reprint", "printed", "void"])
    wait_until(lambda: slip in screen.state["slips"], 10, "the door is told")
    wait_until(lambda: slip["number"] in noticed(stats), 10, "the supervisor is told")
    answer = see_to(hall, slip, "printed").expecting(200)
    assert (answer["id"], answer["flags"]) == (slip["ticket"], [])
    assert paper_state(hall, slip["ticket"]) == "printed"
    wait_until(lambda: slip not in screen.state["slips"], 10, "the door is told")
    wait_until(lambda: slip["number"] not in noticed(stats), 10, "the supervisor is told")
    [last] = hall.rows(
        "SELECT action, reason, actor FROM journal WHERE subject = 'ticket' AND ref = ? "
        "ORDER BY seq DESC LIMIT 1", str(slip["ticket"]),
    )  # fmt: skip
    assert last[:2] == ("confirm", "on-paper")
    assert last[2].startswith("token:")
    hall.verify()


def noticed(stats: Screen) -> list[str]:
    notices = [n for n in stats.state.get("notices", []) if n["code"] == "slips"]
    return [number for notice in notices for number in notice["numbers"]]


def test_printed_again_the_paper_says_so_and_comes_once_for_one_press(doubtful: Hall) -> None:
    hall = doubtful
    slip = in_doubt(hall)
    papers = len(hall.papers())
    first = see_to(hall, slip, "reprint", key="one press")
    again = see_to(hall, slip, "reprint", key="one press")
    assert (first.status, first.body) == (again.status, again.body)
    wait_until(lambda: paper_state(hall, slip["ticket"]) == "printed", 20, "the copy is out")
    assert len(hall.papers()) == papers + 1
    assert slip["id"] not in {kept["id"] for kept in listed(hall)}
    late = see_to(hall, slip, "reprint").expecting(409)
    assert late["error"]["code"] == "slip_settled"
    hall.verify()


def test_a_slip_of_nobody_is_void(doubtful: Hall) -> None:
    slip = in_doubt(doubtful)
    assert see_to(doubtful, slip, "void").expecting(200)["state"] == "void"
    assert see_to(doubtful, slip, "printed").expecting(409)["error"]["code"] == "slip_settled"


def test_what_is_not_there_is_not_found(doubtful: Hall) -> None:
    slip = in_doubt(doubtful)
    door = doubtful.as_("reception")
    assert door.press(f"slips/{slip['id']}/eaten", {}).status == 404
    assert door.press("slips/1/printed", {}).status == 404
    assert door.press("printers/may-in-9/roll", {}).status == 404
    see_to(doubtful, slip, "void").expecting(200)


def roll(hall: Hall) -> dict[str, Any]:
    [printer] = hall.as_("reception").get("slips")["printers"]
    found: dict[str, Any] = printer["roll"]
    return found


def test_a_roll_holds_fewer_tickets_after_each_and_all_of_them_when_it_is_new(hall: Hall) -> None:
    assert roll(hall)["left"] is None
    for n in (1, 2):
        hall.take("A", print=True)
        wait_until(lambda n=n: roll(hall)["slips"] == n, 20, "a slip is counted")  # type: ignore[misc]
    used = roll(hall)
    # A ticket of 80 mm paper is about as long as a hand is wide.
    assert 80 < used["slip_mm"] < 200
    assert used["left"] == (80_000 - 2 * used["slip_mm"]) // used["slip_mm"]
    hall.stop()
    hall.start()
    assert roll(hall) == used
    told = hall.as_("reception").press(f"printers/{PRINTER}/roll", {}).expecting(200)
    assert told["slips"] == 2
    assert (roll(hall)["slips"], roll(hall)["left"]) == (0, 80_000 // used["slip_mm"])
    hall.verify()


def test_paper_that_is_back_is_a_new_roll_and_a_closed_cover_is_asked_about(hall: Hall) -> None:
    stats = hall.screen("stats", "supervisor")
    hall.take("A", print=True)
    wait_until(lambda: roll(hall)["slips"] == 1, 20, "a slip is counted")

    def play(fault: str, state: str) -> None:
        hall.at_the_back_door("fault", name=PRINTER, fault=fault)
        wait_until(lambda: stats.state["devices"][0]["state"] == state, 20, f"it is {state}")

    play("cover-open", "cover-open")
    play("ok", "ok")
    wait_until(lambda: roll(hall)["asks"], 10, "people are asked")
    play("cover-open", "cover-open")
    assert not roll(hall)["asks"]
    play("ok", "ok")
    wait_until(lambda: roll(hall)["asks"], 10, "people are asked once it is closed again")
    assert roll(hall)["slips"] == 1
    hall.as_("reception").press(f"printers/{PRINTER}/roll", {}).expecting(200)
    assert (roll(hall)["slips"], roll(hall)["asks"]) == (0, False)
    hall.at_the_back_door("fault", name=PRINTER, fault="paper-low")
    wait_until(lambda: roll(hall)["low"], 20, "the roll is low")

    def warned() -> list[dict[str, Any]]:
        return [n for n in stats.state["notices"] if n["code"] == "paper_low"]

    wait_until(warned, 10, "the supervisor is warned")
    # By our count it is nearly full: whatever was put in, the printer knows better.
    assert warned() == [{"code": "paper_low", "printer": PRINTER, "left": None}]
    assert stats.state["devices"][0]["state"] == "ok"
    play("paper-out", "paper-out")
    play("ok", "ok")
    how = "SELECT reason, actor FROM journal WHERE subject = 'roll' ORDER BY seq"
    wait_until(lambda: len(hall.rows(how)) == 2, 10, "a new roll")
    assert hall.rows(how)[1] == ("paper-back", "hall")
    assert not roll(hall)["low"]
    hall.verify()


def test_a_slip_too_old_to_be_printed_is_printed_for_who_asks(new_hall: NewHall) -> None:
    hall = new_hall(shipped(rules__print_max_age_s=1))
    hall.at_the_back_door("fault", name=PRINTER, fault="paper-out")
    hall.take("A")
    ticket = hall.take("A", print=True)
    wait_until(lambda: paper_state(hall, ticket["id"]) == "expired", 20, "it is too old")
    assert listed(hall) == []
    hall.at_the_back_door("fault", name=PRINTER, fault="ok")
    wait_until(lambda: not roll(hall)["slips"] and printer_state(hall) == "ok", 20, "paper is back")
    assert hall.papers() == []
    hall.as_("reception").press(f"tickets/{ticket['id']}/reprint", {}).expecting(200)
    wait_until(lambda: paper_state(hall, ticket["id"]) == "printed", 20, "the copy is out")
    [(slip,)] = hall.rows("SELECT slip FROM print_job WHERE state = 'printed'")
    assert '"reprint":1' in slip
    # The kiosk that still shows the number, and the holder's phone, go on as before.
    assert hall.as_("kiosk").get(f"tickets/{ticket['id']}")["print"] == {"state": "printed"}
    page = "/t/" + ticket["track_url"].rpartition("/t/")[2]
    phone = hall.stranger(Accept="application/json").ask("GET", page).json
    assert (phone["number"], phone["state"], phone["ahead"]) == (ticket["number"], "waiting", 1)
    hall.verify()


def printer_state(hall: Hall) -> str:
    [printer] = hall.as_("reception").get("slips")["printers"]
    return str(printer["state"])


def test_each_kiosk_knows_of_its_own_paper(new_hall: NewHall) -> None:
    text = changed(shipped(), "[[printers]]", "kiosks", ["Ki-ốt 2"])
    text += '\n[[screens]]\nkind = "kiosk"\nname = "Ki-ốt 2"\n'
    hall = new_hall(f'{text}\n[[printers]]\nname = "may-in-2"\n')
    kiosk = hall.screen("kiosk", "kiosk")
    hall.at_the_back_door("fault", name=PRINTER, fault="paper-out")
    papers = {"": None, "Ki-ốt 2": "paper-out"}
    wait_until(lambda: kiosk.state.get("papers") == papers, 20, "the second has no paper")
    hall.at_the_back_door("fault", name=PRINTER, fault="ok")
    hall.at_the_back_door("fault", name="may-in-2", fault="cover-open")
    papers = {"": "cover-open", "Ki-ốt 2": None}
    wait_until(lambda: kiosk.state["papers"] == papers, 20, "the first is open")
    token = hall.new_token("kiosk", name="Ki-ốt 2")["token"]
    page = hall.stranger(Authorization=f"Bearer {token}").ask("GET", "/kiosk/").body.decode()
    assert '"screen": "Ki-\\u1ed1t 2"' in page or '"screen": "Ki-ốt 2"' in page


def test_a_roll_near_its_end_is_told_with_what_is_left(new_hall: NewHall) -> None:
    hall = new_hall(changed(shipped(), "[[printers]]", "roll_m", 2))
    stats = hall.screen("stats", "supervisor")
    papers = 0
    while not papers or (roll(hall)["left"] or 0) * roll(hall)["slip_mm"] > 200:
        papers += 1
        hall.take("A", print=True)
        wait_until(lambda n=papers: roll(hall)["slips"] == n, 20, "a slip is counted")  # type: ignore[misc]
    hall.at_the_back_door("fault", name=PRINTER, fault="paper-low")
    wait_until(lambda: any(n["code"] == "paper_low" for n in stats.state["notices"]), 20, "warned")
    [told] = [n for n in stats.state["notices"] if n["code"] == "paper_low"]
    assert told["left"] == roll(hall)["left"]
    assert told["left"] in (0, 1)
