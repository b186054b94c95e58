"""Calling out of order is a matter of role, and the office says whose."""

from __future__ import annotations

from collections.abc import Callable

from tests.config_text import shipped
from tests.hall import Hall


def test_an_office_may_leave_it_to_its_supervisors(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall(config=shipped(rules__call_this_by="supervisor"))
    hall.take("A")
    last = hall.take("A")["id"]
    hall.counter(1).open("can-bo-1")
    pressed = {"ticket": last, "reason": "FUNERAL"}
    refused = hall.counter(1).tries("call", **pressed)
    assert (refused.status, refused.code) == (409, "not_your_role")
    clerk = hall.signed_in("canbo1").press("counters/1/call", pressed)
    assert (clerk.status, clerk.code) == (409, "not_your_role")
    called = hall.signed_in("giamsat").press("counters/1/call", pressed).expecting(200)
    assert called["ticket"]["reason"]["rule"] == "call-this"


def test_by_default_every_counter_may_with_a_reason(shared_hall: Hall) -> None:
    first, last = (shared_hall.take("S")["id"] for _ in range(2))
    n = next(
        c["n"] for c in shared_hall.board()["counters"]
        if any(line["series"] == "S" for line in shared_hall.counter(c["n"]).state()["lines"])
    )  # fmt: skip
    at = shared_hall.counter(n)
    at.open()
    at.tries("call", ticket=last, reason="HEALTH").expecting(200)
    assert at.tries("call", ticket=first, reason="HEALTH").code == "citizen_in_hand"
