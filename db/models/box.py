"""The suggestion box: who left what is not kept, and the words are notes that expire."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class Suggestion(Model):
    """One suggestion; its words are the note of journal row `id`, the answer's that of `answer`.

    `channel` is kiosk, phone or paper; `contact` the row whose note says how to reach whoever left
    it, if they wished an answer.
    """

    id = pw.IntegerField(primary_key=True)
    code = pw.TextField(unique=True)
    language = pw.TextField()
    state = pw.TextField()
    left_wall = pw.IntegerField()
    until_wall = pw.IntegerField(index=True)
    answer = pw.IntegerField(null=True)
    answered_wall = pw.IntegerField(null=True)
    staff = pw.TextField(null=True)
    channel = pw.TextField(default="kiosk")
    contact = pw.IntegerField(null=True)


Suggestion.add_index(
    pw.SQL("CREATE INDEX suggestion_open ON suggestion (left_wall) WHERE state = 'open'")
)
