"""The tables of a report: B4 to B7 of the commune's reports, from figures that are frozen."""

from __future__ import annotations

from typing import Any

from letters import Column, Table, shown
from letters.letter import Kind
from reports.gathering import Content

Words = dict[str, str]
Row = dict[str, Any]
FIRST: list[tuple[str, Kind, float]] = [("col_no", "text", 4)]
COUNTED: list[tuple[str, Kind, float]] = [
    ("col_taken", "n", 7), ("col_served", "n", 7), ("col_missed", "n", 7), ("col_gone", "n", 8),
]  # fmt: skip
TIMED: list[tuple[str, Kind, float]] = [
    ("col_wait", "minutes", 8), ("col_wait_p90", "minutes", 8), ("col_within", "share", 9),
    ("col_serving", "minutes", 8), ("col_serving_p90", "minutes", 8),
]  # fmt: skip
BOX = ("left", "answered", "in_time", "late", "open", "guided")


class Tables:
    """The tables of one content in one language."""

    def __init__(self, content: Content, lang: str, say: Words) -> None:
        self._content, self._lang, self._say = content, lang, say
        self._total = content["total"]
        self.scales = [score["scale"] for score in self._total["ratings"]["scores"]]

    def visits(self, by: str) -> Table:
        """B4: who came, and how long it took, in groups."""
        columns = self._columns([*FIRST, (f"col_{by}", "text", 22), *COUNTED, *TIMED])
        counted = [[self._label(row), *_counts(row), *_times(row)] for row in self._rows(by)]
        whole = [self._say["col_total"], *_counts(self._total), *_times(self._total)]
        return self._table("visits", {"by": self._by(by)}, columns, counted, whole, ["how_visits"])

    def ratings(self, by: str, scale: int) -> Table:
        """B5: what people answered on one scale, in groups; two scales are never mixed."""
        levels: list[tuple[str, Kind, float]] = [
            (f"level-{scale}-{level}", "n", 9) for level in range(1, scale + 1)
        ]
        columns = self._columns([
            *FIRST, (f"col_{by}", "text", 20), ("col_opened", "n", 7), ("col_answers", "n", 8),
            ("col_response", "share", 9), *levels, ("col_satisfied", "share", 9),
            ("col_interval", "text", 14),
        ])  # fmt: skip
        rows = [row for row in self._rows(by) if row["ratings"]["opened"]]
        found = [[self._label(row), *self._answers(row, scale)] for row in rows]
        whole = [self._say["col_total"], *self._answers(self._total, scale)]
        names = {"by": self._by(by), "scale": scale}
        return self._table("ratings", names, columns, found, whole, ["how_ratings"])

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
            [self._say[f"channel-{each['channel']}"], str(each["scale"]), each["n"], each["mean"],
             *self._satisfied(each)]
            for each in self._content["later"]
        ]  # fmt: skip
        columns = self._columns([
            *FIRST, ("col_channel", "text", 20), ("col_scale", "text", 8), ("col_answers", "n", 8),
            ("col_mean", "mean", 8), ("col_satisfied", "share", 9), ("col_interval", "text", 14),
        ])  # fmt: skip
        return self._table("later", {}, columns, told, None, ["how_later"]) if told else None

    def clerks(self, scale: int) -> Table:
        """B6, for those who answer for the clerks: figures, and never a grade."""
        columns = self._columns([
            *FIRST, ("col_clerk", "text", 20), ("col_served", "n", 8),
            ("col_serving", "minutes", 9), ("col_serving_p90", "minutes", 9),
            ("col_opened", "n", 8), ("col_answers", "n", 8), ("col_response", "share", 8),
            ("col_mean", "mean", 8), ("col_satisfied", "share", 8), ("col_interval", "text", 12),
            ("col_cases", "n", 7), ("col_closed", "n", 7), ("col_reminders", "n", 7),
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

    def _few(self, n: int | None) -> int | str:
        return self._say["few"] if n is None else n

    def _score(self, row: Row, scale: int) -> Row | None:
        scores: list[Row] = row["ratings"]["scores"]
        return next((score for score in scores if score["scale"] == scale), None)

    def _answers(self, row: Row, scale: int) -> list[Any]:
        asked, score = row["ratings"], self._score(row, scale)
        levels = score["levels"] if score and score["levels"] else [None] * scale
        # On two scales only those counted as levels are known apart.
        n = asked["n"] if len(self.scales) == 1 else score["n"] if score else 0
        told = [asked["opened"], n, asked["response"], *levels]
        return [*told, *self._satisfied(score)]

    def _satisfied(self, score: Row | None) -> list[Any]:
        satisfied = score and score["satisfied"]
        if not satisfied:
            return [None, None]
        return [satisfied["share"], self._interval(satisfied)]

    def _interval(self, satisfied: Row) -> str:
        low, high = (shown(satisfied[end], "share", self._lang) for end in ("low", "high"))
        # A word joiner on either side: an interval is not torn apart.
        return f"{low.rstrip('%').rstrip()}\u2060–\u2060{high}"

    def _clerk(self, row: Row, scale: int) -> list[Any]:
        asked, score = row["ratings"], self._score(row, scale)
        told = [row["served"], _minutes(row["service"]["median_s"]),
                _minutes(row["service"]["p90_s"]), asked["opened"],
                score["n"] if score else 0, asked["response"]]  # fmt: skip
        looked = next((c for c in self._content["clerks"] if c["clerk"] == row["key"]), None)
        seen = (
            [looked["cases"], looked["closed"], looked["reminders"], sum(looked["praise"].values())]
            if looked
            else [0] * 4
        )
        return [*told, score["mean"] if score else None, *self._satisfied(score), *seen]


def _counts(row: Row) -> list[int]:
    return [row["taken"], row["served"], row["missed"], row["left"] + row["expired"]]


def _times(row: Row) -> list[float | None]:
    wait, service = row["wait"], row["service"]
    return [
        _minutes(wait["median_s"]), _minutes(wait["p90_s"]), wait["within"],
        _minutes(service["median_s"]), _minutes(service["p90_s"]),
    ]  # fmt: skip


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / 60, 2)
