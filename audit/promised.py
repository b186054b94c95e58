"""Appointments, and what a person needs: kept beside the journal, and no longer than allowed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

MINUTE = 60_000
SQL = "SELECT service, at_wall, state, ticket FROM appointment WHERE id = ?"
NEEDS = "SELECT ticket FROM need ORDER BY ticket"


@dataclass
class Booked:
    """One appointment as the journal has it."""

    service: str | None
    at: int
    state: str = "made"
    ticket: int | None = None


class Promised(Promise):
    """queue.md, Who is next: a class with its own head start, and a window."""

    says = "Each appointment was kept once, and helped only who came in its time."
    subjects = frozenset({"appointment", "ticket"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._booked: dict[int, Booked] = {}

    def see(self, row: Row) -> None:
        if row.subject == "appointment":
            self._make_or_cancel(row)
        elif row.action == "take" and row.detail and '"appointment"' in row.detail:
            self._check_in(row)

    def _make_or_cancel(self, row: Row) -> None:
        id, where = int(row.ref), f"sequence {row.seq}: {row.action} of appointment {row.ref}"
        known = self._booked.get(id)
        if row.action == "make":
            if known or id != row.seq or (row.before, row.after) != (None, "made"):
                self.broken(f"{where} is not its first row")
            self._booked[id] = Booked(row.service, json.loads(row.detail or "")["at"])
        elif row.action != "cancel" or known is None or known.state != "made":
            self.broken(f"{where}, which is not to be kept any more")
        else:
            known.state = "cancelled"

    def _check_in(self, row: Row) -> None:
        told = json.loads(row.detail or "")
        id, where = told["appointment"], f"sequence {row.seq}: ticket {row.ref}"
        known = self._booked.get(id)
        if known is None or known.state != "made":
            self.broken(f"{where} came for the appointment {id}, which was not to be kept")
            return
        known.state, known.ticket = "used", row.seq
        rules = self.hall.office.rules
        early, late = rules["appointment_early_min"], rules["appointment_late_min"]
        in_time = known.at - early * MINUTE <= row.wall <= known.at + late * MINUTE
        if told["priority"] == rules["appointment_class"] and not in_time:
            self.broken(f"{where} was helped by the appointment {id} out of its time")

    def end(self) -> None:
        # Those whose day is over are forgotten.
        for (id,) in self.evidence.all("SELECT id FROM appointment ORDER BY id"):
            known = self._booked.get(id)
            due = known and (known.service, known.at, known.state, known.ticket)
            if self.evidence.one(SQL, id) != due:
                self.broken(f"appointment {id} is not what the journal makes of it")


class Forgotten(Promise):
    """Of a person's ears and eyes nothing stays when the day is over."""

    says = "What a person needs of the clerk is known only as long as they are here."
    subjects = frozenset()

    def end(self) -> None:
        last = max(self.hall.days, default=0)
        is_open = self.hall.open_day() is not None
        for (id,) in self.evidence.all(NEEDS):
            visit = self.hall.visits.get(id)
            here = visit is not None and visit.state not in ("left", "void", "expired", "served")
            today = self.evidence.one("SELECT day FROM ticket WHERE id = ?", id) == (last,)
            if not here and not (today and is_open):
                self.broken(f"ticket {id} is over, and what its holder needs is still kept")
