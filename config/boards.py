"""The boards on the wall: the lines they hang on, the kinds there are, and what each shows.

What is known of kinds of boards is data (`panels.toml`), in the very form in which config.toml
describes one of its own.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from config.frames import NoFrame, pieces
from config.words import CounterNumber, Group, Slug, Text, refuse

SEVEN_SEGMENT_LETTERS = "ABCDEFHJLPUNRT"
"""Capitals that seven segments can show; G reads as 6, S as 5, and K M V W X as nothing."""

_URL = re.compile(r"(socket|rfc2217)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(?P<port>[0-9]{1,5})")


def _line(text: str) -> str:
    if text == "virtual" or re.fullmatch(r"/dev(/[A-Za-z0-9._:+-]+)+", text):
        return text
    match = _URL.fullmatch(text)
    if not match or not 1 <= int(match["port"]) <= 65535:
        raise refuse(
            "line",
            f'"{text}" is no line of boards: write "virtual", a serial port such as '
            '"/dev/motcua/boards", or a converter on the network, "socket://192.168.1.60:4001" '
            'or "rfc2217://192.168.1.60:4001"',
        )
    return text


def _frame(text: str) -> str:
    try:
        pieces(text)
    except NoFrame as fault:
        raise refuse("frame", str(fault)) from None
    return text


def _shown(text: str) -> str:
    try:
        text.format(number="A012", counter=3)
    except (KeyError, IndexError, ValueError, AttributeError):
        raise refuse(
            "shown", f'"{text}" cannot be filled in: the values are {{number}} and {{counter}}'
        ) from None
    return text


SerialLine = Annotated[str, AfterValidator(_line)]
Frame = Annotated[Text, AfterValidator(_frame)]
Shown = Annotated[Text, AfterValidator(_shown)]
Register = Annotated[int, Field(ge=0, le=65535)]
Byte = Annotated[int, Field(ge=0, le=255)]
Milliseconds = Annotated[int, Field(ge=0, le=1000)]
Forms = Literal["8N1", "8E1", "8O1", "8N2", "7E1", "7O1", "7N2"]


class Bus(Group):
    """One line with boards on it; each waits for the others, so one port is one bus."""

    name: Slug
    port: SerialLine = "virtual"
    baud: Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] = 9600
    form: Forms = "8N1"
    refresh_s: Annotated[int, Field(ge=5, le=600)] = 30
    answer_ms: Annotated[int, Field(ge=20, le=1000)] = 200


class Panel(Group):
    """A kind of board: a `frame` to be sent, or the registers of Modbus (`mode`)."""

    name: Slug
    about: Text = ""
    source: Text = ""
    line: Text = "9600 8N1"
    signs: Literal["ascii", "seven-segment", "digits"] = "ascii"
    width: Annotated[int, Field(ge=1, le=80)] = 4
    rows: Literal[1, 2] = 1
    addresses: Annotated[list[Byte], Field(min_length=2, max_length=2)] = [1, 247]
    gap_ms: Milliseconds = 5

    frame: Frame = ""
    dark: Frame = ""
    expect: Frame = ""

    mode: Literal["", "ascii", "ascii-pairs", "u16", "bcd", "segments"] = ""
    reg: Register = 0
    function: Literal[6, 16] = 16
    blank: Register | None = None
    brightness_reg: Register | None = None
    brightness: Register = 7
    decimal_reg: Register | None = None

    @property
    def letters(self) -> str:
        """The capitals it can show, of those that a number may begin with."""
        if self.signs == "digits" or self.mode in {"u16", "bcd"}:
            return ""
        return SEVEN_SEGMENT_LETTERS if self.signs == "seven-segment" else _ALPHABET

    @property
    def answers(self) -> bool:
        """Whether it says that it has heard."""
        return bool(self.expect or self.mode)

    def plain(self) -> dict[str, Any]:
        """All of it, and what follows from it, as values for who knows no settings."""
        return {**self.model_dump(), "letters": self.letters, "answers": self.answers}


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Board(Group):
    """One board: where it hangs, what it is, and what it shows when."""

    name: Slug
    bus: Slug
    address: Byte = 1
    panel: Slug
    shows: Literal["counter", "last-call"] = "counter"
    counter: CounterNumber | None = None
    called: Shown = "{number}"
    idle: Shown = ""
    paused: Shown = ""
    closed: Shown = ""


@cache
def shipped_panels() -> dict[str, Panel]:
    """The kinds of boards known without any configuration, by name."""
    path = Path(__file__).with_name("panels.toml")
    tables = tomllib.loads(path.read_text("utf-8"))["panels"]
    return {table["name"]: Panel.model_validate(table) for table in tables}
