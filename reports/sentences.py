"""What a report says in words by itself: its period's name, its sums, and what figures hint at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from figures.scores import SMALL
from figures.tellable import is_small
from letters import shown
from reports.gathering import Content
from reports.telling import HELD, between

Words = dict[str, str]
ROMAN = ("I", "II", "III", "IV")
# Below this share of answers satisfaction says little about those who did not answer.
FEW_ANSWER = 0.5
MOST_FIELDS, MOST_REASONS = 3, 3
# Of fewer the ninth in ten is the longest: somebody's own.
ENOUGH_FOR_P90 = 10
PARTS = ("share", "low", "high")


def date(iso: str) -> str:
    """A date as it is written in both languages: 05/02/2026."""
    return "/".join(reversed(iso[:10].split("-")))


def time(iso: str) -> str:
    """A moment: 17:05, 14/06/2026."""
    return f"{iso[11:16]}, {date(iso)}"


def period(kind: str, begins: str, ends: str, say: Words) -> str:
    """The name of a period, with its dates where the name does not say them."""
    end = dt.date.fromisoformat(ends)
    values = {
        "begin": date(begins), "end": date(ends), "month": end.month, "year": end.year,
        "quarter": ROMAN[(end.month - 1) // 3],
    }  # fmt: skip
    name = kind.removeprefix("calendar-")
    if name == "half":
        name = "half-year" if end.month == 6 else "second-half"
    named = say[f"in_{name}"].format(**values)
    dated = name not in ("day", "week") and not kind.startswith("calendar-")
    return f"{named} {say['from_to'].format(**values)}" if dated else named


class Sentences:
    """One content's sentences in one language; `inside` the office, or for whoever reads them."""

    def __init__(self, content: Content, lang: str, say: Words, *, inside: bool = True) -> None:
        self._content, self._lang, self._say, self._inside = content, lang, say, inside
        self._total = content["total"]

    def since(self) -> list[str]:
        """From when on there are records, where the period begins before that."""
        first = self._content.get("since")  # versions of before 21/11/2026 do not know
        if not first or first <= self._content["begins"]:
            return []
        return [self._say["say_since"].format(date=date(first))]

    def people(self) -> list[str]:
        """How many came, and how long it took."""
        total = self._total
        counts = {name: self._n(total[name]) for name in ("taken", "served", "missed")}
        days = self._content["days"]
        how = "say_people_of_a_day" if self._content["kind"] == "day" else "say_people"
        told = [self._say[how].format(days=self._n(days), **counts)]
        least = 1 if self._inside else ENOUGH_FOR_P90
        if min(total["wait"]["n"], total["service"]["n"]) >= least:
            told.append(self._say["say_waits"].format(
                median=self._minutes(total["wait"]["median_s"]),
                p90=self._minutes(total["wait"]["p90_s"]),
                service=self._minutes(total["service"]["median_s"]),
            ))  # fmt: skip
        return told

    def satisfaction(self) -> list[str]:
        """One sentence for each scale on which people answered."""
        asked = self._total["ratings"]
        values = {
            "opened": self._n(asked["opened"]), "answered": self._n(asked["n"]),
            "response": self._share(asked["response"]),
        }  # fmt: skip
        # On two scales the few of one are what the other leaves of all.
        if not self._inside and is_small([asked["n"], *(each["n"] for each in asked["scores"])]):
            values |= {"answered": HELD, "response": HELD}  # the one follows from the other
        told = [self._satisfied(score, values) for score in asked["scores"] if score["satisfied"]]
        told = told or [self._say["say_few_answers"].format(**values)]
        left_out = self._content["excluded"]
        if left_out:
            told.append(self._say["say_excluded"].format(n=self._n(left_out)))
        return told

    def _satisfied(self, score: dict[str, Any], values: dict[str, str]) -> str:
        n = self._n(score["n"])
        if not self._inside and (span := between(score, self._lang)):
            return self._say["say_satisfied_about"].format(**values, n=n, span=span)
        parts = {part: self._share(score["satisfied"][part]) for part in PARTS}
        return self._say["say_satisfied"].format(**values, n=n, **parts)

    def later(self) -> list[str]:
        """How many answered when they were at home, on the page for a meeting."""
        return [
            self._say["say_later"].format(
                channel=self._say[f"channel-{each['channel']}"].lower(), n=self._n(each["n"])
            )
            for each in self._content["later"]
            if self._inside or each["n"] >= SMALL
        ]

    def box(self) -> str:
        """What came into the suggestion box."""
        if not self._content["box"]["left"]:
            return self._say["say_box_empty"]
        told = {name: self._n(value) for name, value in self._content["box"].items()}
        return self._say["say_box"].format(**told)

    def hints(self) -> dict[str, list[str]]:
        """What the figures say under each heading that people fill: {part: sentences}."""
        return {
            "difficulties": [*self._busiest_hour(), *self._busiest_day()],
            "shortcomings": [*self._people_affected(), *self._few_answers()],
            "causes": self._reasons(),
        }  # fmt: skip

    def _busiest_hour(self) -> list[str]:
        rows, taken = self._content["by"]["hour"], self._total["taken"]
        if not taken:
            return []
        most = max(rows, key=lambda row: int(row["taken"]))
        return [self._say["hint_hour"].format(
            hour=self._label(most), n=self._n(most["taken"]),
            share=self._share(most["taken"] / taken),
        )]  # fmt: skip

    def _busiest_day(self) -> list[str]:
        rows = self._content["by"]["day"]
        if len(rows) < 2:
            return []
        most = max(rows, key=lambda row: int(row["taken"]))
        return [self._say["hint_day"].format(
            day=self._label(most), n=self._n(most["taken"]), most=self._n(most["waiting_max"]),
        )]  # fmt: skip

    def _people_affected(self) -> list[str]:
        """What went wrong, for the most people first."""
        found = [*self._late(), *self._in_vain(), *self._late_answers()]
        return [text for _, text in sorted(found, key=lambda each: -each[0])]

    def _late(self) -> Iterator[tuple[int, str]]:
        """How many waited longer than they should: of all, and of the fields with most of them."""
        target, wait = self._content["wait_target_min"], self._total["wait"]
        if not target or not _beyond(self._total):
            return
        yield (
            _beyond(self._total),
            self._say["hint_within"].format(
                share=self._share(wait["within"]), n=self._n(_beyond(self._total)), target=target
            ),
        )
        fields = [
            row for row in self._content["by"]["field"]
            if row["wait"]["n"] >= ENOUGH_FOR_P90 and row["wait"]["p90_s"] > target * 60
        ]  # fmt: skip
        for row in sorted(fields, key=_beyond, reverse=True)[:MOST_FIELDS]:
            yield _beyond(row), self._say["hint_wait"].format(
                field=self._label(row), n=self._n(_beyond(row)), target=target,
                p90=self._minutes(row["wait"]["p90_s"]),
            )  # fmt: skip

    def _in_vain(self) -> Iterator[tuple[int, str]]:
        """Who was never called, and who was and did not come."""
        total = self._total
        if total["expired"]:
            share = self._share(total["expired"] / total["taken"]) if total["taken"] else "–"
            yield (
                total["expired"],
                self._say["hint_expired"].format(n=self._n(total["expired"]), share=share),
            )
        if total["missed"]:
            share = self._share(total["missed"] / (total["missed"] + total["served"]))
            yield (
                total["missed"],
                self._say["hint_missed"].format(n=self._n(total["missed"]), share=share),
            )

    def _few_answers(self) -> list[str]:
        response = self._total["ratings"]["response"]
        if response is None or response >= FEW_ANSWER:
            return []
        return [self._say["hint_response"].format(share=self._share(response))]

    def _late_answers(self) -> Iterator[tuple[int, str]]:
        late = self._content["box"]["late"]
        if late:
            yield late, self._say["hint_box_late"].format(n=self._n(late))

    def _reasons(self) -> list[str]:
        told = [
            each for each in self._content["reasons"]
            if each["kind"] == "reason" and each["n"] and each["name"]
        ]  # fmt: skip
        return [
            self._say["hint_reason"].format(name=self._label(each, "name"), n=self._n(each["n"]))
            for each in told[:MOST_REASONS]
        ]

    def _label(self, row: dict[str, Any], key: str = "label") -> str:
        return str(row[key] if self._lang == "vi" else row[f"{key}_en"])

    def _n(self, value: int) -> str:
        return shown(value, "n", self._lang)

    def _share(self, value: float | None) -> str:
        return shown(value, "share", self._lang)

    def _minutes(self, seconds: float) -> str:
        return shown(seconds / 60, "minutes", self._lang)


def _beyond(row: dict[str, Any]) -> int:
    """How many of those whose wait was measured waited longer than the office aims at."""
    wait = row["wait"]
    return round(wait["n"] * (1 - wait["within"])) if wait["within"] is not None else 0
