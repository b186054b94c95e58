"""A hall in fifty plain lines, to hold the real one against: lists, sums and `min`, no table."""

from __future__ import annotations

from dataclasses import dataclass, field

MINUTE = 60_000
LINES = {1: {"ho-tich": 0, "chung-thuc": 5 * MINUTE}, 2: {"chung-thuc": 0, "ho-tich": 5 * MINUTE}}
FIELDS = {"khai-sinh": ("ho-tich", "A"), "ban-sao": ("chung-thuc", "C")}
HEAD_START, GRACE, RECALL_LIMIT, REJOIN_AFTER = 15 * MINUTE, 6 * MINUTE, 1, 2


class No(Exception):
    """The law forbids it."""


@dataclass
class Person:
    """Somebody with a number."""

    number: str
    line: str
    counted: int
    placed: int
    state: str = "waiting"
    recalls: int = 0
    missed_at: int = 0


@dataclass
class Model:
    """What should be true."""

    now: int = 0
    turn: int = 0
    people: list[Person] = field(default_factory=list)
    counters: dict[int, str] = field(default_factory=lambda: {1: "closed", 2: "closed"})
    hands: dict[int, Person | None] = field(default_factory=lambda: {1: None, 2: None})

    def take(self, service: str, *, first: bool) -> str:
        line, letter = FIELDS[service]
        n = sum(p.number[0] == letter for p in self.people) + 1
        self.people.append(
            Person(f"{letter}{n:03d}", line, self.now - HEAD_START * first, self._turn())
        )
        return self.people[-1].number

    def line(self, line: str) -> list[Person]:
        waiting = [p for p in self.people if p.state == "waiting" and p.line == line]
        return sorted(waiting, key=lambda p: (p.counted, p.placed))

    def call(self, n: int) -> Person | None:
        self._need(self.counters[n] == "open" and not self.hands[n])
        heads = [
            (person.counted + offset, person.placed, person)
            for line, offset in LINES[n].items()
            for person in self.line(line)[:1]
        ]
        self.hands[n] = person = min(heads, key=lambda h: h[:2])[2] if heads else None
        if person:
            person.state, person.recalls = "called", 0
        return person

    def at(self, n: int, verb: str) -> None:
        person = self.hands[n]
        state = person.state if person else ""
        need = {"recall": "called", "start": "called", "miss": "called", "finish": "serving"}
        self._need(state == need[verb])
        assert person
        self._need(verb != "miss" or person.recalls >= RECALL_LIMIT)
        person.recalls += verb == "recall"
        after = {"recall": "called", "start": "serving", "miss": "missed", "finish": "served"}
        person.state, person.missed_at = after[verb], self.now
        if verb in ("miss", "finish"):
            self.hands[n] = None

    def next(self, n: int) -> None:
        self._need(self.counters[n] == "open")
        if person := self.hands[n]:
            person.state, self.hands[n] = "served", None
        self.call(n)

    def rejoin(self, person: Person) -> None:
        self._need(person.state == "missed")
        ahead = self.line(person.line)[:REJOIN_AFTER]
        person.counted = ahead[-1].counted if ahead else self.now
        person.state, person.placed = "waiting", self._turn()

    def leave(self, person: Person) -> None:
        self._need(person.state in ("waiting", "called", "missed"))
        self.hands = {n: None if p is person else p for n, p in self.hands.items()}
        person.state = "left"

    def turn_to(self, n: int, state: str) -> None:
        now, hand = self.counters[n], self.hands[n]
        lawful = {
            "open": True,
            "paused": now == "open" and not hand,
            "closed": now != "closed" and not hand,
        }
        self._need(lawful[state])
        self.counters[n] = state

    def wait(self, ms: int) -> None:
        self.now += ms
        for person in self.people:
            if person.state == "missed" and person.missed_at + GRACE <= self.now:
                person.state = "expired"

    def _turn(self) -> int:
        self.turn += 1
        return self.turn

    def _need(self, lawful: bool) -> None:
        if not lawful:
            raise No
