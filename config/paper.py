"""What the printers must agree on, and what of them should be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from config.faults import Complaint
from config.hints import did_you_mean, listed, quoted
from config.places import Path
from config.printers import shipped_profiles
from config.raw import Entry, entries
from config.settings import Settings

PICTURE_BITS = 30_000 * 10
"""A ticket as a picture on 80 mm paper, at most, with a start and a stop bit for each byte."""


def disagreements_of_printers(values: Entry) -> Iterator[Complaint]:
    """Two printers at one address or for one kiosk, kinds unknown, paper wider than the printer."""
    kiosks = [
        screen.get("name")
        for _, screen in entries(values, ("screens",))
        if screen.get("kind") == "kiosk" and isinstance(screen.get("name"), str)
    ]
    served: set[str] = set()
    drivers: set[str] = set()
    for path, printer in entries(values, ("printers",)):
        driver = printer.get("driver")
        if isinstance(driver, str) and driver != "virtual":
            if (place := driver.removeprefix("usb://").partition("?")[0]) in drivers:
                yield Complaint(
                    (*path, "driver"),
                    f"{quoted(driver)} is there twice: two printers cannot share one address",
                )
            drivers.add(place)
        if printer.get("text", "picture") != "picture" and driver in (None, "virtual"):
            yield Complaint(
                (*path, "text"),
                'a virtual printer has no letters of its own: write text = "picture"',
            )
        yield from _profile(path, printer)
        yield from _kiosks(path, printer, kiosks, served)


def _profile(path: Path, printer: Entry) -> Iterator[Complaint]:
    name, profiles = printer.get("profile", "any"), shipped_profiles()
    if not isinstance(name, str):
        return
    if name not in profiles:
        hint = did_you_mean(name, profiles) or f"known are {', '.join(profiles)}"
        yield Complaint((*path, "profile"), f"no kind of printer is called {quoted(name)}", hint)
        return
    profile = profiles[name]
    for key, most in (("width_mm", profile.width_mm), ("width_px", profile.width_px)):
        width = printer.get(key)
        if isinstance(width, int) and most and width > most:
            yield Complaint(
                (*path, key), f"{quoted(name)} prints {most} at most: the rest would be cut off"
            )


def _kiosks(path: Path, printer: Entry, kiosks: list[Any], served: set[str]) -> Iterator[Complaint]:
    named = printer.get("kiosks", [])
    for place, kiosk in enumerate(named if isinstance(named, list) else []):
        if not isinstance(kiosk, str):
            continue
        if kiosk not in kiosks:
            hint = did_you_mean(kiosk, kiosks) or (f"kiosks: {listed(kiosks)}" if kiosks else None)
            yield Complaint(
                (*path, "kiosks", place), f"there is no kiosk {quoted(kiosk)} in [[screens]]", hint
            )
        if kiosk in served:
            yield Complaint(
                (*path, "kiosks", place),
                f"{quoted(kiosk)} already has a printer: name it at one printer only",
            )
        served.add(kiosk)
    if named == []:
        if "" in served:
            yield Complaint(path, "two printers serve every kiosk: give each its kiosks = [ … ]")
        served.add("")


def advice_on_printers(settings: Settings) -> Iterator[Complaint]:
    """Letters without marks, pictures over a slow line, and printers that prove nothing."""
    for place, printer in enumerate(settings.printers):
        path = ("printers", place)
        if printer.text == "unaccented":
            yield Complaint(
                (*path, "text"),
                "tickets come without tone marks: try `motcua printer test`, "
                'or a faster line and text = "picture"',
            )
        elif printer.text != "picture" and printer.driver.startswith("tcp:"):
            yield Complaint(
                (*path, "text"), 'a network is fast enough for every mark: text = "picture"'
            )
        elif printer.text == "picture" and (baud := _baud(printer.driver)) < 115_200:
            yield Complaint(
                (*path, "driver"),
                f"a ticket takes up to {PICTURE_BITS // baud} s on this line: set the printer to "
                "115200 baud, or write text = as `motcua printer test` shows",
            )
        if shipped_profiles()[printer.profile].completion == "none":
            yield Complaint(
                (*path, "profile"),
                "this printer never proves that a ticket is on paper: its tickets stay “sent”",
            )


def _baud(driver: str) -> int:
    """How fast a line is; what is no serial line is fast enough."""
    return int(driver.partition("?baud=")[2].partition("&")[0] or 115_200)
