"""Devices tried at opening and on demand: they print, speak and light up, and no line moves."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from kiosk.trial_slip import MARK, trial_blocks
from tests.config_text import shipped
from tests.hall import Hall, wait_until
from tests.watching import Screen

NewHall = Callable[..., Hall]
VOICE = "giong-doc"
BEGIN = 1_795_000_000_000


def told(hall: Hall) -> dict[str, Any]:
    found: dict[str, Any] = hall.as_("supervisor").get("self-test")
    return found


def tried(hall: Hall, *names: str) -> dict[str, dict[str, Any]]:
    """The rows by their names, once these (or all) have been tried."""

    def over() -> dict[str, dict[str, Any]] | None:
        now = told(hall)
        rows = {row["name"]: row for row in now["rows"]}
        done = all(rows[name]["verdict"] not in ("none", "running") for name in names or rows)
        return rows if done and not now["running"] else None

    return wait_until(over, 40, f"{names or 'all'} are tried", every=0.1)


def try_now(hall: Hall, *names: str) -> dict[str, dict[str, Any]]:
    body = {"devices": [*names]} if names else {}
    hall.as_("supervisor").press("self-test", body).expecting(200)
    return tried(hall, *names)


def says(hall: Hall, tv: Screen, came: str) -> None:
    """The hall's screen says the sentence that it is given, and what became of it."""
    trial = wait_until(lambda: tv.state.get("trial"), 10, "the screen is to say something")
    sound = hall.as_("display").ask("GET", trial["sound"])
    assert (sound.status, sound.body[:4]) == (200, b"RIFF")
    said = {"id": trial["id"], "state": came}
    hall.as_("display").press("self-test/sound", said).expecting(200)


def awake(hall: Hall) -> Hall:
    """Once every device has said that it is well."""

    def well() -> bool:
        devices = hall.as_("supervisor").get("devices")["devices"]
        return all(device["level"] == "good" for device in devices)

    wait_until(well, 30, "every device is well", every=0.1)
    return hall


def journal(hall: Hall) -> list[tuple[Any, ...]]:
    """What the journal says of the queue; a token for a test's own screen is not of it."""
    return hall.rows("SELECT seq FROM journal WHERE subject != 'token'")


def test_it_prints_speaks_and_lights_up_and_the_line_stands_still(hall: Hall) -> None:
    awake(hall)
    tv = hall.screen("hall", "display")
    hall.screen("kiosk", "kiosk")
    pad = hall.screen("pad:1", "pad", 1)
    hall.take("A")
    before = journal(hall)
    assert told(hall)["verdict"] in ("none", "bad")
    hall.as_("supervisor").press("self-test", {}).expecting(200)
    boards = hall.state / "boards" / "day-bang.json"
    wait_until(lambda: '"8888"' in boards.read_text("utf-8"), 10, "a board lights up")
    wait_until(lambda: pad.state.get("tried") is True, 10, "the pad lights up")
    says(hall, tv, "spoken")
    rows = tried(hall)
    wait_until(lambda: '"8888"' not in boards.read_text("utf-8"), 10, "the boards are as before")
    wait_until(lambda: pad.state["tried"] is False, 10, "the pad is as before")
    off = {f"Đánh giá quầy {n}" for n in range(2, 6)}
    assert {name for name, row in rows.items() if row["verdict"] != "good"} == off
    assert len(hall.papers()) == 1
    assert journal(hall) == before
    assert hall.board()["calls"] == []
    hall.verify()


@pytest.mark.parametrize(("came", "verdict"), [("spoken", "good"), ("blocked", "bad")])
def test_the_voice_is_as_good_as_the_screen_that_says_it(
    hall: Hall, came: str, verdict: str
) -> None:
    assert try_now(awake(hall), VOICE)[VOICE]["verdict"] == "look"
    tv = hall.screen("hall", "display")
    wait_until(lambda: tv.state, 10, "the screen has its state")
    hall.as_("supervisor").press("self-test", {"devices": [VOICE]}).expecting(200)
    says(hall, tv, came)
    row = tried(hall, VOICE)[VOICE]
    assert row["verdict"] == verdict
    assert ("chạm" in row["told"]["vi"]) == (came == "blocked")
    wait_until(lambda: tv.state["trial"] is None, 10, "nothing is to be said any more")


def test_a_voice_for_the_sound_card_claims_no_more_than_it_did(new_hall: NewHall) -> None:
    hall = new_hall(shipped(voice__output="card", voice__card="plughw:CARD=none"))
    rows = try_now(hall, VOICE, "loa")
    assert {name: rows[name]["verdict"] for name in (VOICE, "loa")} == {VOICE: "good", "loa": "bad"}
    assert "tạo được câu thử" in rows[VOICE]["told"]["vi"]


def test_what_fails_is_red_with_what_to_do_and_green_when_it_is_back(hall: Hall) -> None:
    awake(hall)
    for name, fault in (("may-in-1", "paper-out"), ("bang-quay-2", "offline")):
        hall.at_the_back_door("fault", name=name, fault=fault)
    rows = try_now(hall, "may-in-1", "bang-quay-2", "bang-quay-1")
    assert {name: rows[name]["verdict"] for name in ("may-in-1", "bang-quay-2", "bang-quay-1")} == {
        "may-in-1": "bad", "bang-quay-2": "bad", "bang-quay-1": "good",
    }  # fmt: skip
    assert "giấy" in rows["may-in-1"]["told"]["vi"]
    assert rows["bang-quay-2"]["told"]["en"]
    assert told(hall)["verdict"] == "bad"
    for name in ("may-in-1", "bang-quay-2"):
        hall.at_the_back_door("fault", name=name, fault="ok")
    wait_until(lambda: try_now(hall, "may-in-1")["may-in-1"]["verdict"] == "good", 20)
    wait_until(lambda: try_now(hall, "bang-quay-2")["bang-quay-2"]["verdict"] == "good", 40)


def test_a_board_on_a_stuck_line_is_not_called_good(hall: Hall) -> None:
    awake(hall)
    hall.at_the_back_door("fault", name="bang-quay-5", fault="hang")
    rows = try_now(hall, "bang-quay-1", "bang-quay-5")
    assert {rows[name]["verdict"] for name in ("bang-quay-1", "bang-quay-5")} == {"good", "bad"}
    assert rows["bang-quay-5"]["told"]["vi"]


def test_what_goes_or_comes_back_after_a_trial_is_said(hall: Hall) -> None:
    def row() -> tuple[str, str]:
        now = {row["name"]: row for row in told(hall)["rows"]}["may-in-1"]
        return now["verdict"], now["told"]["vi"]

    assert try_now(awake(hall), "may-in-1")["may-in-1"]["verdict"] == "good"
    hall.at_the_back_door("fault", name="may-in-1", fault="paper-out")
    wait_until(lambda: row()[0] == "bad" and "giấy" in row()[1], 20, "it is known to be out")
    assert try_now(hall, "may-in-1")["may-in-1"]["verdict"] == "bad"
    hall.at_the_back_door("fault", name="may-in-1", fault="ok")
    wait_until(lambda: row()[0] == "look" and "trở lại" in row()[1], 20, "it has come back")
    assert try_now(hall, "may-in-1")["may-in-1"]["verdict"] == "good"


def test_a_screen_that_is_switched_on_later_is_green_without_a_press(hall: Hall) -> None:
    def screen() -> str:
        return str({row["kind"]: row["verdict"] for row in told(hall)["rows"]}["display"])

    assert screen() == "bad"
    hall.screen("hall", "display")
    wait_until(lambda: screen() == "good", 10)


def test_two_printers_are_tried_at_once_and_a_name_said_twice_is_one_device(
    new_hall: NewHall,
) -> None:
    more = "".join(
        f'\n[[screens]]\nkind = "kiosk"\nname = "K{n}"\n'
        f'\n[[printers]]\nname = "may-in-{n}"\nkiosks = ["K{n}"]\n'
        for n in range(2, 6)
    )
    hall = awake(new_hall(shipped() + more))
    printers = [f"may-in-{n}" for n in range(1, 6)]
    rows = try_now(hall, *printers * 3)
    assert {rows[name]["verdict"] for name in printers} == {"good"}
    assert len(hall.papers()) == 5


def test_a_device_that_is_none_is_refused(hall: Hall) -> None:
    answer = hall.as_("supervisor").press("self-test", {"devices": ["may-in-9"]})
    assert (answer.status, answer.code) == (422, "unknown")


def test_the_day_opens_with_a_trial_and_a_restart_does_not_print_again(new_hall: NewHall) -> None:
    hall = new_hall(shipped(day__self_test=True))
    tried(hall, "may-in-1", "bang-chung")
    assert told(hall)["why"] == "opening"
    assert len(hall.papers()) == 1
    results = json.loads((hall.state / "trial.json").read_text("utf-8"))
    hall.stop()
    hall.start()
    assert told(hall)["at"]
    hall.take("A", print=True)
    wait_until(lambda: len(hall.papers()) == 2, 20, "the ticket is printed")
    wait_until(lambda: told(hall)["rows"], 10)
    assert json.loads((hall.state / "trial.json").read_text("utf-8")) == results


def test_a_torn_result_stops_nobody(new_hall: NewHall) -> None:
    hall = new_hall()
    hall.stop()
    (hall.state / "trial.json").write_text('{"day": 1, "ro', "utf-8")
    hall.start()
    assert {row["verdict"] for row in told(hall)["rows"]} == {"bad", "none"}


@pytest.mark.parametrize("on", [False, True])
def test_no_trial_by_itself_when_it_is_off_or_time_is_played(new_hall: NewHall, on: bool) -> None:
    hall = new_hall(shipped(day__self_test=on), BEGIN if on else None)
    taken = [hall.take("A", print=True) for _ in range(3)]
    wait_until(lambda: len(hall.papers()) == len(taken), 20, "tickets are printed")
    assert not (hall.state / "trial.json").exists()


def test_the_same_from_the_shell(hall: Hall) -> None:
    said = awake(hall).motcua("devices", "test", "may-in-1")
    assert (said.returncode, said.stdout.split()[:2]) == (0, ["ok", "may-in-1"])
    hall.at_the_back_door("fault", name="may-in-1", fault="cover-open")
    said = hall.motcua("devices", "test", "may-in-1")
    assert said.returncode == 1
    assert said.stdout.startswith("FAIL  may-in-1")
    assert hall.motcua("devices", "test", "nothing").returncode == 2


def test_its_slip_says_what_it_is_and_carries_no_number() -> None:
    blocks = trial_blocks("Trung tâm", "may-in-1", "07:30 20/11/2026")
    assert blocks[0] == {"block": "mark", "text": MARK}
    assert MARK == "BẢN IN THỬ"
    assert {"number", "qr"}.isdisjoint(block["block"] for block in blocks)
    assert all(block.get("size", 24) >= 24 for block in blocks)
