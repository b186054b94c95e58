"""What works but should not stay as it is: a warning with its line."""

from __future__ import annotations

import pytest

from tests.config.small import HALL, KIOSK, warned

SCREENS = f'{KIOSK}[[screens]]\nkind = "display"\nname = "Bảng"\n[[printers]]\nname = "a"\n'
NETWORK = 'driver = "tcp://10.0.0.9:9100"\n'
CHECKED = 'source = "QĐ 1"\nas_of = 2026-11-20\nverified = true\n'
BOSS = (
    '[[hall.staff]]\nid = "s"\nname = "giamsat"\nlabel = "Giám sát"\nrole = "supervisor"\n'
    'password = "qua-xoai-xanh"\npin = "7046"\n'
)
HEAD = (
    '[[hall.staff]]\nid = "l"\nname = "lanhdao"\nlabel = "Lãnh đạo"\nrole = "head"\n'
    'password = "qua-mit-vang"\n'
)
HOURS = '[[hall.hours]]\ndays = ["mon"]\nopen = "07:30"\nclose = "11:30"\n'
GOOD = (
    HALL.replace("always_open = true\n", "rules = { kiosk_in_a_row = 3 }\n")
    .replace('khai sinh"\n', f'khai sinh"\nshare = 0.5\n{CHECKED}')
    .replace('bản sao"\n', f'bản sao"\n{CHECKED}')
    + SCREENS
    + BOSS
    + HEAD
    + HOURS
)


def test_a_hall_ready_to_open_has_no_warning() -> None:
    assert warned(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        ("[hall]", "[server]\ndemo = true\n[hall]", "demo", "demo = false"),
        ("[hall]\n", "[hall]\nalways_open = true\n", "always", "day and night"),
        ("kiosk_in_a_row = 3", "kiosk_in_a_row = 0", "rules", "numbers without end"),
        ("[hall]", '[day]\ntrust_clock = "always"\n[hall]', "trust", "wrong day"),
        (
            'series = "C"',
            'series = "L"\nname = "L"\n[[hall.fields]]\nid = "n"\nseries = "N"',
            "seri",
            "L and N",
        ),
        ('{ field = "ho-tich" },', "", "[[hall.fields]]", "no counter serves"),
        ('field = "chung-thuc"\n', 'field = "ho-tich"\n', "[[hall.fields]]", "no service"),
        ('name = "Chứng thực"\n', 'name = "Chứng thực"\nretired = true\n', "field", "retired"),
        (
            'bản sao"\nsource = "QĐ 1"\nas_of = 2026-11-20\nverified = true',
            'bản sao"',
            "[[hall.serv",
            "1 of 2",
        ),
        ('bản sao"\n', 'bản sao"\nshare = 0.6\n', "[[hall.serv", "add up to 1.10"),
        (
            KIOSK,
            '[[screens]]\nkind = "pad"\ncounter = 1\nname = "Ki-ốt 1"\n',
            "[[screens",
            "no kiosk",
        ),
        ('kind = "display"', 'kind = "reception"', "[[screens", "no display"),
        ('[[printers]]\nname = "a"\n', "", "[[screens", "not printed"),
        (
            '[[printers]]\nname = "a"\n',
            f'[[printers]]\nname = "a"\ntext = "unaccented"\n{NETWORK}',
            "text",
            "without tone marks",
        ),
        (
            '[[printers]]\nname = "a"\n',
            f'[[printers]]\nname = "a"\ntext = "tcvn3"\n{NETWORK}',
            "text",
            "fast enough",
        ),
        ('kind = "display"', 'kind = "pad"\ncounter = 1', "[[screens", "no display"),
        ('password = "qua-xoai-xanh"\n', "", "[[hall.staff", "cannot sign in"),
        ("qua-xoai-xanh", "demo-giamsat", "[[hall.staff", "1 of 2 have a password of the demo"),
        ("qua-xoai-xanh", "xoai", "password", "easy to guess"),
        ("qua-xoai-xanh", "giamsat-2026", "password", "holds the sign-in name"),
        ('"7046"', '"1234"', "pin", "first one anybody tries"),
        ('"7046"', '"8888"', "pin", "first one anybody tries"),
        ('role = "supervisor"\n', "", "[[hall.staff", "nobody is supervisor"),
        ('role = "head"\n', "", "[[hall.staff", "nobody is head"),
        ('close = "11:30"', 'close = "07:45"', "[[hall.hours", "no number at all"),
        (
            HOURS,
            HOURS + '[[hall.calendar]]\ndate = 2026-11-21\nname = "Bù"\n'
            '[[hall.calendar.sessions]]\nopen = "07:30"\nclose = "07:40"\n',
            "[[hall.calendar.s",
            "no number at all",
        ),
        (
            'name = "Chứng thực"\n',
            'name = "Chứng thực"\nhours = [{ days = ["mon"], open = "13:30", close = "15:00" }]\n',
            "hours",
            "no number on mon",
        ),
        (
            'name = "Chứng thực"\n',
            'name = "Chứng thực"\nhours = [{ days = ["sat"], open = "08:00", close = "09:00" }]\n',
            "hours",
            "no number on sat",
        ),
    ],
)
def test_what_works_but_should_not_stay_is_warned_of(
    old: str, new: str, part: str, says: str
) -> None:
    assert GOOD.count(old) == 1, f"{old!r} must name one place"
    text = GOOD.replace(old, new)
    found = [fault for fault in warned(text) if says in fault.message]
    assert len(found) == 1, warned(text)
    assert text.splitlines()[found[0].line - 1].startswith(part)


def test_a_counter_without_a_pad_is_warned_of_where_others_have_one() -> None:
    second = '[[hall.counters]]\nn = 2\nlabel = "Quầy 2"\nlines = [{ field = "ho-tich" }]\n'
    pad = '[[screens]]\nkind = "pad"\nname = "P"\ncounter = 1\n'
    (fault,) = warned(GOOD + second + pad)
    assert fault.where == "hall.counters[2]"


@pytest.mark.parametrize(("width", "said"), [(0, 0), (217, 1), (268, 0)])
def test_a_panel_too_small_for_a_kiosk(width: int, said: int) -> None:
    told = warned(HALL + KIOSK + f"width_mm = {width}\n")
    assert sum("narrower than 240 mm" in str(fault) for fault in told) == said
