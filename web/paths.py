"""Numbers in addresses: what no row can have is not found, instead of a fault of the database."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter, Map


class Id(IntegerConverter):
    """A whole number of at most 63 bits; a longer one matches no route (404)."""

    def __init__(self, rules: Map, *args: Any, **options: Any) -> None:
        super().__init__(rules, *args, **{"max": 2**63 - 1, **options})
