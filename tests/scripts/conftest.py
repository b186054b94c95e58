"""What the tests of scripts/ share."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def setup() -> Any:
    """The set-up as a module of its own for each test."""
    return program("setup")


@pytest.fixture
def pages() -> Any:
    """The program that brings the pages' files."""
    return program("pages")


@pytest.fixture
def fonts() -> Any:
    """The program that cuts the pages' fonts."""
    return program("fonts")


def program(name: str) -> Any:
    """A program of scripts/, which has no .py, as a module."""
    loader = importlib.machinery.SourceFileLoader(f"scripts_{name}", str(SCRIPTS / name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # where dataclasses looks its annotations up
    loader.exec_module(module)
    return module
