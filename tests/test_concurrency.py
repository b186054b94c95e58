"""Eight kiosks and eight clerks at once by HTTP, and nobody gets a number or a citizen twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.asking import Client
from tests.config_text import shipped, with_counters
from tests.hall import Hall

KIOSKS, CLERKS, TICKETS = 8, 8, 1000
SERIES = "ACRLG"


@pytest.mark.timeout(240)
@pytest.mark.parametrize("counters", [8, 4], ids=["a counter each", "two at each of four"])
def test_eight_kiosks_and_eight_clerks_at_once(
    counters: int, new_hall: Callable[..., Hall]
) -> None:
    hall = new_hall(with_counters(shipped(), counters))
    services = {letter: hall.service_of(letter) for letter in SERIES}
    for n in range(1, counters + 1):
        hall.counter(n).open()
    desks = [1 + i % counters for i in range(CLERKS)]
    kiosks, clerks = [hall.another("kiosk") for _ in range(KIOSKS)], list(map(at_desk(hall), desks))
    over = threading.Event()
    with ThreadPoolExecutor(KIOSKS + CLERKS) as pool:
        taking = [pool.submit(takes, kiosk, i, services) for i, kiosk in enumerate(kiosks)]
        serving = [pool.submit(serves, *desk, over) for desk in zip(clerks, desks, strict=True)]
        taken = [ticket for future in taking for ticket in future.result()]
        over.set()
        called = [id for future in serving for id in future.result()]
    no_number_twice_and_none_missing(hall, taken)
    with pytest.raises(AssertionError):
        no_number_twice_and_none_missing(hall, [*taken[:-1], taken[0]])
    assert Counter(called) == Counter(t["id"] for t in taken)
    calls = hall.rows("SELECT ref, count(*) FROM journal WHERE action = 'call' GROUP BY ref")
    assert {int(ref): n for ref, n in calls} == {t["id"]: 1 for t in taken}
    assert hall.rows("SELECT state, count(*) FROM ticket GROUP BY state") == [("served", TICKETS)]
    hall.verify()


def at_desk(hall: Hall) -> Callable[[int], Client]:
    """A device with a token of its own; the second one at a counter shares the counter."""
    return lambda n: hall.stranger(Authorization=f"Bearer {hall.new_token('counter', n)['token']}")


def takes(kiosk: Client, i: int, services: dict[str, str]) -> list[dict[str, Any]]:
    """One kiosk's share; every tenth press comes twice, as from an impatient finger."""
    found = []
    for n in range(TICKETS // KIOSKS):
        asked = {"service": services[SERIES[(i + n) % len(SERIES)]], "print": n % 5 == 0}
        first = kiosk.press("tickets", asked, key=f"kiosk {i} press {n}")
        if n % 10 == 0:
            again = kiosk.press("tickets", asked, key=f"kiosk {i} press {n}")
            assert (again.status, again.body) == (first.status, first.body)
        found.append(first.expecting(201))
    return found


def serves(desk: Client, n: int, over: threading.Event) -> list[int]:
    """One clerk's day, on to the next until nobody comes any more: whom this desk called."""
    called, shown = [], None
    while True:
        last = over.is_set()
        if shown is None:
            answer = desk.press(f"counters/{n}/call-next")
        else:
            answer = desk.press(f"counters/{n}/next", {"expect": shown})
        if answer.status == 200 and (ticket := answer.json["ticket"]):
            shown = ticket["id"]
            called.append(shown)
        elif answer.status == 409:
            assert answer.code in ("citizen_in_hand", "not_expected"), answer.json
            ticket = desk.get(f"counters/{n}")["ticket"]
            shown = ticket["id"] if ticket else None
        else:
            assert answer.status in (200, 204), answer
            shown = None
            if last:
                return called


def no_number_twice_and_none_missing(hall: Hall, taken: list[dict[str, Any]]) -> None:
    numbers = sorted(ticket["number"] for ticket in taken)
    assert len(set(numbers)) == len(numbers) == TICKETS
    kept = hall.rows("SELECT label, series, number FROM ticket ORDER BY label")
    assert [label for label, _, _ in kept] == numbers
    for letter in SERIES:
        given = sorted(number for _, series, number in kept if series == letter)
        assert given == list(range(1, len(given) + 1))
