"""What every table shares: the hall's one database."""

from __future__ import annotations

import peewee as pw

from db.engine import database


class Model(pw.Model):
    """A table of the hall's one database."""

    class Meta:
        database = database
        legacy_table_names = False
