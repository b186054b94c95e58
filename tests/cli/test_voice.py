"""`motcua voice`: a person's recordings made and taken in, and one call as it sounds.

In this process: a Python of its own for each of them would cost a minute.
"""

from __future__ import annotations

import io
import os
import subprocess
import wave
from array import array
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from cli import main
from display.chime import RATE
from display.clips import Pack, clips_of, needed
from kiosk.spoken import recordings
from tests.cli.typed import sentence
from tests.config_text import shipped
from tests.display import packs
from tests.display.test_recording import spoken
from tests.hall import HOUSE

Typed = Callable[..., subprocess.CompletedProcess[str]]

LENT = ("--speaker", "Nguyễn Thị Lan", "--consent", "Dùng để gọi số tại xã Mẫu.")


ARECORD = """#!/bin/sh
echo "$@" >> {home}/asked
for last in "$@"; do :; done
n=$(wc -l < {home}/asked)
cp {home}/take-$n.wav "$last"
"""


@pytest.fixture
def motcua(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """The command as a person types it, and the keys that are pressed meanwhile."""
    monkeypatch.chdir(HOUSE)

    def typed(*words: object, keys: str = "") -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(keys))
        code = main([*map(str, words)])
        said = capsys.readouterr()
        return subprocess.CompletedProcess([*map(str, words)], code, said.out, said.err)

    return typed


@pytest.fixture
def microphone(motcua: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Typed:
    """`motcua voice record` with an arecord that gives take-1.wav, then take-2.wav."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "arecord").write_text(ARECORD.format(home=tmp_path), "utf-8")
    (programs / "arecord").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")

    def record(*words: object, keys: str) -> subprocess.CompletedProcess[str]:
        return motcua("voice", "record", *words, "--state", tmp_path, keys=keys)

    return record


def words_of(name: str, rate: int = RATE) -> array[int]:
    """A recording as it comes from a telephone: room, the tone of its name, room."""
    hush = packs.noise(0.5, 0.0005, rate=rate)
    return hush + packs.tone(packs.pitch_of(name), 0.2, rate=rate) + hush


def telephone(folder: Path, *names: str) -> list[str]:
    return [str(packs.save(folder / f"{name}.wav", words_of(name))) for name in names]


def test_what_is_needed_and_missing_is_listed(motcua: Typed, tmp_path: Path) -> None:
    packs.pack(tmp_path / "voices/lan", without=["so-7", "chu-n", "so-30"])
    said = motcua("voice", "list", "--pack", "lan", "--state", tmp_path)
    assert said.returncode == 1
    lines = {line.split()[0]: line for line in said.stdout.splitlines()}
    assert lines["so-7"] == "so-7      MISSING  bảy"
    assert lines["so-6"].endswith("there    sáu")
    assert lines["chu-n"] == "chu-n     MISSING  en-nờ  (no call of this hall needs it)"
    assert "Nguyễn Thị Thử, recorded 2026-11-20: Cho bản thử nghiệm này." in said.stdout
    assert said.stdout.endswith("Missing for this hall: so-7.\n")
    packs.pack(tmp_path / "voices/lan")
    whole = motcua("voice", "list", "--pack", "lan", "--state", tmp_path)
    assert (whole.returncode, whole.stdout.count("MISSING")) == (0, 0)
    assert "ki-ot-question" in whole.stdout
    assert whole.stdout.count("machine") == len(recordings()) + 1  # and its heading
    (tmp_path / "voices/lan/voice.toml").unlink()
    nobody = motcua("voice", "list", "--pack", "lan", "--state", tmp_path)
    assert nobody.returncode == 1
    assert "does not say whose voice it is" in nobody.stdout


def test_recordings_are_taken_in_and_a_call_is_said_by_them(motcua: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "phone"
    telephone(folder, *needed())
    taken = motcua("voice", "import", str(folder), "--pack", "lan", *LENT, "--state", tmp_path)
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert taken.stdout.count(": kept, 0.2") == len(needed())
    pack = Pack(tmp_path / "voices/lan")
    speaker = pack.speaker()
    assert speaker
    assert (speaker.name, speaker.consent) == (LENT[1], LENT[3])
    out = tmp_path / "call.wav"
    config = tmp_path / "config.toml"
    config.write_text(shipped(voice__clips="lan", voice__chime=False, voice__repeat=1), "utf-8")
    ask = ["--config", config, "--state", tmp_path, "--out", out]
    said = motcua("voice", "C450", "21", "--recall", "1", *ask)
    assert said.stdout == f"{out}: lan\n"
    assert heard_in_order(out, clips_of("C450", 21, 1))
    pack.path("so-4").unlink()
    fell = motcua("voice", "C450", "21", *ask)
    assert fell.stdout.startswith(f"{out}: espeak-ng\nlan lacks a recording")
    assert fell.returncode == 0


def heard_in_order(out: Path, clips: list[str]) -> bool:
    with wave.open(str(out)) as file:
        samples = file.readframes(file.getnframes())
    # The tones of a telephone stand in their room's noise, which zero crossings would count.
    levels = array("h", (level if abs(level) > 900 else 0 for level in array("h", samples)))
    return packs.read_back(levels.tobytes()) == clips


def test_a_bad_recording_is_not_kept_and_it_is_said_why(motcua: Typed, tmp_path: Path) -> None:
    good, bad = telephone(tmp_path, "so-1", "so-2")
    packs.save(Path(bad), spoken(0.3, 0.1, 0.03))
    said = motcua("voice", "import", good, bad, "--pack", "lan", *LENT, "--state", tmp_path)
    assert said.returncode == 1
    assert "so-1: kept" in said.stdout
    assert "so-2 is not kept: the room is too loud" in said.stdout
    pack = Pack(tmp_path / "voices/lan")
    assert pack.samples("so-1")
    assert not pack.samples("so-2")
    (tmp_path / "so-3.wav").write_bytes(b"no wav")
    again = motcua("voice", "import", tmp_path / "so-3.wav", "--pack", "lan", "--state", tmp_path)
    assert again.returncode == 1
    assert "is no wav file" in again.stdout


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        (["list"], "--pack"),
        (["list", "--pack", "../x"], "--pack"),
        (["import", "--pack", "lan", *LENT], "so-7.wav"),
        (["import", "so-77.wav", "--pack", "lan", *LENT], "so-77"),
        (["import", "so-7.wav", "--pack", "lan"], "--consent"),
        (["import", "so-7.wav", "--pack", "lan", "--speaker", "Lan"], "--consent"),
        (["A012", "3", "4"], "A012 3"),
        (["A012", "3", "--recall", "-1"], "A012 3"),
    ],
)
def test_a_mistake_says_what_to_type(
    motcua: Typed, tmp_path: Path, typed: list[str], part: str
) -> None:
    assert part in sentence(motcua("voice", *typed, "--state", tmp_path), 2)
    assert not (tmp_path / "voices").exists()


def test_each_missing_one_is_read_until_it_is_good(microphone: Typed, tmp_path: Path) -> None:
    kept = [name for name in needed() if name not in ("so-1", "so-2", "so-3")]
    packs.pack(tmp_path / "voices/lan", without=["so-1", "so-2", "so-3"])
    packs.save(tmp_path / "take-1.wav", spoken(0.3, 0.005, 0.0001))
    for n, name in ((2, "so-1"), (3, "so-3")):
        packs.save(tmp_path / f"take-{n}.wav", words_of(name, 48_000), 48_000)
    said = microphone("--pack", "lan", "--card", "plughw:2", keys="\n\ns\n\n")
    assert said.returncode == 1
    assert "so-1 is not kept: it is too quiet" in said.stdout
    assert said.stdout.index("so-1: kept") < said.stdout.index("so-2: hai")
    assert "so-3: kept" in said.stdout
    pack = Pack(tmp_path / "voices/lan")
    assert pack.missing() == ["so-2"]
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert len(asked) == 3
    assert asked[0].startswith("-q -D plughw:2 -f S16_LE -r 48000 -c 1 -d 4 /")
    assert packs.read_back(pack.say(list(chain(kept[:1], ["so-6"])))) == [kept[0], "so-6"]


def test_one_that_is_named_is_read_anew_and_q_stops(microphone: Typed, tmp_path: Path) -> None:
    packs.pack(tmp_path / "voices/lan")
    before = Pack(tmp_path / "voices/lan").samples("so-5")
    packs.save(tmp_path / "take-1.wav", words_of("so-5"))
    said = microphone("so-5", "so-6", "--pack", "lan", keys="\nq\n")
    assert said.returncode == 0
    assert Pack(tmp_path / "voices/lan").samples("so-5") != before
    assert len((tmp_path / "asked").read_text().splitlines()) == 1


def test_without_a_microphone_or_a_player_it_is_said_what_to_do(
    motcua: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "timeout").symlink_to("/usr/bin/timeout")
    (tmp_path / "espeak-ng").symlink_to("/usr/bin/espeak-ng")
    monkeypatch.setenv("PATH", str(tmp_path))
    state = ["--state", tmp_path / "state"]
    mute = motcua("voice", "record", "--pack", "lan", *LENT, *state)
    assert "voice import" in sentence(mute, 1)
    deaf = motcua("voice", "A012", "3", "--out", tmp_path / "call.wav", "--play", *state)
    assert "alsa-utils" in sentence(deaf, 1)


def test_what_the_kiosk_reads_aloud_is_asked_for_by_one_word(
    microphone: Typed, tmp_path: Path
) -> None:
    packs.pack(tmp_path / "voices/lan")
    packs.save(tmp_path / "take-1.wav", words_of("so-1", 48_000), 48_000)
    said = microphone("ki-ot", "--pack", "lan", keys="\nq\n")
    assert "ki-ot-greeting: Xin chào Ông/Bà!" in said.stdout
    assert "ki-ot-greeting: kept" in said.stdout
    assert "ki-ot-question: Hôm nay" in said.stdout  # the next, where one stopped
    assert Pack(tmp_path / "voices/lan").samples("ki-ot-greeting")
    assert said.returncode == 0  # calls need none of them
    other = microphone("ki-ot-nothing", "--pack", "lan", keys="q\n")
    assert "motcua voice list" in sentence(other, 2)
