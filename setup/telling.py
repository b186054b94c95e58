"""A change of the office in the words of whoever reads it: what, how it was, how it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from config import DAYS
from office.differences import ORDER, Difference
from office.tables import ENTRIES

Words = dict[str, str]
Change = dict[str, str | None]
ONE_OF = {table: kind for kind, (table, _) in ENTRIES.items()}
# What tells the entries of a setting apart that is a list.
KEYS = ("code", "date", "id")


def changes(found: list[Difference], hall: dict[str, Any], say: Words) -> list[Change]:
    """[{"what", "before", "after"}]: texts, null where there was nothing or is nothing."""
    return [change for one in found for change in Telling(hall, say).of(one)]


class Telling:
    """Tells one difference; knows what fields are called."""

    def __init__(self, hall: dict[str, Any], say: Words) -> None:
        self._say = say
        self._fields = {field["id"]: str(field["name"]) for field in hall["fields"]}

    def of(self, one: Difference) -> Iterator[Change]:
        """As one change, or as one for each entry of a list."""
        table, *rest = one.path
        if not rest and _apart(one.was) and _apart(one.is_):
            yield from self._of_list(table, one.was, one.is_)
            return
        key = rest[-1] if rest else table
        yield {
            "what": " · ".join(self._place(one)),
            "before": self._side(table, rest, key, one.was, one.named),
            "after": self._side(table, rest, key, one.is_, one.named),
        }

    def _place(self, one: Difference) -> list[str]:
        table, *rest = one.path
        if table not in ONE_OF:
            return [self._label(each) for each in one.path]
        if rest[0] == ORDER:
            return [self._label(table), self._label("order")]
        kind = "person" if table == "staff" else ONE_OF[table]
        named = one.named or rest[0]
        # A counter says that it is one.
        head = [] if table == "counters" and rest[1:] else [self._label(kind)]
        return [*head, named, *(self._label(key, table) for key in rest[1:])]

    def _of_list(self, name: str, was: list[Any], now: list[Any]) -> Iterator[Change]:
        before, after = (_by_key(each) for each in (was, now))
        for key in [*after, *(key for key in before if key not in after)]:
            if before.get(key) != after.get(key):
                what = f"{self._label(name)} · {self.value(name, key)}"
                sides = (before.get(key), after.get(key))
                told = [None if side is None else self.value(name, side) for side in sides]
                yield {"what": what, "before": told[0], "after": told[1]}
        if list(before) != list(after) and set(before) == set(after):
            order = [", ".join(map(str, each)) for each in (before, after)]
            what = f"{self._label(name)} · {self._label('order')}"
            yield {"what": what, "before": order[0], "after": order[1]}

    def _side(self, table: str, rest: list[str], key: str, value: Any, named: str) -> str | None:
        if value is None and table in ONE_OF and not rest[1:]:
            return None
        if rest[1:] or table not in ONE_OF:
            return self.value(key, value)
        return ", ".join(map(str, value)) if key == ORDER else named

    def value(self, key: str, value: Any) -> str:
        """A value as a person writes it; of several, one after the other."""
        if value is None or value in ("", []):
            return self._say["value_none"]
        if isinstance(value, bool):
            return self._say["value_yes" if value else "value_no"]
        if isinstance(value, list):
            return "; ".join(self._each(key, entry) for entry in value)
        if isinstance(value, dict):
            parts = (f"{self._label(k)}: {self.value(k, v)}" for k, v in value.items() if v)
            return ", ".join(parts)
        return self._plain(key, value)

    def _each(self, key: str, entry: Any) -> str:
        if key == "lines":
            name = self._fields.get(entry["field"], entry["field"])
            n = entry.get("offset_min")
            return self._say["value_helps"].format(name=name, n=n) if n else name
        if isinstance(entry, dict) and {"open", "close"} <= set(entry):
            return f"{self._week(entry.get('days', ()))} {entry['open']}–{entry['close']}".strip()
        return self.value(key, entry)

    def _week(self, days: Sequence[str]) -> str:
        """Days of the week, short: those that follow one another as "T2–T6"."""
        places = sorted(DAYS.index(day) for day in days)
        runs: list[list[int]] = []
        for place in places:
            if runs and runs[-1][-1] + 1 == place:
                runs[-1].append(place)
            else:
                runs.append([place])
        names = [[self._say[f"short_{DAYS[place]}"] for place in run] for run in runs]
        return ", ".join(f"{n[0]}–{n[-1]}" if len(n) > 2 else ", ".join(n) for n in names)

    def _plain(self, key: str, value: Any) -> str:
        if isinstance(value, float):
            return f"{value:g}".replace(".", self._say["value_comma"])
        text = str(value)
        if key == "field":
            return self._fields.get(text, text)
        if key in ("date", "as_of", "first_day", "last_day") or len(text) == 10:
            try:
                return f"{dt.date.fromisoformat(text):%d/%m/%Y}"
            except ValueError:
                return text
        return self._say.get(f"choice_{text}", text)

    def _label(self, key: str, table: str = "") -> str:
        return self._say.get(f"of_{table}_{key}") or self._say.get(f"of_{key}", key)


def _apart(value: Any) -> bool:
    """A list whose entries are told apart by a key of theirs."""
    return isinstance(value, list) and all(
        isinstance(entry, dict) and any(key in entry for key in KEYS) for entry in value
    )


def _by_key(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {next(str(entry[key]) for key in KEYS if key in entry): entry for entry in entries}
