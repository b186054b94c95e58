"""What `motcua run` says when the hall is open: where each screen is, and the demo sign-ins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from config import Settings
from entrance.views import PATHS, path_of
from hall.network import lan_address

if TYPE_CHECKING:
    from hall.server import Hall


def show(hall: Hall) -> None:
    """Prints one line a screen; the first line is the address, for programs that wait for it."""
    # Every screen is invited before the first word: whoever has read it finds the hall at rest.
    print("\n".join(_lines(hall)), flush=True)


def _lines(hall: Hall) -> Iterator[str]:
    settings, demo = hall.settings, hall.settings.server.demo
    lan = settings.server.public_url
    yield f"Một Cửa: {hall.address}"
    if lan != hall.address:
        yield f"In this network: {lan}"
    elif address := lan_address():
        yield f"For screens and phones in this network ({address}), run it with --host 0.0.0.0"
    # A demo enrols browsers on this machine; a real hall's screens are other machines.
    home = hall.address if demo else lan
    for screen in settings.screens:
        path = path_of(screen)
        if path and screen.kind in PATHS:
            code = None if demo else _code(hall, screen)
            yield f"  {screen.name:<24} {home}{path}{f'#{code}' if code else ''}"
    yield f"  {'Bàn làm việc của cán bộ':<24} {home}/counter/"
    yield f"  {'Số liệu (supervisor)':<24} {home}/stats/"
    yield f"  {'Thiết lập (supervisor)':<24} {home}/setup/"
    if demo:
        yield from _sign_ins(settings)
    yield "Stop with Ctrl-C."


def _code(hall: Hall, screen: Any) -> str | None:
    asked = {"role": screen.kind, "name": screen.name, "counter": screen.counter}
    code: str | None = hall.control.does["invite"](**asked)["code"]
    return code


def _sign_ins(settings: Settings) -> Iterator[str]:
    yield "Demo sign-ins (this is a demo hall: browsers on this machine need no enrolment):"
    for person in settings.hall.staff:
        pin = person.pin or "-"
        yield f"  {person.name:<12} {person.password:<16} PIN {pin:<6} {person.label}"
