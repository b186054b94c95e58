"""The law of the queue, written a second time: what may happen to a ticket, and in which order."""

from __future__ import annotations

from audit.evidence import Row
from audit.promise import Promise
from audit.rebuilt import Visit

# queue.md, Life of a ticket: (state, action) → state.
LAW = {
    ("waiting", "call"): "called",
    ("waiting", "call-this"): "called",
    ("called", "recall"): "called",
    ("called", "start"): "serving",
    ("serving", "finish"): "served",
    ("called", "miss"): "missed",
    ("missed", "rejoin"): "waiting",
    ("serving", "hold"): "held",
    ("held", "resume"): "serving",
    ("waiting", "pass"): "waiting",
    ("called", "transfer"): "waiting",
    ("serving", "transfer"): "waiting",
    ("served", "add-service"): "waiting",
    ("served", "return"): "waiting",
    ("waiting", "release"): "waiting",
    ("held", "release"): "waiting",
    ("waiting", "doubt"): "waiting",
    ("called", "doubt"): "called",
    **{(state, "confirm"): state for state in ("waiting", "called", "missed")},
    **{(state, "reprint"): state for state in ("waiting", "called", "held", "missed")},
    **{(state, "mark"): state for state in ("waiting", "called", "serving", "held", "missed")},
    ("serving", "note"): "serving",
    **{(state, "leave"): "left" for state in ("waiting", "called", "held", "missed")},
    **{(state, "void"): "void" for state in ("waiting", "held", "missed")},
    **{(state, "expire"): "expired" for state in ("waiting", "called", "held", "missed")},
}
# What a step may change beside state, hands and flags; where to, is another promise's matter.
MAY_CHANGE = {
    "rejoin": {"counted", "place"},
    "pass": {"counted"},
    "transfer": {"leg", "place", "counted"},
    "add-service": {"leg", "place", "service"},
    "return": {"leg", "place"},
    "release": {"place"},
}
COLUMNS = ("day", "leg", "service", "place", "joined", "head_start", "counted")
NEXT_LEG = ("transfer", "add-service", "return")
# One command with the finish before it: between them there was no moment.
GOES_ON = ("add-service", "return")
UNCONFIRMED = "unconfirmed"
# Who presses on a phone.
HOLDER = "holder"


class Passages(Promise):
    """One take, lawful steps, one end; what a step does not change stays."""

    says = "Every ticket went by the law of the queue, from one take to at most one end."
    subjects = frozenset({"ticket"})

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if row.action == "take":
            self._take(row, visit)
        elif visit is None:
            self.broken(f"sequence {row.seq}: {row.action} of ticket {row.ref}, which is not alive")
        elif row.action != "undo":
            self._step(row, visit, f"sequence {row.seq}, ticket {row.ref}")

    def _take(self, row: Row, visit: Visit | None) -> None:
        today = self.hall.open_day()
        if visit or row.ref != str(row.seq):
            self.broken(f"sequence {row.seq}: ticket {row.ref} was not taken by its first row")
        if (row.before, row.after, row.leg, row.flags) != (None, "waiting", 1, ""):
            self.broken(f"sequence {row.seq}: a take leads from {row.before} to {row.after}")
        if today is None or row.day != today.id:
            self.broken(f"sequence {row.seq}: taken on day {row.day}, which was not open")

    def _step(self, row: Row, visit: Visit, where: str) -> None:
        if row.before != visit.state or LAW.get((visit.state, row.action)) != row.after:
            self.broken(
                f"{where}: {row.action} from {visit.state} (it says {row.before}) to {row.after}"
            )
        may = MAY_CHANGE.get(row.action, set())
        for name in COLUMNS:
            if name not in may and getattr(row, name) != getattr(visit, name):
                self.broken(f"{where}: {row.action} changed its {name}, which it may not")
        if row.action in NEXT_LEG and row.leg != (visit.leg or 0) + 1:
            self.broken(f"{where}: {row.action} leads from leg {visit.leg} to {row.leg}")
        self._goes_on(row, visit, where)
        self._flags(row, visit, where)
        self._reasons(row, visit, where)

    def _goes_on(self, row: Row, visit: Visit, where: str) -> None:
        image = self.hall.images.get(visit.top)
        same = image is not None and image.command == row.command
        if row.action in GOES_ON and not same:
            self.broken(f"{where}: {row.action} of somebody who had gone")
        if row.action == "add-service" and visit.back:
            self.broken(f"{where}: another errand of somebody asked back to {visit.back}")

    def _flags(self, row: Row, visit: Visit, where: str) -> None:
        before, after = visit.flags.split(), row.flags.split()
        kept = [flag for flag in before if flag != UNCONFIRMED]
        due: dict[str, tuple[list[str], ...]] = {
            "start": (kept, [*kept, "unmeasured"]),
            "finish": (before, [*before, "forgotten"]),
            "doubt": ([*kept, UNCONFIRMED],),
            "confirm": (kept,),
            "reprint": (kept,),
            "transfer": (["first"],) if row.reason == "first" else ([],),
            "add-service": ([],), "return": ([],), "release": ([],),
        }  # fmt: skip
        if after not in due.get(row.action, (before,)):
            self.broken(f"{where}: {row.action} made its flags “{row.flags}” of “{visit.flags}”")

    def _reasons(self, row: Row, visit: Visit, where: str) -> None:
        doubted = UNCONFIRMED in visit.flags
        if row.action == "miss" and not doubted and visit.recalls < self._limit():
            self.broken(f"{where}: missed after {visit.recalls} recalls")
        if row.action == "recall" and doubted:
            self.broken(f"{where}: unconfirmed, and called more than once")
        if row.action == "confirm" and row.actor == HOLDER:
            self.broken(f"{where}: confirmed by its holder, whom nobody saw")
        no_show = (row.reason, visit.state) == ("no-show", "missed")
        if row.action == "expire" and row.reason != "day-closed" and not no_show:
            self.broken(f"{where}: expired as {row.reason} while {visit.state}")
        if row.action == "hold" and row.reason not in self.hall.office.codes["hold_reasons"]:
            self.broken(f"{where}: held for “{row.reason}”, which no office says")

    def _limit(self) -> int:
        return self.hall.office.rule("recall_limit")
