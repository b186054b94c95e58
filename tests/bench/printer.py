"""A fake printer in a process of its own: what it reads must cost the measured ones nothing.

Says its address, then takes a fault a line; "unplugged" pulls it out, any other plugs it in.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.hardware.printer.fake_printer import FakePrinter

HOUSE = Path(__file__).resolve().parent.parent.parent


class Apart:
    """The other process's printer."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._to, self._from = process.stdin, process.stdout
        self.address = self._from.readline().strip()

    def play(self, fault: str) -> None:
        """Returns when it is so."""
        self._to.write(f"{fault}\n")
        self._to.flush()
        self._from.readline()


@contextmanager
def printer() -> Iterator[Apart]:
    """A network printer, well until it is told otherwise."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.printer"],
        cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield Apart(process)
    finally:
        process.communicate(timeout=30)


def main() -> None:
    """Serves stdin until it ends."""
    with FakePrinter() as printer:
        print(printer.address, flush=True)
        out = False
        for line in sys.stdin:
            fault = line.strip()
            if out:
                printer.put_back()
            out = fault == "unplugged"
            if out:
                printer.pull_out()
            else:
                printer.fault = fault
            print(fault, flush=True)


if __name__ == "__main__":
    main()
