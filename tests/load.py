"""A busy hall: kiosks that take, clerks that serve, citizens that rate, each on its own thread.

Every press has a key and is pressed again until it is answered, as our pages do. What was
answered is remembered: it is what the hall has promised.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.asking import Answer, Client
from tests.hall import Hall, wait_until

SERIES = "ACR"
PRINTED_EVERY = 4


@dataclass
class Promised:
    """Everything that was answered: tickets by press, calls, ratings, and presses tried twice."""

    tickets: dict[str, dict[str, Any]] = field(default_factory=dict)
    called: list[int] = field(default_factory=list)
    served: list[int] = field(default_factory=list)
    ratings: int = 0
    # (client, path, body, key, answer) of presses that needed more than one try.
    retried: list[tuple[Client, str, Any, str, Answer]] = field(default_factory=list)


class Load:
    """The people of a hall: they work after `work()` and stand still after `rest()`."""

    def __init__(self, hall: Hall, kiosks: int, clerks: int, patience: float = 20) -> None:
        """`patience` is for how long (s) anybody presses again before they give up."""
        self._patience, self._clients = patience, list[Client]()
        self.promised, self.faults = Promised(), list[BaseException]()
        self._go, self._over = threading.Event(), threading.Event()
        self._still: dict[str, bool] = {}
        self._services = [hall.service_of(letter) for letter in SERIES]
        self._threads = [
            self._thread(f"kiosk {i}", self._takes, self._apart(hall, "kiosk"))
            for i in range(kiosks)
        ]
        for n in range(1, clerks + 1):
            hall.counter(n).open(f"can-bo-{n}")
            desk, pad = self._apart(hall, "counter", n), self._apart(hall, "pad", n)
            self._threads.append(self._thread(f"counter {n}", self._serves, desk, pad, n))

    def work(self) -> None:
        """Everybody works."""
        self._go.set()

    def rest(self) -> None:
        """Nobody begins anything more; whoever waits for an answer goes on waiting for it."""
        self._go.clear()

    def wait_until_still(self) -> None:
        """Until everybody has the answer that they were waiting for."""
        answered = self._patience + 10
        wait_until(
            lambda: self.faults or all(self._still.values()), answered, "everybody has an answer"
        )
        if self.faults:
            raise self.faults[0]

    def end(self) -> None:
        """Everybody goes home."""
        self._over.set()
        self._go.set()
        for thread in self._threads:
            thread.join(30)
        for client in self._clients:
            client.close()

    def _apart(self, hall: Hall, role: str, counter: int | None = None) -> Client:
        """A client that its thread alone closes: not the hall, in the middle of a request."""
        client = hall.another(role, counter)
        hall._made.remove(client)
        self._clients.append(client)
        return client

    def _thread(self, name: str, act: Callable[..., None], *values: Any) -> threading.Thread:
        self._still[name] = True

        def live() -> None:
            try:
                for turn in itertools.count():
                    self._still[name] = True
                    self._go.wait()
                    self._still[name] = False
                    if self._over.is_set():
                        return
                    act(f"{name} turn {turn}", turn, *values)
            except BaseException as fault:  # noqa: BLE001 - told in the test's own thread
                self.faults.append(fault)

        thread = threading.Thread(target=live, name=name)
        thread.start()
        return thread

    def _press(self, client: Client, path: str, key: str, body: Any = None) -> Answer:
        answer, tries = client.press_until_answered(path, body, key, self._patience)
        if tries > 1:
            self.promised.retried.append((client, path, body, key, answer))
        return answer

    def _takes(self, key: str, turn: int, kiosk: Client) -> None:
        service = self._services[turn % len(self._services)]
        body = {"service": service, "print": turn % PRINTED_EVERY == 0}
        self.promised.tickets[key] = self._press(kiosk, "tickets", key, body).expecting(201)
        time.sleep(0.02)

    def _serves(self, key: str, turn: int, desk: Client, pad: Client, n: int) -> None:
        """One citizen from the call to the rating; each step stands on the one before."""
        called = self._press(desk, f"counters/{n}/call-next", f"{key} call").expecting(200, 204)
        if called is None:
            time.sleep(0.02)
            return
        ticket = called["ticket"]["id"]
        self.promised.called.append(ticket)
        begun = self._press(desk, f"counters/{n}/start", f"{key} start").expecting(200)
        assert begun["ticket"]["id"] == ticket
        self._press(desk, f"counters/{n}/finish", f"{key} finish").expecting(200)
        self.promised.served.append(ticket)
        asked = pad.get_until_answered(f"counters/{n}/pad", self._patience)["rating"]
        answer = {"rating": asked["id"], "level": 1 + turn % 5}
        self._press(pad, f"counters/{n}/rating", f"{key} rating", answer).expecting(201)
        self.promised.ratings += 1
