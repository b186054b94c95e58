"""`motcua verify`: every promise on a line of its own, and the exit code says it all."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import PROMISES
from cli import main
from tests.audit.busy import HALL
from tests.audit.tampering import Tampered


@pytest.fixture
def config(tmp_path: Path) -> str:
    """The small hall as a file."""
    (tmp_path / "config.toml").write_text(HALL)
    return str(tmp_path / "config.toml")


def test_a_clean_hall(clean: Path, config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--config", config, "--state", str(clean)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [f"ok    {promise.says}" for promise in PROMISES]


def test_a_broken_hall(broken: Tampered, config: str, capsys: pytest.CaptureFixture[str]) -> None:
    broken.put(5, actor="somebody")
    assert main(["verify", "--config", config, "--state", str(broken.state)]) == 1
    told = capsys.readouterr().out
    assert "FAIL  The journal is as it was written" in told
    assert "      sequence 5 does not belong behind 4" in told


def test_no_hall(tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--config", config, "--state", str(tmp_path / "nowhere")]) == 2
    assert "There is no hall in" in capsys.readouterr().err


def test_a_file_that_is_no_database(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "motcua.db").write_bytes(b"not a database, whatever its name says" * 100)
    assert main(["verify", "--config", config, "--state", str(tmp_path)]) == 1
    assert "FAIL  The database file is whole." in capsys.readouterr().out


def test_a_seal_that_somebody_kept_on_paper(
    broken: Tampered, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    [(date, seal)] = broken.sql("SELECT date, seal FROM day WHERE id = 1")
    asked = ["verify", "--config", config, "--state", str(broken.state), "--seal"]
    shown = " ".join(seal[i : i + 4] for i in range(0, 16, 4)).upper()
    assert main([*asked, f"{date}:{shown}"]) == 0
    assert main([*asked, f"{date}:{seal}"]) == 0
    capsys.readouterr()
    assert main([*asked, f"{date}:00ff 00ff 00ff 00ff"]) == 1
    assert (
        f"{date}: no closing of this day has the seal 00ff00ff00ff00ff" in capsys.readouterr().out
    )
    assert main([*asked, f"{date}:00ff"]) == 2
    assert "A seal is DATE:DIGITS" in capsys.readouterr().err
