"""The way to the pages of low ratings in the gallery."""

from __future__ import annotations

from tests.scene import Scene


def looked_into(at: Scene) -> None:
    """The supervisor's page: cases, and one of them if there is any."""
    at.sign_in("giamsat")
    at.sees("#open-n:not(:empty)")
    if at.page.locator(".one").count():
        at.page.locator(".one").first.click()
        at.sees("#case h2")


def month(at: Scene) -> None:
    """Each clerk's numbers."""
    at.sign_in("giamsat")
    at.sees("#open-n:not(:empty)")
    at.page.evaluate("location.hash = 'month'")
    at.sees("#part-month h2")


def own(at: Scene) -> None:
    """A clerk's own page."""
    at.sign_in("canbo1")
    at.sees("#me:not(:empty)")
