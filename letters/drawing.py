"""A letter becomes a file in a child process: its libraries never weigh on the hall.

The child is started by the system's own posix_spawn, as gevent patches neither it nor waiting for
it well off the hub's thread; `draw` blocks, so whoever serves others asks it on a thread.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from gevent import monkey

from letters.letter import Letter

FORMS = ("docx", "xlsx", "pdf")
DEADLINE_S = 60  # a year's sheets take 1 s on an idle machine
_spawn = monkey.get_original("os", "posix_spawnp")
_wait = monkey.get_original("os", "waitpid")


class NotDrawn(Exception):
    """The child ended without a file, or its deadline came."""


def draw(form: str, letter: Letter | Mapping[str, Any]) -> bytes:
    """The letter as a file of this form; NotDrawn when there is none.

    The form "form" is a PDF to be filled in by hand: what stands on it, as `form.typ` asks for.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-letter-") as folder:
        given, made = Path(folder, "letter.json"), Path(folder, f"letter.{form}")
        given.write_text(json.dumps(letter, ensure_ascii=False), "utf-8")
        _run([sys.executable, "-P", "-m", "letters.making", str(given), str(made)])
        if not made.exists():
            raise NotDrawn(form)
        return made.read_bytes()


def _run(command: list[str]) -> None:
    # Politely: whoever waits for a report does not take the machine from those who wait in line.
    limited = ["timeout", "--signal=KILL", str(DEADLINE_S), "nice", *command]
    child = _spawn(limited[0], limited, _environment())
    with suppress(ChildProcessError):  # the server's own watcher of children was quicker
        _wait(child, 0)
        return
    _gone(child)


def _gone(child: int) -> None:
    """Waits for a child that somebody else has buried, or is about to."""
    import time

    sleep: Any = monkey.get_original("time", "sleep")
    until = time.monotonic() + DEADLINE_S
    while time.monotonic() < until:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        sleep(0.02)


def _environment() -> dict[str, str]:
    home = str(Path(__file__).resolve().parent.parent)
    return dict(os.environ) | {"PYTHONPATH": home}
