"""What works, but should be looked at before citizens come."""

from __future__ import annotations

from collections.abc import Iterator

from config.faults import Complaint
from config.hall import Hall, Session, Staff, Stretch
from config.paper import advice_on_printers
from config.places import Path
from config.settings import Settings
from config.wall import advice_on_boards

NARROWEST_KIOSK_MM = 240
"""The panels tried are 268 and 398 mm upright, 339 and 344 mm lying (tests/kiosk/test_panel.py)."""


def advice(settings: Settings) -> Iterator[Complaint]:
    """Every warning about settings that are without fault."""
    yield from _demo(settings)
    yield from _fields(settings)
    yield from _services(settings)
    yield from _screens(settings)
    yield from advice_on_printers(settings)
    yield from advice_on_boards(settings)
    yield from _staff(settings)
    yield from _hours(settings)


def _demo(settings: Settings) -> Iterator[Complaint]:
    server = settings.server
    if server.demo:
        yield Complaint(
            ("server", "demo"),
            "a browser on this machine may be any screen without "
            "being enrolled: write demo = false before the hall opens",
        )
    if not server.demo and settings.hall.always_open:
        yield Complaint(
            ("hall", "always_open"),
            "numbers are given day and night: write always_open = false to keep the hours below",
        )
    if not server.demo and settings.day.trust_clock == "always":
        yield Complaint(
            ("day", "trust_clock"),
            'a clock that starts wrong after a power cut would begin a wrong day: write "auto"',
        )
    rules = settings.hall.rules
    if not server.demo and not rules.kiosk_per_minute and not rules.kiosk_in_a_row:
        yield Complaint(
            ("hall", "rules", "kiosk_in_a_row"),
            "a child may press for numbers without end: write 3, and kiosk_per_minute = 6",
        )


def _fields(settings: Settings) -> Iterator[Complaint]:
    hall = settings.hall
    served = {line.field for counter in hall.counters for line in counter.lines}
    offered = {service.field for service in hall.services}
    letters = {field.series for field in hall.fields if not field.retired}
    for place, field in enumerate(hall.fields):
        path = ("hall", "fields", place)
        if field.retired:
            continue
        if field.id not in served:
            yield Complaint(path, "no counter serves this field: its citizens would wait in vain")
        if field.id not in offered:
            yield Complaint(
                path, "no service belongs to this field: the kiosk has nothing to offer"
            )
        if field.series == "N" and "L" in letters:
            yield Complaint(
                (*path, "series"),
                "L and N are one sound to many ears: choose another letter for one of them",
            )


def _services(settings: Settings) -> Iterator[Complaint]:
    hall = settings.hall
    retired = {field.id for field in hall.fields if field.retired}
    for place, service in enumerate(hall.services):
        if service.field in retired:
            yield Complaint(
                ("hall", "services", place, "field"),
                "this field is retired: the kiosk will not offer the service",
            )
    unchecked = sum(not service.verified for service in hall.services)
    if unchecked:
        yield Complaint(
            ("hall", "services"),
            f"{unchecked} of {len(hall.services)} services have "
            "papers, limits and charges that nobody has checked against the law: "
            "check them, give as_of, and write verified = true",
        )
    total = sum(service.share for service in hall.services)
    if total > 1.005:
        yield Complaint(
            ("hall", "services"), f"the shares add up to {total:.2f}: together they are at most 1"
        )


def _screens(settings: Settings) -> Iterator[Complaint]:
    kinds = {screen.kind for screen in settings.screens}
    for kind, loss in (
        ("kiosk", "citizens cannot take a number themselves"),
        ("display", "nobody sees or hears a call"),
    ):
        if kind not in kinds:
            yield Complaint(("screens",), f"there is no {kind}: {loss}")
    pads = {screen.counter for screen in settings.screens if screen.kind == "pad"}
    for place, counter in enumerate(settings.hall.counters):
        if pads and counter.n not in pads:
            yield Complaint(("hall", "counters", place), "this counter has no rating pad")
    everywhere = any(not printer.kiosks for printer in settings.printers)
    named = {kiosk for printer in settings.printers for kiosk in printer.kiosks}
    for place, screen in enumerate(settings.screens):
        if screen.kind == "kiosk" and 0 < screen.width_mm < NARROWEST_KIOSK_MM:
            yield Complaint(
                ("screens", place, "width_mm"),
                f"narrower than {NARROWEST_KIOSK_MM} mm: buttons of 20 mm and letters that can be "
                "read leave hardly a choice on a screen; take a larger panel",
            )
        if screen.kind == "kiosk" and not everywhere and screen.name not in named:
            yield Complaint(
                ("screens", place),
                "no printer serves this kiosk: its numbers are shown, not printed",
            )


def _staff(settings: Settings) -> Iterator[Complaint]:
    staff = settings.hall.staff
    demo = sum(person.password.startswith("demo-") for person in staff)
    if demo:
        yield Complaint(
            ("hall", "staff"),
            f"{demo} of {len(staff)} have a password of the demo, known to everyone: give others",
        )
    for place, person in enumerate(staff):
        yield from _person(("hall", "staff", place), person)
    if not any(person.role == "supervisor" for person in staff):
        yield Complaint(
            ("hall", "staff"), "nobody is supervisor: figures and devices have no reader"
        )
    if not any(person.role == "head" for person in staff):
        yield Complaint(
            ("hall", "staff"), "nobody is head: what only the head may know has no reader"
        )


def _person(path: Path, person: Staff) -> Iterator[Complaint]:
    if not person.password:
        yield Complaint(path, "has no password and cannot sign in: set one with motcua staff")
    elif len(person.password) < 8:
        yield Complaint((*path, "password"), "is easy to guess: take 8 signs or more")
    elif person.name in person.password and not person.password.startswith("demo-"):
        yield Complaint((*path, "password"), "holds the sign-in name: take words of its own")
    if _easy(person):
        yield Complaint((*path, "pin"), "is the first one anybody tries: give another")


def _easy(person: Staff) -> bool:
    steps = {int(b) - int(a) for a, b in zip(person.pin, person.pin[1:], strict=False)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _hours(settings: Settings) -> Iterator[Complaint]:
    early = settings.hall.rules.close_before_min
    hall = settings.hall
    listed: list[tuple[Path, list[Stretch]]] = [(("hall", "hours"), [*map(_stretch, hall.hours)])]
    listed += [
        (("hall", "calendar", place, "sessions"), day.sessions)
        for place, day in enumerate(hall.calendar)
    ]
    for path, stretches in listed:
        for place, stretch in enumerate(stretches):
            if _minute(stretch.close) - _minute(stretch.open) <= early:
                yield Complaint(
                    (*path, place),
                    f"gives no number at all: ticketing stops {early} minutes before its end",
                )
    yield from _field_hours(hall)


def _field_hours(hall: Hall) -> Iterator[Complaint]:
    """Hours of a field in which the hall itself is closed."""
    for place, field in enumerate(hall.fields):
        for which, window in enumerate(field.hours):
            for day in window.days:
                meets = (
                    session.open < window.close and window.open < session.close
                    for session in hall.hours
                    if day in session.days
                )
                if hall.hours and not any(meets):
                    yield Complaint(
                        ("hall", "fields", place, "hours", which),
                        f"gives no number on {day}: the hall is closed in these hours",
                    )


def _stretch(session: Session) -> Stretch:
    return Stretch(open=session.open, close=session.close)


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)
