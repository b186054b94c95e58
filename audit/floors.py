"""The number floor beside the database: what no restore and no cut can turn back."""

from __future__ import annotations

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay


class Floors(Promise):
    """Numbers below the blocks, the same generation, and a seal that the journal knows."""

    says = "The floor agrees: every number lies below it, and it knows the last seal."
    subjects = frozenset({"day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        # The floor learns a seal right after its commit: it may be one behind, never ahead.
        self._seals = ["", ""]

    def see(self, row: Row) -> None:
        if row.action == "close":
            self._seals = [self._seals[-1], row.hmac.hex()]
        elif row.action == "restored":
            # The rows of the floor's seal were lost, and the restore says so.
            self._seals = [self._seals[-1], self.evidence.floor.seal]

    def end(self) -> None:
        floor = self.evidence.floor
        if floor.missing:
            self.broken(f"{floor.path} is missing or unreadable")
            return
        if floor.seal not in self._seals:
            self.broken(f"the floor's seal {floor.seal[:16]}… is in no row: the end was cut off")
        kept = self.evidence.one("SELECT value FROM setting WHERE name = 'generation'")
        if not kept or kept[0] not in (floor.generation, floor.coming):
            self.broken("the database is not the one that last ran beside this floor")
        self._look_at_blocks()

    def _look_at_blocks(self) -> None:
        floor, last = self.evidence.floor, max(self.hall.days, default=0)
        if floor.day < last:
            self.broken(f"the floor is of day {floor.day}, but day {last} has begun")
        for (day, series), number in sorted(self.hall.numbers.items()):
            if day == floor.day and number > floor.ends.get(series, 0):
                self.broken(f"day {day}: {series}{number:03d} was given above the floor")
