"""What a report says by itself: what went wrong for most people first, and since when it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from letters import draw
from reports import keeping
from reports.composed import letter
from reports.sentences import Sentences
from tests.figures.history import History
from tests.reports.told import (
    HALF,
    MONDAY,
    WEEK,
    excel_texts,
    frozen,
    live,
    pdf_text,
    word_text,
)
from web.words import load

SAY = load("reports")
BOX = dict.fromkeys(("left", "answered", "in_time", "late", "open", "guided"), 0)


def group(name: str, n: int, within: float, p90_s: int, **more: int) -> dict[str, Any]:
    wait = {"n": n, "within": within, "median_s": 60, "p90_s": p90_s}
    counts = {"taken": n, "served": n, "missed": 0, "left": 0, "expired": 0}
    return {"label": name, "label_en": name, "wait": wait, **counts, **more}


def half_year(box: dict[str, int] = BOX) -> dict[str, Any]:
    fields = [
        group("Hộ kinh doanh", 24, 0.25, 9_900), group("Chứng thực", 120, 0.35, 8_700),
        group("Hộ tịch", 450, 0.2, 8_400), group("Trả kết quả", 6, 0.0, 12_000),
    ]  # fmt: skip
    total = group("Tổng", 600, 0.233, 9_300, taken=670, served=589, missed=11, expired=59)
    ratings: dict[str, Any] = {"response": None, "opened": 0, "n": 0, "scores": []}
    return {
        "kind": "half-year", "begins": "2025-12-15", "since": "2026-05-25", "days": 15,
        "wait_target_min": 30, "total": total | {"ratings": ratings}, "box": box, "reasons": [],
        "by": {"field": fields, "hour": [], "day": []}, "excluded": 0, "later": [],
    }  # fmt: skip


def shortcomings(content: dict[str, Any], lang: str = "vi") -> list[str]:
    content["by"]["hour"] = [group("08–09 giờ", 300, 1.0, 60)]
    return Sentences(content, lang, SAY[lang]).hints()["shortcomings"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_went_wrong_for_most_people_stands_first(lang: str) -> None:
    told = shortcomings(half_year(), lang)
    marks = {
        "vi": ["23,3", "Hộ tịch: 360", "Chứng thực: 78", "59 lượt", "Hộ kinh doanh: 18", "11 lượt"],
        "en": ["23.3", "Hộ tịch: 360", "Chứng thực: 78", "called before the day ended: 59",
               "Hộ kinh doanh: 18", "(11)"],
    }[lang]  # fmt: skip
    for said, mark in zip(told, marks, strict=True):
        assert mark in said
    # The control: by the longest wait, the field of 24 people was first, and that of six before it.
    fields = half_year()["by"]["field"]
    longest = sorted(fields, key=lambda row: -row["wait"]["p90_s"])
    assert [row["label"] for row in longest[:2]] == ["Trả kết quả", "Hộ kinh doanh"]


def test_where_nobody_waited_too_long_and_all_were_called_nothing_is_said() -> None:
    content = half_year()
    content["total"] |= group("Tổng", 600, 1.0, 1_200)
    for row in content["by"]["field"]:
        row["wait"] |= {"within": 1.0, "p90_s": 1_200}
    assert shortcomings(content) == []


def test_an_empty_box_is_one_plain_sentence() -> None:
    empty, full = (
        Sentences(half_year(box), "vi", SAY["vi"]).box() for box in (BOX, BOX | {"left": 2})
    )
    assert empty == SAY["vi"]["say_box_empty"]
    assert not re.search(r"\d", empty)
    assert "nhận 2 ý kiến" in full


def test_a_period_that_begins_before_the_records_says_so() -> None:
    content = half_year()
    assert "25/05/2026" in Sentences(content, "vi", SAY["vi"]).since()[0]
    for known in ({"since": "2025-12-15"}, {"since": None}):
        assert Sentences(content | known, "vi", SAY["vi"]).since() == []
    old = {name: value for name, value in content.items() if name != "since"}
    assert Sentences(old, "vi", SAY["vi"]).since() == []  # a version of before


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    with History(tmp_path_factory.mktemp("since") / "state", MONDAY) as hall:
        live(hall, [MONDAY], people=2)
        yield hall


@pytest.mark.parametrize(("lang", "said"), [("vi", "Số liệu có từ ngày"), ("en", "Records begin")])
def test_every_file_says_from_when_on_there_are_records(
    hall: History, lang: str, said: str
) -> None:
    read = {"docx": word_text, "pdf": pdf_text, "xlsx": excel_texts}
    half, week = (frozen(hall, *kind) for kind in (HALF, WEEK))
    for form, texts in read.items():
        found = []
        for id in (half, week):
            content, checksum, n = keeping.version(id)
            file = draw(form, letter(content, checksum, n, lang, internal=False))
            found.append(" ".join(texts(file).split()))
        assert said in found[0], form
        assert "16/11/2026" in found[0].partition(said)[2][:40], form
        assert said not in found[1], form
