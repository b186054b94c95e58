"""The same days of a hall twice over, the second time with other answers to the same questions.

Within a half-day of a clerk the answers change places: the first citizen gives the fourth's, the
fourth the second's. Whatever stays the same then, byte for byte, cannot tell who gave which.
"""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import apsw

from config import Backup
from db.backup import copy
from db.models import OpenRating
from db.statement import rows
from figures import rolls
from ratings import reasons
from tests.honesty.days import CLERKS, MORNING_IN, Given, Hall
from tests.honesty.pages import Open
from tests.honesty.people import HOUR, MINUTE, Service, honest

NOON = 4 * HOUR  # after the hall's morning
BEGINS = 150 * MINUTE
SERVICES = 28  # of each clerk: two and a half hours
NEXT_MONTH = 12  # the date, counted from the first
PAGES_AFTER = 110  # steps: services begun and ended, answers
PHONES_AFTER = 15


class Said(NamedTuple):
    """One answer: the random key it is kept under, and what it says."""

    key: bytes
    level: int
    reasons: tuple[str, ...]


class Place(NamedTuple):
    """Where an answer was given: those of one place may change places."""

    channel: str
    clerk: str
    date: int
    half: str


Seen = dict[str, bytes]
# When the program was installed, by the machine's own clock: of no day.
INSTALLED = "schema_migration"


class Told(Hall):
    """A hall over HTTP, and all that could be had of it: `pages`, `copies`, `tables`."""

    def __init__(
        self, state: Path, said: list[Said], plant: Callable[[Told], None] = lambda _: None
    ) -> None:
        """`said` is what is answered, in the order of questions; made up when there is too little.

        `plant` may build something into the hall that it must not have.
        """
        self.chance, self.steps, self.coming = random.Random(11), 0, b""
        self.said, self.places, self.next = list(said), list[Place](), 0
        self.pages: list[Seen] = []
        self.copies: list[Seen] = []
        with contextlib.ExitStack() as chosen:
            for each in self._secrets():
                chosen.enter_context(each)
            super().__init__(state)
            self.house = Open(self.core)
            plant(self)
            self._day()
            self._next_month()
        self.core.close()
        self.tables = contents(state / "motcua.db")

    # --- the days ---

    def _day(self) -> None:
        self.open()
        days = {n: honest(self.chance, SERVICES) for n in range(1, CLERKS + 1)}
        # Half of them before noon, half after.
        late = {n: [s._replace(at=s.at + BEGINS) for s in day] for n, day in days.items()}
        self.play(late, self._step)
        self.close()
        self._count()
        self._copy()
        self._look(everybody=True)

    def _next_month(self) -> None:
        """The month is over: it may be published, and is reported."""
        self.date = NEXT_MONTH
        self.open()
        self._count()
        self._look()
        self.close()

    def _count(self) -> None:
        while rolls.is_missing(self.house.desk.moment()):
            self.house.desk.run(rolls.keep_next)

    def _until(self, at: int) -> None:
        """At noon a copy is made, before anything else happens."""
        noon = self.date * MORNING_IN + NOON
        if self.core.clock.now < self.morning + noon <= self.morning + at and self.steps:
            super()._until(noon)
            self.core.tick()
            self._copy()
        super()._until(at)
        self.core.tick()

    def _step(self) -> None:
        self.steps += 1
        if self.steps % PHONES_AFTER == 0:
            self._by_phone()
        if self.steps % PAGES_AFTER == 0:
            self._look()

    # --- what citizens say ---

    def answer(self, n: int, service: Service) -> None:
        question, ticket = self.asked(n)
        said = self._say("pad", f"cb{n}", service.level or 1)
        body = {"rating": question, "level": said.level, "reasons": list(said.reasons)}
        self.house.press(f"/api/v1/counters/{n}/rating", body, f"pad-{n}", question)
        self.given.append(Given(said.key, question, ticket, said.level))

    def _by_phone(self) -> None:
        """Somebody who said nothing at the pad does at home."""
        column = (OpenRating.id, OpenRating.ticket, OpenRating.clerk)
        silent = OpenRating.select(*column).where(OpenRating.state == "unanswered")
        known = {given.question for given in self.given}
        left = [r for r in rows(silent.order_by(OpenRating.opened_hall)) if r[0] not in known]
        if not left:
            return
        question, ticket, clerk = self.chance.choice(left)
        said = self._say("phone", clerk, self.chance.randint(1, 5))
        body = {"rating": question, "level": said.level, "reasons": list(said.reasons)}
        token = self.house.desk.links.token(ticket)
        self.house.press(f"/t/{token}/rating", body, "nobody", question)
        self.given.append(Given(said.key, question, ticket, said.level))

    def _say(self, channel: str, clerk: str, level: int) -> Said:
        """The next answer; how it is made up does not hang on what others said."""
        kind = "praise" if level > 3 else "reason"
        codes = [each["code"] for each in reasons.known() if each["kind"] == kind]
        why = tuple(self.chance.sample(sorted(codes), self.chance.randint(0, 2)))
        made = Said(self.chance.randbytes(16), level, why)
        late = self.core.clock.now - self.morning - self.date * MORNING_IN >= NOON
        self.places.append(Place(channel, clerk, self.date, "pm" if late else "am"))
        if self.next == len(self.said):
            self.said.append(made)
        self.next += 1
        self.coming = self.said[self.next - 1].key
        return self.said[self.next - 1]

    # --- what can be had ---

    def _copy(self) -> None:
        self.copies.append(contents(Path(copy(self.core.state, Backup(keep=1_000))["path"])))

    def _look(self, *, everybody: bool = False) -> None:
        tickets = [given.ticket for given in self.given[:1]]
        known = {
            "n": ["1"], "number": ["1"], "id": [*map(str, tickets), "1"], "announcement": ["1"],
            "token": [self.house.desk.links.token(id) for id in tickets], "code": ["1"],
            "name": ["x"], "kind": ["week", "month"], "begins": ["2026-11-16", "2026-11-01"],
            "form": ["pdf"],
        }  # fmt: skip
        self.pages.append(self.house.read(known, None if everybody else self.chance))

    def _secrets(self) -> list[contextlib.AbstractContextManager[Any]]:
        """Chance is the same twice; an answer's key is the one that goes with it."""
        source, mine, real = random.Random(12), threading.get_ident(), os.urandom

        def drawn(n: int = 32) -> bytes:
            # What else goes on in this process, such as the last test's web socket, draws as ever.
            return source.randbytes(n) if threading.get_ident() == mine else real(n)

        def some(n: int = 32) -> bytes:
            if n == 16 and self.coming:
                key, self.coming = self.coming, b""
                return key
            return drawn(n)

        return [
            mock.patch.object(secrets, "token_bytes", some),
            mock.patch.object(os, "urandom", drawn),
            mock.patch.object(secrets, "token_hex", lambda n=32: drawn(n).hex()),
            mock.patch.object(secrets, "token_urlsafe", lambda n=32: drawn(n).hex()),
            mock.patch.object(secrets, "randbelow", source.randrange),
        ]


def moved(told: Told) -> list[Said]:
    """What was said in `told`, each answer in another of its place."""
    chance, there = random.Random(13), defaultdict[Place, list[int]](list)
    for i, place in enumerate(told.places):
        there[place].append(i)
    said = list(told.said)
    for here in there.values():
        others = chance.sample(here, len(here))
        for i, other in zip(here, others, strict=True):
            said[i] = told.said[other]
    return said


def contents(file: Path) -> Seen:
    """Every table of a database, whatever it is called: its rows as they stand."""
    db = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        told = {}
        for name, sql in list(db.execute("SELECT name, sql FROM sqlite_schema WHERE type='table'")):
            if name == INSTALLED:
                continue
            order = "" if "WITHOUT ROWID" in (sql or "") else "rowid, "
            told[str(name)] = repr(list(db.execute(f'SELECT {order}* FROM "{name}"'))).encode()
        return told
    finally:
        db.close()


def differences(one: Sequence[Seen], other: Sequence[Seen]) -> set[str]:
    """The names under which something was not the same both times."""
    return {
        name for a, b in zip(one, other, strict=True) for name in a.keys() | b.keys()
        if a.get(name) != b.get(name)
    }  # fmt: skip
