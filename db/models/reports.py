"""Reports: figures frozen for good, and the words that people put beside them."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class Report(Model):
    """One version of a report, never changed; `id` is the journal row that froze it.

    `content` is JSON, `checksum` its SHA-256 (hex). `sent` is the row that said it had been sent.
    """

    id = pw.IntegerField(primary_key=True)
    kind = pw.TextField()
    begins = pw.TextField()
    ends = pw.TextField()
    content = pw.TextField()
    checksum = pw.TextField()
    staff = pw.TextField()
    made_wall = pw.IntegerField()
    sent = pw.IntegerField(null=True)
    sent_wall = pw.IntegerField(null=True)

    class Meta:
        indexes = ((("kind", "begins", "id"), False),)


class ReportText(Model):
    """What people have written so far under one heading of one period's report."""

    kind = pw.TextField()
    begins = pw.TextField()
    part = pw.TextField()
    text = pw.TextField()
    seq = pw.IntegerField()

    class Meta:
        primary_key = pw.CompositeKey("kind", "begins", "part")
        without_rowid = True
