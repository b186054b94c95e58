"""What a clerk is told of people: help that is needed, notes, doubts, held numbers; by finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.counter.desks import Served, ago, held, line_of, missed, ticket

pytestmark = pytest.mark.browser

NOTE = "Đã kiểm tra giấy tờ, chỉ còn nộp lệ phí và ký nhận; nhớ hỏi lại số bản cần chứng thực."
WORK = ["next", "finish", "hold", "transfer", "add-service", "call", "resume", "quick", "rejoin"]


TOUCH = True  # for the fixture `at`


def tap(at: Served, *selectors: str) -> None:
    """One finger; the last of it sends."""
    with at.page.expect_response("**/api/v1/**"):
        for selector in selectors:
            at.page.locator(selector).first.tap()


@pytest.mark.parametrize(
    ("needs", "state", "words"),
    [
        (["hearing"], "called", "khó nghe: xin mời tận nơi"),
        (["hearing"], "serving", "nói chậm"),
        (["sight"], "called", "dẫn lối"),
        (["sight"], "serving", "đọc giúp giấy tờ"),
        (["sight", "hearing"], "called", "khó nghe, khó nhìn: xin tới mời"),
    ],
)
def test_the_clerk_is_told_how_to_help(
    at: Served, needs: list[str], state: str, words: str
) -> None:
    at.say(ticket=ticket(state, needs=needs))
    expect(at.page.locator(".help")).to_contain_text(words)
    expect(at.page.locator(".prompt")).to_have_count(0)


def test_a_visit_of_several_parts_says_so(at: Served) -> None:
    at.say(
        ticket=ticket(leg=2, back=True, back_to=2, unconfirmed=True, note=NOTE), allowed=["next"]
    )
    marks = at.page.locator("#situation .marks")
    for words in ("Lượt thứ 2", "Xong thì về quầy 2", "Chưa rõ đã có phiếu"):
        expect(marks).to_contain_text(words)
    expect(at.page.locator(".note")).to_contain_text("Đã kiểm tra giấy tờ")
    at.page.locator('[data-verb="more"]').tap()
    expect(at.page.locator("#chosen-note")).to_have_text(NOTE)


def test_a_note_is_never_markup(at: Served) -> None:
    at.say(ticket=ticket(note="<img src=x onerror=alert(1)>"), allowed=["next"])
    at.page.locator('[data-verb="more"]').tap()
    expect(at.page.locator("#chosen-note")).to_contain_text("<img")
    expect(at.page.locator("#desk img, #chosen img")).to_have_count(0)


def test_the_line_says_who_needs_help_was_sent_here_or_may_have_no_paper(at: Served) -> None:
    line = line_of(3)
    line["line"][0]["needs"] = ["hearing", "sight"]
    line["line"][1]["targeted"] = True
    line["line"][2]["unconfirmed"] = True
    at.say(**line, missed=[missed(9, "K009", unconfirmed=True)])
    rows = at.page.locator("#line tr")
    expect(rows.nth(0)).to_contain_text("Khó nghe")
    expect(rows.nth(0)).to_contain_text("Khó nhìn")
    expect(rows.nth(1)).to_contain_text("Chuyển đến")
    expect(rows.nth(2)).to_contain_text("Chưa rõ phiếu")
    expect(at.page.locator("#missed button")).to_contain_text("Chưa rõ phiếu")


def test_a_reminder_falls_due_by_itself_and_moves_nothing(at: Served) -> None:
    at.say(held=[held(1, "A007", 2), held(2, "A008", 600)], allowed=["resume"])
    buttons = at.page.locator("#held button")
    expect(buttons.nth(0)).to_contain_text("Điền tờ khai")
    expect(buttons.nth(0)).to_contain_text("nhắc lúc")
    expect(buttons.nth(0)).to_contain_text("quá hẹn từ")
    expect(buttons.nth(1)).to_contain_text("nhắc lúc")
    expect(buttons.locator(".number")).to_have_text(["A007", "A008"])
    assert at.presses == []


def test_work_without_a_number_is_timed_and_finished(at: Served) -> None:
    work = {"service": None, "service_name": None, "service_name_en": None, "since": ago(65)}
    at.say(quick=work, allowed=["finish", "next"])
    expect(at.page.locator(".headline")).to_have_text("Việc nội bộ")
    expect(at.page.locator(".running b")).to_contain_text("1:0")
    tap(at, '[data-verb="finish"]')
    assert at.presses == [("counters/3/finish", {})]


def test_every_rarer_verb_by_finger_alone(at: Served) -> None:
    allowed = [*WORK, "undo"]
    undo = {"verb": "finish", "number": "A012", "until": ago(-60)}
    busy = {"ticket": ticket("serving"), "allowed": WORK, "undo": None}
    free = {"ticket": None, "allowed": allowed, "undo": undo, "held": [held(7, "A007", 9)]}
    at.say(**busy)
    tap(at, '[data-verb="hold"]', '#hold .option:has-text("20")', '#hold [data-reason="COPY"]')
    at.say(**busy)
    tap(
        at, '[data-verb="transfer"]', '#transfer .option:has-text("Quầy 4")',
        '#transfer .option:has-text("Xuống cuối")', "#transfer .tick", "#transfer [type=submit]",
    )  # fmt: skip
    at.say(**busy)
    tap(at, '[data-verb="add-service"]', '.pick-one:has-text("Hỏi về cư trú")')
    at.say(**free, **line_of(3))
    tap(at, "#line tr >> nth=1", '#chosen [data-reason="BACK"]')
    at.say(**free)
    tap(at, "#held button")
    at.say(**free)
    tap(at, '[data-verb="quick"]', '.pick-one:has-text("Việc nội bộ")')
    at.say(**free)
    tap(at, "#undo")
    assert at.presses == [
        ("counters/3/hold", {"reason": "COPY", "minutes": 20}),
        ("counters/3/transfer", {"to": "counter:4", "place": "last", "back": True}),
        ("counters/3/add-service", {"service": "cu-tru-2"}),
        ("counters/3/call", {"ticket": 101, "reason": "BACK"}),
        ("counters/3/resume", {"ticket": 7}),
        ("counters/3/quick", {"service": None}),
        ("counters/3/undo", {}),
    ]


def test_a_finger_brings_up_no_keyboard(at: Served) -> None:
    at.say(**line_of(3), allowed=WORK)
    at.page.locator('[data-verb="find"]').tap()
    expect(at.page.locator("#pick-list")).to_be_focused()
    at.press("l")
    expect(at.page.locator("#pick-text")).to_have_value("l")
