"""A report asked for in English is English, but for names and what people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from reports import keeping
from reports.composed import letter
from tests.figures.history import History
from tests.reports.told import HALF, MONDAY, WEEK, done, frozen, live

WRITTEN = "Đã ban hành kế hoạch.\nĐã phát 12 bản tin."


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    with History(tmp_path_factory.mktemp("english") / "state", MONDAY) as hall:
        live(hall)
        done(hall, lambda tx: keeping.write(tx, *HALF, "results", WRITTEN, "giam-sat"))
        yield hall


# Letters that only Vietnamese has; "Ă" and "â" are others' too.
VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
# What an English file has from others: names of places and rules, people's and the office's words.
NAMES = re.compile(r"Mẫu Commune|Xã Mẫu|Khánh Hòa|Như Thanh|Cán bộ \d|Giám sát|/?QĐ-UBND|NĐ-CP")
OWN = ("number", "authority", "addressees", "signer", "body")


def said(value: Any) -> list[str]:
    """Every text in a letter."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return (
        [] if isinstance(value, int | float | None) else [t for each in parts for t in said(each)]
    )


@pytest.mark.parametrize("kind", [WEEK, HALF, ("day", MONDAY), ("month", "2026-11-15")])
def test_an_english_letter_is_english_but_for_names_and_peoples_own_words(
    hall: History, kind: tuple[str, str]
) -> None:
    version = frozen(hall, *kind)
    content, checksum, n = keeping.version(version)
    for internal in (True, False):
        told = letter(content, checksum, n, "en", internal=internal)
        mine = {name: each for name, each in told.items() if name not in OWN}
        written = WRITTEN.splitlines()
        texts = [text for text in said([mine, told["body"]]) if text not in written]
        assert not [text for text in texts if VIETNAMESE.search(NAMES.sub("", text))]
    # The control: the Vietnamese letter is full of it.
    told = letter(content, checksum, n, "vi", internal=False)
    assert VIETNAMESE.search(" ".join(said(told["facts"])))
