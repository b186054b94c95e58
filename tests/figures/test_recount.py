"""A busy week, recounted by code that shares nothing with figures/: every figure is the same."""

from __future__ import annotations

import random
from typing import Any

import pytest

from db.engine import database
from db.errors import Refused
from tests.figures.history import History
from tests.figures.recount import Recount
from tickets import Unknown

BY = ("service", "field", "counter", "clerk", "hour", "day", "weekday", "class", "channel")
DATES = ("2026-11-18", "2026-11-19", "2026-11-20")


def live(hall: History, chance: random.Random, until: str) -> None:
    """People come, are called, are late, leave, are forgotten, and rate, until a time of day."""
    tickets: list[int] = []
    while (now := hall.moment().iso())[11:16] < until and now[:10] == hall.date:
        hall.after(chance.choice([5, 20, 40, 60]))
        n, series = chance.randint(1, 4), chance.choice("AACL")
        act = chance.choices(list(ACTS), list(ACTS.values()))[0]
        try:
            do(hall, act, n, series, tickets, chance)
        except (Refused, Unknown, IndexError, TypeError):
            continue  # not allowed just now, or nobody there: the next one will be


ACTS = {
    "take": 12, "call": 14, "start": 14, "finish": 12, "next": 3, "miss": 3, "rejoin": 2,
    "leave": 1, "hold": 4, "resume": 6, "transfer": 3, "add-service": 2, "undo": 4, "quick": 1,
    "call-this": 1, "pass": 1, "doubt": 1, "confirm": 1, "void": 1,
}  # fmt: skip
SERVICE = "a-dang-ky-khai-sinh"
ON_A_TICKET = ("rejoin", "leave", "pass", "confirm", "void")


def do(
    hall: History, act: str, n: int, series: str, tickets: list[int], chance: random.Random
) -> None:
    """One of these, by chance."""
    sayings: dict[str, dict[str, Any]] = {
        "hold": {"reason": "FORM"}, "quick": {"service": chance.choice([None, SERVICE])},
        "transfer": {"to": chance.choice(["line:ho-tich", "counter:2"]), "place": "last",
                     "back": chance.random() < 0.5},
        "add-service": {"service": SERVICE},
    }  # fmt: skip
    said = sayings.get(act, {})
    if act == "take":
        tickets.append(hall.take(series))
    elif act in ON_A_TICKET:
        hall.on(chance.choice(tickets[-30:]), act)
    elif act == "doubt":
        hall.doubt(chance.choice(tickets[-10:]))
    elif act in ("resume", "call-this"):
        back = act == "resume"
        ticket = chance.choice(hall.in_state("held" if back else "waiting"))
        why = {} if back else {"reason": "FUNERAL"}
        hall.press(n, "resume" if back else "call", ticket=ticket, **why)
    elif act in ("call", "miss"):
        getattr(hall, act)(n)
    else:
        hall.press(n, act, **said)
    if act == "finish" and chance.random() < 0.6:
        way, manner = (chance.choice([None, 3, 4, 5]) for _ in range(2))
        hall.after(5).rate(n, chance.randint(1, 5), way=way, manner=manner)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Three days; counter 4 has nobody signed in, and the last day still runs at three."""
    chance = random.Random(20261121)
    hours = {"hall__always_open": False, "rules__rating_axes": True}
    with History(tmp_path_factory.mktemp("week"), DATES[0], **hours) as hall:
        for date in DATES:
            hall.at("07:30", date)
            for n, clerk in ((1, "can-bo-1"), (2, "can-bo-2"), (3, "can-bo-3"), (4, None)):
                hall.sit(n, clerk)
            live(hall, chance, "15:00" if date == DATES[-1] else "17:30")
            if date != DATES[-1]:
                hall.close_day()
        yield hall


def recount(hall: History, begin: str, turn: int) -> Recount:
    days = dict(
        database.execute_sql("SELECT id, date FROM day WHERE date >= ?", [begin]).fetchall()
    )
    found = database.execute_sql("SELECT id, field, minutes FROM service").fetchall()
    services = {id: (field, minutes) for id, field, minutes in found}
    cursor = database.execute_sql(
        "SELECT clerk, counter, field, day, half, scale, level, way, manner, excluded FROM rating"
    )
    names = [column[0] for column in cursor.getdescription()]
    ratings = [dict(zip(names, row, strict=True)) for row in cursor]
    return Recount(hall.journal(), ratings, services, days, max(days), turn)


def comparable(figures: dict[str, Any]) -> dict[str, Any]:
    """Without names, and with the scores as the recount writes them."""
    told = {k: v for k, v in figures.items() if k not in ("key", "label", "label_en", "waiting")}
    sides = {
        side: {s["scale"]: (s["n"], s["mean"]) for s in told["ratings"][side]}
        for side in ("scores", "way", "manner")
    }  # fmt: skip
    return told | {"ratings": told["ratings"] | sides}


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("begin", [DATES[0], DATES[2]])
def test_every_figure_is_what_a_recount_finds(week: History, by: str, begin: str) -> None:
    week.date = DATES[-1]
    noon = week._wall("12:00")
    told = week.figures(by, begin, DATES[-1])
    again = recount(week, begin, noon).by(by)
    rows = {row["key"]: comparable(row) for row in told["rows"]}
    total = comparable(told["total"])
    if by in ("counter", "clerk"):
        for found in (*rows.values(), *again["rows"].values()):
            found.pop("waiting_max")
    if by == "clerk":
        total.pop("waiting_max")
        again["total"].pop("waiting_max")
    assert rows == again["rows"]
    assert total == again["total"]


def test_the_week_was_busy_enough_to_mean_something(week: History) -> None:
    total = week.figures("field", DATES[0], DATES[-1])["total"]
    assert total["served"] > 120
    apart = ("transferred", "voided", "unconfirmed", "quick")
    for name in ("missed", "left", "expired", "unmeasured", *apart):
        assert total[name] > 5, name
    assert total["ratings"]["n"] > 30
    assert total["ratings"]["way"][0]["n"] > 20
    assert total["wait_open"]["p90_s"] < total["wait"]["p90_s"]
    assert 0.5 < total["service"]["within"] < 1
