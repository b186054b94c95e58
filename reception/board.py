"""What staff at the door see to: slips in doubt, and the paper that printers still have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tickets import Moment, slips

Printers = Callable[[Moment], list[dict[str, Any]]]


def whole(moment: Moment, printers: Printers) -> dict[str, Any]:
    """{"slips": …, "printers": …}: see tickets.slips.in_doubt and web.paper.Paper.printers."""
    return {"slips": slips.in_doubt(moment), "printers": printers(moment)}
