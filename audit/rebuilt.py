"""What a hall is made of, rebuilt: each with the columns of its projection, in their order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Visit:
    """One ticket, with the columns of its projection; `top` is its last row that was not undone."""

    id: int
    day: int
    series: str
    number: int
    label: str
    state: str
    leg: int | None
    service: str | None
    field: str
    place: str | None
    joined: int
    head_start: int
    counted: int
    placed: int
    priority: str | None
    language: str
    counter: int | None
    clerk: str | None
    recalls: int
    flags: str
    issued_wall: int
    called_hall: int | None
    started_hall: int | None
    ended_hall: int | None
    back: str | None
    spent: int
    remind_hall: int | None
    seq: int
    top: int

    @property
    def in_hand(self) -> int | None:
        """The counter whose hand it is in."""
        return self.counter if self.state in ("called", "serving") else None


@dataclass(slots=True)
class Seat:
    """One counter, with the columns of its projection; `did` is its last command with a ticket."""

    state: str = "closed"
    reason: str | None = None
    locked: int = 0
    clerk: str | None = None
    ticket: int | None = None
    quick: int | None = None
    since_hall: int = 0
    seq: int = 0
    did: int = 0


@dataclass(slots=True)
class BusinessDay:
    """One business day, with the columns of its projection."""

    id: int
    date: str
    state: str
    opened_wall: int
    opened_hall: int
    opened_seq: int
    closed_wall: int | None = None
    levels: int | None = None
    breaks: str | None = None


@dataclass(slots=True)
class Question:
    """One question at a pad, with the columns of its projection; `earliest` it may be cut to."""

    id: str
    counter: int | None
    clerk: str | None
    ticket: int
    leg: int | None
    field: str
    day: int
    state: str
    opened_hall: int
    closes_hall: int
    earliest: int


@dataclass(slots=True)
class Quick:
    """Work without a ticket, while it lasts."""

    service: str | None
    counter: int | None
    day: int
