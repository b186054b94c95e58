"""The way to each screen at a counter in the gallery: desk, pad, figures; and the phone."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.hall import Hall
from tests.scene import CALM, Scene, answer, bring, call, cut, release

PIN = "2751"  # of canbo1

# --- counter ---


def wrong_password(at: Scene) -> None:
    page = at.go()
    at.sees("#enter")
    page.locator("#name").fill("canbo1")
    page.locator("#password").fill("mat-khau-khac")
    page.keyboard.press("Enter")
    at.sees("#sign-in-trouble")


def choose(at: Scene) -> None:
    """Somebody who has no counter yet."""
    at.sign_in("canbo6")
    at.sees("#counters button")


def closed_desk(at: Scene) -> None:
    at.sign_in("canbo5")
    at.taps('[data-counter="5"]')
    at.sees('[data-verb="open"]')


def idle_desk(at: Scene) -> None:
    at.sign_in("canbo1")
    at.sees('[data-situation="idle"]')


def called_desk(at: Scene) -> None:
    call(at, 1)
    at.sign_in("canbo1")
    at.sees('[data-situation="called"]')


def serving_desk(at: Scene) -> None:
    call(at, 1)
    at.hall.counter(1).start()
    at.sign_in("canbo1")
    at.sees('[data-situation="serving"]')


def helped_desk(at: Scene) -> None:
    """Somebody who hears and sees badly is on the way."""
    call(at, 1)
    ticket = at.hall.counter(1).state()["ticket"]["id"]
    at.hall.as_("reception").press(f"tickets/{ticket}/needs", {"needs": ["hearing", "sight"]})
    at.sign_in("canbo1")
    at.sees(".help")


def asking_desk(key: str, sheet: str, *more: str) -> Callable[[Scene], None]:
    """A citizen is served, and a key asks for more."""

    def act(at: Scene) -> None:
        serving_desk(at)
        at.page.keyboard.press(key)
        at.sees(f"#{sheet}[open]")
        for each in more:
            at.page.keyboard.type(each)

    return act


def undoing_desk(at: Scene) -> None:
    """A service has just been ended, perhaps too soon."""
    serving_desk(at)
    at.after.callback(answer, at.hall, 1)
    at.page.keyboard.press("f")
    at.sees("#undo")


def holding_desk(at: Scene) -> None:
    """Three were sent to do something."""
    for reason, minutes in (("FORM", 5), ("COPY", 10), ("FETCH", 30)):
        held = call(at, 1)
        at.hall.counter(1).start()
        at.hall.counter(1).tries("hold", reason=reason, minutes=minutes).expecting(200)
        assert held
    at.after.callback(_nobody_held, at.hall)
    at.sign_in("canbo1")
    at.sees("#held button")


def _nobody_held(hall: Hall) -> None:
    for held in hall.counter(1).state()["held"]:
        hall.counter(1).tries("resume", ticket=held["id"]).expecting(200)
        release(hall, 1)


def resuming_desk(at: Scene) -> None:
    holding_desk(at)
    at.page.keyboard.press("h")
    at.sees("#resume[open]")


def finding_desk(at: Scene) -> None:
    idle_desk(at)
    at.page.keyboard.press("m")
    at.sees("#pick[open]")


def calling_one_desk(at: Scene) -> None:
    finding_desk(at)
    at.page.keyboard.press("ArrowDown")
    at.page.keyboard.press("Enter")
    at.sees("#chosen[open]")


def quick_desk(at: Scene) -> None:
    """Work of the office between two citizens."""
    at.hall.counter(1).tries("quick", service=None).expecting(200)
    at.after.callback(at.hall.counter(1).tries, "finish")
    at.sign_in("canbo1")
    at.sees('[data-situation="quick"]')


def map_of_keys(at: Scene) -> None:
    idle_desk(at)
    at.page.keyboard.press("?")
    at.sees("#map[open]")


def pausing_desk(at: Scene) -> None:
    idle_desk(at)
    at.page.keyboard.press("p")
    at.sees("#pause-why[open]")


def paused_desk(at: Scene) -> None:
    at.hall.counter(1).pause("DOSSIER")
    at.after.callback(at.hall.counter(1).open, "can-bo-1")
    at.sign_in("canbo1")
    at.sees('[data-situation="paused"]')


def locked_desk(at: Scene) -> None:
    at.hall.counter(1).pause("BREAK", lock=True)
    at.after.callback(at.hall.counter(1).tries, "open", clerk="can-bo-1", pin=PIN)
    at.sign_in("canbo1")
    at.sees("#locked[open]")
    at.page.keyboard.type(PIN)


def cut_off_desk(at: Scene) -> None:
    at.sign_in("canbo1")
    cut(at)
    at.sees("#lost")


# --- pad ---


def asking(at: Scene) -> None:
    """Somebody who speaks this language has just been served at counter 5."""
    at.go()
    at.sees(".greeting")
    bring(at.hall, at.hall.take("R", language=at.lang)["id"], "served")
    at.after.callback(answer, at.hall, 5)
    at.sees(".faces")
    at.page.wait_for_timeout(2 * CALM)


def reasons(at: Scene) -> None:
    _press(at, 2)
    at.taps(".chip >> nth=1")


def praise(at: Scene) -> None:
    _press(at, 5)


def thanks(at: Scene) -> None:
    _press(at, 5)
    at.page.locator(".why-foot .button").first.tap()
    at.sees(".view.thanks")


def _press(at: Scene, level: int) -> None:
    asking(at)
    at.page.locator(f'[data-level="{level}"]').tap()
    at.sees(".chip")


# --- survey ---


def survey_sheet(at: Scene) -> None:
    """A sheet half entered: what was crossed first decides what may be crossed below."""
    at.sign_in("vanphong")
    at.page.locator("[name=overall][value='2']").check()
    at.page.locator("[name=way][value='3']").check()
    at.sees("#codes input:enabled")


# --- figures ---


def figures(at: Scene) -> None:
    at.sign_in("giamsat")
    at.sees("[data-testid=answered]")
    at.sees("#first")
    at.sees("#rows tr, #empty:not([hidden])")


def to_see_to(at: Scene) -> None:
    """A printer has no paper and somebody sees to it; the rest waits for a hand."""
    at.hall.at_the_back_door("fault", name="may-in-1", fault="paper-out")
    at.after.callback(at.hall.at_the_back_door, "fault", name="may-in-1", fault="ok")
    figures(at)
    # Taken on in the other language already, or now.
    broken = at.page.locator("#alerts [data-kind=device]")
    expect(broken).to_be_visible(timeout=60_000)
    if button := broken.get_by_role("button").all():
        button[0].click()
    expect(at.page.locator("#alerts .taken")).to_be_visible(timeout=15_000)


def coming_week(at: Scene) -> None:
    """How many counters each hour of the next days asks for."""
    figures(at)
    expect(at.page.locator("#coming-rows tr").first).to_be_visible(timeout=15_000)
    at.page.locator("#coming").scroll_into_view_if_needed()


def figures_of_a_week(at: Scene) -> None:
    """The same page, of seven days."""
    figures(at)
    at.page.locator("[data-range=week]").click()
    at.page.wait_for_timeout(800)


def report_of_a_week(at: Scene) -> None:
    """The week's figures so far, before anybody has frozen them."""
    at.sign_in("giamsat")
    at.sees("#tables table")


def report_of_a_half_year(at: Scene) -> None:
    """The half-year with words and a version, all of the page."""
    report_of_a_week(at)
    at.page.select_option("#kind", "calendar-half")
    at.page.locator("[data-part=results] textarea").fill("Đã ban hành kế hoạch; đã quán triệt.")
    expect(at.page.locator("#tables table").first).to_be_visible(timeout=20_000)
    at.page.locator("#freeze").click()
    expect(at.page.locator(".version").first).to_be_visible(timeout=20_000)


def devices_in_trouble(at: Scene) -> None:
    """A printer without paper, two boards away: what is broken stands at the top, with a hand."""
    for name, fault in (
        ("may-in-1", "paper-out"), ("bang-quay-2", "offline"), ("bang-quay-4", "offline"),
    ):  # fmt: skip
        at.hall.at_the_back_door("fault", name=name, fault=fault)
        at.after.callback(at.hall.at_the_back_door, "fault", name=name, fault="ok")
    figures(at)
    expect(at.page.locator("#devices-list .device.bad")).to_have_count(3, timeout=60_000)
    at.page.locator("#devices-title").scroll_into_view_if_needed()


# --- phone ---


def phone(state: str) -> Callable[[Scene], None]:
    """A ticket's page while the ticket is in this state."""

    def act(at: Scene) -> None:
        taken = at.hall.take("R", language=at.lang)
        bring(at.hall, taken["id"], state)
        at.after.callback(_over, at.hall, taken["id"])
        at.go(urlsplit(taken["track_url"]).path)
        at.sees("h1")
        at.page.wait_for_timeout(500)

    return act


def _over(hall: Hall, ticket: int) -> None:
    if hall.ticket(ticket)["state"] in ("called", "serving"):
        release(hall, 5)
    answer(hall, 5)
    hall.as_("reception").press(f"tickets/{ticket}/leave")
