"""What there is in the reference hall: people, desks, days; whom a desk calls, and why.

Plain lists, sums and sorting; nothing of tickets/ is imported, and no table is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
LINES = {1: {"ho-tich": 0, "chung-thuc": 5 * MINUTE}, 2: {"chung-thuc": 0, "ho-tich": 5 * MINUTE}}
SERVICES = {"khai-sinh": ("ho-tich", "A"), "ban-sao": ("chung-thuc", "C")}
FIELDS = ("ho-tich", "chung-thuc")
CLERKS = ("an", "ba")
HEAD_STARTS = {"uu-tien": 15 * MINUTE, None: 0}
NAMED = 20
# The business day turns at three in the night, in Vietnam.
TURN = 4 * HOUR

_SAME = ("waiting", "called", "held", "missed")
LAW: dict[str, dict[str, str]] = {
    "call": {"waiting": "called"},
    "call-this": {"waiting": "called"},
    "recall": {"called": "called"},
    "start": {"called": "serving"},
    "finish": {"serving": "served"},
    "miss": {"called": "missed"},
    "rejoin": {"missed": "waiting"},
    "hold": {"serving": "held"},
    "resume": {"held": "serving"},
    "pass": {"waiting": "waiting"},
    "transfer": {"called": "waiting", "serving": "waiting"},
    "add-service": {"served": "waiting"},
    "return": {"served": "waiting"},
    "release": {"waiting": "waiting", "held": "waiting"},
    "leave": dict.fromkeys(_SAME, "left"),
    "void": dict.fromkeys(("waiting", "held", "missed"), "void"),
    "expire": dict.fromkeys(_SAME, "expired"),
    "doubt": {state: state for state in ("waiting", "called")},
    "confirm": {state: state for state in ("waiting", "called", "missed")},
    "reprint": {state: state for state in _SAME},
    "note": {"serving": "serving"},
    "mark": {state: state for state in (*_SAME, "serving")},
}


class No(Exception):
    """The law forbids it; the text is the code of the refusal."""


def need(lawful: object, code: str = "not_allowed") -> None:
    """No, unless it is lawful."""
    if not lawful:
        raise No(code)


@dataclass
class Person:
    """Somebody with a number; the names are those of the ticket's columns."""

    id: int
    day: int
    label: str
    service: str
    field: str
    place: str
    joined: int
    head_start: int
    counted: int
    placed: int
    seq: int
    state: str = "waiting"
    leg: int = 1
    counter: int | None = None
    clerk: str | None = None
    recalls: int = 0
    flags: str = ""
    called_hall: int | None = None
    started_hall: int | None = None
    ended_hall: int | None = None
    back: str | None = None
    spent: int = 0
    remind_hall: int | None = None

    @property
    def standing(self) -> tuple[int, int]:
        return self.counted, self.placed


@dataclass
class Question:
    """What a pad asks."""

    counter: int
    opened: int
    closes: int
    state: str = "open"


@dataclass
class Image:
    """A desk's last press: what it had changed, each as it was before."""

    verb: str
    until: int
    before: list[tuple[Any, ...]]
    hand: Person | None


@dataclass
class Desk:
    """A counter."""

    n: int
    lines: dict[str, int]
    state: str = "closed"
    reason: str | None = None
    locked: bool = False
    clerk: str | None = None
    hand: Person | None = None
    quick: int | None = None
    undo: Image | None = None

    def places(self) -> dict[str, int]:
        """Where it calls from, and how much longer one there must have waited."""
        own = {f"counter:{self.n}": 0} | ({f"clerk:{self.clerk}": 0} if self.clerk else {})
        return own | {f"line:{field}": offset for field, offset in self.lines.items()}


@dataclass
class Place:
    """All that is true of the reference hall, and the rows that its journal should have."""

    now: int
    wall: int
    turn: int = 0
    last: tuple[int, int] = (0, 0)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    desks: dict[int, Desk] = field(
        default_factory=lambda: {n: Desk(n, dict(lines)) for n, lines in LINES.items()}
    )
    # (date, state) of each business day, the first is day 1.
    days: list[tuple[int, str]] = field(default_factory=list)
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    voices: dict[int, str] = field(default_factory=dict)
    pace: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    forgotten: dict[int, int] = field(default_factory=dict)
    before: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def today(self) -> int | None:
        """The day that is open."""
        return len(self.days) if self.days and self.days[-1][1] == "open" else None

    def row(
        self,
        subject: str,
        ref: object,
        action: str,
        before: str | None = None,
        after: str | None = None,
        reason: str | None = None,
        undoes: int | None = None,
        passed: frozenset[int] = frozenset(),
    ) -> None:
        """One row of the journal."""
        self.turn += 1
        self.last = (self.now, self.wall)
        self.rows.append((subject, str(ref), action, before, after, reason, undoes, passed))

    def change(
        self,
        person: Person,
        action: str,
        reason: str | None = None,
        passed: frozenset[int] = frozenset(),
        **values: Any,
    ) -> None:
        """Does `action`, if the law knows it in this state."""
        need(person.state in LAW[action])
        after = LAW[action][person.state]
        self.before.append(("ticket", dict(vars(person)), self.turn + 1))
        self.row("ticket", person.id, action, person.state, after, reason, None, passed)
        vars(person).update(values, state=after, seq=self.turn)

    def anew(self, person: Person) -> dict[str, Any]:
        """Another leg: nothing of the last one but the number and how long it has waited."""
        empty = dict.fromkeys(("counter", "clerk", "called_hall", "started_hall", "ended_hall"))
        zero = dict.fromkeys(("recalls", "spent"), 0)
        stands = {"leg": person.leg + 1, "flags": "", "placed": self.turn + 1, "remind_hall": None}
        return empty | zero | stands

    # --- who stands where, and who is next ---

    def line(self, place: str) -> list[Person]:
        """Those who wait in a place, first first."""
        waiting = [p for p in self.people.values() if p.state == "waiting" and p.place == place]
        return sorted(waiting, key=lambda p: p.standing)

    def at(self, place: str) -> list[Desk]:
        """The desks that may call from a place and are not closed."""
        return [d for d in self.desks.values() if d.state != "closed" and place in d.places()]

    def head(self, desk: Desk) -> Person | None:
        """Whom this desk calls next."""
        heads = [
            ((person.counted + offset, person.placed), person)
            for place, offset in desk.places().items()
            for person in self.line(place)[:1]
        ]
        return min(heads, key=lambda head: head[0])[1] if heads else None

    def why(self, desk: Desk, person: Person) -> tuple[str, frozenset[int]]:
        """The rule by which the head is called before those who had come earlier, and these."""
        passed = {
            place: [
                p for p in self.line(place)
                if p.joined < person.joined and p.counted <= person.joined
            ]
            for place in desk.places()
        }  # fmt: skip
        places = {place: offset for place, offset in desk.places().items() if passed[place]}
        earlier = [
            p.id
            for group in passed.values()
            for p in sorted(group, key=lambda p: (p.joined, p.placed))[:NAMED]
        ]
        if not earlier:
            return "first", frozenset()
        if "first" in person.flags:
            return "transfer-first", frozenset(earlier)
        plain = person.joined + desk.places()[person.place]
        heads = [self.line(place)[0].counted + offset for place, offset in places.items()]
        by_line = person.place not in places and plain <= min(heads)
        return ("own-line" if by_line else "head-start"), frozenset(earlier)

    def passed_over(self, desk: Desk, person: Person) -> frozenset[int]:
        """Those whom this desk would have called before."""
        places = desk.places()
        key = (person.counted + places.get(person.place, 0), person.placed)
        return frozenset(
            p.id
            for place, offset in places.items()
            for p in [p for p in self.line(place) if (p.counted + offset, p.placed) < key][:NAMED]
        )

    # --- how long a service takes: one more sample, or one that was none after all ---

    def learn(self, service: str, took: int) -> None:
        n, mean, variance = self.pace.get(service, (0, 0.0, 0.0))
        share = 1 / min(n + 1, 50)
        off = took - mean
        variance = (1 - share) * (variance + share * off * off)
        self.pace[service] = (n + 1, mean + share * off, variance)

    def unlearn(self, service: str, took: int) -> None:
        n, mean, variance = self.pace.pop(service)
        if n > 1:
            share = 1 / min(n, 50)
            mean = (mean - share * took) / (1 - share)
            variance = variance / (1 - share) - share * (took - mean) ** 2
            self.pace[service] = (n - 1, mean, variance)
