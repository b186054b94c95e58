"""What the law lists and a later issue brings says so, wherever it is pressed."""

from __future__ import annotations

import pytest

from tests.hall import Hall

ON_A_TICKET = ("pass", "reprint", "confirm", "void")
AT_A_COUNTER = ("undo", "hold", "resume", "call", "transfer", "add-service", "quick")


@pytest.mark.parametrize("action", ON_A_TICKET)
def test_on_a_ticket(shared_hall: Hall, action: str) -> None:
    ticket = shared_hall.take("G")
    answer = shared_hall.as_("reception").press(f"tickets/{ticket['id']}/{action}", {})
    assert (answer.status, answer.code) == (409, "not_yet")


@pytest.mark.parametrize("verb", AT_A_COUNTER)
def test_at_a_counter(shared_hall: Hall, verb: str) -> None:
    answer = shared_hall.counter(4).tries(verb)
    assert (answer.status, answer.code) == (409, "not_yet")


def test_a_word_that_no_law_knows_is_no_page(shared_hall: Hall) -> None:
    ticket = shared_hall.take("G")
    answer = shared_hall.as_("reception").press(f"tickets/{ticket['id']}/dance", {})
    assert answer.status == 404
