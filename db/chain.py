"""The chain over the journal: each row's HMAC covers the row before it and all its columns."""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apsw

BEGIN = b"\x00" * 32
KEY_VERSION = 1

# The columns in the order in which they are signed: all of the journal's but the HMAC.
SIGNED = (
    "seq", "day", "subject", "ref", "leg", "command", "action", "before", "after", "place",
    "service", "counter", "clerk", "actor", "joined", "head_start", "counted", "flags", "reason",
    "detail", "note", "undoes", "hall", "boot", "wall", "key_version",
)  # fmt: skip


# Our own column names; "before" and "after" are words of SQL.
_ROWS = f"SELECT {', '.join(f'[{c}]' for c in SIGNED)}, hmac FROM journal ORDER BY seq"  # noqa: S608

_text = json.JSONEncoder(separators=(",", ":")).encode


def link(key: bytes, before: bytes, values: Sequence[Any]) -> bytes:
    """HMAC-SHA256 (32 bytes) over the previous row's and this row's values, in SIGNED's order."""
    return hmac.digest(key, before + _text(values).encode(), "sha256")


def first_broken(db: apsw.Connection, key: bytes) -> int | None:
    """The first journal row that is not linked to the one before it; None when all are."""
    before, due = BEGIN, 1
    for *values, kept in db.execute(_ROWS):
        if values[0] != due or link(key, before, values) != kept:
            return due
        before, due = kept, due + 1
    return None


def seal_note(key: bytes, salt: bytes, text: str) -> str:
    """What the chain holds of a free text: its salted HMAC in hex."""
    return hmac.digest(key, salt + text.encode(), "sha256").hex()


def load_key(path: Path) -> bytes:
    """The hall's secret (32 bytes), made at first use and readable by its owner alone."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        key = secrets.token_bytes(32)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        return key
