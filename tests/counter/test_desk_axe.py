"""axe on every sheet of the clerk's page, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.counter.desks import ago, desk, held, line_of, missed, ticket
from tests.test_axe import serious

pytestmark = pytest.mark.browser

SHEETS = {"g": "hold", "t": "transfer", "n": "pick", "k": "chosen", "?": "map"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_serious_in_a_sheet(chromium: Browser, lang: str) -> None:
    hand = ticket("serving", needs=["hearing", "sight"], note="Còn ký nhận.", unconfirmed=True)
    allowed = ["next", "finish", "hold", "transfer", "add-service", "confirm", "void", "undo"]
    undo = {"verb": "call-next", "number": "A012", "until": ago(-600)}
    served = desk(
        chromium, lang=lang, ticket=hand, allowed=allowed, undo=undo, missed=[missed(1, "K001")],
        held=[held(2, "A002", -9), held(3, "A003", 90)], **line_of(3),
    )  # fmt: skip
    expect(served.page.locator("[data-situation=serving]")).to_be_visible()
    found = {}
    for key, sheet in SHEETS.items():
        served.press(key)
        expect(served.page.locator(f"#{sheet}")).to_be_visible()
        found[sheet] = serious(served.page, f"#{sheet}")
        served.press("Escape")
    served.say(ticket=None, allowed=["resume", "call", "void", "confirm"])
    for keys, sheet in [(["h"], "resume"), (["Escape", "m", "Enter"], "chosen")]:
        served.press(*keys)
        expect(served.page.locator(f"#{sheet}")).to_be_visible()
        found[f"{sheet} when idle"] = serious(served.page, f"#{sheet}")
    served.page.context.close()
    assert not any(found.values()), found
