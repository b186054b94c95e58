"""The holder's link to a ticket: its id and a tag that nobody else can make."""

from __future__ import annotations

import hmac


class Links:
    """Makes and reads links with the hall's secret; nothing of them is kept."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, ticket: int) -> str:
        """The last part of a ticket's address, 80 bits of HMAC-SHA256 in it."""
        return f"{ticket:x}-{self._tag(ticket)}"

    def ticket(self, token: str) -> int | None:
        """The ticket of a link, or None for a forged one."""
        head, _, tag = token.partition("-")
        try:
            ticket = int(head, 16)
        except ValueError:
            return None
        genuine = hmac.compare_digest(self._tag(ticket).encode(), tag.encode())
        return ticket if genuine and token == self.token(ticket) else None

    def _tag(self, ticket: int) -> str:
        return hmac.digest(self._key, b"track:%d" % ticket, "sha256").hex()[:20]
