"""What the tests of scripts/ share."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

SETUP = Path(__file__).parents[2] / "scripts/setup"


@pytest.fixture
def setup() -> Any:
    """The program, which has no .py, as a module of its own for each test."""
    loader = importlib.machinery.SourceFileLoader("setup_program", str(SETUP))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # where dataclasses looks its annotations up
    loader.exec_module(module)
    return module
