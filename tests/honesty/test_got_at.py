"""Forged questions are refused; what somebody got at is named, a tail signed again by the paper."""

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
from db.errors import Refused
from db.models import OpenRating, Rating
from db.transaction import Transaction
from ratings import question
from tests.audit.tampering import Tampered
from tests.honesty.days import CLERKS
from tests.honesty.people import Service
from tests.honesty.played import Played

pytestmark = pytest.mark.timeout(450)
LONG = [pytest.mark.soak, pytest.mark.timeout(3600)]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Two days, to be attacked."""
    played = Played(tmp_path_factory.mktemp("few") / "state", 5, 300)
    assert played.planted
    yield played
    played.hall.core.close()


def forged(played: Played, many: int) -> int:
    """How many of so many guessed questions, levels and counters were taken."""
    chance, taken = random.Random(2), 0
    known = [each.question for each in played.hall.given]

    def guess(tx: Transaction) -> int:
        nonlocal taken
        for _ in range(500):
            id = chance.choice([secrets.token_urlsafe(9), chance.choice(known), "", "'; --"])
            with contextlib.suppress(Refused):
                question.answer(tx, id, chance.randint(1, CLERKS), 5, secrets.token_bytes(16))
                taken += 1
        return 0

    for _ in range(many // 500):
        played.hall.do(guess)
    return taken


@pytest.mark.parametrize("many", [pytest.param(2_000), pytest.param(1_000_000, marks=LONG)])
def test_no_forged_or_replayed_question_is_answered(few: Played, many: int) -> None:
    before = Rating.select().count()
    few.hall.open()
    assert forged(few, many) == 0
    assert Rating.select().count() == before
    # The control: a true question is answered by the very same press, once.
    few.hall.play({1: [Service(0, 60_000, None)]})
    asked = OpenRating.get(OpenRating.state == "open").id
    key = secrets.token_bytes(16)
    few.hall.do(lambda tx: question.answer(tx, asked, 1, 5, key))
    assert Rating.select().count() == before + 1
    few.hall.close()


def test_rows_that_were_edited_or_deleted_are_named(few: Played, tmp_path: Path) -> None:
    settings = few.hall.core.settings
    for i, how in enumerate(EDITS):
        it = stolen(few, tmp_path / str(i))
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
    few: Played, tmp_path: Path
) -> None:
    settings, it = few.hall.core.settings, stolen(few, tmp_path)
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
