"""Eight kiosks and eight clerks at once by HTTP, and nobody gets a number or a citizen twice."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, Protocol

import pytest

from tests.asking import Answer, Client
from tests.config_text import shipped, with_counters
from tests.hall import Hall

SERIES = "ACRLG"


class Crowd(NamedTuple):
    """How many press at once, and how many numbers they take in all."""

    kiosks: int
    clerks: int
    counters: int
    tickets: int


@pytest.mark.timeout(240)
@pytest.mark.parametrize("counters", [8, 4], ids=["a counter each", "two at each of four"])
def test_eight_kiosks_and_eight_clerks_at_once(
    counters: int, new_hall: Callable[..., Hall]
) -> None:
    at_once(new_hall(with_counters(shipped(), counters)), Crowd(8, 8, counters, 1000))


@pytest.mark.soak
@pytest.mark.timeout(4 * 3600)
def test_fifty_kiosks_and_thirty_counters_at_once_and_every_press_comes_twice(
    new_hall: Callable[..., Hall],
) -> None:
    hall, crowd = new_hall(with_counters(shipped(), 30)), Crowd(50, 30, 30, 100_000)
    began = time.monotonic()
    at_once(hall, crowd, twice=True)
    took = time.monotonic() - began
    rows = hall.rows("SELECT count(*) FROM journal")[0][0]
    print(f"{crowd.tickets} tickets, every press twice: {took:.0f} s, {rows} rows of the journal")


def at_once(hall: Hall, crowd: Crowd, *, twice: bool = False) -> None:
    """Everybody presses as fast as they are answered; nobody's number or turn comes twice."""
    services = {letter: hall.service_of(letter) for letter in SERIES}
    for n in range(1, crowd.counters + 1):
        hall.counter(n).open()
    desks = [1 + i % crowd.counters for i in range(crowd.clerks)]
    kiosks = [presses(lambda: hall.another("kiosk"), twice) for _ in range(crowd.kiosks)]
    clerks = [presses(at_desk(hall, n), twice) for n in desks]
    over, share = threading.Event(), crowd.tickets // crowd.kiosks
    with ThreadPoolExecutor(crowd.kiosks + crowd.clerks) as pool:
        taking = [pool.submit(takes, kiosk, i, services, share) for i, kiosk in enumerate(kiosks)]
        serving = [pool.submit(serves, *desk, over) for desk in zip(clerks, desks, strict=True)]
        taken = [ticket for future in taking for ticket in future.result()]
        over.set()
        called = [id for future in serving for id in future.result()]
    assert len(taken) == crowd.tickets
    no_number_twice_and_none_missing(hall, taken)
    with pytest.raises(AssertionError):
        no_number_twice_and_none_missing(hall, [*taken[:-1], taken[0]])
    assert Counter(called) == Counter(t["id"] for t in taken)
    calls = hall.rows("SELECT ref, count(*) FROM journal WHERE action = 'call' GROUP BY ref")
    assert {int(ref): n for ref, n in calls} == {t["id"]: 1 for t in taken}
    states = hall.rows("SELECT state, count(*) FROM ticket GROUP BY state")
    assert states == [("served", crowd.tickets)]
    hall.verify(patience=1200)


class Finger(Protocol):
    """What presses, and asks."""

    def press(self, path: str, body: Any = None, key: str | None = None) -> Answer: ...

    def get(self, path: str) -> Any: ...


class Twice:
    """Two connections that press the same at the same time: both must be told the same."""

    def __init__(self, one: Client, other: Client) -> None:
        self._one, self._other = one, other
        self._beside = ThreadPoolExecutor(1)

    def press(self, path: str, body: Any = None, key: str | None = None) -> Answer:
        key = key or secrets.token_hex(8)
        second = self._beside.submit(self._other.press, path, body, key)
        first, again = self._one.press(path, body, key), second.result()
        assert (again.status, again.body) == (first.status, first.body)
        return first

    def get(self, path: str) -> Any:
        return self._one.get(path)


def presses(client: Callable[[], Client], twice: bool) -> Finger:
    """Somebody who presses once, or always twice."""
    return Twice(client(), client()) if twice else client()


def at_desk(hall: Hall, n: int) -> Callable[[], Client]:
    """A device with a token of its own; the second one at a counter shares the counter."""
    token = hall.new_token("counter", n)["token"]
    return lambda: hall.stranger(Authorization=f"Bearer {token}")


def takes(kiosk: Finger, i: int, services: dict[str, str], share: int) -> list[dict[str, Any]]:
    """One kiosk's share; every tenth press comes twice, as from an impatient finger."""
    found = []
    for n in range(share):
        asked = {"service": services[SERIES[(i + n) % len(SERIES)]], "print": n % 5 == 0}
        first = kiosk.press("tickets", asked, key=f"kiosk {i} press {n}")
        if n % 10 == 0:
            again = kiosk.press("tickets", asked, key=f"kiosk {i} press {n}")
            assert (again.status, again.body) == (first.status, first.body)
        found.append(first.expecting(201))
    return found


def serves(desk: Finger, n: int, over: threading.Event) -> list[int]:
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
    assert len(set(numbers)) == len(numbers)
    kept = hall.rows("SELECT label, series, number FROM ticket ORDER BY label")
    assert [label for label, _, _ in kept] == numbers
    for letter in SERIES:
        given = sorted(number for _, series, number in kept if series == letter)
        assert given == list(range(1, len(given) + 1))
