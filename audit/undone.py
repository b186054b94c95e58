"""What was taken back: a counter's own last press, whole, in reverse, in time, and once."""

from __future__ import annotations

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.rebuilt import Visit
from audit.replay import Image, Replay
from audit.steps import FIELDS

# What a row of the journal says of the ticket, and must say again.
SAID = ("leg", "place", "service", "counter", "clerk", "joined", "head_start", "counted", "flags")


class Undone(Promise):
    """An undo is a forward row that names the row it undoes (queue.md, undo)."""

    says = "What was undone was a counter's last press, and everything is as it was before it."
    subjects = frozenset({"ticket"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        # The undo at work: its command, the one it takes back, and what of that is still to come.
        self._command = self._undoes = 0
        self._left: list[int] = []

    def see(self, row: Row) -> None:
        if self._left and row.command != self._command:
            self._half()
        if row.action == "undo":
            self._undo(row, self.hall.visit(row))
        elif row.undoes is not None:
            self.broken(f"sequence {row.seq}: {row.action} undoes nothing, but names {row.undoes}")

    def end(self) -> None:
        if self._left:
            self._half()

    def _half(self) -> None:
        left = ", ".join(map(str, sorted(self._left)))
        self.broken(f"the press {self._undoes} was undone by half: sequence {left} still holds")
        self._left = []

    def _undo(self, row: Row, visit: Visit | None) -> None:
        where = f"sequence {row.seq}: an undo of ticket {row.ref}"
        image = self.hall.images.get(row.undoes or 0)
        if visit is None or image is None or image.ticket != visit.id:
            self.broken(f"{where} names {row.undoes}, which cannot be undone (any more)")
            return
        if visit.top != image.seq:
            self.broken(f"{where} passes over what happened to it after {row.undoes}")
        if row.hall > image.until:
            self.broken(f"{where} came {row.hall - image.until} ms too late")
        if row.command != self._command:
            self._begin(row, image, where)
        if not self._left or self._left.pop() != image.seq:
            self.broken(f"{where} comes out of turn")
        self._same(row, visit, image, where)

    def _begin(self, row: Row, image: Image, where: str) -> None:
        self._command, self._undoes = row.command, image.command
        pressed = [i.seq for i in self.hall.images.values() if i.command == image.command]
        self._left = sorted(pressed)
        seat = self.hall.seats.get(image.counter or 0)
        if seat is None or seat.did != image.command:
            self.broken(f"{where} is not of what counter {image.counter} did last")
        elif seat.state != "open" or seat.quick is not None:
            self.broken(f"{where} at counter {image.counter}, which has gone on to something else")

    def _same(self, row: Row, visit: Visit, image: Image, where: str) -> None:
        was = dict(zip(FIELDS, image.values, strict=True))
        if row.before != visit.state or row.after != was["state"]:
            self.broken(f"{where} leads from {row.before} to {row.after}")
        for name in SAID:
            if getattr(row, name) != was[name]:
                self.broken(f"{where} leaves its {name} changed")
        self._hand(visit, was["counter"] if was["state"] in ("called", "serving") else None, where)

    def _hand(self, visit: Visit, counter: int | None, where: str) -> None:
        seat = self.hall.seats.get(counter or 0)
        if counter is not None and (seat is None or seat.ticket not in (None, visit.id)):
            self.broken(f"{where} puts it back into a hand that is not empty")
