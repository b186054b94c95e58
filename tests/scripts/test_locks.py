"""The locks name what is installed by hash, from wherever a machine installs it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = ("requirements.txt", "requirements-test.txt", "scripts/tools.txt", "scripts/npm.txt")
LOCKS = (*PYTHON_LOCKS, "package-lock.json", "package.json")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .*)? \\$")


def pins(lock: str) -> set[tuple[str, str]]:
    """The (name, version) of every package in a lock; numpy has two, for two Pythons."""
    lines = (ROOT / lock).read_text().splitlines()
    return {(found[1], found[2]) for line in lines if (found := PIN.match(line))}


def wanted(requirements: list[str]) -> set[str]:
    """The bare names of requirements: "peewee>=4.5,<5" wants peewee."""
    return {re.split(r"[<>=\[ ]", requirement)[0] for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert re.findall(r"\w+://\S*|--(?:index|extra|find)\S*|(?<![\w.@:])/\w+/\S*", text) == []


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_package_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text()
    bodies = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(bodies) >= 2
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", body) for body in bodies)


def test_what_pyproject_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    runtime = {name for name, _ in pins("requirements.txt")}
    everything = {name for name, _ in pins("requirements-test.txt")}
    assert wanted(project["dependencies"]) <= runtime
    assert wanted(project["optional-dependencies"]["test"]) <= everything


def test_the_hall_is_tested_with_the_packages_it_runs_with() -> None:
    assert pins("requirements.txt") <= pins("requirements-test.txt")


def test_nothing_that_only_tests_is_in_the_hall() -> None:
    runtime = {name for name, _ in pins("requirements.txt")}
    assert not runtime & {"pytest", "playwright", "mypy", "ruff", "hypothesis"}


def test_every_npm_package_has_a_hash_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    packages.pop("")  # ourselves
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
