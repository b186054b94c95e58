"""The table of tampers: what each breaks, and whether nothing else may be named."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from audit.promise import Promise
from tests.audit.tampering import Tamper


class Case(NamedTuple):
    """A tamper, what must name it, and whether nothing else may."""

    promises: tuple[type[Promise], ...]
    tamper: Tamper
    exactly: bool


CASES: dict[str, Case] = {}


def breaks(*promises: type[Promise], exactly: bool = True) -> Callable[[Tamper], Tamper]:
    """The tamper below breaks these; the first names the place that it returns."""

    def keep(tamper: Tamper) -> Tamper:
        CASES[tamper.__name__] = Case(promises, tamper, exactly)
        return tamper

    return keep
