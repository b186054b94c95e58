"""Finds the line of every value in a TOML text, which tomllib does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""The way to a value: keys, and the place in a list counted from 0."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SCALAR = re.compile(
    r'"""(?:\\[\s\S]|(?!""")[^\\])*"{3,5}'
    r"|'''(?:(?!''')[\s\S])*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^,\]}\n#]+"
)


class Places:
    """The line of each path; a path that is not in the file has the line of what should hold it."""

    def __init__(self, lines: dict[Path, int] | None = None) -> None:
        self._lines = lines or {}

    def line(self, path: Path) -> int:
        """The line, counted from 1; 0 when the settings came from no file."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)

    def __contains__(self, path: Path) -> bool:
        return path in self._lines


def find(text: str) -> Places:
    """The places in `text`, which tomllib has already accepted, with line feeds alone as ends."""
    return Places(_Scan(text).run())


class _Scan:
    # Trusts the text: tomllib has read it before, so what follows a key is a value.

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {(): 1}
        self.entries: dict[Path, int] = {}
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self.peek():
            if self.peek() == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.lines

    def peek(self) -> str:
        self.take(_BLANK)
        return self.text[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match.group() if match else ""

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, bisect_right(self.starts, self.at))

    def keys(self) -> Iterator[str]:
        while True:
            word = self.take(_KEY)
            yield tomllib.loads(f"key = {word}")["key"] if word[0] in "\"'" else word
            if not self.take(_DOT):
                return

    def header(self) -> Path:
        repeated = self.text.startswith("[[", self.at)
        self.at += 1 + repeated
        self.take(_BLANK)
        path: Path = ()
        for key in self.keys():
            path = self.latest(path)
            path += (key,)
            self.note(path)
        if repeated:
            self.entries[path] = self.entries.get(path, -1) + 1
        path = self.latest(path)
        self.note(path)
        self.take(_BLANK)
        self.at += 1 + repeated
        return path

    def latest(self, path: Path) -> Path:
        return (*path, self.entries[path]) if path in self.entries else path

    def pair(self, table: Path) -> None:
        path = table
        for key in self.keys():
            path += (key,)
            self.note(path)
        self.take(_BLANK)
        self.at += 1
        self.value(path)

    def value(self, path: Path) -> None:
        opening = self.peek()
        if opening not in ("[", "{"):
            self.take(_SCALAR)
            return
        self.at += 1
        place = 0
        while self.peek() not in ("]", "}"):
            if self.peek() == ",":
                self.at += 1
            elif opening == "{":
                self.pair(path)
            else:
                self.note((*path, place))
                self.value((*path, place))
                place += 1
        self.at += 1
