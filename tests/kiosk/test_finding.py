"""Finding a service without its diacritics, by what people call it, or by not choosing at all."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk
from tests.test_axe import serious

pytestmark = pytest.mark.browser
BIRTH = "a-dang-ky-khai-sinh"


@pytest.fixture
def at(chromium: Browser) -> Iterator[Kiosk]:
    kiosk = Kiosk(chromium)
    expect(kiosk.saw(".tiles")).to_be_visible()
    yield kiosk
    kiosk.close()


def spell(at: Kiosk, typed: str) -> None:
    """On the keys of the screen, as one who looks for something."""
    at.touch(".way")
    at.pass_time(500)
    for sign in typed:
        at.saw(f'[data-letter="{sign}"]').tap()


def hits(at: Kiosk) -> list[str]:
    rows = at.saw(".results [data-service]")
    shown: list[str] = rows.evaluate_all("rows => rows.map((row) => row.dataset.service)")
    return shown


FOUND = {
    "khai si": BIRTH,
    "sinh khai": BIRTH,  # in whatever order it comes to mind
    "Khai Sính": BIRTH,  # a keyboard on a cable types tones, right ones and wrong ones
    "doc than": "a-cap-giay-xac-nhan-tinh-trang-hon-nhan",
    "so do": "l-dang-ky-dat-dai-cap-giay-chung-nhan-lan-dau",
    "sao y": "c-chung-thuc-ban-sao-tu-ban-chinh",
    "ho kh": "s-dang-ky-thuong-tru",
    "dang ky ket": "a-dang-ky-ket-hon",
}


def test_a_service_is_found_by_its_name_or_by_what_people_call_it(at: Kiosk) -> None:
    first = """async (typed) => {
      const { found, index } = await import("/kiosk/static/search.js");
      const { fields } = JSON.parse(document.getElementById("catalog").textContent);
      return typed.map((each) => found(index(fields), each)[0]?.service.id);
    }"""
    assert at.page.evaluate(first, list(FOUND)) == list(FOUND.values())


def test_what_is_found_is_chosen_and_the_number_is_for_it(at: Kiosk) -> None:
    spell(at, "khai si")
    at.touch(f"[data-service={BIRTH}]")
    at.touch(".answer")
    at.pass_time(500)
    at.take()
    expect(at.saw(".number")).to_have_text("A012")
    assert at.orders[0][1]["service"] == BIRTH


def test_before_anything_is_typed_it_shows_what_most_people_come_for(at: Kiosk) -> None:
    at.touch(".way")
    expect(at.saw(".told")).to_have_text("Nhiều người cần")
    assert hits(at)[0] == "c-chung-thuc-ban-sao-tu-ban-chinh"
    assert len(hits(at)) <= 5


def test_a_letter_that_leads_nowhere_need_not_be_pressed(at: Kiosk) -> None:
    spell(at, "kha")
    open_ = at.saw(".spelling [data-letter]:not(:disabled)")
    assert open_.evaluate_all("keys => keys.map((key) => key.dataset.letter)") == [
        "i", "u", " ", "erase",
    ]  # fmt: skip
    expect(at.saw(".told")).to_contain_text("bấm thêm chữ")


def test_a_keyboard_types_too_with_or_without_tones_and_finds_nothing_kindly(at: Kiosk) -> None:
    at.touch(".way")
    at.pass_time(500)
    for key in ("K", "h", "á", "z"):
        at.page.keyboard.press(key) if key.isascii() else at.page.keyboard.insert_text(key)
    at.page.keyboard.press("Backspace")
    at.page.keyboard.press("a")
    expect(at.saw(".query")).to_contain_text("KHA")
    at.page.keyboard.press("z")
    expect(at.saw(".told")).to_have_text("Chưa tìm thấy việc này.")
    assert hits(at) == []
    expect(at.saw(".search .guide")).to_be_visible()


def test_nothing_that_was_typed_is_left_for_the_next_person(at: Kiosk) -> None:
    spell(at, "khai si")
    at.touch("#home")
    at.touch(".way")
    expect(at.saw(".query")).to_contain_text("Bấm chữ không cần dấu")


def test_in_english_one_searches_in_english(at: Kiosk) -> None:
    at.touch("#languages [lang=en]")
    spell(at, "bir")
    assert hits(at)[0] in (BIRTH, "a-lien-thong-khai-sinh-thuong-tru-the-bhyt-cho-tre")
    expect(at.saw(".results")).to_contain_text("Register a birth")


def test_who_does_not_know_gets_into_the_guidance_line_with_one_press(at: Kiosk) -> None:
    at.touch(".way.guide")
    assert at.screen == "priority"
    at.touch(".answer")
    at.pass_time(500)
    at.take()
    expect(at.saw(".number")).to_have_text("A012")
    assert at.orders[0][1]["service"] == "h-hoi-huong-dan-thu-tuc"


def test_without_a_guidance_line_it_says_where_the_guide_sits(chromium: Browser) -> None:
    at = Kiosk(chromium, catalog={"guidance": ""})
    at.touch(".way.guide")
    expect(at.saw("h1")).to_have_text("Mời Ông/Bà đến bàn hướng dẫn")
    assert not at.orders
    at.close()


# --- the sheet ---


def open_sheet(at: Kiosk, field: str = "ho-tich", service: str = BIRTH) -> None:
    at.touch(f"[data-field={field}]")
    at.touch(f"[data-service={service}]")
    at.touch(".sheet-way")
    expect(at.saw(".sheet-lines")).to_be_visible()


def pages(at: Kiosk) -> list[str]:
    """What stands on each page of the sheet, in turn."""
    told = []
    while True:
        lines = at.saw(".sheet-lines > *:visible").all_text_contents()
        told.append(" | ".join([*lines, at.saw(".sheet-origin").text_content() or ""]))
        if not at.saw(".more:visible").count():
            return told
        at.touch(".more")


@pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
def test_the_sheet_has_papers_charge_limit_each_page_with_source_and_day(
    chromium: Browser, size: tuple[int, int]
) -> None:
    at = Kiosk(chromium, size)
    open_sheet(at)
    told = pages(at)
    for words in ("Giấy chứng sinh", "bản sao 8.000 đồng/bản", "Ngay trong ngày; nhận sau 15 giờ"):
        assert words in " ".join(told)
    for page in told:
        assert "Nguồn: bản chép Cổng Dịch vụ công quốc gia" in page
        assert "Cập nhật ngày 20/11/2026." in page
        assert "chưa đối chiếu với quy định" in page
    at.touch(".sheet-take")
    assert at.screen == "priority"
    at.close()


def test_a_sheet_longer_than_any_screen_is_read_page_by_page(at: Kiosk) -> None:
    papers = [f"Giấy tờ thứ {n}: bản chính hoặc bản sao có chứng thực" for n in range(30)]
    at.law = {"documents": papers, "verified": True}
    open_sheet(at)
    told = pages(at)
    assert len(told) > 1
    for paper in papers:
        assert sum(paper in page for page in told) == 1
    assert all("Cán bộ đã đối chiếu với quy định." in page for page in told)


def test_what_nobody_wrote_down_is_asked_of_people(at: Kiosk) -> None:
    at.law = {"documents": [], "charge_text": "", "limit_text": "", "source": "", "as_of": None}
    open_sheet(at)
    (told,) = pages(at)
    assert "Không cần giấy tờ riêng" in told
    assert told.count("Mời Ông/Bà hỏi cán bộ tại quầy.") == 2
    assert "Nguồn: chưa có nguồn." in told


def test_it_is_printed_once_for_one_person(at: Kiosk) -> None:
    open_sheet(at)
    at.touch(".sheet-print")
    expect(at.saw(".sheet-print")).to_have_text("Đang in, mời Ông/Bà nhận giấy")
    expect(at.saw(".sheet-print")).to_be_disabled()
    assert at.printed == [{"language": "vi"}]


def test_a_printer_that_cannot_is_said_where_one_pressed(at: Kiosk) -> None:
    message = "Máy chưa in được. Mời Ông/Bà chụp lại màn hình hoặc gặp cán bộ hướng dẫn."
    at.print_answer = (409, {"error": {"code": "no_paper", "message": message}})
    open_sheet(at)
    at.touch(".sheet-print")
    expect(at.saw(".sheet-print")).to_have_text(message)


def test_without_paper_no_print_is_offered(chromium: Browser) -> None:
    at = Kiosk(chromium, paper={"ok": False, "trouble": "paper-out"})
    open_sheet(at)
    assert not at.saw(".sheet-print").count()
    at.close()


def test_in_english_the_law_is_marked_as_vietnamese(at: Kiosk) -> None:
    at.touch("#languages [lang=en]")
    open_sheet(at)
    expect(at.saw(".sheet-term").first).to_have_text("Papers to bring")
    assert at.saw(".sheet-line.tick").first.get_attribute("lang") == "vi"
    expect(at.saw(".sheet-origin")).to_contain_text("Quoted in Vietnamese.")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_on_the_new_screens(chromium: Browser, lang: str) -> None:
    at = Kiosk(chromium, lang=lang)
    spell(at, "c")
    found = {"search": serious(at.page)}
    at.touch("#home")
    at.touch(f"#languages [lang={lang}]")
    open_sheet(at)
    found["sheet"] = serious(at.page)
    at.close()
    assert json.dumps(found) == '{"search": [], "sheet": []}'
