"""Two places of a file that do not agree: the line of the one to change."""

from __future__ import annotations

import pytest

from config import parse
from tests.config.small import HALL, KIOSK, faults, line_of, only, with_


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        ('id = "chung-thuc"', 'id = "ho-tich"', 'id = "ho-tich"\nseries = "C"', "twice"),
        ('series = "C"', 'series = "A"', 'series = "A"\nname = "Chứng', "twice"),
        ('name = "Chứng thực"', 'name = "HỘ TỊCH"', 'name = "HỘ', "twice"),
        ('id = "ban-sao"', 'id = "khai-sinh"', 'id = "khai-sinh"\nfield = "ch', "twice"),
        ('series = "C"', 'series = "c"', 'series = "c"', 'write "C"'),
        ('field = "ho-tich"\n', 'field = "hotich"\n', "field", 'did you mean "ho-tich"?'),
        ('field = "ho-tich"\n', 'field = "zzz"\n', "field", "fields: ho-tich, chung-thuc"),
        ('field = "chung-thuc",', 'field = "chung",', "  { field", 'did you mean "chung-thuc"?'),
        ('field = "chung-thuc",', 'field = "ho-tich",', '  { field = "ho-tich",', "twice: keep"),
        ("offset_min = 5", "offset = 5", "  { field", 'did you mean "offset_min"?'),
        ("n = 1\n", "n = 100\n", "n = 100", "99 or less"),
        ("n = 1\n", "", "[[hall.counters", "add a line n = …"),
        ('name = "Trung tâm"', 'name = "  "', "name", "must not be empty"),
        ('name = "Trung tâm"', f'name = "{"x" * 161}"', "name", "160 characters"),
        ('name = "Trung tâm"', 'name = "a\\nb"', "name", "invisible"),
        ('name = "Trung tâm"', 'name = "a\\u202Eb"', "name", "invisible"),
        ('[hall.office]\nname = "Trung tâm"\n', "", "[hall]", "add [hall.office]"),
        ("always_open = true\n", "", "[hall]", "never opens"),
    ],
)
def test_a_changed_line_is_the_line_that_is_named(old: str, new: str, part: str, says: str) -> None:
    text = with_(old, new)
    found = [fault for fault in faults(text) if says in str(fault)]
    # The line named is the one where `part` stands, looking from the changed place on.
    assert found, faults(text)
    assert found[0].line == line_of(text, part) or text.splitlines()[found[0].line - 1].startswith(
        part
    )


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        (("07:30", "11:30"), ("11:00", "17:00"), 3),
        (("13:30", "17:00"), ("07:30", "11:30"), 3),
    ],
)
def test_hours_of_a_day_are_in_order_without_overlap(
    first: tuple[str, str], second: tuple[str, str], line: int
) -> None:
    hours = "".join(
        f'[[hall.hours]]\ndays = ["mon"]\nopen = "{opens}"\nclose = "{closes}"\n'
        for opens, closes in (first, second)
    )
    text = HALL + hours
    fault = only(text)
    assert fault.line == text.count("\n") - 4 + line
    assert "mon is still open until" in fault.message


def test_hours_of_different_days_may_overlap() -> None:
    hours = "".join(
        f'[[hall.hours]]\ndays = ["{day}"]\nopen = "07:30"\nclose = "11:30"\n'
        for day in ("sat", "mon")
    )
    assert len(parse(HALL + hours).hall.hours) == 2


DAY = '[[hall.calendar]]\ndate = 2026-11-21\nname = "x"\n'
OWN = '[[hall.calendar.sessions]]\nopen = "{}"\nclose = "{}"\n'
WEEK = '[[hall.hours]]\ndays = ["mon"]\nopen = "07:30"\nclose = "11:30"\n'


@pytest.mark.parametrize(
    ("tables", "part", "says"),
    [
        (DAY + DAY, "date", "2026-11-21 is there twice"),
        (DAY.replace("2026-11-21", '"21/11"'), "date", "must be a date without quotes"),
        (DAY + 'like = "sat"\n', "like", "no hours on sat"),
        (WEEK + DAY + 'like = "tue"\n', "like", "days with hours: mon"),
        (DAY + OWN.format("11:30", "07:30"), "close", "before it opens at 11:30"),
        (
            DAY + OWN.format("07:30", "11:30") + OWN.format("11:00", "12:00"),
            "open",
            "the date is still open until 11:30",
        ),
    ],
)
def test_a_calendar_agrees_with_itself_and_with_the_week(tables: str, part: str, says: str) -> None:
    text = HALL + tables
    found = [fault for fault in faults(text) if says in str(fault)]
    assert len(found) == 1, faults(text)
    assert text.splitlines()[found[0].line - 1].startswith(part)


def test_a_date_may_keep_the_hours_of_another_weekday() -> None:
    assert parse(HALL + WEEK + DAY + 'like = "mon"\n').hall.calendar[0].like == "mon"


def test_the_hours_of_a_field_are_in_order_too() -> None:
    window = '{{ days = ["mon"], open = "{}", close = "{}" }}'
    hours = f"hours = [{window.format('13:00', '15:00')}, {window.format('08:00', '9:00')}]"
    text = with_('name = "Chứng thực"\n', f'name = "Chứng thực"\n{hours}\n')
    assert "mon is still open until 15:00" in " ".join(map(str, faults(text)))


ADDRESS = 'driver = "tcp://p:9100"\n'
FIRST = 'kiosks = ["Ki-ốt 1"]\n'


@pytest.mark.parametrize(
    ("printers", "says"),
    [
        ('name = "a"\nkiosks = ["Ki-ôt 1"]\n', 'did you mean "Ki-ốt 1"?'),
        (
            'name = "a"\nkiosks = ["Ki-ốt 1"]\n[[printers]]\nname = "b"\nkiosks = ["Ki-ốt 1"]\n',
            "one",
        ),
        ('name = "a"\n[[printers]]\nname = "b"\n', "two printers serve every kiosk"),
        ('name = "a"\n[[printers]]\nname = "a"\nkiosks = ["Ki-ốt 1"]\n', "twice"),
        ('name = "a"\ntext = "tcvn3"\n', "no letters of its own"),
        (
            f'name = "a"\n{ADDRESS}[[printers]]\nname = "b"\n{ADDRESS}{FIRST}',
            "cannot share one address",
        ),
    ],
)
def test_every_kiosk_has_one_printer(printers: str, says: str) -> None:
    assert says in str(only(f"{HALL}{KIOSK}[[printers]]\n{printers}"))


def test_the_class_of_appointments_is_one_of_the_classes() -> None:
    chosen = HALL.replace("[hall.office]", '[hall.rules]\nappointment_class = "hen"\n[hall.office]')
    assert "[[hall.priorities]]" in str(only(chosen))
    assert only(chosen).line == line_of(chosen, "appointment_class")


def test_the_guidance_line_is_one_of_the_fields() -> None:
    rules = '[hall.rules]\nguidance_field = "{}"\n'
    fault = only(HALL + rules.format("ho-tic"))
    assert 'did you mean "ho-tich"?' in str(fault)
    assert parse(HALL + rules.format("ho-tich")).hall.rules.guidance_field == "ho-tich"
    assert parse(HALL).hall.rules.guidance_field not in {f.id for f in parse(HALL).hall.fields}


@pytest.mark.parametrize("bare", ["8000", "8.000 đồng", "50.000đ", "100k"])
def test_a_bare_number_is_no_charge(bare: str) -> None:
    name = 'name = "Chứng thực bản sao"\n'
    fault = only(with_(name, f'{name}charge_text = "{bare}"\n'))
    assert "say for what" in fault.message
    worded = with_(name, f'{name}charge_text = "{bare}/bản"\n')
    assert parse(worded).hall.services[1].charge_text == f"{bare}/bản"
