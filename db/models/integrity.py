"""What keeps ratings honest: presses that came from a clerk's own side, and what was left out."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class OwnPress(Model):
    """How many answers of a clerk's day came from the clerk's own session or machine.

    Counted, never listed: a row for each would say which answer it was.
    """

    day = pw.IntegerField()
    clerk = pw.TextField()
    kind = pw.TextField()
    n = pw.IntegerField()

    class Meta:
        primary_key = pw.CompositeKey("day", "clerk", "kind")
        without_rowid = True


class Exclusion(Model):
    """All answers of a clerk's day (or week) kept out of averages; `id` is its journal row.

    `day` is the one they are kept under; `back` the row by which they count again.
    """

    id = pw.IntegerField(primary_key=True)
    day = pw.IntegerField(index=True)
    clerk = pw.TextField()
    week = pw.BooleanField()
    reason = pw.TextField()
    n = pw.IntegerField()
    staff = pw.TextField()
    at_wall = pw.IntegerField()
    back = pw.IntegerField(null=True)
