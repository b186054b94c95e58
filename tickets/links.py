"""What only a ticket's holder has: the link to it, and the four digits on its paper."""

from __future__ import annotations

import hmac
import re

# Looked at first: int() and % choke on thousands of digits, and anybody may send them.
_FORM = re.compile("[0-9a-f]{1,16}-[0-9a-f]{20}")


class Links:
    """Makes and reads links with the hall's secret; nothing of them is kept."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, ticket: int) -> str:
        """The last part of a ticket's address, 80 bits of HMAC-SHA256 in it."""
        return f"{ticket:x}-{self._tag(ticket)}"

    def ticket(self, token: str) -> int | None:
        """The ticket of a link, or None for a forged one."""
        if not _FORM.fullmatch(token):
            return None
        ticket = int(token.partition("-")[0], 16)
        return ticket if hmac.compare_digest(self.token(ticket), token) else None

    def code(self, ticket: int) -> str:
        """Four digits on the paper, for a screen in the hall: whoever knows them holds the slip."""
        drawn = int.from_bytes(hmac.digest(self._key, b"code:%d" % ticket, "sha256")[:8])
        return f"{drawn % 10_000:04d}"

    def code_is(self, ticket: int, given: str) -> bool:
        """Whether somebody holds this ticket's paper; who guesses must be delayed."""
        return hmac.compare_digest(self.code(ticket).encode(), given.encode())

    def _tag(self, ticket: int) -> str:
        return hmac.digest(self._key, b"track:%d" % ticket, "sha256").hex()[:20]
