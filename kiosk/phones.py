"""What phones are told, kept until something in the hall changes: a poll then asks no database."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from flask import json

from ratings import later
from tickets import Desk

SOON = 3  # people ahead, from which on a phone asks often
OFTEN_S, SELDOM_S, OVER_S = 5, 15, 60
MOVING = ("called", "serving", "held")
BEFORE = 3  # calls told in a poll; the page tells all of them, in words
PRESSES = 20  # of one link in a minute: many a nervous thumb, and no program
TOLD = ("number", "state", "ahead", "wait", "counter", "counters", "recalls")


class Told(NamedTuple):
    """A ticket's record; what a poll says of it, without the time; and a tag of that."""

    record: dict[str, Any]
    state: dict[str, Any]
    etag: str


class Phones:
    """Every ticket that somebody's phone asks about, as it was after the last change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told: dict[tuple[int, str], Told] = {}
        self._changes = 0
        self._minute, self._pressed = 0, dict[int, int]()

    def changed(self) -> None:
        """Something has happened in the hall: nothing that was told holds any longer."""
        self._changes += 1
        self._told = {}

    def may_press(self, ticket: int, now: int) -> bool:
        """Whether this link may press once more in this minute (`now` in ms); counts it.

        Each press is written down, also a refused one, and whoever has a link needs no right.
        """
        if self._minute != now // 60_000:
            self._minute, self._pressed = now // 60_000, {}
        self._pressed[ticket] = self._pressed.get(ticket, 0) + 1
        return self._pressed[ticket] <= PRESSES

    def of(self, ticket: int, lang: str) -> Told | None:
        """What the holder of a ticket is told; None when there is no such ticket."""
        if known := self._told.get((ticket, lang)):
            return known
        changes = self._changes
        record = self._desk.ticket(ticket)
        if record is None:
            return None
        if record["state"] == "served":
            record["rate"] = self._desk.ask(later.asks, ticket, self._desk.moment().hall)
        told = _told(record, lang)
        # What was read before a change must not be told after it.
        if changes == self._changes:
            self._told[ticket, lang] = told
        return told


def pace(state: str, ahead: int | None) -> int:
    """Seconds until the phone may ask again: often when a call is near, seldom otherwise."""
    if state in MOVING or (state == "waiting" and (ahead or 0) < SOON):
        return OFTEN_S
    return SELDOM_S if state in ("waiting", "missed") else OVER_S


def _told(record: dict[str, Any], lang: str) -> Told:
    state = {key: record[key] for key in TOLD} | {
        "service_name": record["service_name_en" if lang == "en" else "service_name"],
        # By which rule, and never who: a number is on the board beside whoever holds it.
        "before": [{"rule": call["rule"]} for call in record["passed_by"][-BEFORE:]],
        "poll_s": pace(record["state"], record["ahead"]),
        "rate": record.get("rate"),
    }
    if state["rate"] and state["rate"]["soon"]:
        state["poll_s"] = SELDOM_S  # the pad asks first
    tag = hashlib.sha256(json.dumps([lang, state]).encode()).hexdigest()[:16]
    return Told(record, state, tag)
