"""A person's voice: which recordings make a sentence, and never half of one."""

from __future__ import annotations

import shutil
from array import array
from pathlib import Path

import pytest

from config import Voice
from display import espeak
from display.chime import RATE
from display.clips import GAP_S, PAUSE_S, Pack, clips_of, louder, needed
from display.sound import Call, Sound
from display.voice import sentence_vi
from tests.display import packs
from tests.display.test_sound import heard, seconds
from tests.display.test_voice import COUNTERS, SERIES


def test_about_45_recordings_and_the_words_to_be_read() -> None:
    words = needed()
    assert len(words) == 46
    assert (words["moi"], words["den-quay"], words["lan-thu"]) == (
        "Mời công dân có số",
        "đến quầy số",
        "lần thứ",
    )
    assert (words["chu-s"], words["so-0"], words["so-24"]) == ("ét-sì", "không", "hai mươi tư")
    assert needed([3, 35])["so-35"] == "ba mươi lăm"


@pytest.mark.parametrize("series", SERIES)
def test_every_call_of_a_hall_consists_of_the_list_alone(series: str) -> None:
    """1,200 numbers × 30 counters; the words of the clips are the words of the sentence."""
    words = needed()
    used: set[str] = set()
    for n in range(1, 1201):
        label = f"{series}{n:03d}"
        for counter in COUNTERS:
            clips = clips_of(label, counter)
            used.update(clips)
            if counter == n % 30 + 1:
                sentence = sentence_vi(label, counter, aloud=True)
                assert " ".join(words[name] for name in clips) == sentence.replace(",", "")
    others = {name for name in words if name.startswith("chu-")} - {f"chu-{series.lower()}"}
    assert used == set(words) - others - {"lan-thu", "thu-tu"}


def test_every_recording_of_the_list_is_needed_by_some_call() -> None:
    used = {
        name
        for series in SERIES
        for n in (123, 456, 789, 100)
        for counter in COUNTERS
        for recall in range(4)
        for name in clips_of(f"{series}{n}", counter, recall)
    }
    assert used == set(needed())


@pytest.mark.parametrize("recall", range(1, 10))
def test_a_recall_says_which_time_it_is(recall: int) -> None:
    words = needed()
    said = " ".join(words[name] for name in clips_of("A012", 4, recall))
    assert said == sentence_vi("A012", 4, recall, aloud=True).replace(",", "")


def test_the_sentence_is_its_recordings_in_order_and_nothing_else(tmp_path: Path) -> None:
    pack = Pack(packs.pack(tmp_path / "lan"))
    clips = clips_of("C450", 21, 3)
    said = pack.say(clips)
    assert packs.read_back(said) == clips
    gaps = len(clips) - 3
    length = len(clips) * packs.LENGTH_S + gaps * GAP_S + 2 * PAUSE_S
    assert len(said) / 2 / RATE == pytest.approx(length, abs=0.001)


def test_with_one_recording_missing_nothing_is_said(tmp_path: Path) -> None:
    pack = Pack(packs.pack(tmp_path / "lan", without=["so-7"]))
    assert pack.missing() == ["so-7"]
    assert pack.say(clips_of("A017", 3)) == b""
    assert pack.say(clips_of("A016", 7)) == b""
    assert packs.read_back(pack.say(clips_of("A016", 3))) == clips_of("A016", 3)


def test_a_recording_of_another_form_counts_as_missing(tmp_path: Path) -> None:
    pack = Pack(packs.pack(tmp_path / "lan"))
    packs.save(pack.path("so-1"), packs.tone(440, 0.1, rate=48_000), rate=48_000)
    pack.path("so-2").write_bytes(b"no wav")
    assert pack.missing() == ["so-1", "so-2"]


@pytest.mark.parametrize("line", ["speaker", "recorded", "consent"])
def test_nobody_s_voice_speaks_without_being_lent(tmp_path: Path, line: str) -> None:
    pack = Pack(packs.pack(tmp_path / "lan"))
    assert pack.say(clips_of("A001", 1))
    kept = [one for one in packs.ABOUT.splitlines() if not one.startswith(line)]
    (pack.folder / "voice.toml").write_text("\n".join(kept), "utf-8")
    assert pack.speaker() is None
    assert pack.say(clips_of("A001", 1)) == b""


def sound_of(tmp_path: Path, voice: Voice, without: list[str]) -> Sound:
    packs.pack(tmp_path / "voices" / "lan", without)
    return Sound(voice, tmp_path / "sound", tmp_path / "voices")


PERSON = Voice(clips="lan", chime=False, repeat=1, volume=100)


def test_a_call_is_said_by_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "_run", lambda _: pytest.fail("the machine spoke"))
    sound = sound_of(tmp_path, PERSON, [])
    said = heard(sound.render(Call("A012", 3)))
    assert packs.read_back(said.tobytes()) == clips_of("A012", 3)
    assert sound.trouble() is None


def test_a_gap_in_the_recordings_leaves_the_whole_sentence_to_the_machine(tmp_path: Path) -> None:
    sound = sound_of(tmp_path, PERSON, ["so-3"])
    alone = Sound(PERSON.model_copy(update={"clips": ""}), tmp_path / "other")
    assert heard(sound.render(Call("A012", 3))) == heard(alone.render(Call("A012", 3)))
    assert sound.trouble() == "clips-missing"
    person = heard(sound.render(Call("A012", 4)))
    assert packs.read_back(person.tobytes()) == clips_of("A012", 4)
    assert sound.trouble() is None


def test_without_machine_a_gap_leaves_the_chime(tmp_path: Path) -> None:
    voice = PERSON.model_copy(update={"chime": True, "engine": "none"})
    sound = sound_of(tmp_path, voice, ["so-3"])
    assert seconds(heard(sound.render(Call("A012", 3)))) < 1.5
    assert seconds(heard(sound.render(Call("A012", 4)))) > 2


def test_english_follows_by_the_machine_as_a_sentence_of_its_own(tmp_path: Path) -> None:
    sound = sound_of(tmp_path, PERSON, [])
    vietnamese = heard(sound.render(Call("A012", 3)))
    both = heard(sound.render(Call("A012", 3, 0, "en")))
    assert both[: len(vietnamese)] == vietnamese
    assert seconds(both) > seconds(vietnamese) + 2


def test_a_recording_made_anew_is_heard_in_the_next_call(tmp_path: Path) -> None:
    sound = sound_of(tmp_path, PERSON, [])
    before = sound.render(Call("A012", 3))
    assert sound.render(Call("A012", 3)) == before
    packs.save(tmp_path / "voices/lan/so-0.wav", packs.tone(packs.pitch_of("so-9"), 0.1))
    after = heard(sound.render(Call("A012", 3)))
    assert packs.read_back(after.tobytes())[2] == "so-9"


def test_a_volume_of_the_hour_is_heard(tmp_path: Path) -> None:
    volume = 100
    packs.pack(tmp_path / "voices" / "lan")
    sound = Sound(PERSON, tmp_path / "sound", tmp_path / "voices", lambda: volume)
    loud = max(heard(sound.render(Call("A012", 3))))
    volume = 40
    assert max(heard(sound.render(Call("A012", 3)))) == pytest.approx(loud * 0.4, rel=0.01)
    volume = 0
    assert sound.render(Call("A012", 3)) is None


def test_louder_stays_within_full_scale() -> None:
    levels = array("h", [-20_000, -1, 0, 1, 20_000])
    assert array("h", louder(levels.tobytes(), 2)) == array("h", [-32_768, -2, 0, 2, 32_767])


def test_a_pack_that_is_not_there_is_told_and_the_machine_speaks(tmp_path: Path) -> None:
    sound = sound_of(tmp_path, PERSON, [])
    shutil.rmtree(tmp_path / "voices")
    assert sound.trouble() == "clips-missing"
    assert seconds(heard(sound.render(Call("A012", 3)))) > 2
