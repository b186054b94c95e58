"""The office: founded from config.toml, changed by people, retired and never deleted."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class Setting(Model):
    """One living setting of the office; the value is JSON."""

    name = pw.TextField(primary_key=True)
    value = pw.TextField()

    class Meta:
        without_rowid = True


class Field(Model):
    """A field of work (lĩnh vực): one line, one series letter; `hours` is JSON, [] for all."""

    id = pw.TextField(primary_key=True)
    series = pw.TextField(unique=True)
    name = pw.TextField()
    name_en = pw.TextField()
    hours = pw.TextField(default="[]")
    daily_limit = pw.IntegerField(default=0)
    position = pw.IntegerField()
    retired = pw.BooleanField(default=False)


class Service(Model):
    """What a citizen picks; belongs to one field and has no line of its own."""

    id = pw.TextField(primary_key=True)
    field = pw.TextField()
    name = pw.TextField()
    name_en = pw.TextField()
    minutes = pw.IntegerField()
    share = pw.FloatField()
    sheet = pw.TextField()
    position = pw.IntegerField()
    retired = pw.BooleanField(default=False)


class Pace(Model):
    """How long one service has lately taken: a running mean and variance (ms, ms²)."""

    service = pw.TextField(primary_key=True)
    samples = pw.IntegerField()
    mean = pw.FloatField()
    variance = pw.FloatField()

    class Meta:
        without_rowid = True


class Counter(Model):
    """A counter, and what is true of it now (a projection of the journal).

    `quick` is the work without a ticket in hand, by its first journal row. `undo` is no
    projection: what the counter's last press changed, as it was before (JSON).
    """

    n = pw.IntegerField(primary_key=True)
    label = pw.TextField()
    label_en = pw.TextField()
    retired = pw.BooleanField(default=False)
    state = pw.TextField(default="closed")
    reason = pw.TextField(null=True)
    locked = pw.BooleanField(default=False)
    clerk = pw.TextField(null=True)
    ticket = pw.IntegerField(null=True)
    since_hall = pw.IntegerField(default=0)
    seq = pw.IntegerField(default=0)
    quick = pw.IntegerField(null=True)
    undo = pw.TextField(null=True)


class CounterLine(Model):
    """One line that a counter calls from; `offset` ms longer must a helped line have waited."""

    counter = pw.IntegerField()
    field = pw.TextField()
    offset = pw.IntegerField()

    class Meta:
        primary_key = pw.CompositeKey("counter", "field")
        without_rowid = True


class Staff(Model):
    """A person who signs in. `password` and `pin` are argon2id hashes."""

    id = pw.TextField(primary_key=True)
    name = pw.TextField(unique=True)
    label = pw.TextField()
    role = pw.TextField()
    password = pw.TextField()
    pin = pw.TextField(null=True)
    retired = pw.BooleanField(default=False)


class Priority(Model):
    """A priority class: its head start (ms) is copied onto the ticket when it is taken."""

    id = pw.TextField(primary_key=True)
    name = pw.TextField()
    name_en = pw.TextField()
    rule = pw.TextField()
    rule_en = pw.TextField()
    head_start = pw.IntegerField()
    asked = pw.BooleanField()
    position = pw.IntegerField()
    retired = pw.BooleanField(default=False)
