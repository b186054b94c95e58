"""The figures of closed days, counted once: what a page, a report and open figures add up."""

from __future__ import annotations

import peewee as pw

from db.models.base import Model


class Rolled(Model):
    """Days that are counted: business days `first` to `last` are what `figure` says of them.

    One row of span `day` for each closed day, one of span `month` for each that is over. A journal
    row that reaches back into such a day takes it out (db/transaction.py), and it is counted again.
    `layout` is how it was counted: figures of another layout are none.
    """

    span = pw.TextField()
    first = pw.IntegerField()
    last = pw.IntegerField()
    layout = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("span", "first")
        without_rowid = True


class Figure(Model):
    """One group of one span: packed sums (figures/cell.py), and the most that waited at once.

    `by` "all" has one row, its key "". No projection that a person writes: all of it is counted
    from journal and rating rows.
    """

    by = pw.TextField()
    span = pw.TextField()
    first = pw.IntegerField()
    key = pw.TextField()
    sums = pw.BlobField()
    top = pw.IntegerField()

    class Meta:
        primary_key = pw.CompositeKey("by", "span", "first", "key")
        without_rowid = True
