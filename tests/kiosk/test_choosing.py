"""From the greeting to the final button, by finger and by key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.kiosks import FLAT, UNSERVED, UPRIGHT, Kiosk, demo, number

pytestmark = pytest.mark.browser
SERVICE = "a-dang-ky-khai-sinh"


@pytest.fixture
def at(chromium: Browser) -> Iterator[Kiosk]:
    kiosk = Kiosk(chromium)
    expect(kiosk.saw(".tiles")).to_be_visible()
    yield kiosk
    kiosk.close()


def test_it_greets_and_asks(at: Kiosk) -> None:
    expect(at.saw(".greeting")).to_have_text("Xin chào Ông/Bà!")
    expect(at.saw("h1")).to_have_text("Hôm nay Ông/Bà cần làm gì?")


def test_eight_choices_four_fields_the_others_and_three_ways_without_them(at: Kiosk) -> None:
    assert at.saw(".choice").count() == 8
    assert at.saw(".way").all_text_contents() == ["Tìm theo tên việc", "Tôi không biết chọn gì"]
    expect(at.saw(".look-way .name")).to_have_text("Giấy tờ, phí, thời\u00a0hạn")
    first = at.saw("[data-field]").evaluate_all("tiles => tiles.map((tile) => tile.dataset.field)")
    at.touch(".other")
    rest = at.saw("[data-field]").evaluate_all("tiles => tiles.map((tile) => tile.dataset.field)")
    others = [field.id for field in demo().hall.fields if field.id != "huong-dan"]
    assert first + rest == [*others, "huong-dan"]  # who needs guidance has a way of its own


def test_never_more_than_eight_choices_of_services_either(at: Kiosk) -> None:
    at.touch("[data-field=ho-tich]")
    assert at.saw(".choice").count() == 8
    at.touch(".other")
    assert at.saw(".choice").count() == 2


def test_the_first_service_is_the_one_most_come_for(at: Kiosk) -> None:
    at.touch("[data-field=ho-tich]")
    expect(at.saw("[data-service]").first).to_have_attribute("data-service", SERVICE)


def test_each_field_says_how_many_wait(at: Kiosk) -> None:
    tile = at.saw("[data-field=chung-thuc] .waiting")
    expect(tile).to_have_text("3 người chờ")
    at.say(fields=[field | {"waiting": 80} for field in at.state["fields"]])
    expect(tile).to_have_text("80 người chờ")


def test_a_new_count_leaves_the_button_under_the_finger_alone(at: Kiosk) -> None:
    tile = at.saw("[data-field=chung-thuc]").element_handle()
    at.say(fields=[field | {"waiting": 0} for field in at.state["fields"]])
    expect(at.saw("[data-field=chung-thuc] .waiting")).to_have_text("Chưa có ai chờ")
    assert tile.evaluate("tile => tile.isConnected")


def test_a_field_that_nobody_serves_yet_says_that_a_number_can_be_had(at: Kiosk) -> None:
    at.touch(".other")
    tile = at.saw(f"[data-field={UNSERVED}] .waiting")
    expect(tile).to_have_text("Lấy số, chờ\u00a0mở\u00a0quầy")
    at.say_of(UNSERVED, shut={"code": "limit_reached", "opens_at": None})
    expect(tile).to_have_text("Hết số hôm nay")
    at.say(fields=[line for line in at.state["fields"] if line["id"] != UNSERVED])  # retired
    expect(tile).to_have_text("Chưa nhận số")
    at.touch(f"[data-field={UNSERVED}]")
    assert at.screen == "shut"
    at.say(fields=at.state["fields"])
    at.touch("#home")
    at.choose(UNSERVED)
    expect(at.saw(".ready .banner:visible")).to_contain_text("chưa có quầy nào phục vụ")
    assert not at.orders


def test_a_field_with_one_service_asks_for_none(at: Kiosk) -> None:
    at.touch("[data-field=tra-ket-qua]")
    assert at.screen == "priority"


def test_the_question_says_its_rule_from_the_setting(at: Kiosk) -> None:
    at.touch("[data-field=tra-ket-qua]")
    expect(at.saw(".rule")).to_contain_text("Người cao tuổi")
    expect(at.saw(".rule")).to_contain_text("Ưu tiên được tính như đến sớm hơn 15 phút.")


def test_lacquer_is_for_the_final_button_only(at: Kiosk) -> None:
    lacquered = """() => [...document.querySelectorAll("button")].filter(
        (b) => b.checkVisibility() && getComputedStyle(b).backgroundColor === "rgb(168, 30, 38)"
    ).map((b) => b.textContent)"""
    assert at.page.evaluate(lacquered) == []
    at.choose("ho-tich", SERVICE)
    assert at.page.evaluate(lacquered) == ["Lấy số"]


def test_back_goes_one_step_and_home_to_the_start(at: Kiosk) -> None:
    assert at.saw("#back:visible, #home:visible").count() == 0
    at.choose("ho-tich", SERVICE)
    at.touch("#back")
    assert at.screen == "priority"
    at.touch("#back")
    assert at.screen == "services"
    at.touch("#home")
    assert at.screen == "fields"


def test_one_tap_changes_the_language_and_the_place_stays(at: Kiosk) -> None:
    at.touch("[data-field=ho-tich]")
    at.touch("#languages [lang=en]")
    expect(at.saw("h1")).to_have_text("Please choose a service")
    assert at.page.locator("html").get_attribute("lang") == "en"
    at.touch(".row")
    at.touch(".answer")
    at.pass_time(500)
    at.take()
    expect(at.saw(".number")).to_have_text("A012")
    assert at.orders[0][1]["language"] == "en"


def test_the_address_chooses_the_language(chromium: Browser) -> None:
    at = Kiosk(chromium, lang="en")
    expect(at.saw("h1")).to_have_text("What do you need today?")
    at.close()


def test_the_order_names_service_priority_and_language(at: Kiosk) -> None:
    at.choose("ho-tich", SERVICE, priority=True)
    expect(at.saw(".summary")).to_contain_text("sớm hơn 15 phút")
    at.take()
    expect(at.saw(".number")).to_have_text("A012")
    assert at.orders[0][1] == {"service": SERVICE, "priority": "uu-tien", "language": "vi"}


def test_a_hurried_second_tap_answers_nothing(at: Kiosk) -> None:
    at.pass_time(500)
    box = at.saw("[data-field=ho-tich]").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    at.page.touchscreen.tap(*middle)
    at.page.touchscreen.tap(*middle)
    assert at.screen == "services"


def test_the_whole_way_by_tab_and_enter(at: Kiosk) -> None:
    at.page.keyboard.press("Tab")
    for wanted in ("services", "priority", "ready"):
        at.pass_time(500)
        at.page.keyboard.press("Tab") if wanted != "services" else at.saw(".choice").first.focus()
        at.page.keyboard.press("Enter")
        assert at.screen == wanted
    at.pass_time(500)
    at.page.keyboard.press("Tab")
    at.page.keyboard.press("Enter")
    expect(at.saw(".number")).to_have_text("A012")
    assert len(at.orders) == 1


def test_the_whole_way_with_arrows_and_enter(at: Kiosk) -> None:
    for _ in ("fields", "services", "priority", "ready"):
        at.pass_time(500)
        at.page.keyboard.press("ArrowDown")
        at.page.keyboard.press("Enter")
    expect(at.saw(".number")).to_have_text("A012")


def test_a_finger_finds_no_menu_and_no_text_to_pick_up(at: Kiosk) -> None:
    kept = at.page.evaluate("""["contextmenu", "selectstart", "dragstart"].map((name) =>
        document.querySelector("h1").dispatchEvent(
            new Event(name, { bubbles: true, cancelable: true })))""")
    assert kept == [False, False, False]
    style = at.saw("body").evaluate(
        "b => [getComputedStyle(b).userSelect, getComputedStyle(b).touchAction]"
    )
    assert style == ["none", "manipulation"]


def walked(at: Kiosk, field: str) -> Iterator[str]:
    """Every screen from the start to the number, the trouble with the paper last."""
    yield "fields"
    at.touch(".other")
    yield "the other fields"
    if not at.saw(f"[data-field={field}]").count():
        at.touch("#back")
    at.touch(f"[data-field={field}]")
    yield "services"
    at.touch(".row")
    yield "priority"
    at.touch(".answer:last-child")
    yield "ready"
    at.pass_time(500)
    at.paper = "failed"
    at.take()
    at.saw(".number").wait_for()
    yield "ticket"
    at.pass_time(1000)
    at.saw(".ticket.trouble").wait_for()
    yield "no paper"


# Everything that is pressed: at least 20 mm, 4 mm apart, inside the screen, holding its words.
MEASURED = """() => {
  const faults = [];
  const doc = document.documentElement;
  const wants = [doc.scrollWidth, doc.scrollHeight];
  if (wants[0] > innerWidth || wants[1] > innerHeight) faults.push("the page scrolls");
  const main = document.getElementById("main");
  if (main.scrollHeight > main.clientHeight + 1) faults.push("the screen is too full");
  const pressed = [...document.querySelectorAll("button")].filter((b) => b.checkVisibility());
  const boxes = pressed.map((b) => b.getBoundingClientRect());
  pressed.forEach((b, i) => {
    const box = boxes[i];
    const name = b.textContent;
    if (box.width < 76 || box.height < 76) faults.push(`${name}: ${box.width} × ${box.height}`);
    const over = [-box.left, -box.top, box.right - innerWidth, box.bottom - innerHeight];
    if (Math.max(...over) > 0) faults.push(`${name}: outside`);
    const spilled = [b.scrollHeight - b.clientHeight, b.scrollWidth - b.clientWidth];
    if (Math.max(...spilled) > 1) faults.push(`${name}: overflows`);
    for (const other of boxes.slice(i + 1)) {
      const apart = Math.max(
        other.left - box.right, box.left - other.right,
        other.top - box.bottom, box.top - other.bottom);
      if (apart < 15.5) faults.push(`${name}: ${apart} px from another`);
    }
  });
  for (const node of main.querySelectorAll(".number")) {
    if (node.scrollWidth > node.clientWidth + 1) faults.push(`${node.textContent}: too wide`);
  }
  const small = [...main.querySelectorAll(".name, p, li")].filter(
    (node) => node.checkVisibility() && parseFloat(getComputedStyle(node).fontSize) < 24);
  faults.push(...small.map((node) => `small: ${node.textContent}`));
  return faults;
}"""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
@pytest.mark.parametrize(("field", "waiting"), [("bao-tro", 0), ("ho-tich", 3), ("chung-thuc", 80)])
def test_every_screen_fits_and_every_button_is_large(
    chromium: Browser, field: str, waiting: int, size: tuple[int, int], lang: str
) -> None:
    at = Kiosk(chromium, size, lang, waiting=waiting)
    at.answers = [(201, number(number="M1000" if waiting == 80 else "M012"))]  # the widest letter
    found = {}
    for screen in walked(at, field):
        at.page.evaluate("document.fonts.ready")
        at.pass_time(50)
        found[screen] = at.page.evaluate(MEASURED)
    at.close()
    assert len(found) == 7
    assert not {screen: faults for screen, faults in found.items() if faults}


def test_upright_the_choices_lie_in_the_lower_part(at: Kiosk) -> None:
    top = at.saw(".tiles").bounding_box()
    assert top
    assert top["y"] >= 0.38 * UPRIGHT[1]
