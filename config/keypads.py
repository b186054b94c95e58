"""The key pads of the counters: where each is plugged in, and which of its keys means what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from config.faults import Complaint
from config.hints import did_you_mean, quoted
from config.places import Path
from config.raw import Entry, entries, known
from config.words import CounterNumber, Group, Name, Slug, refuse

KEYS = ("next", "recall", "start", "finish", "miss", "pause")
"""What a key may mean."""

_ROWS = {2: "1234567890", 16: "QWERTYUIOP", 30: "ASDFGHJKL", 44: "ZXCVBNM"}
CODES = {
    **{sign: first + place for first, row in _ROWS.items() for place, sign in enumerate(row)},
    **{f"F{n}": 58 + n for n in range(1, 11)}, "F11": 87, "F12": 88,
    "KP7": 71, "KP8": 72, "KP9": 73, "KPMINUS": 74, "KP4": 75, "KP5": 76, "KP6": 77,
    "KPPLUS": 78, "KP1": 79, "KP2": 80, "KP3": 81, "KP0": 82, "KPDOT": 83, "KPENTER": 96,
    "KPSLASH": 98, "KPASTERISK": 55, "KPEQUAL": 117, "KPCOMMA": 121, "NUMLOCK": 69,
    "ESC": 1, "BACKSPACE": 14, "TAB": 15, "ENTER": 28, "SPACE": 57, "HOME": 102, "UP": 103,
    "PAGEUP": 104, "LEFT": 105, "RIGHT": 106, "END": 107, "DOWN": 108, "PAGEDOWN": 109,
    "INSERT": 110, "DELETE": 111,
}  # fmt: skip
"""The keys of <linux/input-event-codes.h> that a small pad may have, without their KEY_."""

_EVENTS = re.compile(r"evdev://(/[A-Za-z0-9._:+-]+)+")
_LINE = re.compile(
    r"/dev(/[A-Za-z0-9._:+-]+)+"
    r"|(socket|rfc2217)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(?P<port>[0-9]{1,5})"
)


def _port(text: str) -> str:
    match = _EVENTS.fullmatch(text) or _LINE.fullmatch(text)
    number = (match.groupdict().get("port") if match else None) or "1"
    if text != "virtual" and not (match and 1 <= int(number) <= 65535):
        raise refuse(
            "keypad-port",
            f'"{text}" is no key pad: write "virtual", a USB pad such as '
            '"evdev:///dev/motcua/keypad-1", a serial port such as "/dev/motcua/keypad-1", or a '
            'converter on the network, "socket://192.168.1.60:4001"',
        )
    return text


PadPort = Annotated[str, AfterValidator(_port)]


class Keys(Group):
    """For each thing a key may mean, which keys mean it; by default those of a number block."""

    next: list[Name] = ["KPENTER"]
    recall: list[Name] = ["KPPLUS"]
    start: list[Name] = ["KPDOT"]
    finish: list[Name] = ["KP0"]
    miss: list[Name] = ["KPMINUS"]
    pause: list[Name] = ["KPASTERISK"]


class Keypad(Group):
    """One key pad; what it presses is pressed at its counter by whoever sits there."""

    name: Slug
    counter: CounterNumber
    port: PadPort = "virtual"
    baud: Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] = 9600
    sends: Literal["line", "byte"] = "line"
    keys: Keys = Keys()

    @property
    def meanings(self) -> dict[str, str]:
        """What its driver hears → what it means; keys of a USB pad by the kernel's numbers."""
        named = {token: key for key, tokens in self.keys.model_dump().items() for token in tokens}
        if not self.port.startswith("evdev://"):
            return named
        return {str(CODES.get(token, token)): key for token, key in named.items()}


def disagreements_of_keypads(values: Entry) -> Iterator[Complaint]:
    """Pads at counters that are not there, two at one port, and keys that cannot be meant."""
    counters = known(values, ("hall", "counters"), "n", int)
    ports: set[str] = set()
    for path, pad in entries(values, ("keypads",)):
        counter, port = pad.get("counter"), pad.get("port", "virtual")
        if isinstance(counter, int) and counter not in counters:
            hint = f"counters: {', '.join(map(str, counters))}" if counters else None
            yield Complaint(
                (*path, "counter"), f"there is no counter {counter} in [[hall.counters]]", hint
            )
        if not isinstance(port, str):
            continue
        if port != "virtual" and port in ports:
            yield Complaint(
                (*path, "port"), f"{quoted(port)} is there twice: one port has one key pad"
            )
        ports.add(port)
        yield from _keys(path, pad, port)


def _keys(path: Path, pad: Entry, port: str) -> Iterator[Complaint]:
    given = pad.get("keys")
    if given is None and _LINE.fullmatch(port):
        yield Complaint(
            path,
            "a pad on a serial line sends words of its own: name them below [keypads.keys]",
            'for example next = ["K1"]; `motcua devices` shows what an unknown key sends',
        )
    meant: dict[str, str] = {}
    for key, place, token in _tokens(given):
        where = (*path, "keys", key, place)
        if token in meant:
            yield Complaint(where, f"{quoted(token)} already means {meant[token]}: keep one")
        meant[token] = key
        if fault := _no_token(token, pad, port):
            yield Complaint(where, *fault)


def _tokens(given: Any) -> Iterator[tuple[str, int, str]]:
    for key, tokens in (given if isinstance(given, dict) else {}).items():
        for place, token in enumerate(tokens if isinstance(tokens, list) else []):
            if isinstance(token, str):
                yield key, place, token


def _no_token(token: str, pad: Entry, port: str) -> tuple[str, str | None] | None:
    """What is wrong with the name of a key at this port, and what may have been meant."""
    if _EVENTS.fullmatch(port):
        if token in CODES or re.fullmatch(r"[0-9]{1,3}", token):
            return None
        near = did_you_mean(token, CODES) or did_you_mean(f"KP{token}", CODES)
        return (
            f"{quoted(token)} is no key of Linux: write its name without KEY_, or its number",
            near or "keys of a number block: KP0 to KP9, KPENTER, KPPLUS, KPMINUS, KPDOT",
        )
    by_byte = _LINE.fullmatch(port) and pad.get("sends") == "byte"
    if by_byte and not re.fullmatch(r"[!-~]|0x[0-9A-F]{2}", token):
        return (
            f"{quoted(token)} is more than a byte: write one sign, or its number as 0x1B",
            'a pad that sends whole words needs sends = "line"',
        )
    return None
