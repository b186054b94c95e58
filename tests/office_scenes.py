"""The way to each state of the set-up page in the gallery; what a scene changes is taken back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.hall import Hall
from tests.scene import Scene


def panel(name: str) -> Callable[[Scene], None]:
    """One panel as it is when it opens."""

    def act(at: Scene) -> None:
        at.sign_in("giamsat")
        at.sees("#panel-title")
        at.page.evaluate("panel => { location.hash = panel; }", name)
        main = name.removeprefix("first/").partition("/")[0]
        expect(at.page.locator("#panel")).to_have_attribute("data-panel", main)

    return act


def entry(name: str, key: str) -> Callable[[Scene], None]:
    """One entry of a table, open."""

    def act(at: Scene) -> None:
        panel(name)(at)
        at.page.locator(f'[data-entry="{key}"]').click()
        at.sees("#entry[open]")

    return act


def newcomer(at: Scene) -> None:
    """Somebody new, with a password made for them."""
    panel("staff")(at)
    at.page.locator("[data-add=staff]").click()
    at.page.locator("#entry [data-key=label] input").fill("Cán bộ 7")
    at.page.locator(".secret .button").click()


def preview(at: Scene) -> None:
    """What moving the break would change."""
    panel("hours")(at)
    at.page.locator(".of-hours > li:nth-child(2) [data-key=open] input").fill("13:00")
    at.page.locator("#keep").click()
    at.sees("#sure[open]")


def fault(at: Scene) -> None:
    """A number that cannot be."""
    panel("rules")(at)
    at.page.locator("[data-key=recall_limit] input").fill("99")
    at.page.locator("#keep").click()
    at.sees("[data-key=recall_limit] .fault")


def stale(at: Scene) -> None:
    """Somebody else was quicker."""
    at.after.callback(_as_before, at.hall)
    panel("rules")(at)
    at.page.locator("[data-key=recall_limit] input").fill("4")
    at.hall.as_("supervisor").press("settings/rules", {"value": {"recall_limit": 2}}).expecting(200)
    at.page.locator("#keep").click()
    at.sees("#toast.bad")


def tried(at: Scene) -> None:
    """The page on which devices are tried, before anybody has."""
    at.sign_in("giamsat")
    at.sees(".tried")


def checked_ratings(at: Scene) -> None:
    """What is worth a look, what is left out, each day's seal."""
    at.sign_in("giamsat")
    at.sees("#sum:not(:empty)")


def leaving(at: Scene) -> None:
    """Something is not saved."""
    panel("office")(at)
    at.page.locator("[data-key=phone] input").fill("0236 000 000")
    at.page.locator("#nav a[href='#fields']").click()
    at.sees("#leave[open]")


def changed(at: Scene) -> None:
    """A history of two changes, taken back once the picture is taken."""
    at.after.callback(_as_before, at.hall)
    boss = at.hall.as_("supervisor")
    boss.press("settings/rules", {"value": {"recall_limit": 2}}).expecting(200)
    boss.press("settings/counter:2", {"value": {"label": "Quầy 2 – Chứng thực"}}).expecting(200)
    panel("history")(at)
    at.sees(".changes > li")


def _as_before(hall: Hall) -> None:
    boss = hall.as_("supervisor")
    boss.press("settings/rules", {"value": {"recall_limit": 3}}).expecting(200)
    boss.press("settings/counter:2", {"value": {"label": "Quầy 2"}}).expecting(200)


def long_service(at: Scene) -> None:
    """The service with the longest name."""
    services = at.hall.as_("supervisor").get("settings")["settings"]["services"]
    entry("services", max(services, key=lambda each: len(each["name"]))["id"])(at)
