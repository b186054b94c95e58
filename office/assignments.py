"""Who serves which line: counters added, given lines, renamed and retired while the hall runs.

A change takes effect at the counter's next call; nobody who was called is touched by it.
"""

from __future__ import annotations

import json
from typing import Any

from db.errors import Refused, Unknown
from db.models import Counter, CounterLine, Field
from db.statement import rows as listed
from db.transaction import Transaction
from office import living
from office.tables import MINUTE

# Line → how much longer (ms) somebody of it must have waited; 0 is a counter's own line.
Lines = dict[str, int]


def assign(tx: Transaction, n: int, lines: Lines, actor: str) -> dict[str, Any]:
    """From the next call on this counter serves these lines, and no other."""
    _existing(n)
    if lines != _lines_of(n):
        _must_be_fields(lines)
        _give(n, lines)
        _note(tx, n, "assign", actor, lines=lines)
    return told(n)


def add(
    tx: Transaction, n: int, label: str, label_en: str, lines: Lines, actor: str
) -> dict[str, Any]:
    """A new counter, closed; one of this number that was retired stands there again."""
    known = Counter.get_or_none(Counter.n == n)
    if known and not known.retired:
        raise Refused("counter_exists", counter=n)
    _must_be_free(n, label)
    _must_be_fields(lines)
    named = {"label": label, "label_en": label_en, "retired": False}
    if known:
        Counter.update(named).where(Counter.n == n).execute()
    else:
        Counter.create(n=n, **named)
    _give(n, lines)
    _note(tx, n, "add", actor, label=label, label_en=label_en, lines=lines)
    return told(n)


def rename(tx: Transaction, n: int, label: str, label_en: str, actor: str) -> dict[str, Any]:
    """Another name on board, ticket and pad; its number stays."""
    now = _existing(n)
    if (now.label, now.label_en) != (label, label_en):
        _must_be_free(n, label)
        Counter.update(label=label, label_en=label_en).where(Counter.n == n).execute()
        _note(tx, n, "rename", actor, label=label, label_en=label_en)
    return told(n)


def retire(tx: Transaction, n: int, actor: str) -> dict[str, Any]:
    """The counter serves no more; its past stays. Refused while somebody works there."""
    counter = _existing(n)
    if counter.state != "closed" or counter.ticket:
        raise Refused("counter_in_use", counter=n, state=counter.state)
    if not Counter.select().where(~Counter.retired & (Counter.n != n)).exists():
        raise Refused("last_counter", counter=n)
    Counter.update(retired=True).where(Counter.n == n).execute()
    _note(tx, n, "retire", actor)
    return told(n)


def told(n: int) -> dict[str, Any]:
    """The counter as the settings know it: {"n", "label", "label_en", "retired", "lines"}."""
    c = Counter.get_by_id(n)
    return {
        "n": n, "label": c.label, "label_en": c.label_en, "retired": bool(c.retired),
        "lines": living.lines(n),
    }  # fmt: skip


def lines_in(entries: list[dict[str, Any]]) -> Lines:
    """The lines of an entry of `[[hall.counters]]`."""
    return {line["field"]: line["offset_min"] * MINUTE for line in entries}


def everywhere(tx: Transaction) -> None:
    """Every board may show what the office has changed."""
    numbers = [row[0] for row in listed(Counter.select(Counter.n).where(~Counter.retired))]
    at_counters = [f"{board}:{n}" for n in numbers for board in ("counter", "pad")]
    for board in ("hall", "kiosk", "stats", *at_counters):
        tx.touch(board)


def _existing(n: int) -> Counter:
    counter: Counter | None = Counter.get_or_none((Counter.n == n) & ~Counter.retired)
    if counter is None:
        raise Unknown("counter")
    return counter


def _lines_of(n: int) -> Lines:
    mine = CounterLine.select(CounterLine.field, CounterLine.offset)
    return dict(listed(mine.where(CounterLine.counter == n)))


def _must_be_fields(lines: Lines) -> None:
    known = {row[0] for row in listed(Field.select(Field.id).where(~Field.retired))}
    if not lines or not set(lines) <= known:
        raise Unknown("lines")


def _must_be_free(n: int, label: str) -> None:
    others = Counter.select(Counter.label).where(~Counter.retired & (Counter.n != n))
    if label.casefold() in (row[0].casefold() for row in listed(others)):
        raise Refused("label_taken", label=label)


def _give(n: int, lines: Lines) -> None:
    CounterLine.delete().where(CounterLine.counter == n).execute()
    for field, offset in lines.items():
        CounterLine.insert(counter=n, field=field, offset=offset).execute()


def _note(tx: Transaction, n: int, action: str, actor: str, **detail: Any) -> None:
    told = json.dumps(detail, ensure_ascii=False, separators=(",", ":")) if detail else None
    tx.append("assignment", n, action, actor, counter=n, detail=told)
    everywhere(tx)
