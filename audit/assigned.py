"""The office's lines, classes and rules, against what was founded and what was changed since."""

from __future__ import annotations

import json

from audit.evidence import Row
from audit.promise import Promise


class Assigned(Promise):
    """Whoever changes them changes the order of calls: only a row of the journal may."""

    says = "Lines, classes, rules and counters are as they were founded, or changed by name."
    subjects = frozenset({"assignment", "setting"})

    def see(self, row: Row) -> None:
        where = f"sequence {row.seq}: {row.action} of {row.ref}"
        if row.subject == "setting":
            known = row.action in {"found", "change"}
        else:
            known = row.action in ("assign", "add", "rename", "retire")
            there = int(row.ref) in self.hall.office.lines
            there &= int(row.ref) not in self.hall.office.retired
            if there == (row.action == "add"):
                self.broken(f"{where}, a counter that {'was' if there else 'was not'} there")
        if not known:
            self.broken(f"{where} is nothing that an office does")

    def end(self) -> None:
        self._lines()
        self._counters()
        for id, start in self.evidence.all("SELECT id, head_start FROM priority ORDER BY id"):
            if self.hall.office.head_starts.get(id) != start:
                self.broken(f"the class {id} has another head start than was said")
        stored = {
            name: json.loads(value)
            for name, value in self.evidence.all("SELECT name, value FROM setting")
            if name in self.hall.office.changed or name.startswith("rules.")
        }
        said = {f"rules.{name}": value for name, value in self.hall.office.rules.items()}
        for name, value in sorted((said | self.hall.office.changed).items()):
            if stored.get(name) != value:
                self.broken(f"the setting {name} is not what was said")

    def _lines(self) -> None:
        office = self.hall.office
        stored: dict[int, dict[str, int]] = {}
        for n, field, offset in self.evidence.all(
            "SELECT counter, field, offset FROM counter_line"
        ):
            stored.setdefault(n, {})[field] = offset
        for n in sorted(stored.keys() | office.lines.keys()):
            if stored.get(n) != office.lines.get(n):
                self.broken(f"counter {n} serves other lines than were given to it")

    def _counters(self) -> None:
        office = self.hall.office
        for n, label, label_en, retired in self.evidence.all(
            "SELECT n, label, label_en, retired FROM counter ORDER BY n"
        ):
            if n in office.names and office.names[n] != (label, label_en):
                self.broken(f"counter {n} is called {label}, which nobody has said")
            if bool(retired) != (n in office.retired):
                self.broken(f"counter {n} is {'retired' if retired else 'there'}, unsaid")
