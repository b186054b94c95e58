"""The office as the journal has it: founded once, changed by name; valid at each row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from audit.evidence import Row

PRIORITY = "priority:"


class Office:
    """Lines with offsets and head starts (ms), rules, codes, and what was changed since."""

    def __init__(self) -> None:
        self.lines: dict[int, dict[str, int]] = {}
        self.head_starts: dict[str, int] = {}
        self.rules: dict[str, Any] = {}
        self.codes: dict[str, frozenset[str]] = {}
        # What a row has changed since the founding: as it must stand in its table now.
        self.changed: dict[str, Any] = {}
        self.names: dict[int, tuple[str, str]] = {}
        self.retired: set[int] = set()

    def rule(self, name: str) -> int:
        """One of the rules of queue.md, as it is now."""
        value = self.rules[name]
        if not isinstance(value, int):
            raise ValueError(f"the rule {name} is no number")
        return value

    def setting(self, row: Row) -> None:
        """The founding, or a change of one setting by its name."""
        told = json.loads(row.detail or "")
        if row.action == "found":
            self._found(told)
        elif row.ref.startswith(PRIORITY):
            self.head_starts[row.ref.removeprefix(PRIORITY)] = told["head_start"]
        else:
            self._change(row.ref, told["value"])

    def assignment(self, row: Row) -> None:
        """Which lines a counter calls from, its name, and whether it is there at all."""
        n, told = int(row.ref), json.loads(row.detail or "{}")
        if "lines" in told:
            self.lines[n] = told["lines"]
        if "label" in told:
            self.names[n] = (told["label"], told["label_en"])
        if row.action == "retire":
            self.retired.add(n)
        elif row.action == "add":
            self.retired.discard(n)

    def _found(self, law: dict[str, Any]) -> None:
        self.lines = {int(n): served for n, served in law["lines"].items()}
        self.head_starts = law["head_starts"]
        for name, value in law.items():
            if name.endswith("_reasons"):
                self.codes[name] = codes_of(value)
            elif name not in ("lines", "head_starts"):
                self.rules[name] = value

    def _change(self, name: str, value: Any) -> None:
        if name == "rules":
            for rule, number in value.items():
                self._change(f"rules.{rule}", number)
            return
        self.changed[name] = value
        if name.startswith("rules."):
            self.rules[name.removeprefix("rules.")] = value
        elif name.endswith("_reasons"):
            self.codes[name] = codes_of(value)


def codes_of(value: Iterable[Any]) -> frozenset[str]:
    """The codes of a list of reasons, with or without their words."""
    return frozenset(each["code"] if isinstance(each, dict) else each for each in value)
