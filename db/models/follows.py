"""What must follow from a commit: paper, announcements, the question on the pad."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class PrintJob(Model):
    """A slip to print: its values, not its pixels. `id` is the journal row that caused it."""

    id = pw.IntegerField(primary_key=True)
    ticket = pw.IntegerField()
    printer = pw.TextField()
    slip = pw.TextField()
    state = pw.TextField()
    detail = pw.TextField(null=True)
    created_hall = pw.IntegerField()


PrintJob.add_index(
    pw.SQL("CREATE INDEX print_job_queued ON print_job (printer, id) WHERE state = 'queued'")
)


class Roll(Model):
    """The paper in one printer: `mm` and `slips` since it was changed by journal row `seq`.

    `slip_mm` is the length of a usual slip. No projection: nobody journals a millimetre.
    """

    printer = pw.TextField(primary_key=True)
    mm = pw.IntegerField()
    slips = pw.IntegerField()
    slip_mm = pw.IntegerField()
    seq = pw.IntegerField()

    class Meta:
        without_rowid = True


class Announcement(Model):
    """A call to be shown and spoken. `id` is the journal row that caused it."""

    id = pw.IntegerField(primary_key=True)
    day = pw.IntegerField()
    ticket = pw.IntegerField()
    number = pw.TextField()
    counter = pw.IntegerField()
    recall = pw.IntegerField()
    language = pw.TextField()
    state = pw.TextField()
    created_hall = pw.IntegerField()
    created_wall = pw.IntegerField()

    class Meta:
        indexes = ((("day", "id"), False),)


class OpenRating(Model):
    """A question on a pad: which leg, which clerk; never the answer."""

    id = pw.TextField(primary_key=True)
    counter = pw.IntegerField()
    clerk = pw.TextField()
    ticket = pw.IntegerField()
    leg = pw.IntegerField()
    field = pw.TextField()
    day = pw.IntegerField()
    state = pw.TextField()
    opened_hall = pw.IntegerField()
    closes_hall = pw.IntegerField()

    class Meta:
        without_rowid = True


OpenRating.add_index(
    pw.SQL("CREATE INDEX open_rating_open ON open_rating (counter) WHERE state = 'open'")
)


class Rating(Model):
    """An answer, tied to the clerk and never to a ticket: a random key, no order, no time.

    `way` and `manner` are the second screen's axes (domain words: cách thức giải quyết công việc,
    phong cách làm việc), where the office asks for them.
    """

    key = pw.BlobField(primary_key=True)
    clerk = pw.TextField()
    counter = pw.IntegerField()
    field = pw.TextField()
    day = pw.IntegerField()
    half = pw.TextField()
    scale = pw.IntegerField()
    level = pw.IntegerField()
    reasons = pw.TextField(default="")
    excluded = pw.TextField(null=True)
    way = pw.IntegerField(null=True)
    manner = pw.IntegerField(null=True)

    class Meta:
        without_rowid = True
        indexes = ((("day", "clerk"), False),)


class Answer(Model):
    """An answer from elsewhere than a pad, counted apart: `channel` is phone or paper.

    `day` is null until the next closing, then the first business day of its week. From a phone it
    has neither counter nor field. `form` is what else a sheet of paper was asked (JSON).
    """

    key = pw.BlobField(primary_key=True)
    channel = pw.TextField()
    clerk = pw.TextField()
    counter = pw.IntegerField(null=True)
    field = pw.TextField(null=True)
    day = pw.IntegerField(null=True)
    scale = pw.IntegerField()
    level = pw.IntegerField()
    way = pw.IntegerField(null=True)
    manner = pw.IntegerField(null=True)
    reasons = pw.TextField(default="")
    form = pw.TextField(null=True)
    excluded = pw.TextField(null=True)

    class Meta:
        without_rowid = True
        indexes = ((("day", "clerk"), False),)
