"""One page of one hall on its way to a picture, and what others do meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.hall import Hall

CALM = 450  # ms that a new kiosk screen and a pad's new question take no press
SILENCE = 13_000  # ms after which a screen says that it hears nothing


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


def strong(at: Scene) -> None:
    """The page of samples, once somebody has asked for more contrast."""
    at.go()
    at.page.locator("#contrast").click()
    at.sees('html[data-contrast="high"] #icons li')


def cut(at: Scene) -> None:
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


def call(at: Scene, n: int) -> str:
    """Counter `n` has a citizen in hand, who is served when the picture is taken."""
    counter = at.hall.counter(n)
    if counter.state()["ticket"] is None:
        counter.call_next()
        at.hall.take("A" if n == 1 else "C", language=at.lang)  # as many wait as before
    at.after.callback(release, at.hall, n)
    return str(counter.state()["ticket"]["number"])


def release(hall: Hall, n: int) -> None:
    counter = hall.counter(n)
    ticket = counter.state()["ticket"]
    if ticket and ticket["state"] == "called":
        counter.start()
    if ticket:
        counter.finish()
        answer(hall, n)
    for call in hall.as_("display").get("board")["state"]["announcements"]:
        hall.as_("display").press(f"announcements/{call['id']}", {"state": "spoken"})


def answer(hall: Hall, n: int) -> None:
    """Whoever was served at counter `n` presses the fourth face, so that its pad rests again."""
    if rating := hall.pad(n).state()["rating"]:
        hall.pad(n).tries(rating["id"], 4)


def bring(hall: Hall, ticket: int, state: str) -> None:
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
