"""However a play ends, it says why in a sentence and leaves nothing running."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from tests.config_text import shipped
from tests.hall import wait_until
from tests.simulate.played import Played, begin, children, living


@pytest.fixture(autouse=True)
def cleared(tmp_path: Path) -> Iterator[None]:
    """What a play that failed its test has left running goes away."""
    yield
    for pid in living(tmp_path):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def ended(play: subprocess.Popen[str]) -> tuple[int, str]:
    try:
        _, complaints = play.communicate(timeout=60)
    finally:
        play.kill()
    assert "Traceback" not in complaints
    return play.returncode, complaints


def people_come(state: Path) -> bool:
    """Whether a hall that may not stand yet has given some numbers."""
    try:
        return bool(Played(state).column("SELECT count(*) > 5 FROM ticket")[0])
    except apsw.Error:
        return False


def at_play(state: Path) -> tuple[subprocess.Popen[str], int]:
    """A play in the middle of its first day, and its hall's process."""
    play = begin("--days", "1", "--into", str(state))
    wait_until(lambda: people_come(state), 60, "people come")
    [hall] = children(play.pid)
    return play, hall


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_play_that_is_stopped_stops_its_hall(tmp_path: Path, number: signal.Signals) -> None:
    play, _ = at_play(tmp_path / "state")
    play.send_signal(number)
    code, complaints = ended(play)
    assert (code, complaints) == (130, "")
    assert living(tmp_path) == {}


def test_stopped_while_the_hall_wakes_up(tmp_path: Path) -> None:
    play = begin("--days", "1", "--into", str(tmp_path / "state"))
    wait_until(lambda: children(play.pid), 60, "the hall is started", every=0.005)
    play.send_signal(signal.SIGINT)
    assert ended(play)[0] == 130
    assert living(tmp_path) == {}


def test_a_hall_that_dies_is_said(tmp_path: Path) -> None:
    play, hall = at_play(tmp_path / "state")
    os.kill(hall, signal.SIGKILL)
    code, complaints = ended(play)
    assert code == 1
    assert "The hall went away in the middle of a day" in complaints
    assert living(tmp_path) == {}


def test_a_hall_that_cannot_start_is_said(tmp_path: Path) -> None:
    with (tmp_path / "hall.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, complaints = ended(begin("--into", str(tmp_path)))
    assert code == 1
    assert "Another motcua runs on" in complaints
    assert "The hall did not start" in complaints


def test_no_play_over_a_hall_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "motcua.db").touch()
    code, complaints = ended(begin("--into", str(tmp_path)))
    assert code == 2
    assert "name an empty folder" in complaints
    assert [file.name for file in tmp_path.iterdir()] == ["motcua.db"]


def test_no_days_and_no_configuration_are_the_callers_mistakes(tmp_path: Path) -> None:
    assert ended(begin("--days", "0"))[0] == 2
    wrong = tmp_path / "config.toml"
    wrong.write_text(shipped().replace('series = "C"', 'series = "B"'))
    code, complaints = ended(begin("--into", str(tmp_path / "state"), config=str(wrong)))
    assert code == 2
    assert "series" in complaints
    assert not (tmp_path / "state").exists()
