"""What somebody tries with the actions of the queue who should not, and what a slip can break."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hall import Hall

LONG = (2**63, 10**30, 10**400, -(2**63) - 1)


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A hall with counters 1 to 3 open; nothing that was tried may have surprised it."""
    hall = Hall(tmp_path_factory.mktemp("actions"))
    try:
        hall.start()
        for n in (1, 2, 3):
            hall.counter(n).open(f"can-bo-{n}")
        yield hall
        hall.verify()
        assert "Traceback" not in hall.log()
    finally:
        hall.end()


def someone_at(hall: Hall, n: int) -> int:
    """The ticket that this counter calls, of somebody who has just come."""
    hall.take("A")
    return int(hall.counter(n).call_next()["ticket"]["id"])


# --- bodies ---


@pytest.mark.parametrize("ticket", LONG, ids=lambda n: f"{n:.0e}" if n < 10**300 else "huge")
@pytest.mark.parametrize("verb", ["resume", "call"])
def test_a_ticket_that_no_column_holds_is_a_wrong_press(
    verb: str, ticket: int, at_work: Hall
) -> None:
    more = {"reason": "FUNERAL"} if verb == "call" else {}
    assert at_work.counter(3).tries(verb, ticket=ticket, **more).status == 422


@pytest.mark.parametrize("date", ["9999-12-31", "0000-01-01", "2026-02-30", "1e9", "9" * 3000])
def test_a_date_without_a_morrow_is_a_wrong_question(date: str, at_work: Hall) -> None:
    assert at_work.as_("reception").ask("GET", f"appointments?date={date}").status == 422


# --- where nobody would look ---


@pytest.mark.parametrize("to", ["counter:02", "counter:\u0662", "counter:002", "counter:2 "])
def test_nobody_is_sent_where_no_counter_looks(to: str, at_work: Hall) -> None:
    counter = at_work.counter(1)
    someone_at(at_work, 1)
    assert counter.tries("transfer", to=to).status == 422
    counter.start()
    counter.finish()
