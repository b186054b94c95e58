"""The identities behind secrets, kept in memory: every change of them passes through here."""

from __future__ import annotations

from tickets import Desk, Identity, people


class Keyring:
    """Who has a token or a session; forgets all whenever one of them is taken away."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._devices: dict[str, Identity] = {}
        self._people: dict[str, Identity] = {}

    def device(self, secret: str) -> Identity | None:
        """The device with this bearer token."""
        if secret not in self._devices:
            found = self._desk.ask(people.who_has_token, secret)
            if found is None:
                return None
            self._devices[secret] = found
        return self._devices[secret]

    def person(self, cookie: str) -> Identity | None:
        """The person with this session, unless it has ended."""
        if cookie not in self._people:
            found = self._desk.ask(people.who_has_session, cookie)
            if found is None:
                return None
            self._people[cookie] = found
        known = self._people[cookie]
        return known if (known.until or 0) > self._desk.moment().wall else None

    def forget(self) -> None:
        """A token was revoked, or a session ended."""
        self._devices.clear()
        self._people.clear()
