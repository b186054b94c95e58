"""The day, copies, verify, and what a call sounds like."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import apsw
import pytest

from tests.cli.typed import motcua, sentence
from tests.config_text import shipped
from tests.hall import HOUSE, Hall


def test_the_day_is_opened_and_closed_by_hand(hall: Hall) -> None:
    number = hall.take("A")["number"]
    closed = hall.motcua("day", "close")
    assert closed.returncode == 0
    assert re.search(r"^The day 20\d\d-\d\d-\d\d is closed\.\nSeal: [0-9a-f]{64}$", closed.stdout)
    assert "motcua day open" in sentence(hall.motcua("day", "close"), 1)
    assert hall.as_("kiosk").press("tickets", {"service": hall.service_of("A")}).code == "closed"
    opened = hall.motcua("day", "open")
    assert opened.returncode == 0
    assert opened.stdout.endswith(" is open.\n")
    assert "motcua day close" in sentence(hall.motcua("day", "open"), 1)
    # The same day goes on: no number twice.
    assert (number, hall.take("A")["number"]) == ("A001", "A002")
    hall.verify()


def test_the_date_is_confirmed_by_hand(hall: Hall) -> None:
    said = hall.motcua("day", "confirm-date")
    assert said.returncode == 0
    assert re.search(r"^It is 20\d\d-\d\d-\d\d; the date is believed until ", said.stdout)
    assert hall.rows("SELECT actor FROM journal WHERE action = 'confirm-date'") == [("control",)]
    hall.verify()


def test_the_day_of_a_hall_at_rest(tmp_path: Path) -> None:
    assert motcua("day", "open", "--state", tmp_path).returncode == 0
    assert motcua("day", "close", "--state", tmp_path).returncode == 0
    assert motcua("verify", "--state", tmp_path).returncode == 0


def test_a_restored_copy_goes_on_above_the_floor_and_declares_the_gap(hall: Hall) -> None:
    before = [hall.take("A")["number"] for _ in range(3)]
    copy = hall.motcua("backup")
    assert copy.returncode == 0
    path = Path(copy.stdout.strip())
    assert path.parent == hall.state / "backups"
    lost = [hall.take("A")["number"] for _ in range(4)]
    # Not under a hall that runs.
    assert "Another motcua runs" in sentence(hall.motcua("restore", str(path)), 1)
    hall.stop()
    said = hall.motcua("restore", str(path))
    assert said.returncode == 0
    assert "gap" in said.stdout
    hall.start()
    after = hall.take("A")["number"]
    assert int(after[1:]) > int(lost[-1][1:])
    [(detail,)] = hall.rows("SELECT detail FROM journal WHERE action = 'restored'")
    assert detail == f'{{"A": [4, {int(after[1:]) - 1}]}}'
    assert len({*before, *lost, after}) == 8
    hall.verify()
    # What was there is kept aside.
    [aside] = hall.state.glob("replaced-*")
    assert (aside / "motcua.db").stat().st_size > 0


def test_what_is_no_copy_is_not_restored(hall: Hall, tmp_path: Path) -> None:
    hall.take("A")
    hall.stop()
    torn = tmp_path / "torn.db"
    torn.write_bytes((hall.state / "motcua.db").read_bytes()[:8192])
    assert "choose another" in sentence(hall.motcua("restore", str(torn)), 1)
    hall.start()
    assert hall.take("A")["number"] == "A002"


def test_a_copy_of_a_hall_at_rest_founds_another_machine(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert motcua("day", "open", "--state", first).returncode == 0
    copy = motcua("backup", "--state", first).stdout.strip()
    assert motcua("restore", copy, "--state", second).returncode == 0
    listed = motcua("staff", "list", "--state", second)
    assert listed.stdout.count("canbo") == 6


def test_verify_of_a_broken_promise_is_exit_code_1(hall: Hall) -> None:
    hall.take("A")
    assert "FAIL" not in hall.verify()
    hall.stop()
    database = hall.state / "motcua.db"
    with apsw.Connection(str(database)) as db:
        db.execute("UPDATE journal SET wall = wall + 1 WHERE action = 'take'")
    said = hall.motcua("verify")
    assert said.returncode == 1
    assert "FAIL  The journal is as it was written" in said.stdout
    # The sentence below names the place.
    assert re.search(r"^FAIL .*\n {6}\S", said.stdout, re.MULTILINE)


def test_verify_needs_a_hall(tmp_path: Path) -> None:
    assert "--state" in sentence(motcua("verify", "--state", tmp_path), 2)
    assert list(tmp_path.iterdir()) == []


def test_migrate_founds_a_hall_and_is_harmless_again(tmp_path: Path) -> None:
    for _ in range(2):
        said = motcua("migrate", "--state", tmp_path)
        assert (said.returncode, said.stderr) == (0, "")
    assert motcua("verify", "--state", tmp_path).returncode == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_voice_renders_a_call(tmp_path: Path, language: str) -> None:
    out = tmp_path / "call.wav"
    said = motcua("voice", "A012", "3", "--language", language, "--out", out)
    assert said.returncode == 0
    assert said.stdout == f"{out}: espeak-ng\n"
    with wave.open(str(out)) as file:
        assert 5 < file.getnframes() / file.getframerate() < 40


def test_voice_says_when_nothing_speaks(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(shipped(voice__engine="none"), "utf-8")
    out = tmp_path / "call.wav"
    said = motcua("voice", "A012", "3", "--out", out, "--config", config)
    assert (said.returncode, said.stdout) == (0, f"{out}: chime\n")
    config.write_text(shipped(voice__engine="none", voice__chime=False), "utf-8")
    assert "[voice]" in sentence(motcua("voice", "A012", "3", "--config", config), 1)
    # A machine without the synthesiser.
    config.write_text(shipped(), "utf-8")
    (tmp_path / "timeout").symlink_to(str(shutil.which("timeout")))
    bare = {**os.environ, "PATH": str(tmp_path)}
    mute = subprocess.run(
        [sys.executable, "-c", "import sys; from cli import main; sys.exit(main())",
         "voice", "A012", "3", "--out", str(out)],
        cwd=HOUSE, env=bare, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "espeak-ng does not speak" in sentence(mute, 1)
    assert out.stat().st_size > 10_000
