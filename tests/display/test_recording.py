"""A recording made fit: its words found, its faults named, one loudness, one form."""

from __future__ import annotations

import math
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from config import Voice
from display import espeak
from display.chime import RATE
from display.recording import FASTEST, LOUDNESS_DB, PEAK_DB, NoRecording, heard_in, judged
from tests.display.packs import noise, save, tone


def spoken(
    seconds: float = 0.5, loud: float = 0.2, room: float = 0.001, rate: int = RATE
) -> array[int]:
    """Half a second of room, a word, half a second of room."""
    word, hush = tone(220, seconds, loud, rate), round(rate / 2)
    heard = noise(1 + seconds, room, rate=rate)
    for at, level in enumerate(word):
        heard[hush + at] = max(-32_768, min(32_767, heard[hush + at] + level))
    return heard


def rms_db(levels: array[int]) -> float:
    return 10 * math.log10(sum(x * x for x in levels) / len(levels) / 32_767**2)


def test_the_word_is_cut_out_and_brought_to_one_loudness() -> None:
    for loud in (0.05, 0.2, 0.6):
        heard = judged(spoken(0.5, loud).tobytes())
        assert heard.faults == ()
        word: array[int] = array("h", heard.samples)
        assert len(word) / RATE == pytest.approx(0.53, abs=0.02)
        middle = word[RATE // 10 : RATE // 10 * 4]
        assert rms_db(middle) == pytest.approx(LOUDNESS_DB, abs=1)
        assert abs(word[0]) < 50, "it begins without a click"
        assert abs(word[-1]) < 50


def test_a_soft_end_is_not_cut_off() -> None:
    levels = spoken(0.5, 0.3)
    tail = tone(220, 0.15, 0.03)
    for at, level in enumerate(tail):
        levels[RATE + at] += level
    assert len(judged(levels.tobytes()).samples) / 2 / RATE > 0.64


def test_a_word_of_many_peaks_stays_below_full_scale() -> None:
    levels = spoken(0.5, 0.02)
    for at in range(RATE // 2, RATE, RATE // 20):
        levels[at] = 25_000
    word: array[int] = array("h", judged(levels.tobytes()).samples)
    assert 20 * math.log10(max(map(abs, word)) / 32_767) <= PEAK_DB + 0.1


def test_what_is_wrong_is_named() -> None:
    clipped = array("h", (max(-32_767, min(32_767, 3 * x)) for x in spoken(0.5, 0.6)))
    wrong = {
        "silent": array("h", bytes(RATE)),
        "quiet": spoken(0.5, 0.008, 0.0001),
        "clipped": clipped,
        "noisy": spoken(0.5, 0.1, 0.03),
        "cut": spoken()[RATE // 2 :],
        "long": spoken(4.5),
    }
    assert {name: judged(levels.tobytes()).faults for name, levels in wrong.items()} == {
        name: (name,) for name in wrong
    }
    assert judged(b"").faults == ("silent",)


@pytest.mark.parametrize(("rate", "channels"), [(48_000, 1), (44_100, 2), (22_050, 1), (16_000, 2)])
def test_any_telephone_s_wav_is_brought_to_our_form(
    tmp_path: Path, rate: int, channels: int
) -> None:
    mono = spoken(0.4, 0.2, rate=rate)
    levels = array("h", (level for level in mono for _ in range(channels)))
    heard = heard_in(save(tmp_path / "phone.wav", levels, rate, channels))
    assert heard.faults == ()
    word: array[int] = array("h", heard.samples)
    assert len(word) / RATE == pytest.approx(0.43, abs=0.02)
    middle = word[RATE // 10 : RATE // 10 + RATE // 5]
    crossings = sum(a < 0 <= b for a, b in pairwise(middle))
    assert crossings == pytest.approx(220 * 0.2, abs=1), "the pitch is the speaker's own"


def test_what_is_above_our_rate_does_not_fold_back(tmp_path: Path) -> None:
    high = tone(15_000, 1.0, 0.5, rate=48_000)
    heard = heard_in(save(tmp_path / "high.wav", high, 48_000))
    # But for the clicks where a tone is switched on and off, far below what came in.
    assert heard.room_db < rms_db(high) - 50


@pytest.mark.parametrize("rate", [22_050, 48_000])
def test_real_words_come_through_whole(tmp_path: Path, rate: int) -> None:
    """espeak-ng stands for the speaker: a word with a soft beginning and one with a stop."""
    for text in ("mời công dân có số", "sáu", "một", "ích-xì"):
        said: array[int] = array("h", espeak.speak(Voice(), "vi", text, 60))
        levels = noise(0.5, 0.0008) + said + noise(0.5, 0.0008, seed=2)
        if rate != RATE:  # every sample held: crude, and as a cheap microphone would
            levels = array(
                "h", (levels[min(len(levels) - 1, n * RATE // rate)]
                      for n in range(len(levels) * rate // RATE))
            )  # fmt: skip
        heard = heard_in(save(tmp_path / "word.wav", levels, rate))
        assert heard.faults == (), text
        assert len(heard.samples) / 2 == pytest.approx(len(said), abs=0.08 * RATE), text


def test_what_is_no_wav_or_not_16_bits_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF no wav")
    with pytest.raises(NoRecording, match="no wav file"):
        heard_in(tmp_path / "a.wav")
    with pytest.raises(NoRecording, match="no wav file"):
        heard_in(tmp_path / "gone.wav")
    data = save(tmp_path / "b.wav", tone(440, 0.1)).read_bytes()
    # The same bytes called 8 bits a sample: block size 1, 8 bits.
    (tmp_path / "b.wav").write_bytes(data[:32] + b"\x01\x00\x08\x00" + data[36:])
    with pytest.raises(NoRecording, match="16-bit"):
        heard_in(tmp_path / "b.wav")


@pytest.mark.parametrize("rate", [0, 1, 2_000_000_000])
def test_what_is_no_clip_at_all_is_not_even_read(rate: int, tmp_path: Path) -> None:
    """An hour of a meeting, or a header that lies, must not take the memory of the hall."""
    data = save(tmp_path / "so-1.wav", tone(440, 1.0)).read_bytes()
    (tmp_path / "so-1.wav").write_bytes(data[:24] + rate.to_bytes(4, "little") + data[28:])
    if rate < FASTEST:
        with pytest.raises(NoRecording, match="longer than 60 s"):
            heard_in(tmp_path / "so-1.wav")
    else:
        assert "silent" in heard_in(tmp_path / "so-1.wav").faults
    long = save(tmp_path / "so-2.wav", array("h", bytes(2 * 8000 * 61)), rate=8000)
    with pytest.raises(NoRecording, match="longer than 60 s"):
        heard_in(long)
