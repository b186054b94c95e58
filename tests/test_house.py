"""The law of the house: who may know whom, which names are free, how long a page may be.

Each rule is a function of a folder that names every fault, so that a planted one shows that it
would be found.
"""

from __future__ import annotations

import ast
import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
FEATURE = {"config", "office", "ratings", "tickets", "web"}
CORE = {"config", "db", "office", "ratings"}
EVERY_ROOM = {
    "audit", "cases", "config", "counter", "db", "display", "entrance", "figures", "hardware",
    "kiosk", "letters", "office", "public", "ratings", "reception", "reports", "setup", "simulate",
    "stats", "survey", "tickets", "web",
}  # fmt: skip
MAY_IMPORT: dict[str, set[str]] = {
    "config": set(), "db": {"config"}, "hardware": {"config"}, "web": {"config"},
    # What happens in a hall, each storey on the one before.
    "office": {"config", "db"}, "ratings": {"config", "db", "office"},
    "tickets": {"config", "db", "office", "ratings"}, "figures": CORE | {"tickets"},
    "kiosk": FEATURE, "counter": FEATURE, "display": FEATURE, "entrance": FEATURE,
    "cases": FEATURE, "reception": FEATURE, "setup": FEATURE,
    "stats": CORE | {"figures", "tickets", "web"},
    "public": FEATURE | {"figures"},
    "survey": FEATURE | {"letters"},
    # Draws what it is given, in a child process; knows no hall.
    "letters": set(), "reports": CORE | {"figures", "letters", "tickets", "web"},
    # Shares nothing with what it audits but the tables; drives a hall from outside, by HTTP.
    "audit": {"config", "db"}, "simulate": {"config"},
    # What is running, and the command: they know whom they start.
    "app": EVERY_ROOM - {"audit", "hardware", "letters", "simulate"},
    "hall": EVERY_ROOM | {"app"},
    "cli": {"config", "db", "hall"},
}  # fmt: skip

# What a room does not know although it is installed.
SHUT_OUT: dict[str, set[str]] = {
    "config": {"apsw", "flask", "gevent", "peewee"},
    "db": {"flask", "gevent"},
    "office": {"escpos", "flask", "gevent", "serial"},
    "ratings": {"escpos", "flask", "gevent", "serial"},
    "tickets": {"escpos", "flask", "gevent", "serial"},
    "figures": {"flask", "gevent"},
    "hardware": {"apsw", "flask", "peewee"},
    "web": {"apsw", "peewee"},
    "audit": {"flask", "gevent"},
    "simulate": {"flask", "gevent", "peewee", "apsw"},
    "letters": {"flask", "peewee", "apsw"},
}
ALL_BUT = {("db/door.py", "gevent")}
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 300, 40
NO_ROOMS = {"node_modules", "build", "var", "__pycache__"}


def pages(house: Path) -> Iterator[tuple[Path, str]]:
    """Every Python file of the house: its place in it, and the room it belongs to."""
    for folder, below, files in os.walk(house):
        below[:] = sorted(name for name in below if name not in NO_ROOMS and name[0] != ".")
        for name in sorted(files):
            if name.endswith(".py"):
                place = Path(folder, name).relative_to(house)
                yield place, place.parts[0].removesuffix(".py")


def known_to(file: Path) -> set[str]:
    """The modules that a file imports, wherever in it, and those it loads by a written name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            found |= {str(a.value) for a in node.args if isinstance(a, ast.Constant)}
    return {name.partition(".")[0] for name in found}


def forbidden_doors(house: Path) -> list[str]:
    """Rooms that know a room they may not know, and rooms without a line in the law."""
    rooms = {room for _, room in pages(house)} - {"tests", "scripts"}
    faults = [f"{room}: no line in MAY_IMPORT" for room in sorted(rooms - set(MAY_IMPORT))]
    for place, room in pages(house):
        if room in MAY_IMPORT:
            known = known_to(house / place) & set(MAY_IMPORT) - {room}
            faults += [f"{place}: {other}" for other in sorted(known - MAY_IMPORT[room])]
    return faults


def unwanted_libraries(house: Path) -> list[str]:
    """Libraries where they may not be known, and the raw thread module outside db/real.py."""
    faults = []
    for place, room in pages(house):
        known = known_to(house / place)
        faults += [
            f"{place}: {name}"
            for name in sorted(known & SHUT_OUT.get(room, set()))
            if (str(place), name) not in ALL_BUT
        ]
        if {"_thread", "_queue"} & known and str(place) != "db/real.py" and room != "tests":
            faults.append(f"{place}: _thread")
    return faults


def taken_names(house: Path) -> list[str]:
    """Files and folders named like a module of Python's or of a library that we use."""
    libraries = {
        name
        for name, owners in importlib.metadata.packages_distributions().items()
        if set(owners) != {"motcua"}
    }
    taken = (set(sys.stdlib_module_names) | libraries) - {"__init__", "tests"}
    names = {(place, part.removesuffix(".py")) for place, _ in pages(house) for part in place.parts}
    return [f"{place}: {name}" for place, name in sorted(names) if name in taken]


def long_files(house: Path) -> list[str]:
    """Files over the length at which a reader turns the page."""
    lengths = {
        place: len((house / place).read_text("utf-8").splitlines()) for place, _ in pages(house)
    }
    return [f"{place}: {n} lines" for place, n in lengths.items() if n > LINES_OF_A_FILE]


def long_functions(house: Path) -> list[str]:
    """Functions that do not fit on a screen."""
    faults = []
    for place, _ in pages(house):
        for node in ast.walk(ast.parse((house / place).read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LINES_OF_A_FUNCTION:
                    faults.append(f"{place}: {node.name} has {lines} lines")
    return faults


LAWS: list[Callable[[Path], list[str]]] = [
    forbidden_doors, unwanted_libraries, taken_names, long_files, long_functions,
]  # fmt: skip


@pytest.mark.parametrize("law", LAWS)
def test_the_house_keeps_the_law(law: Callable[[Path], list[str]]) -> None:
    assert law(HOUSE) == []


# What would break each law, and what the law says of it.
PLANTED = [
    (forbidden_doors, "tickets/desk.py", "from web import room\n", "tickets/desk.py: web"),
    (forbidden_doors, "kiosk/api.py", "def f():\n    import display.x\n", "kiosk/api.py: display"),
    (forbidden_doors, "office/hours.py", "import tickets\n", "office/hours.py: tickets"),
    (forbidden_doors, "stats/api.py", "import_module('hardware')\n", "stats/api.py: hardware"),
    (forbidden_doors, "lobby/__init__.py", "", "lobby: no line in MAY_IMPORT"),
    (unwanted_libraries, "tickets/desk.py", "import gevent.event\n", "tickets/desk.py: gevent"),
    (unwanted_libraries, "db/writer.py", "from gevent import spawn\n", "db/writer.py: gevent"),
    (unwanted_libraries, "web/live.py", "import _thread\n", "web/live.py: _thread"),
    (taken_names, "kiosk/queue.py", "", "kiosk/queue.py: queue"),
    (taken_names, "serial/__init__.py", "", "serial/__init__.py: serial"),
    (long_files, "web/live.py", "x = 1\n" * 301, "web/live.py: 301 lines"),
    (long_functions, "web/live.py", "def f():\n" + "    x\n" * 40, "web/live.py: f has 41 lines"),
]  # fmt: skip


@pytest.mark.parametrize(("law", "place", "text", "said"), PLANTED)
def test_a_planted_fault_is_found(
    law: Callable[[Path], list[str]], place: str, text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / place).parent.mkdir()
    (tmp_path / place).write_text(text, "utf-8")
    assert law(tmp_path) == [said]


def test_what_is_allowed_is_not_called_a_fault(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "door.py").write_text("import gevent\nfrom config import Settings\n")
    (tmp_path / "db" / "real.py").write_text("from _queue import SimpleQueue\n")
    assert [fault for law in LAWS for fault in law(tmp_path)] == []


OPENED = """
import os, sys
def seen():
    return [os.listdir("/proc/self/fd"), os.listdir("/proc/self/task")]
before = seen()
import {module}
sys.exit(seen() != before)
"""


@pytest.mark.parametrize("module", ["app", "cli", "hall.server", "tickets", "db.door"])
def test_an_import_opens_nothing(module: str) -> None:
    assert opened_by(module, HOUSE) == 0


def test_an_import_that_opens_something_is_found(tmp_path: Path) -> None:
    (tmp_path / "opener.py").write_text("kept = open('/dev/null')\n")
    assert opened_by("opener", tmp_path) == 1


def opened_by(module: str, folder: Path) -> int:
    """1 when importing `module` left a file, a socket or a thread open."""
    program = [sys.executable, "-c", OPENED.replace("{module}", module)]
    return subprocess.run(program, cwd=folder, check=False, capture_output=True).returncode
