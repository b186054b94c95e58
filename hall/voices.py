"""`motcua voice`: one call as it will sound, and the recordings of a person who says them."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from config import Settings, load
from db.errors import MotCuaError
from display.chime import RATE
from display.clips import ABOUT, Pack, needed
from display.recording import FAULTS, Heard, NoRecording, heard_in
from display.sound import Call, Sound, write
from display.voice import LETTERS
from hall.asking import Mistake
from kiosk import spoken

SECONDS = 4
MICROPHONE = "48000"  # what every microphone can; it is brought to ours afterwards


def voice(asked: argparse.Namespace) -> int:
    """A call as a wav file; or list, record and import the recordings of a person's voice."""
    settings = load(asked.config)
    does: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
        "list": _list, "record": _record, "import": _import,
    }  # fmt: skip
    return does.get(asked.what, _say)(asked, settings)


def _say(asked: argparse.Namespace, settings: Settings) -> int:
    number, counter = asked.what.upper(), "".join(asked.which)
    good = number[:1] in LETTERS and number[1:].isdecimal() and counter.isdecimal()
    if not good or len(asked.which) != 1 or not 1 <= int(counter) <= 99 or asked.recall < 0:
        raise Mistake("voice needs a ticket's number and a counter's, for example: A012 3.")
    chosen = settings.voice.model_copy(update={"clips": asked.pack or settings.voice.clips})
    call = Call(number, int(counter), asked.recall, asked.language)
    with tempfile.TemporaryDirectory() as folder:
        sound = Sound(chosen, Path(folder), asked.state / "voices")
        if (made := sound.render(call)) is None:
            raise MotCuaError("Nothing sounds: chime and voice are both off in [voice].")
        shutil.copy(made, asked.out)
    trouble = sound.trouble()
    if trouble in ("voice-missing", "voice-failed"):
        raise MotCuaError("espeak-ng does not speak, so the file has the chime alone; install it.")
    machine = "chime" if chosen.engine == "none" else chosen.engine
    person = chosen.clips if trouble is None else ""
    print(f"{asked.out}: {person or machine}")
    if trouble:
        print(f"{chosen.clips} lacks a recording of this call; see motcua voice list.")
    if asked.play:
        _run(["aplay", "-q", "-D", asked.card, str(asked.out)])
    return 0


def _list(asked: argparse.Namespace, settings: Settings) -> int:
    """Every recording with its words; 1 while this hall's calls need one that is missing."""
    pack, missing = _pack(asked, settings), []
    here = _needed_here(settings)
    for name, words in _calls(settings).items():
        there = bool(pack.samples(name))
        use = "" if name in here else "  (no call of this hall needs it)"
        print(f"{name:<9} {'there  ' if there else 'MISSING'}  {words}{use}")
        if not there and name in here:
            missing.append(name)
    print(f"Read aloud at the kiosk, each by the machine until it is recorded ({spoken.GROUP}):")
    for name, words in spoken.recordings().items():
        print(f"{name:<23} {'there  ' if pack.samples(name) else 'machine'}  {words}")
    speaker = pack.speaker()
    if speaker is None:
        print(f"{pack.folder / ABOUT} does not say whose voice it is and that it may be used.")
    else:
        print(f"The voice of {speaker.name}, recorded {speaker.recorded}: {speaker.consent}")
    print(f"Missing for this hall: {', '.join(missing) or 'nothing'}.")
    return 1 if missing or speaker is None else 0


def _record(asked: argparse.Namespace, settings: Settings) -> int:
    """Asks for each recording that is named, or missing, until it is good or left out."""
    pack, words = _pack(asked, settings), _all(settings)
    if shutil.which("arecord") is None:
        raise MotCuaError("There is no arecord: install alsa-utils, or use motcua voice import.")
    group = list(_calls(settings))
    if asked.which == [spoken.GROUP]:
        asked.which, group = [], list(spoken.recordings())
    for name in asked.which:
        _known(name, words)
    _lend(pack, asked)
    for name in asked.which or [name for name in group if not pack.samples(name)]:
        print(f"\n{name}: {words[name]}")
        if not _recorded(pack, name, asked.card):
            break
    return _list(asked, settings)


def _recorded(pack: Pack, name: str, card: str) -> bool:
    """Tries until one is kept or it is left out; False when the speaker stops."""
    while True:
        print(f"Enter, then read it within {SECONDS} s; s leaves it out, q stops: ", end="")
        sys.stdout.flush()
        said = sys.stdin.readline()
        if not said or said.strip() == "q":
            return False
        if said.strip() == "s":
            return True
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "recording.wav"
            form = ["-f", "S16_LE", "-r", MICROPHONE, "-c", "1", "-d", str(SECONDS)]
            _run(["arecord", "-q", "-D", card, *form, str(file)])
            if _kept(pack, name, heard_in(file)):
                return True


def _import(asked: argparse.Namespace, settings: Settings) -> int:
    """Takes wav files that bear the recordings' names; 1 when one of them was not good."""
    pack, words = _pack(asked, settings), _all(settings)
    files = [Path(name) for name in asked.which]
    found = [
        wav for file in files for wav in (sorted(file.glob("*.wav")) if file.is_dir() else [file])
    ]
    if not found:
        raise Mistake("voice import needs wav files named as in motcua voice list: so-7.wav.")
    for file in found:
        _known(file.stem, words)
    _lend(pack, asked)
    good = True
    for file in found:
        try:
            good &= _kept(pack, file.stem, heard_in(file))
        except NoRecording as fault:
            print(fault)
            good = False
    _list(asked, settings)
    return 0 if good else 1


def _kept(pack: Pack, name: str, heard: Heard) -> bool:
    for fault in heard.faults:
        print(f"{name} is not kept: {FAULTS[fault]}.")
    if not heard.faults:
        write(pack.path(name), heard.samples)
        length = len(heard.samples) / 2 / RATE
        levels = f"{heard.level_db:.0f} dB over a room of {heard.room_db:.0f} dB"
        print(f"{name}: kept, {length:.2f} s, {levels}")
    return not heard.faults


def _pack(asked: argparse.Namespace, settings: Settings) -> Pack:
    name = asked.pack or settings.voice.clips
    if not name or not all(sign.isalnum() or sign == "-" for sign in name):
        raise Mistake(
            "Name the recordings with --pack, or with clips in [voice]: lan, for example."
        )
    return Pack(asked.state / "voices" / name)


def _lend(pack: Pack, asked: argparse.Namespace) -> None:
    """Writes down whose voice it is; nobody's is taken without a word."""
    if pack.speaker() and not (asked.speaker or asked.consent):
        return
    if not asked.speaker or not asked.consent:
        raise Mistake("Say whose voice it is with --speaker, and what was agreed with --consent.")
    pack.folder.mkdir(parents=True, exist_ok=True)
    told = {"speaker": asked.speaker, "consent": asked.consent}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
    lines.append(f"recorded = {dt.datetime.now().astimezone().date()}")
    (pack.folder / ABOUT).write_text("\n".join(lines) + "\n", "utf-8")


def _all(settings: Settings) -> dict[str, str]:
    return _calls(settings) | spoken.recordings()


def _calls(settings: Settings) -> dict[str, str]:
    return needed(counter.n for counter in settings.hall.counters)


def _needed_here(settings: Settings) -> set[str]:
    """What calls of the hall in config.toml consist of: its letters, its counters."""
    letters = {f"chu-{field.series.lower()}" for field in settings.hall.fields if not field.retired}
    counters = {counter.n for counter in settings.hall.counters}
    numbers = {f"so-{n}" for n in {*range(10), *counters}}
    phrases = {name for name in needed() if not name.startswith(("chu-", "so-"))}
    return letters | numbers | phrases


def _known(name: str, words: dict[str, str]) -> None:
    if name not in words:
        raise Mistake(f"There is no recording {name}; motcua voice list names them.")


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell: a path and a card's name
            command, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as fault:
        raise MotCuaError(f"There is no {command[0]}: install alsa-utils.") from fault
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise MotCuaError(f"{command[0]} failed: {said[-1] if said else done.returncode}")
