"""What can go wrong with what is kept; one sentence each, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class MotCuaError(Exception):
    """The root of every error of this program that a person may read."""


class StorageUnfit(MotCuaError):
    """The database cannot be used safely as it is."""


class StorageBusy(MotCuaError):
    """Too many commands are waiting for the writer; try again in a moment."""


class NotDone(MotCuaError):
    """The commit failed, so nothing of this command happened."""


class DiskFull(MotCuaError):
    """There is no room for new numbers; calls and services go on in the reserve."""


class HallIsOwned(MotCuaError):
    """Another process owns this hall's state."""


class Refused(MotCuaError):
    """The law of the queue does not allow this now; `code` says why, `fields` what is allowed."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields


class KeyReused(MotCuaError):
    """The same Idempotency-Key came with another body; use a new key for a new press."""


class Unknown(MotCuaError):
    """Something that was named does not exist; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def behind(fault: BaseException | None) -> Iterator[BaseException]:
    """A fault and everything that stands behind it; peewee wraps what SQLite said."""
    while fault is not None:
        yield fault
        if orig := getattr(fault, "orig", None):
            yield orig
        fault = fault.__cause__ or fault.__context__
