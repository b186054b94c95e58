"""Low ratings that somebody must look into, and what a clerk was reminded of."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class LowCase(Model):
    """A clerk's ratings of one period that met a threshold (a projection of the journal).

    `id` is the row that opened it. `first` and `last` are business days, `n` and `low` answers
    counted, `total` the sum of their levels, `reasons` JSON. The words are notes: of row
    `explained` the clerk's, of row `decided` a leader's.
    """

    id = pw.IntegerField(primary_key=True)
    clerk = pw.TextField()
    rule = pw.TextField()
    period = pw.TextField()
    channel = pw.TextField()
    first = pw.IntegerField()
    last = pw.IntegerField()
    scale = pw.IntegerField()
    n = pw.IntegerField()
    low = pw.IntegerField()
    total = pw.IntegerField()
    reasons = pw.TextField()
    state = pw.TextField()
    asked = pw.BooleanField()
    opened_wall = pw.IntegerField()
    explained = pw.IntegerField(null=True)
    measure = pw.TextField(null=True)
    decided = pw.IntegerField(null=True)
    staff = pw.TextField(null=True)
    closed_wall = pw.IntegerField(null=True)

    class Meta:
        indexes = ((("clerk", "rule", "period", "channel", "scale"), True),)


class Reminder(Model):
    """A clerk was reminded of something: by whom, when, in which case if in one.

    `id` is its journal row, and its words are the note of that row.
    """

    id = pw.IntegerField(primary_key=True)
    clerk = pw.TextField()
    low_case = pw.IntegerField(null=True)
    staff = pw.TextField()
    at_wall = pw.IntegerField(index=True)
