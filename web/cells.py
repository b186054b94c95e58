"""Cells of the files that people open in a spreadsheet."""

from __future__ import annotations

from typing import Any

# What Excel and LibreOffice begin to calculate at (OWASP, "CSV injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> Any:
    """A cell's value; a text that would be calculated gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else value
