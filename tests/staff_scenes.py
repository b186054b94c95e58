"""The way to each screen at a counter in the gallery: desk, pad, figures; and the phone."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

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


# --- figures ---


def figures(at: Scene) -> None:
    at.sign_in("giamsat")
    at.sees("[data-testid=answered]")


def figures_of_a_week(at: Scene) -> None:
    """The same page, of seven days."""
    figures(at)
    at.page.locator("[data-range=week]").click()
    at.page.wait_for_timeout(800)


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
