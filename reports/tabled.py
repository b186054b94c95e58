"""The tables of a report: B4 to B7 of the commune's reports, from figures that are frozen.

What stays inside the office has every count; what may leave it keeps the rules of `passed_on`.
"""

from __future__ import annotations

from typing import Any

from figures.scores import SMALL
from letters import Column, Table
from letters.letter import Kind
from reports.gathering import Content
from reports.passed_on import NO_TIMES, few_gathered
from reports.sentences import ENOUGH_FOR_P90
from reports.telling import Telling, later, share_of

Words = dict[str, str]
Row = dict[str, Any]
FIRST: list[tuple[str, Kind, float]] = [("col_no", "text", 5)]
COUNTED: list[tuple[str, Kind, float]] = [
    ("col_taken", "n", 7), ("col_served", "n", 7), ("col_missed", "n", 7), ("col_gone", "n", 8),
]  # fmt: skip
TIMED: list[tuple[str, Kind, float]] = [
    ("col_wait", "minutes", 8), ("col_wait_p90", "minutes", 8), ("col_within", "share", 9),
    ("col_serving", "minutes", 8), ("col_serving_p90", "minutes", 8),
]  # fmt: skip
AT = ("wait", "service")
BOX = ("left", "answered", "in_time", "late", "open", "guided")


class Tables:
    """The tables of one content in one language; `inside` the office, or for whoever reads them."""

    def __init__(self, content: Content, lang: str, say: Words, *, inside: bool = True) -> None:
        self._content, self._lang, self._say, self._inside = content, lang, say, inside
        self._total = content["total"]
        self.scales = [score["scale"] for score in self._total["ratings"]["scores"]]

    def visits(self, by: str) -> Table:
        """B4: who came, and how long it took, in groups."""
        columns = self._columns([*FIRST, (f"col_{by}", "text", 22), *COUNTED, *TIMED])
        rows = self._visited(by)
        counted = [[self._label(row), *_counts(row), *self._times(row)] for row in rows]
        if by == "counter":
            # Numbers are taken before anybody comes to one: 0 at each would tell of no visit.
            counted = [[label, None, *others] for label, _, *others in counted]
        whole = [self._say["col_total"], *_counts(self._total), *self._times(self._total)]
        notes = ["how_visits", *self._noted(rows, by)]
        return self._table("visits", {"by": self._by(by)}, columns, counted, whole, notes)

    def brief(self, by: str) -> Table:
        """B4 and B5 on a page for a meeting; satisfied are those of the one scale in use."""
        rated = by == "field" and len(self.scales) == 1
        asked: list[tuple[str, Kind, float]] = [
            ("col_known", "n", 8), ("col_satisfied", "share", 10),
        ]  # fmt: skip
        columns = self._columns([
            *FIRST, (f"col_{by}", "text", 24), *COUNTED, *TIMED[:3], *(asked if rated else []),
        ])  # fmt: skip
        telling = self._telling(by, self.scales[0]) if rated else None

        def told(row: Row) -> list[Any]:
            answers = [telling.known(row), telling.satisfied(row)[0]] if telling else []
            return [*_counts(row), *self._times(row)[:3], *answers]

        rows = self._visited(by)
        counted = [[self._label(row), *told(row)] for row in rows]
        notes = ["how_brief", *self._noted(rows, by), *(telling.notes() if telling else [])]
        whole = [self._say["col_total"], *told(self._total)]
        return self._table("brief", {"by": self._by(by)}, columns, counted, whole, notes)

    def ratings(self, by: str, scale: int) -> Table:
        """B5: what people answered on one scale, in groups; two scales are never mixed."""
        # So wide that on an upright page neither "thường" nor "100,0 %" is torn apart.
        levels: list[tuple[str, Kind, float]] = [
            (f"level-{scale}-{level}", "n", 9.6) for level in range(1, scale + 1)
        ]
        columns = self._columns([
            *FIRST, (f"col_{by}", "text", 18), ("col_opened", "n", 9.5),
            ("col_answers", "n", 9.5), ("col_response", "share", 10.5), *levels,
            ("col_known", "n", 9.5), ("col_satisfied", "share", 11.5), ("col_interval", "text", 17),
        ])  # fmt: skip
        telling = self._telling(by, scale)
        rows = [row for row in self._rows(by) if telling.has(row)]
        found = [[self._label(row), *telling.all(row)] for row in rows]
        whole = [self._say["col_total"], *telling.all(self._total)]
        names = {"by": self._by(by), "scale": scale}
        notes = ["how_ratings", *telling.notes()]
        return self._table("ratings", names, columns, found, whole, notes)

    def reasons(self) -> Table | None:
        """B5b: why people were displeased; None when nobody said why."""
        told = [
            [self._label(each, "name") or self._say["other_reasons"], self._few(each["n"])]
            for each in self._content["reasons"] if each["kind"] == "reason"
        ]  # fmt: skip
        columns = self._columns([*FIRST, ("col_reason", "text", 40), ("col_times", "n", 10)])
        return self._table("reasons", {}, columns, told, None, []) if told else None

    def later(self) -> Table | None:
        """B5c: what people answered by phone and on paper, never added to the pads'."""
        told = [
            [self._say[f"channel-{each['channel']}"], str(each["scale"]), self._many(each["n"]),
             *([each["mean"]] if self._inside else []),
             *later(each, self._lang, inside=self._inside)]
            for each in self._content["later"]
        ]  # fmt: skip
        # Of a few answers a mean says how each of them was.
        mean: list[tuple[str, Kind, float]] = [("col_mean", "mean", 8)] if self._inside else []
        columns = self._columns([
            *FIRST, ("col_channel", "text", 20), ("col_scale", "text", 8), ("col_answers", "n", 8),
            *mean, ("col_satisfied", "share", 10), ("col_interval", "text", 14),
        ])  # fmt: skip
        return self._table("later", {}, columns, told, None, ["how_later"]) if told else None

    def clerks(self, scale: int) -> Table:
        """B6, for those who answer for the clerks: figures, and never a grade."""
        columns = self._columns([
            *FIRST, ("col_clerk", "text", 18), ("col_served", "n", 8),
            ("col_serving", "minutes", 9), ("col_serving_p90", "minutes", 9),
            ("col_opened", "n", 8), ("col_answers", "n", 8), ("col_response", "share", 8),
            ("col_mean", "mean", 8), ("col_satisfied", "share", 8), ("col_interval", "text", 12),
            ("col_cases", "n", 7), ("col_closed", "n", 7), ("col_reminders", "n", 9),
            ("col_praise", "n", 7),
        ])  # fmt: skip
        rows = [row for row in self._rows("clerk") if row["served"] or row["ratings"]["opened"]]
        found = [[self._label(row), *self._clerk(row, scale)] for row in rows]
        notes = ["how_clerks", "how_ratings"]
        return self._table("clerks", {"scale": scale}, columns, found, None, notes)

    def box(self) -> Table:
        """B7: the suggestion box."""
        named = {"answered": "col_box_answered"}
        heads: list[tuple[str, Kind, float]] = [
            (named.get(name, f"col_{name}"), "n", 10) for name in BOX
        ]
        told = [self._content["box"][name] for name in BOX]
        table = self._table("box", {}, self._columns(heads), [], None, [])
        return {**table, "rows": [told]}

    def _table(
        self, name: str, values: dict[str, Any], columns: list[Column],
        rows: list[list[Any]], whole: list[Any] | None, notes: list[str],
    ) -> Table:  # fmt: skip
        numbered = [[str(n), *row] for n, row in enumerate(rows, 1)]
        return {
            "name": self._say[f"sheet_{name}"].format(**values),
            "title": self._say[f"tbl_{name}"].format(**values), "columns": columns,
            "rows": [*numbered, ["", *whole]] if whole else numbered,
            "total": whole is not None, "notes": [self._say[note] for note in notes],
        }  # fmt: skip

    def _columns(self, told: list[tuple[str, Kind, float]]) -> list[Column]:
        return [{"head": self._say[head], "kind": kind, "width": w} for head, kind, w in told]

    def _by(self, by: str) -> str:
        return self._say[f"col_{by}"].lower()

    def _rows(self, by: str) -> list[Row]:
        rows: list[Row] = self._content["by"][by]
        return rows

    def _label(self, row: Row, key: str = "label") -> str:
        return str(row[key] if self._lang == "vi" else row[f"{key}_en"])

    def _visited(self, by: str) -> list[Row]:
        """The groups that people came to, or for."""
        rows = self._rows(by)
        if self._inside:
            return rows
        return few_gathered(rows, self._say["few_visits"])

    def _noted(self, rows: list[Row], by: str) -> list[str]:
        few = ["how_gathered"] if len(rows) != len(self._rows(by)) else []
        if self._inside or not any(0 < row[at]["n"] < ENOUGH_FOR_P90 for row in rows for at in AT):
            return few
        return [*few, "how_few_times"]

    def _telling(self, by: str, scale: int) -> Telling:
        alone = len(self.scales) < 2
        return Telling(
            self._rows(by), self._total, scale, self._lang, inside=self._inside, alone=alone
        )

    def _few(self, n: int | None) -> int | str:
        return self._say["few"] if n is None else n

    def _many(self, n: int) -> int | str:
        return n if self._inside or not 0 < n < SMALL else self._say["few"]

    def _times(self, row: Row) -> list[float | None]:
        wait, service = (self._of_some(row[at]) for at in AT)
        return [
            _minutes(wait["median_s"]), self._p90(wait), wait["within"],
            _minutes(service["median_s"]), self._p90(service),
        ]  # fmt: skip

    def _of_some(self, times: Row) -> Row:
        """Times as they are told: none of a few, which are nearly somebody's own."""
        return times if self._inside or times["n"] >= SMALL else NO_TIMES

    def _p90(self, times: Row) -> float | None:
        told = self._inside or times["n"] >= ENOUGH_FOR_P90
        return _minutes(times["p90_s"]) if told else None

    def _clerk(self, row: Row, scale: int) -> list[Any]:
        asked = row["ratings"]
        score = next((each for each in asked["scores"] if each["scale"] == scale), None)
        satisfied = share_of(score, self._lang) if score and score["satisfied"] else [None, None]
        # Answers that are still too few for this clerk's days are kept with the week.
        told = [row["served"], _minutes(row["service"]["median_s"]),
                _minutes(row["service"]["p90_s"]), asked["opened"],
                score["n"] if score else 0 if not asked["n"] else None,
                asked["response"]]  # fmt: skip
        looked = next((c for c in self._content["clerks"] if c["clerk"] == row["key"]), None)
        seen = (
            [looked["cases"], looked["closed"], looked["reminders"], sum(looked["praise"].values())]
            if looked
            else [0] * 4
        )
        return [*told, score["mean"] if score else None, *satisfied, *seen]


def _counts(row: Row) -> list[int]:
    return [row["taken"], row["served"], row["missed"], row["left"] + row["expired"]]


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / 60, 2)
