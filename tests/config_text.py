"""The shipped config.toml with a few places changed: `shipped(floor__path="x")`."""

from __future__ import annotations

import json
import re
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "config.toml"


def shipped(**values: object) -> str:
    """config.toml's text; `rules__grace_min=1` changes `grace_min` of `[hall.rules]`.

    Devices are not tried when the day opens: a slip that nobody took would be in the way of tests.
    """
    text = SHIPPED.read_text("utf-8")
    for name, value in {"day__self_test": False, **values}.items():
        table, _, key = name.rpartition("__")
        header = f"[{table.replace('__', '.')}]"
        text = changed(text, "[hall.rules]" if header == "[rules]" else header, key, value)
    return text


def changed(text: str, header: str, key: str, value: object) -> str:
    """The text with one key of the first table under `header` given another value."""
    start = text.index(f"\n{header}\n") + 1
    end = text.find("\n[", start + len(header))
    table = text[start:end]
    line = re.compile(rf"^{key} = .*$", re.MULTILINE)
    assert len(line.findall(table)) == 1, f"{key} must stand once in {header}"
    written = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    return text[:start] + line.sub(lambda _: written, table) + text[end:]


def without(text: str, header: str) -> str:
    """The text without any table of this header, for example `[[printers]]`."""
    tables = re.compile(rf"^{re.escape(header)}\n.*?(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
    return tables.sub("", text)


def with_counters(text: str, many: int) -> str:
    """A hall of `many` counters, each of which serves every line as its own."""
    fields = re.findall(r'^\[\[hall\.fields\]\]\n(?:#.*\n)*id = "(.*)"', text, re.MULTILINE)
    lines = ", ".join(f'{{ field = "{field}" }}' for field in fields)
    bare = without(without(text, "[[hall.counters]]"), "[[hall.counters.lines]]")
    bare = without(without(bare, "[[boards]]"), "[[hall.rooms]]")
    bare = re.sub(
        r'\[\[screens\]\]\nkind = "(counter|pad|display)"\n.*?\n\n', "", bare, flags=re.DOTALL
    )
    for n in range(1, many + 1):
        bare += f'\n[[hall.counters]]\nn = {n}\nlabel = "Quầy {n}"\nlines = [{lines}]\n'
    return bare
