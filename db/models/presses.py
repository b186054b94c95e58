"""Presses that may come twice, screens and their versions, and who signs in."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class Idempotency(Model):
    """The answer once given to a press, so that the same press again gives the same."""

    scope = pw.TextField()
    key = pw.TextField()
    fingerprint = pw.TextField()
    status = pw.IntegerField()
    answer = pw.TextField()
    day = pw.IntegerField()

    class Meta:
        # Not without its rowid: answers are long and keys random, so that each would write a page.
        primary_key = pw.CompositeKey("scope", "key")


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
