"""What is kept: every table of the hall, one class each.

Times are whole milliseconds: ``*_hall`` of hall time (never goes back, see db/clock.py),
``*_wall`` of the wall clock (UTC). The journal is the truth; ticket and counter rows are
projections of it that `motcua verify` rebuilds and compares.
"""

from __future__ import annotations

import peewee as pw

from db.engine import database


class Model(pw.Model):
    """A table of the hall's one database."""

    class Meta:
        database = database
        legacy_table_names = False


# --- the office: founded from config.toml, changed by people, retired and never deleted ---


class Setting(Model):
    """One living setting of the office; the value is JSON."""

    name = pw.TextField(primary_key=True)
    value = pw.TextField()

    class Meta:
        without_rowid = True


class Field(Model):
    """A field of work (lĩnh vực): one line, one series letter."""

    id = pw.TextField(primary_key=True)
    series = pw.TextField(unique=True)
    name = pw.TextField()
    name_en = pw.TextField()
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
    """A counter, and what is true of it now (a projection of the journal)."""

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


# --- the day, the numbers, the tickets ---


class Boot(Model):
    """One start of the machine as this hall saw it: hall time = boot-time clock + offset."""

    id = pw.AutoField()
    uuid = pw.TextField()
    offset = pw.IntegerField()
    started_wall = pw.IntegerField()
    believed = pw.BooleanField()


class Day(Model):
    """A business day: a row, opened and closed by rule, never the calendar's date itself."""

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


Day.add_index(pw.SQL("CREATE INDEX day_open ON day (id) WHERE state = 'open'"))


class Number(Model):
    """The last number given in one series on one business day."""

    day = pw.IntegerField()
    series = pw.TextField()
    last = pw.IntegerField()

    class Meta:
        primary_key = pw.CompositeKey("day", "series")
        without_rowid = True


class Ticket(Model):
    """One visit under one number (a projection of the journal). `id` is its first journal row."""

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


# --- what must follow from a commit ---


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
    """An answer, tied to the clerk and never to a ticket: a random key, no order, no time."""

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

    class Meta:
        without_rowid = True
        indexes = ((("day", "clerk"), False),)


# --- presses, screens, people ---


class Idempotency(Model):
    """The answer once given to a press, so that the same press again gives the same."""

    scope = pw.TextField()
    key = pw.TextField()
    fingerprint = pw.TextField()
    status = pw.IntegerField()
    answer = pw.TextField()
    day = pw.IntegerField()

    class Meta:
        primary_key = pw.CompositeKey("scope", "key")
        without_rowid = True


class Board(Model):
    """How many times what one screen shows has changed."""

    name = pw.TextField(primary_key=True)
    version = pw.IntegerField()

    class Meta:
        without_rowid = True


class Token(Model):
    """The identity of a device; only a SHA-256 of the bearer token is kept."""

    id = pw.AutoField()
    digest = pw.TextField(unique=True)
    role = pw.TextField()
    name = pw.TextField()
    counter = pw.IntegerField(null=True)
    code = pw.TextField(null=True, unique=True)
    created_wall = pw.IntegerField()
    revoked = pw.BooleanField(default=False)


class Session(Model):
    """A signed-in person; only a SHA-256 of the cookie is kept."""

    digest = pw.TextField(primary_key=True)
    staff = pw.TextField()
    until_wall = pw.IntegerField()

    class Meta:
        without_rowid = True


class SignIn(Model):
    """Failed sign-ins of one name or address, and when the next try is allowed."""

    name = pw.TextField(primary_key=True)
    failures = pw.IntegerField()
    after_wall = pw.IntegerField()

    class Meta:
        without_rowid = True


TABLES: list[type[Model]] = [
    Setting, Field, Service, Pace, Counter, CounterLine, Staff, Priority, Boot, Day, Number,
    Ticket, Journal, Note, Due, PrintJob, Announcement, OpenRating, Rating, Idempotency, Board,
    Token, Session, SignIn,
]  # fmt: skip
