"""What `motcua run` says when the hall is open: where each screen is, and the demo sign-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from config import Settings
from entrance.views import PATHS, path_of

if TYPE_CHECKING:
    from hall.server import Hall


def show(hall: Hall) -> None:
    """Prints one line a screen; the first line is the address, for programs that wait for it."""
    print(f"Một Cửa: {hall.address}", flush=True)
    settings, demo = hall.settings, hall.settings.server.demo
    lan = settings.server.public_url
    if lan != hall.address:
        print(f"In this network: {lan}")
    # A demo enrols browsers on this machine; a real hall's screens are other machines.
    home = hall.address if demo else lan
    for screen in settings.screens:
        path = path_of(screen)
        if path:
            code = _code(hall, screen) if screen.kind in PATHS and not demo else None
            print(f"  {screen.name:<24} {home}{path}{f'#{code}' if code else ''}")
    print(f"  {'Số liệu (supervisor)':<24} {home}/stats/")
    if demo:
        _sign_ins(settings)
    print("Stop with Ctrl-C.", flush=True)


def _code(hall: Hall, screen: Any) -> str | None:
    asked = {"role": screen.kind, "name": screen.name, "counter": screen.counter}
    code: str | None = hall.control.does["invite"](**asked)["code"]
    return code


def _sign_ins(settings: Settings) -> None:
    print("Demo sign-ins (this is a demo hall: browsers on this machine need no enrolment):")
    for person in settings.hall.staff:
        print(
            f"  {person.name:<12} {person.password:<16} PIN {person.pin or '-':<6} {person.label}"
        )
