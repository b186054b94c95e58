"""The identities behind secrets, kept in memory: every change of them passes through here."""

from __future__ import annotations

from collections.abc import Callable

from office import people
from tickets import Desk, Identity


class Keyring:
    """Who has a token or a session; forgets all whenever one of them is taken away."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.forgotten: Callable[[], object] = lambda: None
        self._devices: dict[str, Identity] = {}
        self._people: dict[str, Identity] = {}

    def device(self, secret: str) -> Identity | None:
        """The device with this bearer token."""
        devices = self._devices
        if secret not in devices:
            found = self._desk.ask(people.who_has_token, secret)
            if found is None:
                return None
            devices[secret] = found
        return devices[secret]

    def person(self, cookie: str) -> Identity | None:
        """The person with this session, unless it has ended."""
        persons = self._people
        if cookie not in persons:
            found = self._desk.ask(people.who_has_session, cookie)
            if found is None:
                return None
            persons[cookie] = found
        known = persons[cookie]
        return known if (known.until or 0) > self._desk.moment().wall else None

    def forget(self) -> None:
        """A token was revoked, or a session ended; whoever listens looks again who is there."""
        # New ones: an answer that was read before this must not be remembered after it.
        self._devices, self._people = {}, {}
        self.forgotten()
