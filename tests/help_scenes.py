"""The way to each screen of help in the gallery: read aloud, lowered, the office, its box."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.scene import Scene

LEFT = "Xin đặt thêm ghế ở phòng chờ."


def at_kiosk(*taps: str, sees: str = "main h1") -> Callable[[Scene], None]:
    """Through the row of help, touch by touch."""

    def act(at: Scene) -> None:
        at.go()
        at.sees(".tiles")
        at.taps(*taps)
        at.sees(sees)

    return act


OFFICE = ".aid-office"
BOX = ".office-way >> nth=2"

reading = at_kiosk(".aid-read", sees="[data-said]")
stronger = at_kiosk(".aid-contrast", sees='html[data-contrast="high"]')
lowered = at_kiosk(".aid-lower", sees=".kiosk[data-low]")
lowered_services = at_kiosk(".aid-lower", "[data-field=ho-tich]", sees=".rows")
office = at_kiosk(OFFICE, sees=".office-way")
contacts = at_kiosk(OFFICE, ".office-way", sees=".contact")
house_rules = at_kiosk(OFFICE, ".office-way >> nth=1", sees=".house-rule")
suggest = at_kiosk(OFFICE, BOX, sees=".writing")
suggested = at_kiosk(OFFICE, BOX, ".phrase", ".send", sees=".case-code")
code = at_kiosk(OFFICE, ".office-way >> nth=3", sees=".own")


def typed(at: Scene) -> None:
    """A letter under way."""
    suggest(at)
    at.taps(".phrase >> nth=1")
    for key in "xinca" if at.lang == "vi" else "thank":
        at.page.locator(f'[data-key="{key}"]').tap()


def box(at: Scene) -> None:
    """The supervisor reads one of three; one is answered."""
    for text in (LEFT, "Cán bộ quầy 1 rất tận tình.", "Chờ đợi lâu quá."):
        at.hall.as_("kiosk").press("suggestions", {"text": text})
    first = at.hall.as_("supervisor").get("suggestions")["suggestions"][-1]
    said = {"text": "Cảm ơn Ông/Bà. Đã đặt thêm mười ghế."}
    at.hall.as_("supervisor").press(f"suggestions/{first['id']}/answer", said)
    at.sign_in("giamsat")
    at.page.locator(".one.open").first.click()
    expect(at.page.locator("#reply")).to_be_visible()
