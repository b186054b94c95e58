"""What is typed wrong: exit code 2, a sentence, and nothing half-started."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from cli import main, parser
from hall.commands import COMMANDS
from tests.cli.typed import motcua, sentence, wrong_file
from tests.hall import Hall


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_with_an_example_that_can_be_typed(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    said, example = capsys.readouterr().out, COMMANDS[name].example
    assert said.rstrip().endswith(f"example: {example}")
    assert example.startswith(f"motcua {name}")
    assert "--state" in said
    assert "--config" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_is_understood(name: str) -> None:
    asked = parser().parse_args(shlex.split(COMMANDS[name].example)[1:])
    assert asked.command == name


def test_help_lists_every_sub_command_with_what_it_does() -> None:
    said = motcua("--help").stdout
    for name, command in COMMANDS.items():
        assert re.search(rf"^ +{name} +\S", said, re.MULTILINE), name
        assert command.run.__doc__


MISTAKES = [
    [],
    ["nonsense"],
    ["run", "--port", "many"],
    ["token"],
    ["token", "create"],
    ["token", "create", "--role", "kiosk"],
    ["token", "create", "--role", "king", "--name", "K"],
    ["token", "create", "--role", "pad", "--name", "P"],
    ["token", "create", "--role", "pad", "--name", "P", "--counter", "77"],
    ["token", "revoke"],
    ["token", "revoke", "--id", "77"],
    ["staff", "password"],
    ["staff", "password", "--name", "canbo1"],
    ["devices", "fault"],
    ["devices", "fault", "may-in-1", "fire"],
    ["day"],
    ["restore"],
    ["restore", "nowhere.db"],
    ["simulate", "--days", "0"],
    ["voice", "A012"],
    ["voice", "B012", "3"],
    ["voice", "A", "3"],
    ["voice", "A012", "100"],
]


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_a_callers_mistake_is_exit_code_2(arguments: list[str], tmp_path: Path) -> None:
    said = motcua(*arguments, *(["--state", tmp_path / "s"] if arguments else []))
    assert said.returncode == 2
    assert said.stdout == ""
    assert said.stderr.strip()


def test_a_mistake_of_a_name_says_where_the_right_ones_stand(hall: Hall) -> None:
    assert "motcua token list" in sentence(hall.motcua("token", "revoke", "--id", "77"), 2)
    unknown = hall.motcua("staff", "password", "--name", "nobody", stdin="0123456789\n")
    assert "motcua staff list" in sentence(unknown, 2)
    assert "motcua devices" in sentence(hall.motcua("devices", "fault", "oven", "ok"), 2)
    short = hall.motcua("staff", "password", "--name", "canbo1", stdin="short\n")
    assert "ten characters" in sentence(short, 2)


def test_check_says_what_should_be_looked_at() -> None:
    said = motcua("check")
    assert said.returncode == 0
    assert "demo = false" in said.stdout
    assert said.stdout.rstrip().endswith("no faults")


def test_check_prints_every_fault_with_its_line(tmp_path: Path) -> None:
    config, lines = wrong_file(tmp_path)
    said = motcua("check", "--config", config)
    assert said.returncode == 2
    assert {int(line) for line in re.findall(r"line (\d+)", said.stderr)} >= lines
    assert len(said.stderr.splitlines()) == len(lines)
    # Each names the file, and says what to do about it.
    assert all(line.startswith(f"{config}: ") for line in said.stderr.splitlines())


STARTERS: list[list[str]] = [
    ["run", "--port", "0"],
    ["migrate"],
    ["token", "create", "--role", "kiosk", "--name", "K"],
    ["token", "list"],
    ["staff", "list"],
    ["day", "open"],
    ["backup"],
    ["simulate", "--days", "1"],
]


@pytest.mark.parametrize("arguments", STARTERS, ids=" ".join)
def test_a_wrong_file_never_half_starts(arguments: list[str], tmp_path: Path) -> None:
    config, lines = wrong_file(tmp_path)
    state = tmp_path / "state"
    said = motcua(*arguments, "--config", config, "--state", state)
    assert said.returncode == 2
    assert said.stdout == ""
    assert {int(line) for line in re.findall(r"line (\d+)", said.stderr)} >= lines
    assert not state.exists()


def test_a_file_that_is_not_there_is_said() -> None:
    said = motcua("check", "--config", "/nowhere/config.toml")
    assert said.returncode == 2
    assert "--config" in said.stderr
