"""The hall's own sound card: what is called is heard there, shown, and written down."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.config_text import shipped
from tests.hall import Hall, wait_until

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


def test_a_speaker_that_is_away_leaves_the_text_and_is_among_the_devices(new_hall: NewHall) -> None:
    hall = new_hall(shipped(**CARD))
    device = wait_until(lambda: well(hall, "ok"), 20, "the speaker is there")
    assert device["kind"] == "speaker"
    hall.at_the_back_door("fault", name="loa", fault="offline")
    away = wait_until(lambda: well(hall, "offline"), 20, "it is away")
    assert "loa" in away["todo"]["vi"]
    call_at(hall, 1, 2)
    wait_until(lambda: states(hall) == ["blocked", "blocked"], 40, "both stood as text alone")
    hall.at_the_back_door("fault", name="loa", fault="ok")
    wait_until(lambda: well(hall, "ok"), 20, "it is back")
    hall.counter(1).recall()
    wait_until(lambda: states(hall)[-1] == "spoken", 40, "the recall is heard")
    hall.verify()


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
