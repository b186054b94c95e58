"""What the hall's screen shows: everything fits, is readable from afar, and nothing shifts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.display.boards import announcement, call, hall, open_hall
from tests.display.screen import Server, change, large, run

pytestmark = pytest.mark.browser


def test_the_whole_state_is_shown(chromium: Browser) -> None:
    page = open_hall(chromium, hall(8, 80))
    assert large(page) == "A012 → 1 called"
    recent = page.locator("#recent li").all_inner_texts()
    assert [text.split() for text in recent[:2]] == [["L006", "2"], ["C040", "3"]]
    assert len(recent) == 6
    assert page.locator("#next li").count() == 8
    assert page.inner_text("#waiting-sum") == "80 người"
    assert page.locator("#waiting li").count() == 10
    assert page.inner_text("#paused") == "Tạm dừng: quầy 4, 6"
    assert "K003" in page.inner_text("#missed")
    assert page.inner_text("#clock") == "10:24"
    assert page.inner_text("#date") == "Thứ Sáu, 20/11/2026"
    page.close()


def test_english(chromium: Browser) -> None:
    page = open_hall(chromium, hall(8, 80), lang="en")
    assert page.inner_text("#date") == "Friday, 20/11/2026"
    assert page.inner_text("#caption") == "Number A012, please go to counter 1."
    assert "Civil status" in page.inner_text("#waiting")
    page.close()


def test_an_empty_hall_greets(chromium: Browser) -> None:
    page = open_hall(chromium, hall())
    assert large(page) == "nobody"
    assert page.inner_text("#hello") == "Xin chào Ông/Bà!"
    assert page.inner_text("#nobody") == "Lúc này chưa có số nào đang được gọi."
    page.close()


def test_a_closed_hall_says_when_it_opens(chromium: Browser) -> None:
    page = open_hall(chromium, hall(open=False, opens_at="2026-11-23T07:30:00+07:00"))
    assert page.inner_text("#sit").startswith("Mở cửa lúc 07:30, thứ Hai, 23/11/2026.")
    page.close()


@pytest.mark.parametrize(
    ("lang", "said"), [("vi", "Nghỉ Tết Nguyên đán."), ("en", "Closed for Lunar New Year.")]
)
def test_on_a_holiday_it_says_which(chromium: Browser, lang: str, said: str) -> None:
    tet = {"name": "Nghỉ Tết Nguyên đán", "name_en": "Closed for Lunar New Year"}
    closed = hall(open=False, opens_at="2027-02-11T07:30:00+07:00", closed_for=tet)
    page = open_hall(chromium, closed, lang=lang)
    assert page.inner_text("#nobody") == said
    assert "07:30" in page.inner_text("#sit")
    page.close()


def test_a_silent_server_is_said_and_its_return_too(chromium: Browser) -> None:
    page = open_hall(chromium, hall(3, 3), faked=True)
    page.evaluate("mute = true")
    run(page, 17_000)
    assert page.inner_text("#stale").startswith("Mất kết nối từ 10:24.")
    assert large(page) == "A012 → 1 called", "the last state stays"
    page.evaluate("mute = false")
    run(page, 1_500)
    assert page.is_hidden("#stale")
    page.close()


PLACES = ["#call", "#past", "#missed", ".next", ".waiting", "#paused", "footer", "#clock"]


def test_nothing_shifts_when_a_call_comes(chromium: Browser) -> None:
    server = Server(1, silent=True)
    page = open_hall(chromium, hall(0, 0), server.answers, faked=True)
    before = [page.locator(place).bounding_box() for place in PLACES]
    full = hall(8, 80)
    full["calls"][0] = call(1, "X1200", 29, "called", 2)
    change(page, **full | {"announcements": [announcement(1, "X1200", 29, 2)]})
    assert large(page) == "X1200 → 29 called"
    assert [page.locator(place).bounding_box() for place in PLACES] == before
    page.close()


OVERFLOWS = """() => [...document.querySelectorAll("body :not(.unseen)")].filter((e) => {
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  if (style.visibility === "hidden" || !box.width || e.tagName === "SCRIPT") return false;
  const out = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < 0;
  const cut = style.overflow === "hidden" && e.scrollHeight > e.clientHeight + 1;
  return out || cut;
}).map((e) => e.tagName + "#" + e.id + "." + e.className)"""

WIDEST = [call(1, "M1200", 28, "called", 2)] + [call(n, f"M1{n}99", 29) for n in range(2, 9)]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("calls", [0, 1, 3, 8, "widest"])
def test_everything_fits(chromium: Browser, calls: int | str, lang: str) -> None:
    made = WIDEST if calls == "widest" else int(calls)
    server = Server(1, silent=True)
    state = hall(made)
    if calls == "widest":
        state["announcements"] = [announcement(1, "M1200", 28, 2, language="en")]
    page = open_hall(chromium, state, server.answers, lang)
    for waiting in (0, 3, 80):
        change(page, **{key: hall(made, waiting)[key] for key in ("next", "waiting", "counters")})
        assert page.evaluate(OVERFLOWS) == []
    page.close()


DIGIT_HEIGHT = """(id) => {
  const style = getComputedStyle(document.querySelector(id));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} "Noto Sans"`;
  return pen.measureText("1").actualBoundingBoxAscent;
}"""


def test_the_called_number_is_readable_from_six_metres(chromium: Browser) -> None:
    """On 43 inches a pixel is 0.5 mm; 0.7° at 6 m is 73 mm, a list is comfortable from 39 mm."""
    page = open_hall(chromium, hall(8, 80))
    assert page.evaluate(DIGIT_HEIGHT, "#number") >= 200
    assert page.evaluate(DIGIT_HEIGHT, "#recent .number") * 0.5 >= 39
    assert page.evaluate("getComputedStyle(document.querySelector('#number')).color") == (
        "rgb(168, 30, 38)"
    )
    change(page, calls=[call(1, "X1200", 29)])
    assert page.evaluate(DIGIT_HEIGHT, "#number") * 0.5 >= 73
    page.close()


PULSES = "document.getElementById('frame').getAnimations().map(a => a.effect.getComputedTiming())"


def test_the_frame_pulses_once_a_second_for_eight_seconds(chromium: Browser) -> None:
    server = Server(1, silent=True)
    page = open_hall(chromium, hall(), server.answers)
    change(page, calls=[call(1, "A001", 3)], announcements=[announcement(1, "A001", 3)])
    (timing,) = page.evaluate(PULSES)
    assert (timing["duration"], timing["iterations"]) == (1000, 8)
    page.close()


def test_who_wants_no_motion_gets_a_steady_frame(chromium: Browser) -> None:
    server = Server(1, silent=True)
    page = open_hall(chromium, hall(), server.answers)
    page.emulate_media(reduced_motion="reduce")
    change(page, calls=[call(1, "A001", 3)], announcements=[announcement(1, "A001", 3)])
    assert page.evaluate(PULSES) == []
    page.close()
