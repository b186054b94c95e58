"""The printers: where each is, what is known of its kind, and how it writes.

What is known of kinds of printers is data (`profiles.toml`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from config.words import Group, Name, Seconds, Slug, Text, refuse

_TCP = re.compile(r"(tcp|socket)://(\[[0-9a-f:.]+\]|[^\s:/\[\]]+):(?P<port>[0-9]{1,5})")
_OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
# Digits and dots alone are no name of a machine: 192.168.1.500 is a slip of the pen.
_NO_IP = re.compile(rf"(?!({_OCTET}\.){{3}}{_OCTET}$)[0-9.]+")
_USB = re.compile(r"(usb://)?/dev(/[A-Za-z0-9._:+-]+)+")
_SERIAL = re.compile(
    r"serial:///dev(/[A-Za-z0-9._:+-]+)+"
    r"(\?baud=(4800|9600|19200|38400|57600|115200|230400)(&flow=(none|rtscts))?)?"
)
_TTY = re.compile(r"(usb://)?(?P<path>/dev/(tty|serial|.*tty).*)")


def _address(text: str) -> str:
    if text == "virtual" or _SERIAL.fullmatch(text):
        return text
    if _USB.fullmatch(text) and not _TTY.fullmatch(text):
        return text
    match = _TCP.fullmatch(text)
    if match and 1 <= int(match["port"]) <= 65535 and not _NO_IP.fullmatch(match[2]):
        return text
    meant = _meant(text)
    raise refuse(
        "driver",
        f'"{text}" is no printer: write "virtual", "tcp://192.168.1.50:9100", '
        '"usb:///dev/usb/lp0" or "serial:///dev/ttyUSB0?baud=115200"'
        + (f'; did you mean "{meant}"?' if meant else ""),
    )


def _meant(text: str) -> str | None:
    # The slips of the pen that we have seen; a guess must be an address itself.
    guesses = [
        (r"(?:tcp|socket)://([^\s:/]+)/?", r"tcp://\1:9100"),
        (r"(?:rfc2217|raw|ip)://([^\s/]+)/?", r"tcp://\1"),
        (r"((?:\d{1,3}\.){3}\d{1,3})(?::9100)?", r"tcp://\1:9100"),
        (r"(?:usb:)?/*((?:dev/)?usb/lp\d)", r"usb:///\1"),
        (r"(?:usb:/*)?(lp\d)", r"usb:///dev/usb/\1"),
        (r"(?:serial:|usb:)?/*(?:dev/)?(tty\w+).*", r"serial:///dev/\1?baud=115200"),
        (r"v\w*l", "virtual"),
    ]
    for form, meant in guesses:
        if re.fullmatch(form, text.strip(), re.IGNORECASE):
            said = re.sub(form, meant, text.strip(), flags=re.IGNORECASE)
            return said.replace("usb:///usb/", "usb:///dev/usb/")
    return None


Address = Annotated[str, AfterValidator(_address)]
Dots = Annotated[int, Field(ge=256, le=832, multiple_of=8)]


class Profile(Group):
    """A kind of printer: how wide it prints, and what it can say."""

    name: Slug
    about: Text
    source: Text
    width_mm: Literal[58, 80] = 80
    width_px: Dots | None = None
    completion: Literal["gs_r", "gs_h", "none"]
    speaks: bool = True
    tear_after_mm: Annotated[int, Field(ge=0, le=50)] = 0


@cache
def shipped_profiles() -> dict[str, Profile]:
    """The kinds of printers that are known, by name."""
    path = Path(__file__).with_name("profiles.toml")
    tables = tomllib.loads(path.read_text("utf-8"))["profiles"]
    return {table["name"]: Profile.model_validate(table) for table in tables}


def _profile(printer: dict[str, Any]) -> Profile | None:
    return shipped_profiles().get(printer.get("profile", ""))


def _width(printer: dict[str, Any]) -> int:
    profile = _profile(printer)
    return profile.width_mm if profile else 80


def _dots(printer: dict[str, Any]) -> int:
    profile = _profile(printer)
    if profile and profile.width_px and profile.width_mm == printer.get("width_mm"):
        return profile.width_px
    # 203 dpi heads, the common ones: 72 mm printed on 80 mm paper, 48 mm on 58 mm.
    return 384 if printer.get("width_mm") == 58 else 576


class Printer(Group):
    """One ticket printer; `kiosks` empty means every kiosk that no other printer names."""

    name: Slug
    driver: Address = "virtual"
    profile: Slug = "any"
    width_mm: Annotated[Literal[58, 80], Field(default_factory=_width)]
    width_px: Annotated[Dots, Field(default_factory=_dots)]
    text: Literal["picture", "unaccented", "tcvn3", "cp1258"] = "picture"
    code_page: Annotated[int, Field(ge=0, le=255)] = 0
    kiosks: list[Name] = []
    roll_m: Annotated[int, Field(ge=0, le=1_000)] = 80
    timeout_s: Seconds = 5
    deadline_s: Seconds = 30
