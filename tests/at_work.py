"""People at their places: a counter, a rating pad; and waiting until something is so."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from tests.asking import Answer, Client

T = TypeVar("T")


class AtCounter:
    """One counter: each verb presses, must succeed, and gives the counter's state after it."""

    def __init__(self, client: Client, n: int) -> None:
        self.client, self.n = client, n

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"counters/{self.n}")
        return found

    def tries(self, verb: str, key: str | None = None, **body: Any) -> Answer:
        """The answer to a press, whatever it is."""
        return self.client.press(f"counters/{self.n}/{verb}", body, key)

    def open(self, clerk: str | None = None) -> Any:
        return self.tries("open", **({"clerk": clerk} if clerk else {})).expecting(200)

    def pause(self, reason: str = "BREAK", lock: bool = False) -> Any:
        return self.tries("pause", reason=reason, lock=lock).expecting(200)

    def close(self) -> Any:
        return self.tries("close").expecting(200)

    def call_next(self) -> Any:
        """The state with the ticket called, or None when nobody waits."""
        return self.tries("call-next").expecting(200, 204)

    def next(self, **expect: Any) -> Any:
        return self.tries("next", **expect).expecting(200)

    def recall(self) -> Any:
        return self.tries("recall").expecting(200)

    def start(self) -> Any:
        return self.tries("start").expecting(200)

    def finish(self) -> Any:
        return self.tries("finish").expecting(200)

    def miss(self) -> Any:
        """Recalls until the rule allows a miss, and misses."""
        while (answer := self.tries("miss")).code == "recall_first":
            self.recall()
        return answer.expecting(200)


class Pad:
    """One rating pad."""

    def __init__(self, client: Client, n: int) -> None:
        self.client, self.n = client, n

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"counters/{self.n}/pad")
        return found

    def tries(self, rating: str, level: int, **more: Any) -> Answer:
        """The answer to a touch of a face, whatever it is."""
        return self.client.press(
            f"counters/{self.n}/rating", {"rating": rating, "level": level, **more}
        )

    def rate(self, level: int) -> Any:
        """Touches a face for the question that is open."""
        return self.tries(self.state()["rating"]["id"], level).expecting(201)


def wait_until(
    question: Callable[[], T | None], patience: float = 10, what: str = "", every: float = 0.03
) -> T:
    """The first answer that is true, asked again and again for `patience` seconds."""
    over = time.monotonic() + patience
    while not (answer := question()):
        assert time.monotonic() < over, f"not within {patience} s: {what or question}"
        time.sleep(every)
    return answer
