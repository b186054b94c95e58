"""The way to each screen of the gallery: taps at the kiosk, keys at the desk, presses of others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.hall import Hall

CALM = 450  # ms that a new kiosk screen and a pad's new question take no press
SILENCE = 13_000  # ms after which a screen says that it hears nothing
PINS = {1: "2751", 2: "4083"}


@dataclass
class Scene:
    """One page of one hall; what `after` is told to do happens once the picture is taken."""

    page: Page
    hall: Hall
    lang: str
    path: str
    after: ExitStack

    def go(self, path: str = "") -> Page:
        """Opens the page."""
        self.page.goto(f"{self.hall.address}{path or self.path}?lang={self.lang}")
        return self.page

    def sees(self, what: str) -> None:
        """Waits until it is there."""
        expect(self.page.locator(what).first).to_be_visible(timeout=15_000)

    def taps(self, *what: str) -> None:
        """One finger, screen after screen."""
        for each in what:
            self.sees(each)
            self.page.wait_for_timeout(CALM)
            self.page.locator(each).first.tap()

    def sign_in(self, who: str) -> Page:
        """Opens the page as a person of the office."""
        name, _, value = self.hall.signed_in(who).headers["Cookie"].partition("=")
        self.page.context.add_cookies([{"name": name, "value": value, "url": self.hall.address}])
        return self.go()


def seen(what: str) -> Callable[[Scene], None]:
    """A page that needs nothing but to be opened."""

    def act(at: Scene) -> None:
        at.go()
        at.sees(what)

    return act


# --- kiosk ---


def other_fields(at: Scene) -> None:
    at.go()
    at.taps(".tiles .other")
    at.sees(".tiles")


def services(at: Scene) -> None:
    at.go()
    at.taps("[data-field=chung-thuc]")
    at.sees(".rows")


def other_services(at: Scene) -> None:
    at.go()
    at.taps("[data-field=ho-tich]", ".rows .other")
    at.sees(".rows")


def priority(at: Scene) -> None:
    at.go()
    at.taps("[data-field=ho-tich]", ".row")
    at.sees(".answers")


def ready(at: Scene) -> None:
    """Everything is chosen, with priority."""
    _chosen(at, ".answer >> nth=1")


def unserved(at: Scene) -> None:
    """A field whose counters have not opened yet."""
    at.go()
    at.taps("[data-field=cu-tru]", ".row", ".answer")
    at.sees(".take")


def number(at: Scene) -> None:
    """The number with its paper out; it leaves the line again afterwards."""
    _take(at)
    at.sees(".ticket.out")


def number_without_paper(at: Scene) -> None:
    _printer(at, "paper-out")
    _take(at)
    at.sees(".ticket.trouble img")


def paper_out(at: Scene) -> None:
    """The start while the printer has no paper."""
    _printer(at, "paper-out")
    at.go()
    at.sees("#notice")


def unanswered(at: Scene) -> None:
    """The press is on its way and nobody answers."""
    at.page.route("**/api/v1/tickets*", lambda route: None)
    at.after.callback(at.page.unroute_all, behavior="ignoreErrors")
    ready(at)
    at.taps(".take")
    at.page.wait_for_timeout(3_500)
    at.sees(".said p")


def cut_off(at: Scene) -> None:
    _cut(at)
    at.sees(".heading.message")


def idle(at: Scene) -> None:
    at.go()
    at.taps("[data-field=ho-tich]")
    at.page.wait_for_timeout(11_000)
    at.sees("#ask[open]")


def _chosen(at: Scene, answer: str) -> None:
    at.go()
    at.taps("[data-field=ho-tich]", ".row", answer)
    at.sees(".take")


def _take(at: Scene) -> None:
    _chosen(at, ".answer")
    with at.page.expect_response(lambda told: "/api/v1/tickets?" in told.url) as told:
        at.taps(".take")
    taken = told.value.json()
    at.after.callback(at.hall.as_("reception").press, f"tickets/{taken['id']}/leave")


def _printer(at: Scene, fault: str) -> None:
    """The virtual printer plays a fault until the picture is taken."""
    name = at.hall.as_("supervisor").get("devices")["devices"][0]["name"]
    at.hall.at_the_back_door("fault", name=name, fault=fault)
    at.after.callback(at.hall.at_the_back_door, "fault", name=name, fault="ok")


def _cut(at: Scene) -> None:
    """The page has its state; then the cable is pulled, and its clock runs on."""
    sockets: list[WebSocketRoute] = []
    at.page.route_web_socket("**/socket.io/*", lambda socket: _relay(socket, sockets))
    at.page.clock.install()
    at.go()
    at.page.wait_for_timeout(1_500)
    sockets.append(sockets[0])  # two: from now on nobody is let through
    sockets[0].close()
    at.page.clock.run_for(SILENCE)


def _relay(socket: WebSocketRoute, sockets: list[WebSocketRoute]) -> None:
    if sockets:
        socket.close()
    else:
        sockets.append(socket)
        socket.connect_to_server()


# --- board ---


def board(at: Scene) -> None:
    at.go()
    expect(at.page.locator("#clock")).not_to_be_empty(timeout=15_000)
    at.page.wait_for_timeout(500)


def board_with_a_call(at: Scene) -> None:
    """A1 has just been called at counter 1, beside what was called before."""
    _call(at, 1)
    board(at)
    at.sees("#called")


def stale_board(at: Scene) -> None:
    _call(at, 1)
    _cut(at)
    at.sees("#stale")


def _call(at: Scene, n: int) -> str:
    """Counter `n` has a citizen in hand, who is served when the picture is taken."""
    counter = at.hall.counter(n)
    if counter.state()["ticket"] is None:
        counter.call_next()
        at.hall.take("A" if n == 1 else "C", language=at.lang)  # as many wait as before
    at.after.callback(_release, at.hall, n)
    return str(counter.state()["ticket"]["number"])


def _release(hall: Hall, n: int) -> None:
    counter = hall.counter(n)
    ticket = counter.state()["ticket"]
    if ticket and ticket["state"] == "called":
        counter.start()
    if ticket:
        counter.finish()
        _answer(hall, n)
    for call in hall.as_("display").get("board")["state"]["announcements"]:
        hall.as_("display").press(f"announcements/{call['id']}", {"state": "spoken"})


def _answer(hall: Hall, n: int) -> None:
    """Whoever was served at counter `n` presses the fourth face, so that its pad rests again."""
    if rating := hall.pad(n).state()["rating"]:
        hall.pad(n).tries(rating["id"], 4)


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
    _call(at, 1)
    at.sign_in("canbo1")
    at.sees('[data-situation="called"]')


def serving_desk(at: Scene) -> None:
    _call(at, 1)
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
    at.after.callback(at.hall.counter(1).tries, "open", clerk="can-bo-1", pin=PINS[1])
    at.sign_in("canbo1")
    at.sees("#locked[open]")
    at.page.keyboard.type(PINS[1])


def cut_off_desk(at: Scene) -> None:
    at.sign_in("canbo1")
    _cut(at)
    at.sees("#lost")


# --- pad ---


def asking(at: Scene) -> None:
    """Somebody who speaks this language has just been served at counter 5."""
    at.go()
    at.sees(".greeting")
    _bring(at.hall, at.hall.take("R", language=at.lang)["id"], "served")
    at.after.callback(_answer, at.hall, 5)
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
        _bring(at.hall, taken["id"], state)
        at.after.callback(_over, at.hall, taken["id"])
        at.go(urlsplit(taken["track_url"]).path)
        at.sees("h1")
        at.page.wait_for_timeout(500)

    return act


def _bring(hall: Hall, ticket: int, state: str) -> None:
    """Counter 5 calls until it has this ticket in hand, and brings it further."""
    counter = hall.counter(5)
    if state == "left":
        hall.as_("reception").press(f"tickets/{ticket}/leave").expecting(200)
    if state in ("waiting", "left"):
        return
    while counter.call_next()["ticket"]["id"] != ticket:
        counter.start()
        counter.finish()
    if state in ("serving", "served"):
        counter.start()
    if state == "served":
        counter.finish()
    if state == "missed":
        counter.miss()


def _over(hall: Hall, ticket: int) -> None:
    if hall.ticket(ticket)["state"] in ("called", "serving"):
        _release(hall, 5)
    _answer(hall, 5)
    hall.as_("reception").press(f"tickets/{ticket}/leave")
