"""What a running hall and its children do without until somebody asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
# What writes documents and workbooks: tens of MB that an office needs a few times a month.
SELDOM = {"docx", "docxtpl", "numpy", "openpyxl", "typst", "xlsxwriter"}
# A child is there for as long as the hall, and there is one for each printer.
OF_THE_HALL = SELDOM | {
    "apsw", "escpos.capabilities", "flask", "gevent", "hashlib", "minimalmodbus", "peewee",
    "pydantic", "tomllib",
}  # fmt: skip
BUS = "import hardware.peripherals.child, hardware.boards.bus, hardware.keypads.pad"


def loaded(program: str, heavy: set[str]) -> set[str]:
    """Which of these modules a Python has loaded after the program."""
    told = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        cwd=HOUSE, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return heavy & set(told.stdout.split())


@pytest.mark.parametrize(
    ("program", "heavy"),
    [
        ("from gevent import monkey; monkey.patch_all(); import hall.server", SELDOM),
        ("import hardware.printer.child", OF_THE_HALL),
        (f"{BUS}, hardware.speaker.player", OF_THE_HALL),
    ],
)
def test_nothing_is_loaded_that_nobody_has_asked_for(program: str, heavy: set[str]) -> None:
    assert loaded(program, heavy) == set()


def test_what_is_loaded_after_all_is_seen() -> None:
    assert loaded("import xlsxwriter, config.boards", OF_THE_HALL) >= {"xlsxwriter", "pydantic"}
