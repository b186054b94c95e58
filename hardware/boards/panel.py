"""A kind of board as a child knows it: what the hall has told, without the settings behind it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

__all__ = ["Panel"]

if TYPE_CHECKING:
    from config.boards import Panel
else:
    # `Panel.plain` of the hall, which has checked it; the class itself costs 14 MB.
    Panel = SimpleNamespace
