"""What the waiting room shows besides calls: notices in turn, figures, one room of several."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.display.boards import announcement, call, hall, open_hall, room, slide
from tests.display.screen import Server, change, large, run
from tests.display.test_hall import OVERFLOWS, WIDEST
from tests.test_axe import serious

pytestmark = pytest.mark.browser

FEES = slide("phi", "Phí thu đúng mức niêm yết", "Mọi khoản thu đều có biên lai.")
LONGEST = slide("dai", "THÔNG BÁO " * 5, "Kính mong Ông/Bà sắp xếp thời gian. " * 5)
FIGURES = {"taken": 124, "served": 97, "wait_min": 9}
MONTH: dict[str, Any] = {
    "month": "2026-10", "median_min": 12, "p90_min": 38, "quiet": [10, 15], "short": [7],
    "satisfied": {"share": 0.957, "low": 0.94, "high": 0.97, "n": 1204},
}  # fmt: skip


def in_place(page: Page) -> str:
    return page.inner_text("#media")


# --- notices ---

DUE = """async ([slides, now]) => {
  const { due } = await import("/display/static/media.js");
  return due(slides, new Date(now)).map(({ id }) => id);
}"""

CALENDAR = [
    slide("always"),
    slide("this-week", first_day="2026-11-16", last_day="2026-11-20"),
    slide("next-week", first_day="2026-11-21"),
    slide("over", last_day="2026-11-19"),
    slide("fridays", days=["mon", "fri"]),
    slide("sundays", days=["sun"]),
    slide("morning", start="07:30", end="11:30"),
    slide("from-eleven", start="11:00"),
]


def test_a_notice_is_shown_on_its_days_at_its_hours(chromium: Browser) -> None:
    page = open_hall(chromium, hall())
    shown = page.evaluate(DUE, [CALENDAR, "2026-11-20T10:24:31Z"])  # a Friday, on the wall's clock
    assert shown == ["always", "this-week", "fridays", "morning"]
    assert page.evaluate(DUE, [CALENDAR, "2026-11-22T11:30:00Z"]) == [
        "always", "next-week", "sundays", "from-eleven",
    ]  # fmt: skip
    page.close()


def test_notices_and_the_figures_of_the_day_take_turns(chromium: Browser) -> None:
    slides = [FEES, slide("mo", "Mở cửa lúc 07:30")]
    page = open_hall(chromium, hall(3, 3, slides=slides, figures=FIGURES), faked=True)
    assert in_place(page).startswith("Phí thu đúng mức niêm yết\n")
    run(page, 16_000)
    assert in_place(page) == "Mở cửa lúc 07:30"
    run(page, 15_500)
    assert in_place(page).split("\n") == [
        "Hôm nay", "lượt lấy số", "124", "lượt đã phục vụ", "97", "thường phải chờ", "9 phút",
    ]  # fmt: skip
    change(page, figures={"taken": 125, "served": 97, "wait_min": None})
    assert in_place(page).split("\n")[1:] == ["lượt lấy số", "125", "lượt đã phục vụ", "97"]
    page.close()


def test_the_published_month_has_its_turn_and_gives_it_up_to_nobody_called(
    chromium: Browser,
) -> None:
    page = open_hall(chromium, hall(0, 3, slides=[FEES], month=MONTH), faked=True)
    run(page, 16_000)
    waits = "Một nửa số người chờ không quá 12 phút, 9 trên 10 người không quá 38 phút."
    assert in_place(page).replace("\u00a0", " ").split("\n") == [
        "Tháng 10/2026", "", waits, "Giờ ít người đến, chờ ngắn: 10–11 giờ, 15–16 giờ.",
        "96 % hài lòng, trong 1.204 ý kiến ở quầy.",
    ]  # fmt: skip
    assert page.evaluate(OVERFLOWS) == []
    places = ["#call", "#past", "#media", ".next", ".waiting", "footer"]
    before = [page.locator(place).bounding_box() for place in places]
    change(page, calls=WIDEST, announcements=[announcement(1, "M1200", 28, 2, language="en")])
    assert in_place(page).startswith("Tháng 10/2026")
    assert [page.locator(place).bounding_box() for place in places] == before
    page.close()


def test_nothing_else_moves_while_somebody_is_called(chromium: Browser) -> None:
    server = Server(1, 2, 3, silent=True)
    slides = [slide("phi", "Phí", seconds=8), slide("mo", "Mở cửa", seconds=60)]
    page = open_hall(chromium, hall(3, 3, slides=slides), server.answers, faked=True)
    # Three that stand ten seconds each: the notice's own eight are over long before.
    change(page, announcements=[announcement(n, f"A01{n}", n, longer=True) for n in (1, 2, 3)])
    run(page, 14_000)
    assert (len(server.told) < 3, in_place(page)) == (True, "Phí")
    run(page, 18_500)
    assert (len(server.told), in_place(page)) == (3, "Mở cửa")
    page.close()


def test_a_picture_that_is_not_there_is_passed_over(chromium: Browser) -> None:
    file = io.BytesIO()
    Image.new("RGB", (640, 360), "#2f6f8f").save(file, "WEBP")
    slides = [
        slide("gone", "Không còn", picture="gone.webp"),
        slide("map", "Sơ đồ", "Phòng 1 ở bên trái", picture="so-do.webp"),
    ]
    answers = {
        "/display/media/gone.webp": lambda route: route.fulfill(status=404),
        "/display/media/so-do.webp": lambda route: _picture(route, file.getvalue()),
    }
    page = open_hall(chromium, hall(0, 3, slides=slides), answers)
    shown = page.get_by_role("img", name="Sơ đồ. Phòng 1 ở bên trái")
    expect(shown).to_be_visible()
    assert serious(page) == []
    page.close()


def _picture(route: Route, data: bytes) -> None:
    route.fulfill(body=data, content_type="image/webp")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_beside_notices_everything_fits_and_nothing_shifts(chromium: Browser, lang: str) -> None:
    server = Server(1, silent=True)
    page = open_hall(chromium, hall(0, 80, slides=[LONGEST]), server.answers, lang, faked=True)
    assert page.evaluate(OVERFLOWS) == []
    assert serious(page) == []
    places = ["#call", "#past", "#media", "#missed", ".next", ".waiting", "footer"]
    before = [page.locator(place).bounding_box() for place in places]
    change(page, calls=WIDEST, announcements=[announcement(1, "M1200", 28, 2, language="en")])
    assert large(page) == "M1200 → 28 called"
    assert page.evaluate(OVERFLOWS) == []
    assert [page.locator(place).bounding_box() for place in places] == before
    assert page.locator("#recent li").count() == 3
    media = page.locator("#media").bounding_box()
    for counter in page.locator("#recent .counter").all():
        box = counter.bounding_box()
        assert box
        assert media
        assert box["x"] + box["width"] < media["x"]
    page.close()


# --- the quiet line ---


def test_the_quiet_line_says_the_figures_and_long_slogans_in_pieces(chromium: Browser) -> None:
    long = "3 thể hiện: " + ", ".join(["tôn trọng trong quan hệ giao tiếp"] * 6)
    page = open_hall(chromium, hall(0, 3, figures=FIGURES, slogans=[long]), faked=True)
    told = []
    for _ in range(4):
        told.append(page.inner_text("#slogan"))
        assert page.evaluate(OVERFLOWS) == []
        run(page, 20_500)
    assert told[1] == ("Hôm nay: 124 lượt lấy số, 97 lượt đã phục vụ. Thường chờ 9 phút.")
    said = [told[0], *told[2:4]]
    assert all(len(piece) <= 114 for piece in said)
    assert " ".join(piece.removeprefix("… ") for piece in said).startswith(long[:200])
    page.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_quiet_line_says_whom_of_the_leaders_one_may_call(chromium: Browser, lang: str) -> None:
    post = {"vi": "Chủ tịch Ủy ban nhân dân xã", "en": "Chairperson of the People's Committee"}
    one = {"title": post["vi"], "title_en": post["en"], "phone": "0200 000 0001"}
    mail = "phananhkiennghicuanguoidan@trungtamphucvuhanhchinhcong.xamau.example"
    contacts = [one | {"email": "ct@xamau.example"}, one | {"email": mail}, one | {"phone": ""}]
    contacts[2]["email"] = ""  # there is no way to reach them: nothing is said
    page = open_hall(chromium, hall(0, 3, contacts=contacts), lang=lang, faked=True)
    told = []
    for _ in range(4):
        told.append(page.inner_text("#slogan"))
        assert page.evaluate(OVERFLOWS) == []
        run(page, 20_500)
    whole = f"{post[lang]}: 0200 000 0001"
    assert told[1:3] == [f"{whole} · ct@xamau.example", whole]
    assert post[lang] not in told[3]
    page.close()


def test_the_screen_says_that_the_sound_card_cannot_be_heard(chromium: Browser) -> None:
    page = open_hall(chromium, hall(0, 3, sound_from="card", speaker=False))
    expect(page.locator("#deaf")).to_have_text("Loa đang hỏng, mời Ông/Bà nhìn màn hình.")
    assert "không được đọc trên loa" in page.inner_text("#sit")
    assert page.evaluate(OVERFLOWS) == []
    assert serious(page) == []
    change(page, speaker=True)
    expect(page.locator("#deaf")).to_be_hidden()
    page.close()


# --- burn-in ---


def test_the_whole_picture_wanders_two_pixels_in_ten_minutes(chromium: Browser) -> None:
    page = open_hall(chromium, hall(3, 3))
    moves: list[list[int]] = page.evaluate(PATH)
    assert moves[0] == moves[-1] == [0, 0]
    steps = [(abs(x - u), abs(y - v)) for (x, y), (u, v) in pairwise(moves)]
    assert all(max(step) <= 2 and max(step) > 0 for step in steps)
    assert len({tuple(move) for move in moves}) == 9, "everywhere around the middle"
    page.close()


# Ten steps in which the timer is ours.
PATH = """async () => {
  const real = window.setInterval;
  let tick, each;
  window.setInterval = (then, ms) => ([tick, each] = [then, ms]);
  const { wander } = await import("/display/static/wander.js");
  const node = document.createElement("p");
  wander(node);
  window.setInterval = real;
  if (each !== 600_000) throw new Error(`each ${each} ms`);
  const parts = () => (node.style.translate || "0px").split(" ").concat("0px").slice(0, 2);
  const now = () => parts().map(parseFloat);
  const moves = [now()];
  for (let n = 0; n < 10; n += 1) { tick(); moves.push(now()); }
  return moves;
}"""


# --- several rooms ---


def rooms() -> list[dict[str, Any]]:
    mine = call(1, "R001", 5)
    return [room("tra", "Phòng trả kết quả", [5], calls=[mine], next=["R002"], fields=["f8"])]


def test_a_room_of_its_own_shows_and_speaks_what_concerns_it(chromium: Browser) -> None:
    server = Server(1, 2, silent=True)
    calls = [call(2, "A001", 1), call(1, "R001", 5)]
    state = hall(calls, 80, rooms=rooms())
    page = open_hall(chromium, state, server.answers, faked=True, only="tra")
    assert page.text_content("#room") == "Phòng trả kết quả"
    assert large(page) == "R001 → 5 called"
    assert page.locator("#next li").all_inner_texts() == ["R002"]
    assert page.locator("#waiting .name").all_inner_texts() == ["Nhận kết quả"]
    assert page.inner_text("#missed") == ""
    change(page, announcements=[announcement(2, "A001", 1), announcement(1, "R001", 5)])
    run(page, 12_500)
    assert (server.begun, server.told) == ([1], [(1, "spoken")])
    page.close()


def test_the_hall_says_in_which_room_a_counter_is(chromium: Browser) -> None:
    page = open_hall(chromium, hall([call(1, "R001", 5)], 3, rooms=rooms()))
    assert page.inner_text("#caption") == "Quầy 5 ở: Phòng trả kết quả"
    change(page, calls=[call(2, "A001", 1)])
    assert page.inner_text("#caption") == "Mời công dân có số A001 đến quầy 1."
    page.close()


@pytest.mark.parametrize(
    ("lang", "first"), [("vi", "Tháng 10/2026: "), ("en", "Figures of 10/2026: ")]
)
def test_without_notices_the_quiet_line_says_the_month_between_slogans(
    chromium: Browser, lang: str, first: str
) -> None:
    few = MONTH | {"p90_min": None, "quiet": [], "satisfied": MONTH["satisfied"] | {"share": None}}
    page = open_hall(chromium, hall(0, 3, month=few, slogans=["Vì dân"]), lang=lang, faked=True)
    told = []
    for _ in range(6):
        told.append(page.inner_text("#slogan").replace("\u00a0", " "))
        assert page.evaluate(OVERFLOWS) == []
        run(page, 20_500)
    months = [text.removeprefix(first) for text in told if text.startswith(first)]
    assert months == {
        "vi": ["Một nửa số người chờ không quá 12 phút.",
               "Lấy số giờ này thì chờ ngắn nhất: 7–8 giờ.",
               "Từ 94 % đến 97 % hài lòng, trong 1.204 ý kiến ở quầy."],
        "en": ["Half of the people waited 12 min at most.",
               "The wait is shortest for numbers taken 7:00–8:00.",
               "Between 94% and 97% were satisfied, of 1,204 answers at the counters."],
    }[lang]  # fmt: skip
    page.close()
