"""A slip that tears in two: nobody knows whether it is on paper."""

from __future__ import annotations

from tests.hall import Hall, wait_until

PRINTER = "may-in-1"
SETTLED = ("printed", "unknown")


def torn(hall: Hall, series: str = "A") -> int:
    """The ticket; a sheet by which the printer was just tried may tear instead: then once more."""
    for _ in range(5):
        hall.at_the_back_door("fault", name=PRINTER, fault="reset")
        id = int(hall.take(series, print=True)["id"])
        if _ended(hall, id) == "unknown":
            return id
        hall.as_("reception").press(f"tickets/{id}/leave", {}).expecting(200)
    raise AssertionError("no slip tears")


def _ended(hall: Hall, id: int) -> str:
    def settled() -> str | None:
        state = str(hall.ticket(id)["print"]["state"])
        return state if state in SETTLED else None

    return wait_until(settled, 20, "the slip is settled")
