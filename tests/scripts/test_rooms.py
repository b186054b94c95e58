"""What is installed is the house: every room of it, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

from setuptools import find_packages

ROOT = Path(__file__).parents[2]
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]


def test_every_room_is_installed_and_nothing_else() -> None:
    include = SETUPTOOLS["packages"]["find"]["include"]
    installed = {package.partition(".")[0] for package in find_packages(str(ROOT), include=include)}
    rooms = {folder.parent.name for folder in ROOT.glob("*/__init__.py")} - {"tests"}
    assert installed == rooms


def test_every_program_of_the_ground_floor_is_installed() -> None:
    assert set(SETUPTOOLS["py-modules"]) == {file.stem for file in ROOT.glob("*.py")}


def test_what_a_room_needs_beside_its_code_is_installed_with_it() -> None:
    patterns = SETUPTOOLS["package-data"]["*"]
    rooms = [
        folder.parent for folder in ROOT.glob("*/__init__.py") if folder.parent.name != "tests"
    ]
    needed = {file for room in rooms for file in files_that_are_no_code(room)}
    brought = {file for room in rooms for pattern in patterns for file in room.glob(pattern)}
    assert needed - brought == set()


def files_that_are_no_code(room: Path) -> set[Path]:
    files = {file for file in room.rglob("*") if file.is_file() and file.suffix != ".py"}
    return {file for file in files if not {"__pycache__", "vendor"} & set(file.parts)}
