"""The hours of a day in which nobody is served, between two sessions: as they were that day."""

from __future__ import annotations

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("ALTER TABLE day ADD COLUMN breaks TEXT")
