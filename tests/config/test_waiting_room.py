"""Waiting rooms, notices and plans: what contradicts itself is named at its line."""

from __future__ import annotations

import pytest

from config import parse
from tests.config.small import HALL, only

SLIDE = '[[hall.slides]]\nid = "phi"\n'
TEXT = SLIDE + 'text = "x"\n'
ROOM = '[[hall.rooms]]\nid = "tra"\nname = "Trả kết quả"\n'
ONE = ROOM + "counters = [1]\n"
TWICE = ONE + '[[hall.rooms]]\nid = "b"\nname = "B"\ncounters = [1]\n'
SCREEN = '[[screens]]\nname = "B"\n'
PLAN = '[hall.waiting_room]\nplans = ["001"]\n[[hall.slogans]]\nset = "x@0001"\ntext = "x"\n'

FAULTS = [
    (SLIDE, "slides[phi]", "shows nothing"),
    (TEXT + "first_day = 2026-11-20\nlast_day = 2026-11-19\n", "last_day", "before first_day"),
    (TEXT + 'start = "11:00"\nend = "07:00"\n', "end", "never be shown"),
    (SLIDE + 'picture = "../hall.webp"\n', "picture", "so-do.webp"),
    (SLIDE + f'title = "{"Đ" * 51}"\n', "title", "50"),
    (TEXT + TEXT, "id", "there twice"),
    (ROOM + "counters = [9]\n", "counters[no. 1]", "no counter 9"),
    (ROOM + "counters = []\n", "counters", "1"),
    (TWICE, "counters[no. 1]", 'in "Trả kết quả" too'),
    (PLAN, "plans[no. 1]", 'did you mean "0001"?'),
    (ONE + SCREEN + 'kind = "display"\nroom = "tr"\n', "room", 'did you mean "tra"?'),
    (ONE + SCREEN + 'kind = "kiosk"\nroom = "tra"\n', "room", "only a display"),
    (ONE + SCREEN + 'kind = "display"\nroom = "tra"\ncounter = 1\n', "room", "keep one"),
]


@pytest.mark.parametrize(("text", "where", "said"), FAULTS)
def test_a_fault_is_named_where_it_is(text: str, where: str, said: str) -> None:
    fault = only(HALL + text)
    assert fault.where.endswith(where)
    assert said in str(fault)


def test_too_many_notices_are_refused() -> None:
    many = "".join(f'[[hall.slides]]\nid = "s{n}"\ntext = "x"\n' for n in range(31))
    assert "more than 30 slides" in only(HALL + many).message


def test_a_display_may_hang_above_a_counter_or_in_a_room() -> None:
    screens = '[[screens]]\nkind = "display"\nname = "A"\ncounter = 1\n'
    screens += '[[screens]]\nkind = "display"\nname = "B"\nroom = "tra"\n'
    parse(HALL + ROOM + "counters = [1]\n" + screens)
