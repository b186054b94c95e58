"""The way to each screen at the door in the gallery: reception, and a kiosk's own numbers."""

from __future__ import annotations

from urllib.parse import urlsplit

from db import chain
from tests.hall import Hall
from tests.scene import Scene, bring, cut, release
from tests.torn import torn
from tickets.links import Links

# --- reception ---


def order(at: Scene) -> None:
    """The longest name of the catalogue, priority, hard of seeing."""
    at.go()
    at.sees(".service-line")
    at.page.locator("#service").fill("tro cap" if at.lang == "vi" else "allowance")
    for key in ("Enter", "u", "2"):
        at.page.keyboard.press(key)
    at.sees('[aria-pressed="true"]')


def given(at: Scene) -> None:
    """A number taken by keys alone, with its paper out."""
    order(at)
    at.page.keyboard.press("Enter")
    at.sees('#slip:is([data-state="printed"], [data-state="sent"])')
    number = at.page.locator("#given .number").inner_text()
    at.after.callback(_leaves, at.hall, number)


def passed_by(at: Scene) -> None:
    """Somebody asks why another was called before."""
    number = _passed(at)
    at.go()
    _finds(at, number)
    at.sees(".why li")


def missed(at: Scene) -> None:
    """Somebody who was called and was not there."""
    ticket = at.hall.take("R")
    bring(at.hall, ticket["id"], "missed")
    at.after.callback(_leaves, at.hall, ticket["number"])
    at.go()
    _finds(at, ticket["number"])
    at.sees('[data-verb="rejoin"]')


def many(at: Scene) -> None:
    """A number without its letter."""
    at.go()
    _finds(at, "1")
    at.sees(".choice")


def sure(at: Scene) -> None:
    """What ends a ticket asks first."""
    passed_by(at)
    at.taps('[data-verb="void"]')
    at.sees("#sure[open]")


def paper(at: Scene) -> None:
    """Three numbers of a power cut, the third being typed."""
    at.go()
    at.sees(".service-line")
    at.page.keyboard.press("F8")
    for number, what, came in (("17", "sinh", "0701"), ("18", "copy", "705")):
        at.page.locator("#paper-number").fill(number)
        at.page.locator("#paper-service").fill(what if at.lang == "vi" or what != "sinh" else "bir")
        at.page.keyboard.press("Enter")
        at.page.locator("#paper-came").fill(came)
        at.page.keyboard.press("Enter")
    at.page.locator("#paper-service").fill("k")
    at.sees("#paper-service-list")


def booked(at: Scene) -> None:
    """Two appointments of the day, one of them here."""
    door = at.hall.as_("reception")
    now = door.get("board")["state"]["now"]
    service = at.hall.service_of("A")
    times = [f"{now[:11]}{hour}:30:00+07:00" for hour in ("20", "21")]
    made = [
        door.press("appointments", {"service": service, "at": time}).expecting(201)
        for time in times
    ]
    door.press("tickets", {"appointment": made[0]["code"], "print": False}).expecting(201)
    at.go()
    at.sees(".service-line")
    at.page.keyboard.press("F9")
    at.sees("#booked-rows tr")


def slips(at: Scene) -> None:
    """Two slips that tore, and one whose holder is being called."""
    ids = [torn(at.hall, series) for series in "ARA"]
    bring(at.hall, ids[1], "called")
    for id in ids:
        at.after.callback(_is_over, at.hall, id)
    at.after.callback(release, at.hall, 5)
    at.go()
    at.sees(".service-line")
    at.page.keyboard.press("F10")
    at.sees(".doubt")


def _is_over(hall: Hall, id: int) -> None:
    """As many wait as before, and none of them in doubt."""
    hall.as_("reception").press(f"tickets/{id}/leave")


def lost(at: Scene) -> None:
    """The network is gone."""
    cut(at)
    at.sees("#lost")


def _finds(at: Scene, number: str) -> None:
    at.sees(".service-line")
    at.page.locator("#number").fill(number)
    at.page.keyboard.press("Enter")
    at.sees("#found :is(.ticket-head, .choice)")


def _passed(at: Scene) -> str:
    """The number of somebody whom one with priority has just passed at counter 5."""
    mine = at.hall.take("R", language=at.lang)
    at.hall.at_the_back_door("clock", to=_wall(at.hall) + 60_000)
    first = at.hall.take("R", priority="uu-tien")
    bring(at.hall, first["id"], "called")
    at.after.callback(_leaves, at.hall, mine["number"])
    at.after.callback(release, at.hall, 5)
    return str(mine["number"])


def _wall(hall: Hall) -> int:
    """The wall time (ms) of a hall whose clock is moved by hand."""
    rows = hall.rows("SELECT max(wall) FROM journal")
    return int(rows[0][0])


def _leaves(hall: Hall, number: str) -> None:
    """As many wait as before."""
    (found,) = hall.as_("reception").get(f"tickets?number={number}")["tickets"]
    hall.as_("reception").press(f"tickets/{found['id']}/leave")


# --- the phone, and the kiosk ---


def phone_passed(at: Scene) -> None:
    """Why another was called before, on the holder's phone."""
    number = _passed(at)
    (found,) = at.hall.as_("reception").get(f"tickets?number={number}")["tickets"]
    token = Links(chain.load_key(at.hall.state / "journal.key")).token(found["id"])
    at.go(urlsplit(f"/t/{token}").path)
    at.sees(".before li")


def own_pad(at: Scene) -> None:
    """A number on the large keys."""
    at.go()
    at.taps(".own-way")
    _types(at, "R12")


def own_waiting(at: Scene) -> None:
    ticket = at.hall.take("R")
    at.after.callback(_leaves, at.hall, ticket["number"])
    _looks(at, ticket["number"])


def own_missed(at: Scene) -> None:
    ticket = at.hall.take("R")
    bring(at.hall, ticket["id"], "missed")
    at.after.callback(_leaves, at.hall, ticket["number"])
    _looks(at, ticket["number"])


def own_code(at: Scene) -> None:
    own_waiting(at)
    at.taps(".answer")
    at.sees(".own.bare")


def _looks(at: Scene, number: str) -> None:
    at.go()
    at.taps(".own-way")
    _types(at, number)
    at.taps(".look")
    at.sees(".own-state")


def _types(at: Scene, number: str) -> None:
    for sign in number:
        at.page.locator(f'[data-{"digit" if sign.isdigit() else "letter"}="{sign}"]').tap()
