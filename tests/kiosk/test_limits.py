"""No number now, perhaps no time today, too many at once: said in words, before one is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk, number
from tests.kiosk.test_choosing import MEASURED

pytestmark = pytest.mark.browser
FIELD = "ho-tich"
AT_HALF_PAST_ONE = {"code": "field_closed", "opens_at": "2026-11-20T13:30:00+07:00"}
FULL = {"code": "limit_reached", "opens_at": None}


# What is said must not lie over what was said, nor push it out of the screen.
APART = """() => {
  const boxes = [...document.querySelectorAll(".heading, .banner, .summary, .take")]
    .filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect());
  const over = boxes.flatMap((one, i) => boxes.slice(i + 1).filter((other) =>
    one.top < other.bottom - 1 && other.top < one.bottom - 1
      && one.left < other.right - 1 && other.left < one.right - 1));
  return over.map((box) => `one lies over another at ${box.top}`);
}"""


@pytest.fixture
def at(chromium: Browser) -> Iterator[Kiosk]:
    kiosk = Kiosk(chromium)
    expect(kiosk.saw(".tiles")).to_be_visible()
    yield kiosk
    kiosk.close()


@pytest.mark.parametrize(
    ("shut", "vi", "en"),
    [
        (AT_HALF_PAST_ONE, "Nhận số từ 13:30", "From 13:30"),
        (
            AT_HALF_PAST_ONE | {"opens_at": "2026-11-23T07:30:00+07:00"},
            "Từ 07:30 thứ\u00a0Hai",
            "From 07:30, Mon",
        ),
        (
            AT_HALF_PAST_ONE | {"opens_at": "2027-02-11T07:30:00+07:00"},
            "Từ 07:30 ngày 11/2",
            "From 07:30 on 11/02",
        ),
        (AT_HALF_PAST_ONE | {"opens_at": None}, "Chưa nhận số", "No numbers now"),
        (FULL, "Hết số hôm nay", "Full for today"),
    ],
    ids=["today", "monday", "after Tết", "nobody knows", "full"],
)
def test_a_fields_tile_says_why_it_is_dim(
    at: Kiosk, shut: dict[str, str | None], vi: str, en: str
) -> None:
    at.say_of(FIELD, shut=shut)
    tile = at.saw(f"[data-field={FIELD}]")
    expect(tile.locator(".waiting")).to_have_text(vi)
    expect(tile).to_contain_class("dim")
    at.touch("#languages [lang=en]")
    expect(at.saw(f"[data-field={FIELD}] .waiting")).to_have_text(en)
    at.say_of(FIELD, shut=None)
    expect(at.saw(f"[data-field={FIELD}] .waiting")).to_have_text("3 waiting")


def test_a_dim_field_says_when_to_come_and_asks_for_nothing(at: Kiosk) -> None:
    at.say_of(FIELD, shut=AT_HALF_PAST_ONE)
    at.touch(f"[data-field={FIELD}]")
    expect(at.saw("h1")).to_have_text("Hiện chưa nhận số")
    expect(at.saw(".said")).to_contain_text("Lĩnh vực này nhận số lúc 13:30 hôm nay.")
    assert not at.saw(".choice").count()
    at.touch("#back")
    assert at.screen == "fields"


def test_when_its_hour_comes_the_fields_stand_there_again(at: Kiosk) -> None:
    at.say_of(FIELD, shut=AT_HALF_PAST_ONE)
    at.touch(f"[data-field={FIELD}]")
    expect(at.saw(".said")).to_be_visible()
    at.say_of(FIELD, shut=None)
    expect(at.saw(".tiles")).to_be_visible()


def test_todays_numbers_are_gone_is_said_with_whom_to_see(at: Kiosk) -> None:
    at.say_of(FIELD, shut=FULL)
    at.touch(f"[data-field={FIELD}]")
    expect(at.saw("h1")).to_have_text("Hết số hôm nay")
    expect(at.saw(".said")).to_contain_text("gặp cán bộ hướng dẫn")


def test_the_last_number_went_while_one_chose(at: Kiosk) -> None:
    message = "Hôm nay lĩnh vực này đã hết số."
    at.answers = [(409, {"error": {"code": "limit_reached", "message": message}})]
    at.choose(FIELD)
    at.take()
    expect(at.saw(".said")).to_contain_text(message)


def test_it_may_be_too_late_is_said_before_the_number_which_one_may_still_take(at: Kiosk) -> None:
    at.choose(FIELD)
    expect(at.saw(".take")).to_be_visible()
    assert not at.saw(".ready .banner:visible").count()
    at.say_of(FIELD, may_not_be_served=True, left=0)
    expect(at.saw(".ready .banner:visible")).to_contain_text("Hôm nay có thể không kịp")
    at.take()
    expect(at.saw(".number")).to_have_text("A012")


@pytest.mark.parametrize(
    ("clock", "field", "said"),
    [("15:00", "ho-tich", True), ("14:59", "ho-tich", False), ("15:30", "tra-ket-qua", False)],
)
def test_after_three_a_dossier_may_count_from_tomorrow(
    at: Kiosk, clock: str, field: str, said: bool
) -> None:
    at.say(now=f"2026-11-20T{clock}:01.000+07:00")
    at.choose(field)
    expect(at.saw(".take")).to_be_visible()
    notice = at.saw(".ready .banner:visible")
    assert notice.count() == said
    if said:
        expect(notice).to_have_text(
            "Hồ sơ nhận sau 15:00 có thể được tính từ ngày làm việc tiếp theo."
        )


def take_one(at: Kiosk) -> None:
    at.choose("tra-ket-qua")
    at.take()


@pytest.mark.parametrize(
    ("pace", "given"), [({"in_a_row": 3}, 3), ({"per_minute": 5, "rest_s": 2}, 5), ({}, 30)]
)
def test_a_child_pressing_thirty_times_is_asked_kindly_to_stop(
    chromium: Browser, pace: dict[str, int], given: int
) -> None:
    at = Kiosk(chromium, pace=pace)
    at.paper = "coming"
    expect(at.saw(".tiles")).to_be_visible()
    for press in range(30 if given == 30 else given + 2):
        take_one(at)
        if press < given:
            expect(at.saw(".number")).to_be_visible()
            at.pass_time(900)
            at.touch(".done")
        else:
            expect(at.saw("h1")).to_have_text("Xin chờ một chút")
            expect(at.saw(".said")).to_contain_text("nhờ người lớn lấy số giúp")
            at.touch("#home")
        expect(at.saw(".tiles")).to_be_visible()
    assert len(at.orders) == given
    at.close()


def test_people_who_come_one_after_another_are_no_child(chromium: Browser) -> None:
    at = Kiosk(chromium, pace={"in_a_row": 2})
    expect(at.saw(".tiles")).to_be_visible()
    for _ in range(5):
        take_one(at)
        expect(at.saw(".number")).to_be_visible()
        at.pass_time(900)
        at.touch(".done")
        expect(at.saw(".tiles")).to_be_visible()
        at.pass_time(5_000)
    assert len(at.orders) == 5
    at.close()


def test_after_the_wait_the_same_choice_is_one_press_away(chromium: Browser) -> None:
    at = Kiosk(chromium, pace={"in_a_row": 1})
    expect(at.saw(".tiles")).to_be_visible()
    take_one(at)
    expect(at.saw(".number")).to_be_visible()
    at.pass_time(900)
    at.touch(".done")
    take_one(at)
    expect(at.saw(".said")).to_contain_text("Xin chờ 5\u00a0giây rồi bấm lại")
    at.pass_time(5_000)
    at.touch(".again")
    at.pass_time(900)
    at.answers = [(201, number(number="R002"))]
    at.take()
    expect(at.saw(".number")).to_have_text("R002")
    at.close()


def test_a_holiday_is_the_reason_in_both_languages(at: Kiosk) -> None:
    tet = {"name": "Nghỉ Tết Nguyên đán", "name_en": "Closed for Lunar New Year"}
    at.say(open=False, opens_at="2026-11-30T07:30:00+07:00", closed_for=tet)
    expect(at.saw("h1")).to_have_text("Nghỉ Tết Nguyên đán")
    expect(at.saw("#main")).to_contain_text("Mời Ông/Bà quay lại lúc 07:30, thứ\u00a0Hai, 30/11.")
    at.touch("#languages [lang=en]")
    expect(at.saw("h1")).to_have_text("Closed for Lunar New Year")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
def test_everything_that_is_said_fits(chromium: Browser, size: tuple[int, int], lang: str) -> None:
    at = Kiosk(chromium, size, lang, waiting=80, pace={"per_minute": 1})
    expect(at.saw(".tiles")).to_be_visible()
    at.page.evaluate("document.fonts.ready")
    found = {}
    monday = AT_HALF_PAST_ONE | {"opens_at": "2026-11-25T07:30:00+07:00"}
    lines = [
        line | {"shut": shut}
        for line, shut in zip(at.state["fields"], [FULL, monday] * 5, strict=True)
    ]
    at.say(fields=lines)
    at.pass_time(50)
    found["tiles"] = at.page.evaluate(MEASURED)
    for way in (["[data-field=ho-tich]"], [".tiles .other", "[data-field=bao-tro]"]):
        for step in way:
            at.touch(step)
        found[way[-1]] = at.page.evaluate(MEASURED)
        for _ in way:
            at.touch("#back")
    take_one_of(at, served=False)
    found["unserved"] = at.page.evaluate(MEASURED) + at.page.evaluate(APART)
    at.touch("#home")
    at.touch(f"#languages [lang={lang}]")
    take_one_of(at, served=True)
    found["too late"] = at.page.evaluate(MEASURED) + at.page.evaluate(APART)
    at.take()
    at.saw(".number").wait_for()
    at.pass_time(900)
    at.touch(".done")
    at.touch(f"#languages [lang={lang}]")
    take_one_of(at, served=True)
    at.take()
    expect(at.saw(".message")).to_be_visible()
    found["hurry"] = at.page.evaluate(MEASURED)
    at.close()
    assert not {screen: faults for screen, faults in found.items() if faults}


def take_one_of(at: Kiosk, *, served: bool) -> None:
    """To the final button of a field with all that can be said there at once."""
    told = {"open": served, "may_not_be_served": True, "shut": None}
    paper = {"ok": False, "trouble": "paper-out"}
    fields = [line | told for line in at.state["fields"]]
    at.say(now="2026-11-20T15:10:00.000+07:00", fields=fields, paper=paper)
    at.choose("ho-tich", priority=True)
    expect(at.saw(".ready .banner:visible")).to_have_count(2)
