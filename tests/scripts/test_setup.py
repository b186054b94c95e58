"""The set-up does each part once, and says in one sentence what it cannot do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SETUP = ROOT / "scripts/setup"


class Work:
    """Something to do that counts how often it was done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def missing(setup: Any, package: str, without: str = "") -> Any:
    return setup.Need(package, "a purpose", lambda: False, without)


def test_a_part_is_done_once_for_the_same_sources(setup: Any, tmp_path: Path) -> None:
    lock, stamp, work = tmp_path / "lock", tmp_path / "stamp", Work()
    lock.write_text("a==1")
    setup.once(stamp, [lock], work)
    setup.once(stamp, [lock], work)
    assert work.times == 1


def test_it_is_done_again_when_a_source_or_the_rooms_change(setup: Any, tmp_path: Path) -> None:
    lock, stamp, work = tmp_path / "lock", tmp_path / "stamp", Work()
    lock.write_text("a==1")
    setup.once(stamp, [lock], work)
    lock.write_text("a==2")
    setup.once(stamp, [lock], work)
    setup.once(stamp, [lock], work, also=["stats/__init__.py"])
    assert work.times == 3


def test_the_house_is_read_once_for_all(
    setup: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    for name in ("cli.py", "kiosk/__init__.py", "kiosk/api.py", "tests/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("WORD = 1\n")
    setup.compile_ourselves()
    read = {file.name.partition(".")[0] for file in tmp_path.glob("**/*.pyc")}
    assert read == {"cli", "__init__", "api"}
    assert not (tmp_path / "tests/__pycache__").exists()


def test_a_part_that_failed_is_tried_again(setup: Any, tmp_path: Path) -> None:
    lock, stamp, work = tmp_path / "lock", tmp_path / "stamp", Work()
    lock.write_text("a==1")
    setup.once(stamp, [lock], Work())
    lock.write_text("a==2")

    def fails() -> None:
        raise setup.Stopped("no network")

    with pytest.raises(setup.Stopped):
        setup.once(stamp, [lock], fails)
    lock.write_text("a==1")
    setup.once(stamp, [lock], work)
    assert work.times == 1


def test_a_step_that_fails_shows_what_the_program_said(setup: Any) -> None:
    with pytest.raises(setup.Stopped, match=r"(?s)this failed: .*no such package.*Mend"):
        setup.step("a try", [sys.executable, "-c", "exit('no such package')"])


def test_nothing_is_installed_when_nothing_is_missing(
    setup: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "step", lambda *_: pytest.fail("it installed something"))
    setup.install_debian([setup.Need("git", "a purpose", lambda: True)])


def test_only_what_is_missing_is_installed(setup: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(setup, "step", lambda _, command: commands.append(command))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    setup.install_debian([missing(setup, "chromium"), setup.Need("git", "", lambda: True)])
    assert commands[0] == ["apt-get", "update"]
    assert commands[1][-1] == "chromium"
    assert "git" not in commands[1]


def test_without_root_one_sentence_says_what_to_install(
    setup: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "as_root", lambda: None)
    with pytest.raises(setup.Stopped) as why:
        setup.install_debian([missing(setup, "chromium"), missing(setup, "espeak-ng", "no voice")])
    assert str(why.value).endswith("apt-get install --no-install-recommends chromium espeak-ng")
    assert "\n" not in str(why.value)


def test_without_root_the_hall_runs_without_a_voice(
    setup: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "as_root", lambda: None)
    setup.install_debian([missing(setup, "espeak-ng", "the hall calls without a voice")])
    said = capsys.readouterr().err
    assert said.startswith("setup: the hall calls without a voice")
    assert said.count("\n") == 1


def test_the_long_checks_want_an_office_suite_and_do_without(
    setup: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    needs = setup.needs_to_soak()
    assert "libreoffice-writer" in {need.package for need in needs}
    assert not {need.package for need in needs} & {n.package for n in setup.needs_to_test()}
    monkeypatch.setattr(setup, "as_root", lambda: None)
    setup.install_debian([missing(setup, need.package, need.without) for need in needs])
    assert capsys.readouterr().err.count("not looked at in LibreOffice") == 1


def test_neither_root_nor_sudo_makes_nobody_root(
    setup: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert setup.as_root() is None


def test_uv_takes_the_index_that_pip_was_given(setup: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1/simple")
    assert setup.environment()["UV_DEFAULT_INDEX"] == "http://127.0.0.1/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1/other")
    assert setup.environment()["UV_DEFAULT_INDEX"] == "http://127.0.0.1/other"


def test_a_word_it_does_not_know_is_the_callers_mistake() -> None:
    answer = subprocess.run([SETUP, "everything"], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (2, "usage: scripts/setup run | test | soak\n")


def test_a_second_set_up_takes_under_a_second() -> None:
    """Only where `make setup` was run, as `make test` does; a first one would take a minute."""
    if not (ROOT / "web/static/vendor/.stamp").exists():
        pytest.skip("this checkout was not set up by make setup")
    subprocess.run([SETUP, "test"], check=True, capture_output=True)
    took = []
    for _ in range(3):
        began = time.monotonic()
        answer = subprocess.run([SETUP, "test"], check=True, capture_output=True, text=True)
        took.append(time.monotonic() - began)
        assert answer.stdout == ""
    assert min(took) < 1
