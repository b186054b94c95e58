"""The way to what a counter shows besides its line, and a phone besides its number."""

from __future__ import annotations

from tests.scene import Scene
from tests.staff_scenes import asking_desk, idle_desk, phone, serving_desk


def adding_desk(at: Scene) -> None:
    """A service is added, found by a word of the clerk's own language."""
    asking_desk("n", "pick", "ho tich" if at.lang == "vi" else "civil")(at)
    at.sees("#pick-list [role=option]")


def noting_desk(at: Scene) -> None:
    """A note is being written."""
    serving_desk(at)
    at.page.keyboard.press("b")
    at.sees("#note[open]")
    copy = "Thiếu bản sao, hẹn bổ sung trước 16 giờ."
    at.page.keyboard.type(copy if at.lang == "vi" else "A copy is missing, to come by 16:00.")


def noted_desk(at: Scene) -> None:
    """It is kept, and stands under the number; and what happened stands in its sheet."""
    noting_desk(at)
    at.page.keyboard.press("Enter")
    at.sees("#situation .note")
    at.page.keyboard.press("k")
    at.sees('[data-step="note"]')


def late_desk(at: Scene) -> None:
    """Somebody of the paper list has waited since seven."""
    came = {"service": "a-dang-ky-khai-sinh", "came": "07:00", "paper": "1"}
    taken = at.hall.as_("reception").press("tickets", came).expecting(201)
    at.after.callback(at.hall.as_("reception").press, f"tickets/{taken['id']}/leave")
    idle_desk(at)
    at.sees("#late")


def own_day(at: Scene) -> None:
    """What one has done today."""
    idle_desk(at)
    at.page.keyboard.press("y")
    at.sees("#own-day-figures dd")


def phone_with_its_bell(at: Scene) -> None:
    phone("waiting")(at)
    at.taps("#bell-switch")


def phone_without_a_line(at: Scene) -> None:
    phone("waiting")(at)
    at.page.context.set_offline(True)
    at.sees(".news.banner")
