"""What the boards, the screen and the voice each told of a day, and what really happened."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Self

from tests.hall import Hall
from tests.watching import Screen

LOOK_S = 0.004
IN_HAND = ("called", "serving")


class Shown(NamedTuple):
    """From now on this number is at this counter; "" is nobody."""

    counter: int
    number: str


class Heard(NamedTuple):
    """A sentence that was said to its end."""

    number: str
    counter: int
    recall: int


class Told:
    """One teller: what it told, in order, looked at in a thread of its own."""

    def __init__(self, look: Callable[[], dict[int, str]]) -> None:
        self.story: list[Shown] = []
        self._look = look
        self._now: dict[int, str] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(5)

    def _follow(self) -> None:
        while not self._over.wait(LOOK_S):
            for counter, number in sorted(self._look().items()):
                if self._now.get(counter, "") != number:
                    self._now[counter] = number
                    self.story.append(Shown(counter, number))


class Television(Screen):
    """The hall's screen: it shows what it is told, and says each announcement once, in order."""

    def __init__(self, hall: Hall) -> None:
        headers = {"Authorization": f"Bearer {hall.token('display')}"}
        super().__init__(hall.address, "hall", headers)
        self.heard: list[Heard] = []
        self._client = hall.another("display")
        self._over = threading.Event()
        self._voice = threading.Thread(target=self._speak, daemon=True)

    def __enter__(self) -> Self:
        self.connect()
        self._voice.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._voice.join(5)
        self.close()

    def numbers(self) -> dict[int, str]:
        """The number at each counter, as the screen has it now."""
        return {row["n"]: row["number"] or "" for row in self.state.get("counters", [])}

    def _speak(self) -> None:
        said: set[int] = set()
        while not self._over.wait(LOOK_S):
            waiting = [one for one in self.state.get("announcements", []) if one["id"] not in said]
            if not waiting or self.state["sound_from"] != "screen":
                continue
            first = waiting[0]
            said.add(first["id"])
            for state in ("speaking", "spoken"):
                path = f"announcements/{first['id']}"
                self._client.press(path, {"state": state}).expecting(200)
            self.heard.append(Heard(first["number"], first["counter"], first["recall"]))


def boards_of(hall: Hall, bus: str = "day-bang") -> Callable[[], dict[int, str]]:
    """What the boards of the counters show now: read from the virtual bus, whatever it shows."""
    file = hall.state / "boards" / f"{bus}.json"

    def look() -> dict[int, str]:
        shown = _read(file).get("boards", {})
        return {
            int(name.removeprefix("bang-quay-")): board["rows"][0]
            for name, board in shown.items()
            if name.startswith("bang-quay-")
        }

    return look


def said_by_the_card(hall: Hall) -> list[Heard]:
    """What the virtual sound card played to its end, in order."""
    lines = (hall.state / "speaker" / "played.jsonl").read_text("utf-8").splitlines()
    rows = hall.rows("SELECT id, number, counter, recall FROM announcement")
    calls = {id: Heard(*call) for id, *call in rows}
    played = [json.loads(line) for line in lines]
    return [calls[one["sound"]] for one in played if one["outcome"] == "spoken"]


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return found


def as_it_was(hall: Hall) -> list[Shown]:
    """Who was at which counter, one step a command, from the journal alone."""
    labels = {str(id): label for id, label in hall.rows("SELECT id, label FROM ticket")}
    at: dict[str, int] = {}
    story: list[Shown] = []
    now: dict[int, str] = {}
    rows = hall.rows(
        "SELECT command, ref, [after], counter FROM journal WHERE subject = 'ticket' ORDER BY seq"
    )
    for place, (command, ticket, after, counter) in enumerate(rows):
        at.pop(ticket, None)
        if after in IN_HAND:
            at[ticket] = counter
        if place + 1 < len(rows) and rows[place + 1][0] == command:
            continue  # one press, one commit: nobody sees what is between its rows
        shown = {n: str(labels[id]) for id, n in at.items()}
        for n in sorted(now.keys() | shown.keys()):
            if now.get(n, "") != shown.get(n, ""):
                now[n] = shown.get(n, "")
                story.append(Shown(n, now[n]))
    return story


def as_it_was_called(hall: Hall) -> list[Heard]:
    """What was to be said, from the journal alone."""
    rows = hall.rows(
        "SELECT journal.action, ticket.label, journal.counter, journal.ref FROM journal "
        "JOIN ticket ON ticket.id = journal.ref WHERE journal.subject = 'ticket' "
        "AND journal.action IN ('call', 'call-this', 'recall') ORDER BY journal.seq"
    )
    recalls: dict[int, int] = {}
    story = []
    for action, number, counter, ticket in rows:
        recalls[ticket] = recalls.get(ticket, 0) + 1 if action == "recall" else 0
        story.append(Heard(number, counter, recalls[ticket]))
    return story


def differences(was: list[Any], told: list[Any]) -> list[str]:
    """Where a teller left what happened; empty when it told all of it, in order, and no more."""
    found = [
        f"{place}: {said} instead of {so}"
        for place, (so, said) in enumerate(zip(was, told, strict=False), 1)
        if so != said
    ]
    if len(was) != len(told):
        found.append(f"{len(told)} told of {len(was)}")
    return found


def settle(
    tellers: list[Callable[[], dict[int, str]]], was: dict[int, str], patience: float
) -> bool:
    """Waits until every teller shows what is so; whether they came to it."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if all({n: s for n, s in look().items() if s} == was for look in tellers):
            return True
        time.sleep(LOOK_S)
    return False
