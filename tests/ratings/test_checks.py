"""What is named of a day's ratings, and that a threshold is where it says it is."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.checks import Checks
from db.models import Journal, OpenRating, OwnPress, Rating
from db.statement import rows as listed
from ratings import checks, question
from ratings.asked import Asked, of_day
from ratings.checks import Cells
from tests.tickets.at_hand import at_hand
from tests.tickets.core import HALL, MINUTE, SECOND, Core, refusal
from tickets import closing, day

LIMITS = Checks().model_dump()
CLERKS = "".join(
    f'[[hall.staff]]\nid = "{id}"\nname = "{id}"\nlabel = "Cán bộ {id}"\n' for id in ("an", "ba")
)


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    with Core(tmp_path / "state", hall=HALL + CLERKS) as core:
        core.open(1, "an")
        core.open(2, "ba")
        yield core


def asked(at: int | None, service: int | None = 5 * MINUTE, half: str = "am", n: int = 1) -> Asked:
    return Asked("an", n, "ho-tich", service, at, half if at is not None else "")


def named(mine: list[Asked], cells: Cells, **limits: int) -> dict[str, int]:
    """What is named of one clerk's day: {check: n}."""
    found = checks.judge(mine, {"an": cells}, {}, LIMITS | limits)
    assert {each.clerk for each in found} <= {"an"}
    return {each.check: each.n for each in found}


def uneven(n: int) -> list[int]:
    """Times that come neither in bursts nor at equal intervals."""
    return [i * 6 * MINUTE + (i * i * 7 % 60) * SECOND for i in range(n)]


@pytest.mark.parametrize(("service", "n"), [(19_999, 3), (20_000, 0), (None, 0)])
def test_a_service_is_too_short_below_its_seconds(service: int | None, n: int) -> None:
    mine = [asked(at, service if i < 3 else 5 * MINUTE) for i, at in enumerate(uneven(9))]
    assert named(mine, {"am": (9, 9)}).get("short", 0) == n


@pytest.mark.parametrize(("best", "told"), [(9, 3), (8, 0), (0, 0)])
def test_short_services_weigh_as_much_as_their_half_day_was_rated_best(
    best: int, told: int
) -> None:
    mine = [asked(at, 5 * SECOND if i < 3 else 5 * MINUTE) for i, at in enumerate(uneven(9))]
    assert named(mine, {"am": (9, best)}).get("short", 0) == told


def test_each_half_day_has_a_weight_of_its_own_and_a_gathered_day_one() -> None:
    mine = [asked(at, SECOND, "am" if i < 4 else "pm") for i, at in enumerate(uneven(10))]
    assert named(mine, {"am": (4, 0), "pm": (6, 3)})["short"] == 3
    assert "short" not in named(mine, {"am": (4, 0), "pm": (6, 2)})
    assert named(mine, {"day": (10, 10)})["short"] == 10
    assert "short" not in named(mine, {})  # all of it went into the week


@pytest.mark.parametrize(("n", "within", "told"), [(9, 300, 9), (9, 301, 0), (8, 300, 0)])
def test_a_burst_is_more_than_so_many_within_so_many_minutes(
    n: int, within: int, told: int
) -> None:
    early = [asked(i * i * SECOND) for i in range(n - 1)]
    mine = [*early, asked(within * SECOND), asked(2 * 60 * MINUTE)]
    assert named(mine, {}).get("burst", 0) == told


def test_bursts_are_counted_at_one_counter() -> None:
    mine = [asked(i * i * SECOND, n=1 + i % 2) for i in range(12)]
    assert "burst" not in named(mine, {})


@pytest.mark.parametrize(
    ("n", "kept", "told"),
    [(25, (25, 25), 25), (24, (24, 24), 0), (25, (25, 24), 0), (25, (24, 24), 0)],
)
def test_everybody_the_best_is_named_from_so_many_on(
    n: int, kept: tuple[int, int], told: int
) -> None:
    assert named([asked(at) for at in uneven(n)], {"am": kept}).get("perfect", 0) == told


def test_one_who_did_not_answer_makes_it_no_wonder() -> None:
    mine = [*(asked(at) for at in uneven(25)), asked(None)]
    assert "perfect" not in named(mine, {"am": (25, 25)})


@pytest.mark.parametrize(("gaps", "told"), [
    ((60, 61, 62, 60, 61), 5), ((60, 61, 62, 60), 0), ((60, 61, 63, 60, 61, 300), 0),
    ((9, 200, 60, 62, 61, 60, 60, 61, 500), 6),
])  # fmt: skip
def test_equal_intervals_are_counted_in_a_row(gaps: tuple[int, ...], told: int) -> None:
    times = [sum(gaps[:i]) * SECOND for i in range(len(gaps) + 1)]
    assert named([asked(at) for at in times], {}).get("equal", 0) == told


@pytest.mark.parametrize("check", ["short_n", "burst_n", "perfect_n", "equal_n"])
def test_a_number_of_nought_turns_a_check_off(check: str) -> None:
    mine = [asked(i * 10 * SECOND, SECOND) for i in range(30)]
    every = {"short", "burst", "perfect", "equal"}
    assert named(mine, {"am": (30, 30)}).keys() == every
    off = named(mine, {"am": (30, 30)}, **{check: 0})
    assert off.keys() == every - {check.removesuffix("_n")}


@pytest.mark.parametrize(("own_n", "told"), [(2, {"session": 2}), (3, {}), (0, {})])
def test_presses_from_the_clerks_own_side_are_named_by_their_kind(
    own_n: int, told: dict[str, int]
) -> None:
    mine = [asked(at) for at in uneven(3)]
    own = {"an": {"session": 2, "machine": 1}, "ba": {"machine": 4}}
    found = checks.judge(mine, {}, own, LIMITS | {"own_n": own_n})
    assert {each.check: each.n for each in found} == told


# --- a day of the core ---


def serve(core: Core, n: int = 1, took: int = 5 * SECOND, **how: Any) -> str:
    """Somebody served and asked; the question."""
    core.take("khai-sinh" if n == 1 else "ban-sao")
    core.at(n, "call-next")
    core.at(n, "start")
    core.clock.wait(took)
    core.at(n, "finish")
    [(id,)] = listed(
        OpenRating.select(OpenRating.id).where(
            (OpenRating.state == "open") & (OpenRating.counter == n)
        )
    )
    return str(id)


def rate(core: Core, id: str, n: int = 1, level: int = 5, own: str | None = None) -> None:
    def command(tx: Any) -> Any:
        if own:
            checks.from_own_side(tx, id, own)
        return question.answer(tx, id, n, level, secrets.token_bytes(16))

    core.told(command)


def close(core: Core) -> None:
    core.told(lambda tx: closing.close_day(tx, "test"))


def told(core: Core) -> dict[tuple[str, str], tuple[int, int]]:
    return {(e["clerk"], e["check"]): (e["n"], e["of"]) for e in checks.listed(1, 9)}


def test_the_close_of_a_day_names_what_is_to_be_looked_at(core: Core) -> None:
    for i in range(6):
        rate(core, serve(core, took=(5 + 7 * i % 5) * SECOND))
        core.clock.wait((20 + i * i) * SECOND)
    rate(core, serve(core, 2, took=5 * MINUTE), 2)
    before = core.journal()
    close(core)
    assert told(core) == {("an", "short"): (6, 6)}
    named = [row for row in core.journal()[len(before) :] if row.startswith("check")]
    assert named == ["check named"]
    assert core.journal()[-1] == "day close"  # so that the seal covers it


def test_presses_from_the_own_side_are_counted_and_taken_all_the_same(core: Core) -> None:
    for own in ("session", "session", "machine", None):
        rate(core, serve(core, took=5 * MINUTE), own=own)
    rate(core, serve(core, took=9 * MINUTE))
    assert sorted(listed(OwnPress.select(OwnPress.kind, OwnPress.n))) == [
        ("machine", 1), ("session", 2),
    ]  # fmt: skip
    close(core)
    assert told(core) == {("an", "session"): (2, 5), ("an", "machine"): (1, 5)}


def test_a_press_that_is_refused_counts_nowhere(core: Core) -> None:
    id = serve(core)
    rate(core, id)
    assert refusal(lambda: rate(core, id, own="session")) == "rating_closed"
    assert refusal(lambda: rate(core, "forged", own="session")) == "rating_closed"
    assert not OwnPress.select().exists()


def test_a_day_that_is_closed_again_is_told_once_by_its_last_word(core: Core) -> None:
    for i in range(5):
        rate(core, serve(core))
        core.clock.wait((30 + i * i) * SECOND)
    close(core)
    core.told(lambda tx: day.open_day(tx, "boss"))
    core.open(1, "an")
    rate(core, serve(core))
    close(core)
    assert told(core) == {("an", "short"): (6, 6)}
    assert core.journal().count("check named") == 2


def test_the_time_somebody_was_held_is_no_service_and_what_was_undone_did_not_happen(
    core: Core,
) -> None:
    ticket = core.take()["id"]
    core.at(1, "call-next")
    core.at(1, "start")
    core.clock.wait(8 * SECOND)
    core.at(1, "hold", reason="FORM", minutes=5)
    core.clock.wait(10 * MINUTE)
    core.at(1, "resume", ticket=ticket)
    core.clock.wait(4 * SECOND)
    core.at(1, "finish")
    core.clock.wait(3 * SECOND)
    core.at(1, "undo")
    core.clock.wait(2 * SECOND)
    core.at(1, "finish")
    spent = [(each.service, each.at) for each in of_day(0, 0)]
    assert spent == [(17 * SECOND, None)]


def test_what_began_before_the_day_has_no_length(core: Core) -> None:
    serve(core)
    [finished] = listed(Journal.select(Journal.seq).where(Journal.action == "finish"))
    assert [each.service for each in of_day(finished[0], 0)] == [None]


def test_reasons_that_follow_from_the_own_side_are_not_a_second_answer(tmp_path: Path) -> None:
    reason = '[[hall.reasons]]\ncode = "R2"\nname = "Thái độ"\n'
    with Core(tmp_path / "other", hall=HALL + CLERKS + reason) as core:
        core.open(1, "an")
        pad, id = at_hand(core), serve(core)
        pad.rate(1, id, 2, None, own="session")
        pad.rate(1, id, 2, None, question.More(("R2",)), own="session")
        assert listed(OwnPress.select(OwnPress.n)) == [(1,)]
        assert listed(Rating.select(Rating.level, Rating.reasons)) == [(2, "R2")]
