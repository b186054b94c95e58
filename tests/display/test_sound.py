"""What is heard, measured from the file: length, level, the chime, the second time."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import time
import wave
from array import array
from pathlib import Path

import pytest

from config import Voice
from display import espeak
from display.chime import LENGTH_S, RATE, TONES
from display.sound import KEEP, Call, Sound


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    return Sound(Voice(), tmp_path / "sound")


def heard(path: Path | None) -> array[int]:
    assert path is not None
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def seconds(samples: array[int]) -> float:
    return len(samples) / RATE


def peak_db(samples: array[int]) -> float:
    return 20 * math.log10(max(map(abs, samples)) / 32_767)


def strength(samples: array[int], pitch: float) -> float:
    """How much of one pitch is in the samples (Goertzel), per sample."""
    turn = 2 * math.cos(2 * math.pi * pitch / RATE)
    before = last = 0.0
    for sample in samples:
        before, last = last, sample + turn * last - before
    return math.sqrt(max(0.0, before**2 + last**2 - turn * before * last)) / len(samples)


def pauses(samples: array[int], at_least: float) -> int:
    """How many stretches of quiet last `at_least` seconds."""
    count = run = 0
    for sample in samples:
        run = run + 1 if abs(sample) < 60 else 0
        count += run == int(at_least * RATE)
    return count


def test_a_call_is_a_chime_and_the_sentence_twice(sound: Sound) -> None:
    twice = heard(sound.render(Call("A012", 3)))
    once = heard(sound.render(Call("A012", 3), once=True))
    sentence = len(once) - round((LENGTH_S + 0.4) * RATE)
    assert 3 < sentence / RATE < 10
    assert len(twice) - len(once) == pytest.approx(sentence + 0.4 * RATE, abs=2)
    assert twice[-sentence:] == once[-sentence:]
    assert pauses(twice, 0.399) == 2 * pauses(once, 0.399), "0.4 s stand before each sentence"


@pytest.mark.parametrize(
    "call",
    [Call("A012", 3), Call("X999", 21, 1), Call("S888", 30, 2), Call("L1005", 5, 1, "en")],
)
def test_it_is_long_enough_and_never_touches_full_scale(sound: Sound, call: Call) -> None:
    samples = heard(sound.render(call))
    assert seconds(samples) > 3
    assert -12 < peak_db(samples) <= -2.5


def test_the_chime_comes_first_with_its_two_tones(sound: Sound) -> None:
    samples = heard(sound.render(Call("A012", 3)))
    (first, _), (second, start) = TONES
    one = samples[: int(0.3 * RATE)]
    two = samples[int((start + 0.05) * RATE) : int((start + 0.35) * RATE)]
    assert strength(one, first) > 10 * strength(one, second)
    assert strength(two, second) > 2 * strength(two, first)
    speech = samples[int(2.5 * RATE) : int(4.5 * RATE)]
    assert strength(one, first) > 10 * strength(speech, first)


def test_english_follows_vietnamese(sound: Sound) -> None:
    vietnamese = heard(sound.render(Call("A012", 3)))
    both = heard(sound.render(Call("A012", 3, 0, "en")))
    assert seconds(both) > seconds(vietnamese) + 3
    assert both[: len(vietnamese)] == vietnamese


def test_a_recall_sounds_different(sound: Sound) -> None:
    assert sound.render(Call("A012", 3)) != sound.render(Call("A012", 3, 1))


def test_the_same_call_is_made_once(sound: Sound, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sound.render(Call("A012", 3))
    monkeypatch.setattr(espeak, "_run", lambda _command: pytest.fail("rendered again"))
    assert sound.render(Call("A012", 3)) == path


def test_old_files_are_cleared_away_and_used_ones_stay(sound: Sound) -> None:
    used = sound.render(Call("A001", 1))
    assert used is not None
    hour_ago = time.time() - 3600
    for n in range(KEEP + 3):
        (sound.folder / f"{n}.wav").write_bytes(b"")
        os.utime(sound.folder / f"{n}.wav", (hour_ago, hour_ago + n))
    sound.render(Call("A001", 1))
    sound.render(Call("A002", 1))
    assert len(list(sound.folder.iterdir())) == KEEP
    assert used.exists()
    assert not (sound.folder / "0.wav").exists()


def test_without_a_synthesiser_the_chime_still_sounds(
    sound: Sound, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "timeout").symlink_to(shutil.which("timeout") or "")
    monkeypatch.setenv("PATH", str(programs))
    samples = heard(sound.render(Call("A012", 3)))
    assert seconds(samples) == pytest.approx(LENGTH_S, abs=0.01)
    assert sound.trouble() == "voice-missing"


def test_a_synthesiser_that_hangs_is_ended_and_told(
    sound: Sound, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "espeak-ng").write_text("#!/bin/sh\nexec sleep 60\n")
    (programs / "espeak-ng").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setattr(espeak, "DEADLINE_S", 0.3)
    began = time.monotonic()
    samples = heard(sound.render(Call("A012", 3)))
    assert time.monotonic() - began < 3
    assert seconds(samples) == pytest.approx(LENGTH_S, abs=0.01)
    assert sound.trouble() == "voice-failed"
    monkeypatch.undo()
    assert seconds(heard(sound.render(Call("A012", 3)))) > 3, "the next call has its voice again"
    assert sound.trouble() is None


SERVER = """
from gevent import monkey; monkey.patch_all()
import sys, gevent
from pathlib import Path
from config import Voice
from display.sound import Call, Sound
gevent.get_hub().loop.install_sigchld()
sound = Sound(Voice(), Path(sys.argv[1]))
pool = gevent.get_hub().threadpool
calls = [pool.spawn(sound.render, Call(f"A{n:03d}", 3)) for n in range(6)]
gevent.wait(calls)
print(sound.trouble(), *(call.get().stat().st_size > 200_000 for call in calls))
"""


def test_it_works_in_the_server_s_threads_beside_gevent(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVER, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["None"] + ["True"] * 6, done.stderr


def test_a_hall_may_choose_neither_voice_nor_chime(tmp_path: Path) -> None:
    silent = Sound(Voice(engine="none", chime=False), tmp_path)
    assert silent.render(Call("A012", 3)) is None
    assert silent.trouble() is None


def test_a_disk_that_refuses_is_an_oserror(tmp_path: Path) -> None:
    (tmp_path / "sound").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="Not a directory"):
        Sound(Voice(), tmp_path / "sound").render(Call("A012", 3))
