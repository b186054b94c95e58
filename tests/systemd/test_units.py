"""The units of systemd/ are accepted by systemd itself, and keep the hall in a small room."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parents[2] / "systemd"
UNITS = sorted(SYSTEMD.glob("*.service"))
INSTALLED = "/opt/motcua/.venv/bin/motcua"
EXPOSURE = 20  # tenths; systemd calls less than 30 "OK" and 96 is what a bare unit has


@pytest.fixture(params=UNITS, ids=lambda unit: unit.name)
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A unit whose program exists on this machine, which `verify` insists on."""
    original: Path = request.param
    text = original.read_text()
    assert f"ExecStart={INSTALLED} " in text
    copy = tmp_path / original.name
    copy.write_text(text.replace(INSTALLED, "/usr/bin/true"))
    return copy


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def verify(unit: Path) -> subprocess.CompletedProcess[str]:
    # Without --recursive-errors=no, systemd prints what is wrong and answers 0 all the same.
    return analyze("verify", "--recursive-errors=no", unit)


def security(unit: Path) -> subprocess.CompletedProcess[str]:
    return analyze("security", "--offline=true", f"--threshold={EXPOSURE}", unit)


def test_there_is_a_unit_for_the_hall() -> None:
    assert "motcua.service" in [unit.name for unit in UNITS]


def test_systemd_accepts_it_without_a_word(unit: Path) -> None:
    answer = verify(unit)
    assert (answer.returncode, answer.stdout + answer.stderr) == (0, "")


def test_a_misspelt_key_is_refused(unit: Path) -> None:
    unit.write_text(unit.read_text().replace("UMask=", "Umsk="))
    answer = verify(unit)
    assert answer.returncode != 0
    assert "Umsk" in answer.stderr


def test_a_program_that_is_not_there_is_refused(unit: Path) -> None:
    unit.write_text(unit.read_text().replace("/usr/bin/true", "/usr/bin/nothing-of-the-kind"))
    assert verify(unit).returncode != 0


def test_it_is_in_a_small_room(unit: Path) -> None:
    answer = security(unit)
    assert answer.returncode == 0, answer.stdout.splitlines()[-1]


def test_a_unit_without_walls_is_told_from_one_with(unit: Path) -> None:
    kept = ("[", "ExecStart=", "Description=", "WantedBy=")
    lines = [line for line in unit.read_text().splitlines() if line.startswith(kept)]
    unit.write_text("\n".join(lines))
    assert verify(unit).returncode == 0
    assert security(unit).returncode != 0


def test_the_hall_never_gives_up() -> None:
    text = (SYSTEMD / "motcua.service").read_text()
    for line in ("Type=notify", "Restart=always", "StartLimitIntervalSec=0"):
        assert re.search(f"^{re.escape(line)}$", text, re.MULTILINE), line
    assert re.search(r"^WatchdogSec=\d+$", text, re.MULTILINE)


def test_its_user_can_be_made(tmp_path: Path) -> None:
    """By systemd-sysusers on an empty root, as the head of the unit tells to."""
    (tmp_path / "etc").mkdir()
    command = ["systemd-sysusers", f"--root={tmp_path}", str(SYSTEMD / "motcua.sysusers")]
    subprocess.run(command, check=True, capture_output=True)
    assert re.search("^motcua:", (tmp_path / "etc/passwd").read_text(), re.MULTILINE)
