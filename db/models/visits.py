"""The day, the numbers, the tickets, and the journal that tells of all of them."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class Boot(Model):
    """One start of the machine as this hall saw it: hall time = boot-time clock + offset."""

    id = pw.AutoField()
    uuid = pw.TextField()
    offset = pw.IntegerField()
    started_wall = pw.IntegerField()
    believed = pw.BooleanField()


class Day(Model):
    """A business day: a row, opened and closed by rule, never the calendar's date itself.

    `levels` is the scale of its ratings, `breaks` the hours between two sessions (JSON: [[from,
    to]] in wall ms), both fixed when it opened; None in days that were before these.
    """

    id = pw.AutoField()
    date = pw.TextField()
    state = pw.TextField()
    opened_wall = pw.IntegerField()
    opened_hall = pw.IntegerField()
    opened_seq = pw.IntegerField()
    closed_wall = pw.IntegerField(null=True)
    seal_seq = pw.IntegerField(null=True)
    seal = pw.TextField(null=True)
    ratings = pw.TextField(null=True)
    levels = pw.IntegerField(null=True)
    breaks = pw.TextField(null=True)


Day.add_index(pw.SQL("CREATE INDEX day_open ON day (id) WHERE state = 'open'"))


class Number(Model):
    """The last number given in one series on one business day."""

    day = pw.IntegerField()
    series = pw.TextField()
    last = pw.IntegerField()

    class Meta:
        primary_key = pw.CompositeKey("day", "series")
        without_rowid = True


class Standing(Model):
    """How many wait in one place: counting a long line is slower than giving a number."""

    place = pw.TextField(primary_key=True)
    waiting = pw.IntegerField()

    class Meta:
        without_rowid = True


class Ticket(Model):
    """One visit under one number (a projection of the journal). `id` is its first journal row.

    `back` is the place it returns to after this leg, `spent` the service (ms) of the leg's earlier
    spans, `remind_hall` when the clerk is reminded of somebody who is held.
    """

    id = pw.IntegerField(primary_key=True)
    day = pw.IntegerField()
    series = pw.TextField()
    number = pw.IntegerField()
    label = pw.TextField()
    state = pw.TextField()
    leg = pw.IntegerField()
    service = pw.TextField()
    field = pw.TextField()
    place = pw.TextField(null=True)
    joined = pw.IntegerField()
    head_start = pw.IntegerField()
    counted = pw.IntegerField()
    placed = pw.IntegerField()
    priority = pw.TextField(null=True)
    language = pw.TextField()
    counter = pw.IntegerField(null=True)
    clerk = pw.TextField(null=True)
    recalls = pw.IntegerField(default=0)
    flags = pw.TextField(default="")
    issued_wall = pw.IntegerField()
    called_hall = pw.IntegerField(null=True)
    started_hall = pw.IntegerField(null=True)
    ended_hall = pw.IntegerField(null=True)
    back = pw.TextField(null=True)
    spent = pw.IntegerField(default=0)
    remind_hall = pw.IntegerField(null=True)
    seq = pw.IntegerField()

    class Meta:
        indexes = ((("day", "series", "number"), True),)


Ticket.add_index(
    pw.SQL("CREATE INDEX ticket_waiting ON ticket (place, counted, placed) WHERE state = 'waiting'")
)
Ticket.add_index(
    pw.SQL(
        "CREATE INDEX ticket_alive ON ticket (state, id) "
        "WHERE state IN ('called', 'serving', 'held', 'missed')"
    )
)
# In the very words of these indexes: a partial index is chosen by the words, on every SQLite and
# PostgreSQL. Without them every ticket there ever was is read.
IS_WAITING = Ticket.state == pw.SQL("'waiting'")
IS_ALIVE = Ticket.state.in_(
    [pw.SQL(f"'{state}'") for state in ("called", "serving", "held", "missed")]
)


class Need(Model):
    """What a ticket's holder needs of the clerk. Apart from the journal: gone with the day."""

    ticket = pw.IntegerField(primary_key=True)
    kinds = pw.TextField()


class Appointment(Model):
    """A time that was promised, under a code and no name; `ticket` once its holder has come."""

    id = pw.IntegerField(primary_key=True)
    code = pw.TextField(unique=True)
    service = pw.TextField()
    at_wall = pw.IntegerField()
    state = pw.TextField()
    ticket = pw.IntegerField(null=True)


class Journal(Model):
    """One change of state: append-only, chained by HMAC over all columns. Codes and numbers."""

    seq = pw.IntegerField(primary_key=True)
    day = pw.IntegerField()
    subject = pw.TextField()
    ref = pw.TextField()
    leg = pw.IntegerField(null=True)
    command = pw.IntegerField()
    action = pw.TextField()
    before = pw.TextField(null=True)
    after = pw.TextField(null=True)
    place = pw.TextField(null=True)
    service = pw.TextField(null=True)
    counter = pw.IntegerField(null=True)
    clerk = pw.TextField(null=True)
    actor = pw.TextField()
    joined = pw.IntegerField(null=True)
    head_start = pw.IntegerField(null=True)
    counted = pw.IntegerField(null=True)
    flags = pw.TextField(default="")
    reason = pw.TextField(null=True)
    detail = pw.TextField(null=True)
    note = pw.TextField(null=True)
    undoes = pw.IntegerField(null=True)
    hall = pw.IntegerField()
    boot = pw.IntegerField()
    wall = pw.IntegerField()
    key_version = pw.IntegerField()
    hmac = pw.BlobField()

    class Meta:
        indexes = ((("subject", "ref"), False),)


class Note(Model):
    """Free text of a journal row, apart from it: expiry deletes text and salt, never the chain."""

    seq = pw.IntegerField(primary_key=True)
    salt = pw.BlobField()
    text = pw.TextField()
    until_wall = pw.IntegerField()


class Due(Model):
    """Something that follows by itself: grace over, rating closed, service forgotten."""

    at_hall = pw.IntegerField()
    kind = pw.TextField()
    ref = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("at_hall", "kind", "ref")
        without_rowid = True
