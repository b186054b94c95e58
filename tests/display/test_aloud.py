"""A screen read aloud: the words for what stands there, and a wav that nobody keeps."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import pytest

from config import Voice
from display import espeak
from display.aloud import Reader, spoken
from display.chime import RATE
from display.clips import Pack, needed
from display.recording import LONGEST_S
from kiosk.spoken import recordings
from tests.display import packs


@pytest.mark.parametrize(
    ("language", "shown", "said"),
    [
        ("vi", "Xin chào Ông/Bà!", "Xin chào Ông Bà!"),
        ("vi", "Số của Ông/Bà A012", "Số của Ông Bà a, không, một, hai"),
        ("vi", "Chờ khoảng 10–20\u00a0phút", "Chờ khoảng 10 đến 20 phút"),
        ("vi", "Từ 07:30 · 3 người chờ", "Từ 7 giờ 30, 3 người chờ"),
        ("vi", "Lúc 13:00", "Lúc 13 giờ"),
        ("vi", "Gọi 024 1234 567", "Gọi không, hai, bốn, một, hai, ba, bốn, năm, sáu, bảy"),
        ("vi", "Đất đai – Xây dựng", "Đất đai, Xây dựng"),
        ("vi", "--help", "help"),
        ("en", "Your number A012", "Your number A, zero, one, two"),
        ("en", "From 07:30", "From 7 30"),
        ("en", "8.000 đồng", "8.000 đồng"),
    ],
)
def test_signs_are_read_as_people_say_them(language: str, shown: str, said: str) -> None:
    assert spoken(shown, language) == said


def test_what_is_read_is_a_wav_and_stays_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = Reader(Voice(), lambda: 70).read("vi", "Xin chào Ông/Bà! Hôm nay Ông/Bà cần làm gì?")
    assert said
    with wave.open(io.BytesIO(said)) as file:
        assert 1 < file.getnframes() / file.getframerate() < 10
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("voice", [Voice(engine="none"), Voice()])
def test_without_a_voice_nothing_is_promised(voice: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "PROGRAM", "no-such-program")
    reader = Reader(voice, lambda: 70)
    assert not reader.able()
    assert reader.read("vi", "Xin chào") is None


def test_a_silent_hour_is_silent() -> None:
    assert Reader(Voice(), lambda: 0).read("vi", "Xin chào") is None


# --- a person's recordings ---

RECORDED = {"ki-ot-question": "Hôm nay Ông/Bà cần làm gì?", "ki-ot-your-number": "Số của Ông/Bà"}
MACHINE = b"\1\0" * 2_000


def read_by(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, language: str = "vi"
) -> list[str]:
    """The recordings heard; nothing where the machine said it."""
    monkeypatch.setattr(espeak, "speak", lambda *_: MACHINE)
    said = Reader(Voice(), lambda: 100, Pack(folder), RECORDED).read(language, text)
    assert said
    with wave.open(io.BytesIO(said)) as file:
        samples = file.readframes(file.getnframes())
    return [] if samples == MACHINE else packs.read_back(samples, RECORDED)


def pack_of(folder: Path, *names: str) -> Path:
    """The recordings of calls, and these of the kiosk."""
    packs.pack(folder)
    for name in names:
        packs.save(folder / f"{name}.wav", packs.tone(packs.pitch_of(name, RECORDED), 0.1))
    return folder


def test_what_was_recorded_is_said_by_the_person_and_the_rest_by_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pack_of(tmp_path / "lan", *RECORDED)
    question = "Hôm nay Ông/Bà\u00a0cần làm gì?"
    assert read_by(folder, monkeypatch, question) == ["ki-ot-question"]
    assert read_by(folder, monkeypatch, "Số của Ông/Bà, A012") == [
        "ki-ot-your-number", "chu-a", "so-0", "so-1", "so-2",
    ]  # fmt: skip
    for other in ("Hộ tịch, 3 người chờ", "Số của Ông/Bà, 3 người chờ", "Hôm nay"):
        assert read_by(folder, monkeypatch, other) == []
    assert read_by(folder, monkeypatch, question, "en") == []


def test_no_sentence_is_begun_by_a_person_and_ended_by_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pack_of(tmp_path / "lan", *RECORDED)
    (folder / "so-1.wav").unlink()
    assert read_by(folder, monkeypatch, "Số của Ông/Bà, A012") == []
    assert read_by(folder, monkeypatch, "Số của Ông/Bà, A022") != []
    (folder / "voice.toml").unlink()  # the consent is taken back
    assert read_by(folder, monkeypatch, "Hôm nay Ông/Bà cần làm gì?") == []


def test_the_kiosk_names_its_fixed_sentences_once_each_and_short_enough_to_record() -> None:
    words = recordings()
    assert words["ki-ot-question"] == RECORDED["ki-ot-question"]
    assert len(set(words.values())) == len(words)
    assert not set(words) & set(needed())
    for sentence in words.values():
        assert "{" not in sentence
        said = espeak.speak(Voice(), "vi", spoken(sentence, "vi"), 70)
        assert 0.1 < len(said) / 2 / RATE < LONGEST_S, sentence
