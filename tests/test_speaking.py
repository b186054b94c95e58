"""The hall's own sound card: what is called is heard there, shown, and written down."""

from __future__ import annotations

import json
import shutil
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import gevent
import pytest

from app import sound_of
from config import parse
from display.chime import PEAK, RATE
from display.sound import Call
from hall.server import Hall as Server
from tests.config_text import shipped
from tests.hall import Hall, wait_until
from tickets import Desk

NewHall = Callable[..., Hall]
CARD = {"voice__output": "card", "voice__card": "virtual", "voice__engine": "none"}
WORDS = {**CARD, "voice__engine": "espeak-ng", "voice__repeat": 1}


def played(hall: Hall) -> list[dict[str, Any]]:
    file = hall.state / "speaker" / "played.jsonl"
    return (
        [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    )


def states(hall: Hall) -> list[str]:
    return [row[0] for row in hall.rows("SELECT state FROM announcement ORDER BY id")]


def call_at(hall: Hall, *counters: int) -> None:
    for _ in counters:
        hall.take("A")
    for n in counters:
        hall.counter(n).open()
    for n in counters:
        hall.counter(n).next()


def test_calls_are_heard_one_after_another_and_the_screen_follows(new_hall: NewHall) -> None:
    hall = new_hall(shipped(**CARD))
    screen = hall.screen("hall", "display")
    wait_until(lambda: screen.state.get("sound_from") == "card", 10, "the screen knows who speaks")
    call_at(hall, 1, 2)
    speaking: list[str] = []

    def both_spoken() -> bool:
        for one in screen.state["announcements"]:
            if one["state"] == "speaking" and one["number"] not in speaking:
                speaking.append(one["number"])
        return states(hall) == ["spoken", "spoken"]

    wait_until(both_spoken, 40, "both are spoken")
    lines = played(hall)
    assert [line["outcome"] for line in lines] == ["spoken", "spoken"]
    assert lines[0]["ended"] <= lines[1]["began"]
    assert [line["sound"] for line in lines] == [
        row[0] for row in hall.rows("SELECT id FROM announcement ORDER BY id")
    ]
    assert speaking == [row[0] for row in hall.rows("SELECT number FROM announcement ORDER BY id")]
    hall.verify()


def test_a_kill_in_the_middle_of_a_sentence_says_it_again_once_whole(new_hall: NewHall) -> None:
    hall = new_hall(shipped(**WORDS))
    call_at(hall, 1)
    wait_until(lambda: states(hall) == ["speaking"], 20, "it is taken up")
    hall.kill()
    hall.start()
    wait_until(lambda: states(hall) == ["spoken"], 40, "it is spoken after the restart")
    assert [line["outcome"] for line in played(hall)][-1] == "spoken"
    assert sum(line["outcome"] == "spoken" for line in played(hall)) == 1
    hall.verify()


def test_what_has_sounded_is_not_said_again_by_a_hall_that_is_stopped_then(
    new_hall: NewHall,
) -> None:
    hall = new_hall(shipped(**CARD))
    call_at(hall, 1)
    wait_until(lambda: len(played(hall)) == 1, 20, "it has sounded, and stands on the screen")
    assert states(hall) == ["speaking"]
    hall.stop()
    hall.start()
    assert states(hall) == ["spoken"]
    call_at(hall, 2)
    wait_until(lambda: len(played(hall)) == 2, 20, "only the next call is said")
    numbers = {line["sound"] for line in played(hall)}
    assert len(numbers) == 2
    hall.verify()


def test_a_speaker_that_is_away_leaves_the_text_and_is_among_the_devices(new_hall: NewHall) -> None:
    hall = new_hall(shipped(**CARD))
    device = wait_until(lambda: well(hall, "ok"), 20, "the speaker is there")
    assert device["kind"] == "speaker"
    screen = hall.screen("hall", "display")
    wait_until(lambda: screen.state.get("speaker") is True, 10, "the screen trusts in it")
    hall.at_the_back_door("fault", name="loa", fault="offline")
    away = wait_until(lambda: well(hall, "offline"), 20, "it is away")
    assert "loa" in away["todo"]["vi"]
    wait_until(lambda: screen.state["speaker"] is False, 20, "the screen says so")
    call_at(hall, 1, 2)
    wait_until(lambda: states(hall) == ["blocked", "blocked"], 40, "both stood as text alone")
    hall.at_the_back_door("fault", name="loa", fault="ok")
    wait_until(lambda: well(hall, "ok"), 20, "it is back")
    hall.counter(1).recall()
    wait_until(lambda: states(hall)[-1] == "spoken", 40, "the recall is heard")
    hall.verify()


def test_of_all_devices_the_waiting_room_is_told_of_the_sound_card_alone() -> None:
    told: list[set[str]] = []
    server: Any = SimpleNamespace(
        desk=SimpleNamespace(touch=lambda *boards: told.append({*boards}))
    )
    for names in ({"may-in-1", "bang-2"}, {"may-in-1", "loa"}):
        Server._device_changed(server, names)
        gevent.sleep()
    assert [boards >= {"kiosk", "stats", "slips"} for boards in told] == [True, True]
    assert ["hall" in boards for boards in told] == [False, True]


@pytest.mark.skipif(shutil.which("aplay") is None, reason="alsa-utils is not installed")
def test_alsa_itself_speaks_to_nowhere_and_a_card_that_is_away_is_said(new_hall: NewHall) -> None:
    hall = new_hall(shipped(**{**CARD, "voice__card": "null"}))
    wait_until(lambda: well(hall, "ok"), 20, "ALSA's null is there")
    call_at(hall, 1)
    wait_until(lambda: states(hall) == ["spoken"], 40, "it is played to its end")
    hall.stop()
    text = shipped(**{**CARD, "voice__card": "hw:CARD=khong-co"})
    (hall.home / "config.toml").write_text(text, "utf-8")
    hall.start()
    away = wait_until(lambda: well(hall, "offline"), 20, "no such card")
    assert away["detail"] == "card-missing"


def test_the_hall_is_as_loud_as_its_hour_asks(tmp_path: Path) -> None:
    settings = parse(shipped(voice__volume=80))
    assert [(one.start, one.end, one.volume) for one in settings.voice.volumes] == [
        ("11:30", "13:30", 50)
    ]
    for clock, volume in (("11:29", 80), ("11:30", 50), ("13:30", 80)):
        moment = SimpleNamespace(iso=lambda at=clock: f"2026-11-20T{at}:00.000+07:00")
        desk = cast("Desk", SimpleNamespace(moment=lambda now=moment: now))
        made = sound_of(settings, tmp_path, desk).render(Call("A012", 3))
        assert made
        with wave.open(str(made)) as file:
            levels = array("h", file.readframes(RATE))  # the chime alone
        assert max(map(abs, levels)) == pytest.approx(32_767 * PEAK * volume / 100, rel=0.02)


def well(hall: Hall, state: str) -> Any:
    rows = hall.as_("api").get("devices")["devices"]
    return next((row for row in rows if row["name"] == "loa" and row["state"] == state), None)


def test_too_many_calls_are_said_on_the_screen(new_hall: NewHall) -> None:
    hall = new_hall(shipped(**CARD, rules__announcement_max_age_s=4))
    screen = hall.screen("hall", "display")
    call_at(hall, 1, 2, 3, 4)
    wait_until(lambda: {"open", "speaking"}.isdisjoint(states(hall)), 60, "all have ended")
    became = states(hall)
    assert became[0] == "spoken"
    assert "late" in became
    late = hall.rows("SELECT id FROM announcement WHERE state = 'late' ORDER BY id")
    wait_until(
        lambda: [one["id"] for one in screen.state["unheard"]] == [row[0] for row in late],
        10, "the screen says whose call was not read aloud",
    )  # fmt: skip
    heard = [line["sound"] for line in played(hall)]
    assert heard == sorted(set(heard))
    assert set(heard).isdisjoint(row[0] for row in late)
    hall.verify()
