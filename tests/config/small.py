"""A small hall that is easy to break, and what a test asks of it."""

from __future__ import annotations

import pytest

from config import ConfigError, Fault, check, parse

# The smallest hall without fault and without warning of its own; `with_` changes one line of it.
HALL = """\
[hall]
always_open = true
[hall.office]
name = "Trung tâm"
[[hall.fields]]
id = "ho-tich"
series = "A"
name = "Hộ tịch"
[[hall.fields]]
id = "chung-thuc"
series = "C"
name = "Chứng thực"
[[hall.services]]
id = "khai-sinh"
field = "ho-tich"
name = "Đăng ký khai sinh"
[[hall.services]]
id = "ban-sao"
field = "chung-thuc"
name = "Chứng thực bản sao"
[[hall.counters]]
n = 1
label = "Quầy 1"
lines = [
  { field = "ho-tich" },
  { field = "chung-thuc", offset_min = 5 },
]
"""

KIOSK = '[[screens]]\nkind = "kiosk"\nname = "Ki-ốt 1"\n'


def with_(old: str, new: str) -> str:
    """The small hall with one place changed."""
    assert HALL.count(old) == 1, f"{old!r} must name one place"
    return HALL.replace(old, new)


def faults(text: str) -> list[Fault]:
    """Every fault of a text, in the order of the file."""
    with pytest.raises(ConfigError) as caught:
        parse(text)
    return caught.value.faults


def only(text: str) -> Fault:
    """The one fault of a text that has no other."""
    found = faults(text)
    assert len(found) == 1, found
    return found[0]


def line_of(text: str, part: str) -> int:
    """The line where a part of a text begins."""
    return text[: text.index(part)].count("\n") + 1


def warned(text: str) -> list[Fault]:
    """The warnings about a text without fault."""
    return check(parse(text))
