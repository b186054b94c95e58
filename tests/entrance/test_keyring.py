"""What is remembered of secrets, while one of them is taken away."""

from __future__ import annotations

from typing import Any, cast

from entrance.keyring import Keyring
from tickets import Desk, Identity


class LateDesk:
    """Knows a token once; it is revoked while the answer is on its way."""

    def __init__(self) -> None:
        self.known: list[Identity | None] = [Identity("kiosk", "Ki-ốt 1", None, None, "token:1")]

    def ask(self, _question: Any, _secret: str) -> Identity | None:
        told = self.known.pop() if self.known else None
        keyring.forget()
        return told


keyring = Keyring(cast(Desk, LateDesk()))


def test_an_answer_read_before_a_token_was_taken_away_is_not_remembered_after_it() -> None:
    assert keyring.device("secret") is not None
    assert keyring.device("secret") is None
