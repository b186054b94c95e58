"""A screen read aloud: the words for what stands there, and a wav that nobody keeps."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import pytest

from config import Voice
from display import espeak
from display.aloud import Reader, spoken


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
