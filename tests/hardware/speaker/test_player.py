"""One speaker in the test's hand: order, age, a player that hangs, a card that is away."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from hardware.errors import FaultUnknown
from hardware.health import Condition
from hardware.peripherals.driver import Port
from hardware.speaker import base
from hardware.speaker.base import Speaker
from hardware.speaker.player import driver
from tests.display.packs import save, tone


class Heard:
    """Stands for the hall: keeps what the driver tells it."""

    def __init__(self) -> None:
        self.played_: list[tuple[int, str]] = []
        self.conditions: list[Condition] = []

    def played(self, sound: int, outcome: str) -> None:
        self.played_.append((sound, outcome))

    def health(self, device: str, condition: Condition) -> None:
        assert device == "loa"
        if self.conditions[-1:] != [condition]:
            self.conditions.append(condition)

    def key(self, pad: str, key: str, press: str) -> None:
        pytest.fail("a speaker has no keys")


Make = Callable[[str], Speaker]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def make(tmp_path: Path, heard: Heard) -> Make:
    return lambda address: driver(Port("loa", "speaker", address, {}, tmp_path), heard)


@pytest.fixture
def wav(tmp_path: Path) -> str:
    return str(save(tmp_path / "call.wav", tone(440, 0.25)))


APLAY = """#!/bin/sh
echo "$@" >> {log}
for last in "$@"; do :; done
case "$last" in 1) cat > /dev/null;; esac
{then}
"""


@pytest.fixture
def aplay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a player on PATH that writes down how it was called, and then does as told."""

    def put(then: str) -> Path:
        programs, log = tmp_path / "programs", tmp_path / "aplay.log"
        programs.mkdir(exist_ok=True)
        (programs / "aplay").write_text(APLAY.format(log=log, then=then), "utf-8")
        (programs / "aplay").chmod(0o755)
        monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
        return log

    return put


def order(sound: int, path: str, until: float | None = None) -> dict[str, object]:
    return {"sound": sound, "path": path, "until": until or time.time() + 60}


def turns(speaker: Speaker, until: Callable[[], object], patience: float = 5) -> None:
    end = time.monotonic() + patience
    while not until():
        assert time.monotonic() < end, "it never happened"
        began = time.monotonic()
        speaker.turn()
        assert time.monotonic() - began < 3, "one turn held its thread"


def written(folder: Path) -> list[dict[str, float]]:
    lines = (folder / "speaker/played.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_sounds_come_in_order_one_at_a_time_each_to_its_end(
    make: Make, heard: Heard, wav: str, tmp_path: Path
) -> None:
    speaker = make("virtual")
    for sound in (7, 8, 9):
        speaker.order(order(sound, wav))
    turns(speaker, lambda: len(heard.played_) == 3)
    assert heard.played_ == [(7, "spoken"), (8, "spoken"), (9, "spoken")]
    lines = written(tmp_path)
    assert [line["sound"] for line in lines] == [7, 8, 9]
    assert all(line["ended"] - line["began"] >= 0.24 for line in lines)
    assert all(b["began"] >= a["ended"] for a, b in pairwise(lines))
    assert heard.conditions == [Condition("ok")]


def test_what_is_too_old_is_late_and_not_heard(
    make: Make, heard: Heard, wav: str, tmp_path: Path
) -> None:
    speaker = make("virtual")
    speaker.order(order(1, wav))
    speaker.order(order(2, wav, time.time() + 0.1))
    speaker.order(order(3, wav))
    turns(speaker, lambda: len(heard.played_) == 3)
    assert heard.played_ == [(1, "spoken"), (2, "late"), (3, "spoken")]
    assert [line["sound"] for line in written(tmp_path)] == [1, 3]


def test_a_twin_that_stalls_is_given_up_and_the_next_is_heard(
    make: Make, heard: Heard, wav: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "END_S", 0.3)
    speaker = make("virtual")
    speaker.fault("loa", "stall")
    speaker.order(order(1, wav))
    turns(speaker, lambda: heard.played_)
    assert heard.played_ == [(1, "failed")]
    assert heard.conditions[-1] == Condition("error", "hung")
    speaker.fault("loa", "ok")
    speaker.order(order(2, wav))
    turns(speaker, lambda: len(heard.played_) == 2)
    assert (heard.played_[-1], heard.conditions[-1]) == ((2, "spoken"), Condition("ok"))


def test_a_twin_breaks_and_returns_as_told(make: Make, heard: Heard, wav: str) -> None:
    speaker = make("virtual")
    for fault, condition in [
        ("offline", Condition("offline", "virtual-offline")),
        ("error", Condition("error", "virtual-error")),
        ("ok", Condition("ok")),
    ]:
        speaker.fault("loa", fault)
        turns(speaker, lambda: heard.conditions[-1:] == [condition])  # noqa: B023
    speaker.fault("loa", "reset")
    speaker.order(order(1, wav))
    turns(speaker, lambda: heard.played_)
    assert heard.played_ == [(1, "failed")]
    with pytest.raises(FaultUnknown, match="stall"):
        speaker.fault("loa", "paper-out")


def test_the_card_is_named_to_aplay_and_its_end_is_the_end(
    make: Make, heard: Heard, wav: str, aplay: Callable[[str], Path]
) -> None:
    log = aplay("sleep 0.3")
    speaker = make("plughw:1,0")
    speaker.order(order(1, wav))
    speaker.turn()
    speaker.turn()
    assert heard.played_ == [], "it still sounds"
    turns(speaker, lambda: heard.played_)
    assert heard.played_ == [(1, "spoken")]
    assert log.read_text() == f"-q -D plughw:1,0 {wav}\n"


def test_a_player_that_hangs_is_killed_by_its_own_deadline(
    make: Make, heard: Heard, wav: str, aplay: Callable[[str], Path], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(base, "END_S", 0.5)
    aplay(f"echo $$ > {tmp_path}/pid; exec sleep 60")
    speaker = make("default")
    speaker.order(order(1, wav))
    began = time.monotonic()
    turns(speaker, lambda: heard.played_)
    assert 0.7 < time.monotonic() - began < 2
    assert heard.played_ == [(1, "failed")]
    assert heard.conditions[-1] == Condition("error", "hung")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("ALSA lib x\naplay: main:831: audio open error: No such file or directory",
         Condition("offline", "card-missing")),
        ("aplay: main:831: audio open error: Device or resource busy",
         Condition("error", "card-busy")),
        ("aplay: audio open error: Permission denied", Condition("error", "not-permitted")),
        ("aplay: xrun: read error", Condition("error", "aplay: xrun: read error")),
        ("", Condition("error", "aplay failed")),
    ],
)  # fmt: skip
def test_what_aplay_complains_of_is_the_card_s_health(
    make: Make, heard: Heard, wav: str, aplay: Callable[[str], Path], said: str,
    condition: Condition,
) -> None:  # fmt: skip
    aplay(f"printf '%s' '{said}' >&2; exit 1")
    speaker = make("default")
    speaker.order(order(1, wav))
    turns(speaker, lambda: heard.played_)
    assert heard.played_ == [(1, "failed")]
    assert heard.conditions == [condition]


def test_a_card_that_is_away_is_looked_for_and_its_return_is_told(
    make: Make, heard: Heard, aplay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "LOOK_S", (0.2, 0.2))
    log = aplay("echo 'No such device' >&2; exit 1")
    speaker = make("default")
    turns(speaker, lambda: heard.conditions)
    assert heard.conditions == [Condition("offline", "card-missing")]
    assert log.read_text() == "-q -D default -t raw -f S16_LE -r 22050 -c 1\n"
    aplay("exit 0")
    turns(speaker, lambda: len(heard.conditions) == 2)
    assert heard.conditions[-1] == Condition("ok")


def test_a_card_that_hangs_while_idle_holds_no_turn(
    make: Make, heard: Heard, aplay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "END_S", 0.4)
    aplay("exec sleep 60")
    turns(make("default"), lambda: heard.conditions)
    assert heard.conditions == [Condition("error", "hung")]


def test_without_aplay_it_is_said_what_is_missing(
    make: Make, heard: Heard, wav: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    speaker = make("default")
    speaker.order(order(1, wav))
    turns(speaker, lambda: heard.played_)
    assert heard.played_ == [(1, "failed")]
    assert heard.conditions == [Condition("error", "aplay-missing")]


def test_a_file_that_is_no_sound_is_failed_and_the_next_is_heard(
    make: Make, heard: Heard, wav: str, tmp_path: Path
) -> None:
    (tmp_path / "bad.wav").write_bytes(b"no wav")
    speaker = make("virtual")
    for sound, path in enumerate([tmp_path / "gone.wav", tmp_path / "bad.wav", Path(wav)]):
        speaker.order(order(sound, str(path)))
    turns(speaker, lambda: len(heard.played_) == 3)
    assert heard.played_ == [(0, "failed"), (1, "failed"), (2, "spoken")]


def test_at_the_end_what_sounds_is_told_as_failed(
    make: Make, heard: Heard, wav: str, aplay: Callable[[str], Path]
) -> None:
    aplay("exec sleep 60")
    speaker = make("default")
    speaker.order(order(1, wav))
    speaker.turn()
    speaker.close()
    assert heard.played_ == [(1, "failed")]


@pytest.mark.skipif(shutil.which("aplay") is None, reason="alsa-utils is not installed")
def test_alsa_itself_plays_to_nowhere_and_knows_no_card_that_is_not_there(
    make: Make, heard: Heard, wav: str
) -> None:
    speaker = make("null")
    speaker.order(order(1, wav))
    turns(speaker, lambda: heard.played_)
    assert (heard.played_, heard.conditions) == ([(1, "spoken")], [Condition("ok")])
    away = make("hw:CARD=khong-co")
    away.order(order(2, wav))
    turns(away, lambda: len(heard.played_) == 2)
    assert heard.played_[-1] == (2, "failed")
    assert heard.conditions[-1].state == "offline"
