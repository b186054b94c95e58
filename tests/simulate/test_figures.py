"""What /stats says of the days that were played is what a recount of their journal finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.config_text import shipped
from tests.figures.recount import Recount
from tests.hall import Hall
from tests.simulate.played import Played

pytestmark = pytest.mark.timeout(450)
BY = ("service", "field", "counter", "clerk", "hour", "day")


@pytest.fixture(scope="module")
def looked_at(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """`motcua run` on a copy of the state, as one would look at the days that evening."""
    home = tmp_path_factory.mktemp("looked-at")
    shutil.copytree(played.state, home / "state", ignore=shutil.ignore_patterns("*.sock"))
    # Today would be a further day of the same week, whose small cells are nobody's until it ends.
    evening = played.column("SELECT max(closed_wall) FROM day")[0] + 1000
    hall = Hall(home, shipped(hall__always_open=False), evening)
    try:
        yield hall.start()
    finally:
        hall.end()


@pytest.fixture(scope="module")
def recount(played: Played) -> Recount:
    days = {row["id"]: row["date"] for row in played.rows("SELECT id, date FROM day")}
    found = played.rows("SELECT id, field, minutes FROM service")
    services = {row["id"]: (row["field"], row["minutes"]) for row in found}
    return Recount(played.journal(), played.rows("SELECT * FROM rating"), services, days)


def plain(figures: dict[str, Any], by: str) -> dict[str, Any]:
    """Without labels, and with the scores as the recount writes them."""
    aside = {"key", "label", "label_en", "waiting"}
    # Nobody waits for one counter or one clerk alone.
    aside |= {"waiting_max"} if by in ("counter", "clerk") else set()
    told = {name: value for name, value in figures.items() if name not in aside}
    sides = {side: told["ratings"][side] for side in ("scores", "way", "manner")}
    if isinstance(sides["scores"], list):
        sides = {
            side: {score["scale"]: (score["n"], score["mean"]) for score in found}
            for side, found in sides.items()
        }
    return told | {"ratings": told["ratings"] | sides}


@pytest.mark.parametrize("by", BY)
def test_the_figures_equal_a_recount(looked_at: Hall, recount: Recount, by: str) -> None:
    first, *_, last = recount.days.values()
    told = looked_at.as_("supervisor").get(f"stats?from={first}&to={last}&by={by}")
    again = recount.by(by)
    assert {row["key"]: plain(row, by) for row in told["rows"]} == {
        key: plain(row, by) for key, row in again["rows"].items()
    }
    total, recounted = plain(told["total"], by), plain(again["total"], by)
    assert total == recounted
    assert told["total"]["served"] > 200


def test_the_page_of_figures_opens_on_the_days(looked_at: Hall, played: Played) -> None:
    date = played.column("SELECT date FROM day ORDER BY id DESC LIMIT 1")[0]
    supervisor = looked_at.signed_in("giamsat")
    told = supervisor.get(f"stats?from={date}&to={date}&by=day")
    assert [row["key"] for row in told["rows"]] == [date]
    assert supervisor.ask("GET", "/stats/").status == 200
