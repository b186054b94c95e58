"""Planted cheating is refused or named; whoever works honestly is not accused."""

from __future__ import annotations

import contextlib
import random
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import verify
from audit.seals import Seals
from config.checks import Checks
from db.errors import Refused
from db.models import OpenRating, Rating
from db.transaction import Transaction
from tests.audit.tampering import Tampered
from tests.honesty.days import CLERKS, Hall
from tests.honesty.people import CHEATS, HOUR, Day, Service, honest
from tickets import checks, ratings
from tickets.asked import Asked

LIMITS = Checks().model_dump()
OFF = {name: 0 if name.endswith("_n") else value for name, value in LIMITS.items()}


# --- many days of one clerk, by the checks alone ---


def judged(day: Day, limits: dict[str, int] = LIMITS) -> set[str]:
    """What is named of a clerk's day."""
    mine = [asked(each) for each in day]
    own = {"cb": {"session": sum(each.own is not None for each in day)}}
    found = checks.judge(mine, {"cb": cells(day)}, own, limits)
    return {each.check for each in found}


def asked(service: Service) -> Asked:
    if service.level is None:
        return Asked("cb", 1, "f", service.took, None, "")
    at = service.at + service.took + service.after
    return Asked("cb", 1, "f", service.took, at, half_of(at))


def half_of(at: int) -> str:
    """The morning began at eight."""
    return "am" if at < 4 * HOUR else "pm"


def cells(day: Day) -> dict[str, tuple[int, int]]:
    """{half: (answers, of these the best)}, gathered as the close does."""
    told: dict[str, list[int]] = {}
    for each in day:
        if each.level is not None:
            half = half_of(each.at + each.took + each.after)
            told.setdefault(half, []).append(each.level)
    if any(len(levels) < 5 for levels in told.values()):
        told = {"day": [level for levels in told.values() for level in levels]}
    return {
        half: (len(levels), levels.count(5)) for half, levels in told.items() if len(levels) > 4
    }


@pytest.mark.parametrize(
    "days", [pytest.param(3_000), pytest.param(100_000, marks=pytest.mark.soak)]
)
def test_at_most_one_honest_day_in_a_thousand_is_named(days: int) -> None:
    chance = random.Random(days)
    named = [found for _ in range(days) if (found := judged(honest(chance)))]
    assert len(named) <= days / 1000, named


@pytest.mark.parametrize("check", CHEATS)
def test_a_cheat_is_named_by_its_check_and_without_it_by_none(check: str) -> None:
    chance = random.Random(check)
    for _ in range(60):
        day = CHEATS[check](chance, honest(chance))
        assert check in judged(day)
        # The control: nothing else in the rig names anything.
        assert judged(day, OFF) == set()


# --- a hall of five clerks, through the core ---


class Played:
    """Days that were played, and what was planted on them."""

    def __init__(self, state: Path, seed: int, services: int) -> None:
        self.hall, self.chance = Hall(state), random.Random(seed)
        self.planted: set[tuple[int, str, str]] = set()
        self.services, self.seals = 0, dict[str, str]()
        while self.services < services:
            self._day()

    def _day(self) -> None:
        hall = self.hall
        hall.open()
        days: dict[int, Day] = {}
        for n in range(1, CLERKS + 1):
            days[n] = honest(self.chance, 45)
            if cheat := self.chance.choice([None, None, *CHEATS]):
                days[n] = CHEATS[cheat](self.chance, days[n])
                self.planted.add((hall.date + 1, f"cb{n}", cheat))
            self.services += len(days[n])
        hall.play(days)
        hall.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """5,000 services."""
    played = Played(tmp_path_factory.mktemp("honesty") / "state", 1, 5_000)
    yield played
    played.hall.core.close()


def test_every_planted_cheat_is_named_and_nobody_else(played: Played) -> None:
    named = played.hall.named()
    assert played.planted <= named
    on = {(day, clerk) for day, clerk, _ in played.planted}
    assert {(day, clerk) for day, clerk, _ in named} == on
    assert len(on) > 30


def test_what_was_named_is_counted_again_and_holds(played: Played) -> None:
    core = played.hall.core
    assert not any(verify(core.state, core.settings).values())


def forged(played: Played, many: int) -> int:
    """How many of so many guessed questions, levels and counters were taken."""
    chance, taken = random.Random(2), 0
    known = [each.question for each in played.hall.given]

    def guess(tx: Transaction) -> int:
        nonlocal taken
        for _ in range(500):
            id = chance.choice([secrets.token_urlsafe(9), chance.choice(known), "", "'; --"])
            with contextlib.suppress(Refused):
                ratings.answer(tx, id, chance.randint(1, CLERKS), 5, secrets.token_bytes(16))
                taken += 1
        return 0

    for _ in range(many // 500):
        played.hall.do(guess)
    return taken


@pytest.mark.parametrize(
    "many", [pytest.param(2_000), pytest.param(1_000_000, marks=pytest.mark.soak)]
)
def test_no_forged_or_replayed_question_is_answered(played: Played, many: int) -> None:
    before = Rating.select().count()
    played.hall.open()
    assert forged(played, many) == 0
    assert Rating.select().count() == before
    # The control: a true question is answered by the very same press, once.
    played.hall.play({1: [Service(0, 60_000, None)]})
    question = OpenRating.get(OpenRating.state == "open").id
    key = secrets.token_bytes(16)
    played.hall.do(lambda tx: ratings.answer(tx, question, 1, 5, key))
    assert Rating.select().count() == before + 1
    played.hall.close()


def test_rows_that_were_edited_or_deleted_are_named(played: Played, tmp_path: Path) -> None:
    settings = played.hall.core.settings
    for i, how in enumerate(EDITS):
        it = stolen(played, tmp_path / str(i))
        assert not any(verify(it.state, settings).values())
        it.sql(how)
        assert any(verify(it.state, settings).values()), how
        it.db.close()


LOW = "(SELECT key FROM rating WHERE level < 3 LIMIT 1)"
LAST = "(SELECT max(seq) FROM journal WHERE action = 'answered')"
EDITS = (
    f"UPDATE rating SET level = 5 WHERE key = {LOW}",
    f"DELETE FROM rating WHERE key = {LOW}",
    f"UPDATE rating SET key = randomblob(16) WHERE key = {LOW}",
    f"UPDATE rating SET clerk = CASE clerk WHEN 'cb1' THEN 'cb2' ELSE 'cb1' END WHERE key = {LOW}",
    f"UPDATE rating SET excluded = '1' WHERE key = {LOW}",
    "DELETE FROM journal WHERE seq = (SELECT seq FROM journal WHERE subject = 'check' LIMIT 1)",
    f"UPDATE journal SET clerk = 'cb9' WHERE seq = {LAST}",
    f"DELETE FROM journal WHERE seq > {LAST}",
)


def test_a_tail_signed_again_with_the_halls_own_key_stands_against_the_paper(
    played: Played, tmp_path: Path
) -> None:
    settings, it = played.hall.core.settings, stolen(played, tmp_path)
    date, seal = it.sql("SELECT date, seal FROM day WHERE state = 'closed' ORDER BY id DESC")[0]
    printed = {str(date): str(seal)[:16]}
    assert not any(verify(it.state, settings, printed).values())
    last = it.row("named")
    it.put(last, reason="short")
    it.detail(last, n=1, of=1)
    it.sql("DELETE FROM journal WHERE seq > (SELECT max(seq) FROM journal WHERE action = 'close')")
    it.sign()
    # The control: whoever has the key is not seen by the chain, only by the recount and the paper.
    assert not verify(it.state, settings)[Seals.says]
    assert verify(it.state, settings, printed)[Seals.says] == [
        f"{date}: no closing of this day has the seal {seal[:16]} of the sheet"
    ]
    it.db.close()


def stolen(played: Played, folder: Path) -> Tampered:
    """A copy of the state, to be got at."""
    core = played.hall.core
    core.writer.database.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(core.state, folder / "state")
    return Tampered(folder / "state")


@pytest.mark.soak
def test_a_hundred_thousand_services(tmp_path: Path) -> None:
    played = Played(tmp_path / "state", 7, 100_000)
    named = played.hall.named()
    on = {(day, clerk) for day, clerk, _ in played.planted}
    assert played.planted <= named
    falsely = {(day, clerk) for day, clerk, _ in named} - on
    assert len(falsely) <= played.hall.date * CLERKS / 1000, falsely
    core = played.hall.core
    assert not any(verify(core.state, core.settings).values())
    core.close()
