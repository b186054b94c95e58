"""The office becomes what a person asks for: every difference is done, and journalled, alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from config import ConfigError, Fault, Hall
from config.living import lay_over
from db.errors import Refused, Unknown
from db.models import IS_ALIVE, IS_WAITING, Setting, Ticket
from db.transaction import Transaction
from office import assignments, living, reforms, staffing
from office.assignments import everywhere
from office.staffing import Secrets
from office.tables import BY_ID, ENTRIES, MINUTE, SETTINGS, TABLES

Entry = dict[str, Any]
# What was done: a table, one of its entries ("" for all of it), a verb.
Done = tuple[str, str, str]


UNSEEN: Any = object()


def change(tx: Transaction, name: str, value: Any, actor: str, seen: Any = UNSEEN) -> list[Done]:
    """One living setting, table or entry becomes what `wanted` says of it.

    `seen` is what stood there when the person looked, None for an entry that was not there. What
    of it is to change must still be so, else Refused `changed_meanwhile`: one would undo, unawares,
    what somebody else has done meanwhile.
    """
    if seen is not UNSEEN and _is_other(living.hall(), name, value, seen):
        raise Refused("changed_meanwhile")
    now = living.as_read()
    return adopt(tx, now, wanted(now, name, value), actor)


def _is_other(hall: Entry, name: str, value: Any, seen: Any) -> bool:
    kind, _, id = name.partition(":")
    here = hall.get(name)
    if kind in ENTRIES and id:
        table, key = ENTRIES[kind]
        here = next((entry for entry in hall[table] if str(entry[key]) == id), None)
    if isinstance(here, dict) and isinstance(seen, dict) and isinstance(value, dict):
        return any(here.get(key) != seen.get(key) for key in value)
    return bool(here != seen)


def wanted(now: Hall, name: str, value: Any) -> Hall:
    """The office with one thing changed: a setting, a whole table, or an entry (`field:<id>`).

    Of `rules`, `office` and an entry only what is named changes; an entry that is not there is
    added, None retires one. ConfigError as for a file, Unknown for a name that is none.
    """
    kind, _, id = name.partition(":")
    if kind in ENTRIES and id:
        name, key = ENTRIES[kind]
        known = now.model_dump(mode="json")[name]
        value = _with_entry(known, key, int(id) if key == "n" and id.isdecimal() else id, value)
    elif name not in (*SETTINGS, *TABLES, "rules"):
        raise Unknown("name")
    asked = {name: value}
    _must_hold_no_secret(asked)
    return lay_over(now, asked)


def _with_entry(known: list[Entry], key: str, id: Any, value: Any) -> list[Entry]:
    """The table with this one entry laid over, added at its end, or (None) taken out."""
    here = next((entry for entry in known if entry[key] == id), None)
    if value is None and here:
        # A field stays where it is: numbers of today and figures of years hang on it.
        gone = [here | {"retired": True}] if "retired" in here else []
        return [each for entry in known for each in (gone if entry is here else [entry])]
    if not isinstance(value, dict):
        raise Unknown("name")
    entry = {**(here or {}), **value, key: id}
    return [entry if each is here else each for each in known] + ([] if here else [entry])


def _must_hold_no_secret(asked: Entry) -> None:
    """What a setting was and is, is shown and kept: nothing that somebody signs in with."""
    people = asked.get("staff")
    for person in people if isinstance(people, list) else []:
        held = [key for key in ("password", "pin") if isinstance(person, dict) and person.get(key)]
        if held:
            where = f"hall.staff[{person.get('id')}].{held[0]}"
            raise ConfigError([Fault(0, where, "is no setting: it is given apart")])


def adopt(
    tx: Transaction, now: Hall, asked: Hall, actor: str, hashed: dict[str, Secrets] | None = None
) -> list[Done]:
    """Makes the office `now` into the one asked for; what was done, nothing when they are alike.

    `hashed` has the secrets of those who are new. Refused `field_in_use` for a field that retires
    while somebody waits, is served or may come back in it, `last_supervisor` when none is left.
    """
    before, after = now.model_dump(mode="json"), asked.model_dump(mode="json")
    _must_be_empty(before["fields"], after["fields"])
    return list(
        reforms.recorded(tx, actor, lambda tx: _become(tx, before, after, actor, hashed or {}))
    )


def _become(
    tx: Transaction, before: Entry, after: Entry, actor: str, hashed: dict[str, Secrets]
) -> list[Done]:
    done = [*_settings(tx, before, after, actor)]
    for name, model, row_of in BY_ID:
        rows = _Rows(tx, name, model, row_of, actor)
        done += rows.become(before[name], after[name])
    done += _counters(tx, before["counters"], after["counters"], actor)
    return [*done, *_staff(tx, before["staff"], after["staff"], actor, hashed)]


def _must_be_empty(before: list[Entry], after: list[Entry]) -> None:
    """A retired line is on no screen, and no counter can be given it: nobody may be left in it."""
    lived = {entry["id"] for entry in before if not entry["retired"]}
    for id in [entry["id"] for entry in after if entry["retired"] and entry["id"] in lived]:
        for state in (IS_WAITING, IS_ALIVE):
            if Ticket.select(Ticket.id).where(state & (Ticket.field == id)).exists():
                raise Refused("field_in_use", field=id)


def _settings(tx: Transaction, before: Entry, after: Entry, actor: str) -> Iterator[Done]:
    for name in (*SETTINGS, "rules"):
        if before[name] == after[name]:
            continue
        parts = after[name].items() if name == "rules" else [("", after[name])]
        for part, value in parts:
            stored = json.dumps(value, ensure_ascii=False)
            Setting.replace(name=f"{name}.{part}" if part else name, value=stored).execute()
        _note(tx, "setting", name, "change", actor, {"value": after[name]})
        yield name, "", "change"


class _Rows:
    """One table whose entries are rows by their id."""

    def __init__(
        self, tx: Transaction, name: str, model: Any, row_of: Callable[[Entry], Entry], actor: str
    ) -> None:
        self._tx, self._name, self._model, self._row_of = tx, name, model, row_of
        self._actor, self._done = actor, list[Done]()

    def become(self, before: list[Entry], after: list[Entry]) -> list[Done]:
        """From the entries before to those after; what was done."""
        known, order = {entry["id"]: entry for entry in before}, [entry["id"] for entry in after]
        for position, entry in enumerate(after):
            if entry != known.get(entry["id"]):
                verb = "change" if entry["id"] in known else "add"
                self._put(self._row_of(entry) | {"position": position})
                self._note(entry, verb, {"value": entry})
        for id in [id for id in known if id not in order]:
            self._update(id, retired=True)
            self._note(known[id], "retire", {"retired": True})
        if [id for id in known if id in order] != [id for id in order if id in known]:
            _note(self._tx, self._name, "order", "order", self._actor, {"value": order})
            self._done.append((self._name, "", "order"))
        if self._done:
            for position, id in enumerate(order):
                self._update(id, position=position)
        return self._done

    def _put(self, row: Entry) -> None:
        kept = {"retired": False, **row}
        if self._model.get_or_none(self._model.id == row["id"]):
            self._update(row["id"], **kept)
        else:
            self._model.create(**kept, force_insert=True)

    def _update(self, key: str, **columns: Any) -> None:
        self._model.update(columns).where(self._model.id == key).execute()

    def _note(self, entry: Entry, verb: str, detail: Entry) -> None:
        self._done.append((self._name, entry["id"], verb))
        if self._name == "priorities":
            # By which the order of calls can be recomputed: a setting like the rules.
            law = {"head_start": entry["head_start_min"] * MINUTE}
            ref = f"priority:{entry['id']}"
            _note(self._tx, "setting", ref, "change", self._actor, law | detail)
        else:
            _note(self._tx, self._name, entry["id"], verb, self._actor, detail)


def _counters(
    tx: Transaction, before: list[Entry], after: list[Entry], actor: str
) -> Iterator[Done]:
    known = {entry["n"]: entry for entry in before}
    for n in known.keys() - {entry["n"] for entry in after}:
        assignments.retire(tx, n, actor)
        yield "counters", str(n), "retire"
    for entry in after:
        yield from _counter(tx, known.get(entry["n"]), entry, actor)


def _counter(tx: Transaction, known: Entry | None, entry: Entry, actor: str) -> Iterator[Done]:
    n, label, label_en = entry["n"], entry["label"], entry["label_en"]
    lines = assignments.lines_in(entry["lines"])
    if known is None:
        assignments.add(tx, n, label, label_en, lines, actor)
        yield "counters", str(n), "add"
        return
    if (label, label_en) != (known["label"], known["label_en"]):
        assignments.rename(tx, n, label, label_en, actor)
        yield "counters", str(n), "rename"
    if lines != assignments.lines_in(known["lines"]):
        assignments.assign(tx, n, lines, actor)
        yield "counters", str(n), "assign"


def _staff(
    tx: Transaction, before: list[Entry], after: list[Entry], actor: str, hashed: dict[str, Secrets]
) -> Iterator[Done]:
    known = {entry["id"]: entry for entry in before}
    # Who supervises from now on comes first, so that the last who did may go.
    for entry in sorted(after, key=lambda entry: entry["role"] != "supervisor"):
        what = {key: entry[key] for key in staffing.WHAT}
        if entry["id"] not in known:
            secrets = hashed.get(entry["id"], Secrets("", None))
            staffing.hire(tx, entry["id"], what, secrets, actor)
            yield "staff", entry["id"], "hire"
        elif what != {key: known[entry["id"]][key] for key in staffing.WHAT}:
            staffing.change(tx, entry["id"], what, actor)
            yield "staff", entry["id"], "change"
    for id in known.keys() - {entry["id"] for entry in after}:
        staffing.retire(tx, id, actor)
        yield "staff", id, "retire"


def _note(tx: Transaction, subject: str, ref: str, action: str, actor: str, detail: Entry) -> None:
    told = json.dumps(detail, ensure_ascii=False, separators=(",", ":"))
    tx.append(subject, ref, action, actor, detail=told)
    everywhere(tx)
