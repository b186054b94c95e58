"""A pad in the real child under the real parent: no press is lost, none comes twice."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.hardware.peripherals.test_peripherals import Hall, hall, port


def pressed(one: Hall) -> list[list[str]]:
    keys: list[list[str]] = one.heard("key")
    return keys


def test_presses_one_after_the_other_arrive_each_by_its_own_name(tmp_path: Path) -> None:
    with hall(tmp_path, port("pad", "keypad")) as one:
        one.wait_health("pad", "ok")
        for key in ("next", "recall", "pause"):
            one.tell(fault=f"press:{key}", device="pad")
        while len(pressed(one)) < 3:
            one.hear()
        one.close()
    assert [key for _, key, _ in pressed(one)] == ["next", "recall", "pause"]
    assert len({press for *_, press in pressed(one)}) == 3


def test_a_press_is_not_played_again_by_the_next_child(tmp_path: Path) -> None:
    with hall(tmp_path, port("pad", "keypad"), port("other", "keypad")) as one:
        one.wait_health("pad", "ok")
        one.tell(fault="offline", device="other")
        one.wait_health("other", "offline")
        one.tell(fault="press:next", device="pad")
        one.wait(lambda m: "key" in m)
        one.tell(kill=signal.SIGKILL)
        one.wait(lambda m: "born" in m)
        # What is so stays so, a finger does not stay on its key.
        one.tell(fault="ok", device="other")
        one.wait_health("other", "ok")
        for fault in ("offline", "ok"):
            one.tell(fault=fault, device="pad")
            one.wait_health("pad", fault)
        one.tell(fault="press:miss", device="pad")
        one.wait(lambda m: "key" in m)
        one.close()
    assert [key for _, key, _ in pressed(one)] == ["next", "miss"]
