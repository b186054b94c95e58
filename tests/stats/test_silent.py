"""Whom a score does not speak for: where few answer, or some hours more than others."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.stats.figured import FiguresPage, told
from tests.stats.trusting import BUSY, QUIET, TrustPage

pytestmark = pytest.mark.browser


def hours(*shares: float, opened: int = 90) -> dict[str, Any]:
    answer = told("hour")
    rows = answer["rows"][: len(shares)]
    for row, share in zip(rows, shares, strict=True):
        row["ratings"] |= {"opened": opened, "response": share}
    return answer | {"rows": rows}


def few(share: float) -> dict[str, Any]:
    answer = told("field")
    answer["total"]["ratings"]["response"] = share
    return answer


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (hours(0.4, 0.65, 0.01), "65 % lúc 08–09 giờ, 1 % lúc 09–10 giờ"),
        (hours(0.4, 0.65, 0.36), None),
        (hours(0.65, 0.01, opened=12), None),  # too few were asked to say so
        (few(0.28), "Chưa đến một nửa"),
        (few(0.5), None),
    ],
)
def test_a_score_says_for_whom_it_does_not_speak(
    chromium: Browser, answer: dict[str, Any], said: str | None
) -> None:
    it = FiguresPage(chromium, answer)
    expect(it.page.locator("#scores")).to_contain_text("Hài lòng")
    notes = it.page.locator("#scores p.note:not(.soft)")
    expect(notes).to_have_count(1 if said else 0)
    if said:
        expect(notes).to_contain_text(said)
    it.close()


def test_days_without_a_sign_say_so_in_plain_words(chromium: Browser) -> None:
    for answer, said in ((QUIET, "Không có gì cần xem lại"), (BUSY, "4 lần cần xem lại")):
        it = TrustPage(chromium, answer)
        expect(it.page.locator("#sum")).to_contain_text(said)
        expect(it.page.locator("#seals-table thead")).to_contain_text("Trả lời / được hỏi")
        it.close()
