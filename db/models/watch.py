"""What a supervisor has seen to: which alert, when, and who."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class Alert(Model):
    """An alert that somebody of the staff has taken on (a projection of the journal).

    `key` names one occurrence, such as `service:812:1`; `seq` is its journal row. Those of an
    earlier day go with the first one of the next.
    """

    key = pw.TextField(primary_key=True)
    kind = pw.TextField()
    day = pw.IntegerField()
    at_hall = pw.IntegerField()
    at_wall = pw.IntegerField()
    staff = pw.TextField()
    seq = pw.IntegerField()

    class Meta:
        without_rowid = True
