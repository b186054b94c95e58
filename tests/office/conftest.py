"""The small hall of the core's tests."""

from __future__ import annotations

from tests.tickets.conftest import core

__all__ = ["core"]
