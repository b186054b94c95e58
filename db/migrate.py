"""Brings a database to this program's schema: numbered files, each once, each in a transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playhouse.migrations import Runner

from db.engine import Engine
from db.errors import StorageUnfit

FOLDER = Path(__file__).parent / "migrations"


_NOTE = "INSERT INTO schema_migration (name, applied) VALUES (?, datetime('now'))"


class _Steps(Runner):  # type: ignore[misc]
    """peewee's runner; apsw takes no datetime objects, so the history is written as text."""

    def _run(self, name: str, module: Any, direction: str, fake: bool = False) -> None:
        with self.migrator.migration_context(atomic=True):
            getattr(module, direction)(self.migrator, self.database)
            self.database.execute_sql(_NOTE, [name])


def migrate(database: Engine) -> list[str]:
    """Applies what is missing and returns its names; refuses a database newer than the program.

    The connection must be open.
    """
    steps = _Steps(database, str(FOLDER))
    newer = sorted(set(steps.applied()) - {migration.name for migration in steps.migrations()})
    if newer:
        raise StorageUnfit(
            f"The database was made by a newer Một Cửa ({newer[-1]}); install that version "
            "or restore a backup of this one."
        )
    names: list[str] = steps.up()
    return names
