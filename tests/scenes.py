"""The way to each screen of citizens in the gallery: taps at the kiosk, calls on the board."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.scene import Scene, call, cut

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


def search(at: Scene) -> None:
    at.go()
    at.taps(".way")
    at.sees(".results .row")


def found(at: Scene) -> None:
    """Three letters are typed, without their diacritics."""
    search(at)
    for letter in "kha" if at.lang == "vi" else "cop":
        at.taps(f"[data-letter={letter}]")
    at.sees(".results .row")


def sheet(at: Scene) -> None:
    """What the service with the most papers asks for."""
    at.go()
    at.taps("[data-field=ho-tich]", ".row", ".sheet-way")
    at.sees(".sheet-lines")


def look(at: Scene) -> None:
    """The fields for who takes no number."""
    at.go()
    at.taps(".look-way")
    at.sees(".tiles .plain")


def looked_up(at: Scene) -> None:
    """What a certified copy costs, without a number."""
    at.go()
    at.taps(".look-way", "[data-field=chung-thuc]", ".row")
    at.sees(".sheet-lines")


def ready(at: Scene) -> None:
    """Everything is chosen, with priority."""
    _chosen(at, ".answer >> nth=1")


def unserved(at: Scene) -> None:
    """A field whose counters have not opened yet."""
    at.go()
    at.taps("[data-field=cu-tru]", ".row", ".answer")
    at.sees(".take")


def shut(at: Scene) -> None:
    """A field that gives no number now."""
    at.go()
    at.taps("[data-field=cu-tru]")
    at.sees(".said")


def cutoff(at: Scene) -> None:
    """What comes now may count from tomorrow."""
    at.go()
    at.taps("[data-field=chung-thuc]", ".row", ".answer >> nth=1")
    at.sees(".warnings .banner.info")


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
    at.after.callback(at.page.goto, "about:blank")  # before that, or its next try would be heard
    ready(at)
    at.taps(".take")
    at.page.wait_for_timeout(3_500)
    at.sees(".said p")


def cut_off(at: Scene) -> None:
    cut(at)
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


# --- board ---


def board(at: Scene) -> None:
    at.go()
    expect(at.page.locator("#clock")).not_to_be_empty(timeout=15_000)
    at.page.wait_for_timeout(500)


def board_with_a_call(at: Scene) -> None:
    """Somebody has just been called to counter 1; beside it, who was called before."""
    call(at, 1)
    board(at)
    at.sees("#called")


def stale_board(at: Scene) -> None:
    call(at, 1)
    cut(at)
    at.sees("#stale")
