"""A value that cannot be: its line, and what to write instead."""

from __future__ import annotations

import pytest

from tests.config.small import HALL, faults, line_of, only, with_


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    text = with_('series = "A"', 'series = "D"') + '[server]\nport = "8080"\nprt = 1\n'
    text = text.replace('field = "chung-thuc"\nname', 'field = "chung-thc"\nname')
    found = faults(text)
    assert [fault.where for fault in found] == [
        "hall.fields[ho-tich].series",
        "hall.services[ban-sao].field",
        "server.port",
        "server.prt",
    ]
    assert [fault.line for fault in found] == [
        line_of(text, '"D"'),
        line_of(text, '"chung-thc"'),
        line_of(text, "port ="),
        line_of(text, "prt ="),
    ]


@pytest.mark.parametrize(
    ("extra", "where", "part", "suggestion"),
    [
        ("[hall.rules]\nrecal_limit = 3", "hall.rules.recal_limit", "recal_", 'n "recall_limit"?'),
        ("[servr]\nport = 1", "servr", "[servr]", 'did you mean "server"?'),
        ("[server]\nrecall_limit = 3", "server.recall_limit", "recall", "belongs in [hall.rules]"),
        ("[floor]\nxyz = 3", "floor.xyz", "xyz", "settings here: path, block"),
        ('[server]\nport = "8080"', "server.port", "port", "write 8080"),
        ("[server]\nport = 0", "server.port", "port", None),
        ("[server]\nport = 65536", "server.port", "port", None),
        ('[server]\ndemo = "true"', "server.demo", "demo", "write true"),
        ("[server]\nhost = 1", "server.host", "host", 'write "1"'),
        ('[server]\nhost = "my hall"', "server.host", "host", None),
        ('[server]\nhost = "300.1.1.1"', "server.host", "host", None),
        ('[server]\npublic_url = "hall/x"', "server.public_url", "public", None),
        ('[day]\nroll_at = "3:00"', "day.roll_at", "roll", 'write "03:00"'),
        ('[day]\nroll_at = "25:00"', "day.roll_at", "roll", None),
        ('[day]\ntimezone = "Asia/Hanoi"', "day.timezone", "timez", None),
        ('[day]\ntrust_clock = "alway"', "day.trust_clock", "trust", 'did you mean "always"?'),
        ("[limits]\nbatch = 3000", "limits.batch", "batch", None),
        ('[voice]\nengine = "espeak"', "voice.engine", "engine", 'did you mean "espeak-ng"?'),
        ("[voice]\nchime = 1", "voice.chime", "chime", None),
        ('[backup]\nkeep = "many"', "backup.keep", "keep", None),
        ('[floor]\npath = "a\\u0000b"', "floor.path", "path", None),
        ("screens = 3", "screens", "screens", None),
        ("screens = [1]", "screens[no. 1]", "screens", None),
        ('[[printers]]\nname = "May in"', "printers[May in].name", "name", 'write "may-in"'),
        ('[[printers]]\nname = "a"\nwidth_px = 575', "printers[a].width_px", "width", None),
        ('[[printers]]\nname = "a"\nwidth_mm = 57', "printers[a].width_mm", "width", None),
        ('[[printers]]\nname = "a"\ntimeout_s = 31', "printers[a].timeout_s", "timeo", None),
        ('[[screens]]\nkind = "pda"\nname = "p"', "screens[p].kind", "kind", 'did you mean "pad"?'),
        ('[[screens]]\nkind = "pad"\nname = "p"', "screens[p]", "[[screens", None),
        (
            '[[screens]]\nkind = "pad"\nname = "p"\ncounter = 7',
            "screens[p].counter",
            "counter =",
            "counters: 1",
        ),
        (
            '[[screens]]\nkind = "kiosk"\nname = "k"\ncounter = 1',
            "screens[k].counter",
            "counter =",
            None,
        ),
        ("[hall.rules]\nrating_min_s = 90", "hall.rules.rating_min_s", "rating", None),
        ("[hall.rules]\nrating_levels = 6", "hall.rules.rating_levels", "rating", None),
        (
            '[[hall.staff]]\nid = "a"\nname = "Cán bộ"\nlabel = "A"',
            "hall.staff[a].name",
            "name",
            'write "canbo"',
        ),
        (
            '[[hall.staff]]\nid = "a"\nname = "a"\nlabel = "A"\npin = "12"',
            "hall.staff[a].pin",
            "pin",
            None,
        ),
        ('[[hall.pauses]]\ncode = "hop"\nname = "Họp"', "hall.pauses[hop].code", "code", '"HOP"'),
        (
            '[[hall.hours]]\ndays = ["mo"]\nopen = "07:00"\nclose = "08:00"',
            "hall.hours[no. 1].days[no. 1]",
            "days",
            'did you mean "mon"?',
        ),
        (
            '[[hall.hours]]\ndays = []\nopen = "07:00"\nclose = "08:00"',
            "hall.hours[no. 1].days",
            "days",
            None,
        ),
        (
            '[[hall.hours]]\ndays = ["mon"]\nopen = "09:00"\nclose = "08:00"',
            "hall.hours[no. 1].close",
            "close",
            None,
        ),
        (
            '[[hall.services]]\nid = "x"\nfield = "ho-tich"\nname = "x"\nas_of = "2026-11-20"',
            "hall.services[x].as_of",
            "as_of",
            None,
        ),
        (
            '[[hall.services]]\nid = "x"\nfield = "ho-tich"\nname = "x"\nverified = true',
            "hall.services[x].verified",
            "verified",
            None,
        ),
        (
            '[[hall.services]]\nid = "x"\nfield = "ho-tich"\nname = "x"\ndocuments = "a"',
            "hall.services[x].documents",
            "documents",
            None,
        ),
    ],
)
def test_a_fault_names_its_line_and_what_to_write(
    extra: str, where: str, part: str, suggestion: str | None
) -> None:
    # Top-level keys must stand before the first table.
    text = f"{extra}\n{HALL}" if not extra.startswith("[") else f"{HALL}{extra}\n"
    fault = only(text)
    assert fault.where == where
    assert text.splitlines()[fault.line - 1].startswith(part)
    if suggestion is None:
        assert fault.suggestion is None
    else:
        assert suggestion in str(fault.suggestion)
