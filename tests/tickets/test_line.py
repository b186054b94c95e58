"""What is asked of a line: who stands where, whom a call passes, how long those ahead take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tickets.core import HALL, MINUTE, SECOND, Core
from tickets import line, pace
from tickets.line import Place, Serving
from tickets.pace import NONE, Work

TWO_IN_A_LINE = HALL.replace(
    "services = [",
    'services = [\n  { id = "ket-hon", field = "ho-tich", name = "Kết hôn", minutes = 25 },',
)
PLACE = "line:ho-tich"
# As the law has them: not read from the code that is tried.
NAMED, SAMPLE = 20, 50


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    """A line with a service that takes as long as usual, and one of 25 minutes."""
    with Core(tmp_path / "state", hall=TWO_IN_A_LINE) as core:
        yield core


def learned(core: Core, service: str, *minutes: float) -> None:
    for took in minutes:
        core.told(lambda tx, took=took: pace.learn(tx, service, int(took * MINUTE)))  # type: ignore[misc]


def queue(core: Core, *services: str) -> list[int]:
    """Their tickets, a second apart."""
    taken = []
    for service in services:
        core.clock.wait(SECOND)
        taken.append(core.take(service)["id"])
    return taken


def sit(core: Core, n: int, clerk: str, state: str) -> None:
    core.writer.database.execute_sql(
        "UPDATE counter SET clerk = ?, state = ? WHERE n = ?", (clerk, state, n)
    )


def test_a_counter_calls_from_itself_its_clerk_and_its_lines(core: Core) -> None:
    assert {*line.places(1, "can-bo")} == {
        Place("counter:1", 0), Place("clerk:can-bo", 0),
        Place("line:ho-tich", 0), Place("line:chung-thuc", 5 * MINUTE),
    }  # fmt: skip
    assert {place.name for place in line.places(2, None)} == {
        "counter:2", "line:chung-thuc", "line:ho-tich"
    }  # fmt: skip


def test_of_those_who_are_passed_so_many_are_named_as_they_stand(core: Core) -> None:
    waiting = queue(core, *["khai-sinh"] * (NAMED + 3))
    core.clock.wait(MINUTE)
    core.take(priority="uu-tien")
    head = line.head(1, None)
    assert head
    assert (head.rule, head.passed) == ("head-start", waiting[:NAMED])


def test_its_own_line_passes_the_line_it_helps_for_so_long(core: Core) -> None:
    [helped] = queue(core, "ban-sao")
    core.clock.wait(5 * MINUTE - 2 * SECOND)
    queue(core, "khai-sinh")
    first = line.head(1, None)
    assert first
    assert (first.rule, first.passed) == ("own-line", [helped])


def test_what_those_ahead_take_is_the_sum_of_their_usual_times(core: Core) -> None:
    learned(core, "khai-sinh", 4, 6)
    learned(core, "ket-hon", 20, 20, 20)
    queue(core, "khai-sinh", "ket-hon", "ket-hon")
    before = line.ahead(PLACE, line.LAST, 0)
    assert before.people == 3
    samples, mean, variance = pace.of("khai-sinh")
    assert (samples, mean, variance) == (2, 5 * MINUTE, MINUTE**2)
    assert pace.ahead(before) == Work(45 * MINUTE, MINUTE**2, 2)


def test_a_service_that_nobody_has_measured_makes_the_sum_a_guess(core: Core) -> None:
    learned(core, "khai-sinh", 5)
    queue(core, "khai-sinh", "ket-hon")
    assert pace.ahead(line.ahead(PLACE, line.LAST, 0)).samples == 0


def test_nobody_ahead_takes_no_time(core: Core) -> None:
    first, _ = queue(core, "khai-sinh", "khai-sinh")
    row = core.ticket(first)
    before = line.ahead(row.place, row.counted, row.placed)
    assert before.people == 0
    assert pace.ahead(before) == NONE


def test_a_long_line_is_scaled_from_its_first(core: Core) -> None:
    learned(core, "khai-sinh", 4, 6)
    learned(core, "ket-hon", 20)
    queue(core, *["khai-sinh"] * SAMPLE, *["ket-hon"] * SAMPLE)
    mean, variance, _ = pace.ahead(line.ahead(PLACE, line.LAST, 0))
    assert (mean, variance) == (2 * SAMPLE * 5 * MINUTE, 2 * SAMPLE * MINUTE**2)


def test_before_any_sample_a_service_takes_its_usual_minutes(core: Core) -> None:
    assert pace.of("ket-hon") == (0, 25.0 * MINUTE, 0.0)
    assert pace.of("khai-sinh") == (0, 10.0 * MINUTE, 0.0)


def test_a_clerk_who_sits_nowhere_serves_nobody(core: Core) -> None:
    [id] = queue(core, "khai-sinh")
    row = core.ticket(id)
    assert [each.n for each in line.serving(row)] == [1, 2]
    assert line.serving(row)[1].offset == 5 * MINUTE
    core.writer.database.execute_sql(
        "UPDATE counter SET clerk = 'can-bo', state = 'open' WHERE n = 2"
    )
    for place in ("clerk:can-bo", "counter:2"):
        assert line.serving(row._replace(place=place)) == [Serving(2, "open", 0)]
    sit(core, 2, "can-bo", "closed")
    assert line.serving(row._replace(place="clerk:can-bo")) == []


def test_the_place_behind_the_nth_of_a_line(core: Core) -> None:
    assert line.after_the(0, PLACE) is None
    rows = [core.ticket(id) for id in queue(core, *["khai-sinh"] * 3)]
    counted = [row.counted for row in rows]
    assert line.after_the(0, PLACE) == counted[0] - 1
    assert [line.after_the(n, PLACE) for n in (1, 2, 3, 9)] == [*counted, counted[-1]]
    first = rows[0]
    assert [line.behind(n, PLACE, first.counted, first.placed) for n in (0, 1, 2, 9)] == [
        counted[1], counted[1], counted[2], counted[2]
    ]  # fmt: skip
    assert line.behind(1, PLACE, rows[2].counted, rows[2].placed) is None


def test_who_stands_before_somebody_from_another_desk_is_counted_as_there(core: Core) -> None:
    [helped] = queue(core, "ban-sao")
    row = core.ticket(helped)
    core.clock.wait(MINUTE)
    own = queue(core, "khai-sinh")
    # At counter 1 it counts five minutes later than it came: the own line's is before it.
    assert line.standing_before(row, 1, None) == own
    assert line.standing_before(row, 2, None) == []
    assert line.standing_before(row._replace(place="counter:9"), 1, None) == []
