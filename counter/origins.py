"""From where a counter is worked, so that a rating pressed from there is known as the clerk's own.

In memory alone: after a start it is learnt with the first press. The server's own machine says
nothing: on it stand a trial of everything in one browser, or a proxy.
"""

from __future__ import annotations

import ipaddress

from flask import Request

from ratings import checks
from web.access import identities


class Origins:
    """The address of the last press at each counter."""

    def __init__(self) -> None:
        self._last: dict[int, str] = {}

    def worked_from(self, n: int, asked: Request) -> None:
        """Somebody of the staff has pressed at this counter."""
        self._last[n] = asked.remote_addr or ""

    def own_side(self, n: int, asked: Request) -> str | None:
        """Whether a rating comes from the clerk's side, and how it shows; None for a citizen's."""
        if any(identity.staff for identity, _ in identities(asked)):
            return checks.SESSION
        address = asked.remote_addr or ""
        same = address == self._last.get(n) and not _is_the_server(address)
        return checks.MACHINE if same else None


def _is_the_server(address: str) -> bool:
    return not address or ipaddress.ip_address(address).is_loopback
