"""The kinds of value a setting may hold, and the strict base of every group of settings."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

SERIES = "ACGHKLMNRSX"
"""The letters a loudspeaker keeps apart: B, D, Đ, E, P, T and V rhyme with one another."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_URL = re.compile(r"https?://[^\s/?#@]+")


class Group(BaseModel):
    """One table of settings: frozen, typed as written, and nothing in it that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def refuse(kind: str, sentence: str) -> PydanticCustomError:
    """The error that a check of a value raises; `sentence` says what to write instead."""
    # pydantic fills braces from a context; a sentence that quotes a value may hold some.
    return PydanticCustomError(kind, "{sentence}", {"sentence": sentence})


def _plain(text: str) -> str:
    """In composed letters (NFC), and nothing in it that nobody sees."""
    # A line feed breaks the layout of a ticket; a bidi mark can make a name read as another.
    if _HIDDEN.search(text):
        raise refuse("hidden", "holds an invisible character: type it again on one plain line")
    return unicodedata.normalize("NFC", text)


def _host(text: str) -> str:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        if not _HOST.fullmatch(text.lower()) or re.fullmatch(r"[\d.]+", text):
            raise refuse(
                "host",
                f'"{text}" is no address: write "127.0.0.1", "0.0.0.0" for '
                "every network of this machine, or a host name",
            ) from None
    return text


def _public_url(text: str) -> str:
    if text != "auto" and not _URL.fullmatch(text):
        raise refuse(
            "url",
            f'"{text}" is no address of a hall: write "auto", or for example '
            '"http://192.168.1.10:8080" with no path behind it',
        )
    return text


def _charge(text: str) -> str:
    # Read off a kiosk, "8.000" is a promise; of what, by whose rule, only words can say.
    if re.fullmatch(r"[\d.,\s]*\d[\d.,\s]*(đ|₫|đồng|vnđ|vnd|k|nghìn)?", text, re.IGNORECASE):
        raise refuse(
            "charge",
            "a number alone is no charge: say for what, or by whose rule, "
            'such as "8.000 đồng/bản" or "Theo nghị quyết HĐND tỉnh"',
        )
    return text


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        if not available_timezones():
            raise refuse(
                "no-zones", "this machine knows no time zones: install the package tzdata"
            ) from None
        raise refuse(
            "timezone", f'"{text}" is no time zone: Vietnam is "Asia/Ho_Chi_Minh"'
        ) from None
    return text


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=400), AfterValidator(_plain)
]
"""One line of text that may be empty."""

Charge = Annotated[Text, AfterValidator(_charge)]
"""What something costs, in words; may be empty, never a bare number."""

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=160),
    AfterValidator(_plain),
]
"""One line of text that people read, never empty."""

Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
    AfterValidator(_plain),
]
"""A longer line that people read, never empty."""

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG_OR_NONE = r"^([a-z0-9]+(-[a-z0-9]+)*)?$"
SIGN_IN = r"^[a-z0-9][a-z0-9._-]*$"
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
CLOCK_OR_NONE = r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$"
PIN = r"^([0-9]{4,8})?$"
LETTER = f"^[{SERIES}]$"
CODE = r"^[A-Z][A-Z0-9-]*$"

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
SlugOrNone = Annotated[str, StringConstraints(pattern=SLUG_OR_NONE, max_length=60)]
SignIn = Annotated[str, StringConstraints(pattern=SIGN_IN, max_length=40)]
Clock = Annotated[str, StringConstraints(pattern=CLOCK)]
ClockOrNone = Annotated[str, StringConstraints(pattern=CLOCK_OR_NONE)]
Pin = Annotated[str, StringConstraints(pattern=PIN)]
Series = Annotated[str, StringConstraints(pattern=LETTER)]
Code = Annotated[str, StringConstraints(pattern=CODE, max_length=20)]
Host = Annotated[str, AfterValidator(_host)]
PublicUrl = Annotated[str, AfterValidator(_public_url)]
Timezone = Annotated[str, AfterValidator(_timezone)]

Port = Annotated[int, Field(ge=1, le=65535)]
CounterNumber = Annotated[int, Field(ge=1, le=99)]
Minutes = Annotated[int, Field(ge=0, le=480)]
Seconds = Annotated[int, Field(ge=1, le=3600)]
