"""Whoever reads every table, copy and page of a day learns nothing of who gave which answer.

The hall is played twice; the second time answers of one clerk's half-day have changed places. What
is byte for byte the same cannot tell them apart, however cleverly it is read.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import threading
from collections import Counter
from collections.abc import Iterator

import pytest

from db.models import Rating
from db.statement import rows
from tests.honesty.twice import Told, differences, moved
from web.access import PUBLIC, allow

pytestmark = pytest.mark.timeout(900)  # some 40 s of work
# What must not be, each a table that fills itself: when, in which order, how many in which hour.
PLANTED = """
CREATE TABLE planted_time (at INTEGER, level INTEGER);
CREATE TABLE planted_order (clerk TEXT, level INTEGER);
CREATE TABLE planted_hour (hour INTEGER, field TEXT, level INTEGER, n INTEGER,
    PRIMARY KEY (hour, field, level)) WITHOUT ROWID;
CREATE TRIGGER planted AFTER INSERT ON rating BEGIN
    INSERT INTO planted_time SELECT max(wall), NEW.level FROM journal;
    INSERT INTO planted_order VALUES (NEW.clerk, NEW.level);
    INSERT INTO planted_hour
        SELECT (wall / 3600000) % 24, (SELECT field FROM ticket WHERE counter = j.counter
            ORDER BY ended_hall DESC LIMIT 1), NEW.level, 1 FROM journal j WHERE true
            ORDER BY seq DESC LIMIT 1
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
"""
TABLES = {"planted_time", "planted_order", "planted_hour"}
PAGE = "/stats/self-test"  # one that tells of no answer, and here of each at once


def plant(told: Told) -> None:
    """Tables, and a page that counts what there is."""
    told.core.writer.database.connection().execute(PLANTED).fetchall()

    @allow(PUBLIC)
    def live() -> str:
        return repr(Counter(rows(Rating.select(Rating.clerk, Rating.level))))

    rule = next(r for r in told.house.app.url_map.iter_rules() if str(r) == PAGE)
    told.house.app.view_functions[rule.endpoint] = live


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Told]:
    """The days, and the days again."""
    folder = tmp_path_factory.mktemp("twice")
    first = Told(folder / "first", [], plant)
    with somebody_else_draws():
        return first, Told(folder / "second", moved(first), plant)


@contextlib.contextmanager
def somebody_else_draws() -> Iterator[None]:
    """Another thread of this process asks for chance all the time, as a web socket's may."""
    over = threading.Event()

    def draw() -> None:
        while not over.wait(0.01):
            os.urandom(4)

    other = threading.Thread(target=draw)
    other.start()
    yield
    over.set()
    other.join()


def test_many_answers_changed_places(both: tuple[Told, Told]) -> None:
    first, second = both
    assert first.places == second.places
    pads = [i for i, place in enumerate(first.places) if place.channel == "pad"]
    assert sum(first.said[i] != second.said[i] for i in pads) > len(pads) / 2 > 30
    assert {place.channel for place in first.places} == {"pad", "phone"}


def test_no_table_tells_them_apart_but_those_planted(both: tuple[Told, Told]) -> None:
    first, second = both
    assert {"rating", "answer", "figure", "rolled", "journal", "idempotency"} < set(first.tables)
    assert differences([first.tables], [second.tables]) == TABLES


def test_no_copy_does(both: tuple[Told, Told]) -> None:
    first, second = both
    assert len(first.copies) == 2  # at noon and at the close
    assert differences(first.copies, second.copies) == TABLES


def test_no_page_does_at_any_time(both: tuple[Told, Told]) -> None:
    first, second = both
    read = set(itertools.chain(*first.pages))
    for page in ("/api/v1/stats?by=clerk", "/stats/export.csv?by=hour", "/public/figures.json",
                 "/cases/export.csv", "/api/v1/stats/trust"):  # fmt: skip
        assert any(name.endswith(page) for name in read), page
    told = differences(first.pages, second.pages)
    assert {name.partition("?")[0] for name in told} == {f"nobody {PAGE}"}
    # The control's control: what was answered is told on pages, only not by whom.
    changes = [a.keys() & b.keys() for a, b in itertools.pairwise(first.pages)]
    assert any(
        first.pages[i][name] != first.pages[i + 1][name]
        for i, names in enumerate(changes) for name in names if "by=clerk" in name
    )  # fmt: skip
