"""Where long words are broken: between the parts of a name, and never on the final button."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator

from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk

pytestmark = pytest.mark.browser
# The lines of a node's text, as the reader finds them.
LINES = """(node) => {
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const lines = new Map();
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    for (const found of text.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      const y = Math.round(range.getBoundingClientRect().bottom);
      lines.set(y, [...(lines.get(y) ?? []), found[0]]);
    }
  }
  return [...lines.values()].map((words) => words.join(" "));
}"""


def lines(node: Locator) -> list[str]:
    found: list[str] = node.evaluate(LINES)
    return found


def test_a_long_name_is_broken_after_its_comma_and_not_within_a_word(chromium: Browser) -> None:
    at = Kiosk(chromium, FLAT)
    at.touch("[data-field=ho-tich]")
    name = at.saw("[data-service] .name").filter(has_text="Trích lục").first
    assert lines(name) == ["Cấp bản sao Trích lục hộ tịch,", "bản sao Giấy khai sinh"]
    name.evaluate("name => name.textContent = name.textContent")  # in one piece, as it was
    assert lines(name)[1].startswith("tịch, ")
    at.close()


@pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
@pytest.mark.parametrize("waiting", [0, 3])
def test_the_final_button_is_one_line_in_english_too(
    chromium: Browser, size: tuple[int, int], waiting: int
) -> None:
    at = Kiosk(chromium, size, "en", waiting=waiting)
    at.choose("ho-tich", "a-dang-ky-khai-sinh")
    button = at.saw(".take span")
    assert lines(button) == ["Take a number"]
    button.evaluate(
        "(span) => { span.style.whiteSpace = 'normal'; main.style.setProperty('--fit', 1); }"
    )
    assert len(lines(button)) == 2
    at.close()


def test_lowered_a_long_name_sends_no_service_behind_the_others(chromium: Browser) -> None:
    at = Kiosk(chromium)
    assert lowered(at) >= 5
    at.page.add_style_tag(content=".rows { grid-auto-rows: minmax(0, 150px) !important; }")
    assert lowered(at) < 4  # rows of one height, as it was
    at.close()


def lowered(at: Kiosk) -> int:
    """How many services of the field with the longest names stand on its first screen."""
    at.touch(".aid-lower")
    at.touch("[data-field=chung-thuc]")
    at.pass_time(100)
    found = at.saw("[data-service]").count()
    at.touch("#home")
    return found
