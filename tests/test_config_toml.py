"""The shipped config.toml: without fault, every setting explained, and honest about its law."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import ConfigError, Hall, Settings, check, load, parse
from config.places import find
from config.words import Group

FILE = Path(__file__).parent.parent / "config.toml"
TEXT = FILE.read_text(encoding="utf-8")
LINES = TEXT.splitlines()


@pytest.fixture(scope="module")
def shipped() -> Settings:
    return load(FILE)


@pytest.fixture(scope="module")
def hall(shipped: Settings) -> Hall:
    return shipped.hall


def groups(group: type[Group], path: str = "") -> Iterator[tuple[str, type[Group]]]:
    """Every table that the file may have, repeated ones marked with []."""
    yield path, group
    for name, field in group.model_fields.items():
        held: Any = field.annotation
        mark = "[]" if get_origin(held) is list else ""
        held = get_args(held)[0] if mark else held
        if isinstance(held, type) and issubclass(held, Group):
            yield from groups(held, f"{path}.{name}{mark}".lstrip("."))


EVERY_SETTING = [
    f"{path}.{name}".lstrip(".") for path, group in groups(Settings) for name in group.model_fields
]


@pytest.mark.parametrize("setting", EVERY_SETTING)
def test_every_setting_has_its_reason_above_it(setting: str) -> None:
    line = first_line(setting)
    assert re.match(r"# .{3}", LINES[line - 2]), f"line {line} has no comment above it"


def first_line(setting: str) -> int:
    """Where a setting first stands, in whichever entry of its list."""
    steps = [step for part in setting.split(".") for step in part.replace("[]", ".0").split(".")]
    lines = [
        line
        for path, line in find(TEXT)._lines.items()
        if ["0" if isinstance(step, int) else step for step in path] == steps
    ]
    assert lines, f"{setting} is not in the file"
    return min(lines)


def test_a_setting_left_out_has_the_value_shown_or_the_comment_says_otherwise(
    shipped: Settings,
) -> None:
    places = find(TEXT)
    for name in ("server", "day", "limits", "voice", "floor", "backup"):
        group: Group = getattr(shipped, name)
        for key, field in type(group).model_fields.items():
            if getattr(group, key) != field.default:
                comment = comment_above(places.line((name, key)))
                assert "Left out it is" in comment, f"{name}.{key}"
    assert shipped.hall.rules == type(shipped.hall.rules)()


def comment_above(line: int) -> str:
    said = ""
    while LINES[line - 2].startswith("#"):
        line -= 1
        said = f"{LINES[line - 1][2:]} {said}"
    return said


def test_it_loads_and_warns_only_of_what_makes_it_a_demo(shipped: Settings) -> None:
    assert [fault.where for fault in check(shipped)] == [
        "server.demo",
        "hall.staff",
        "hall.services",
    ]


def test_its_text_is_composed_and_plain() -> None:
    assert unicodedata.is_normalized("NFC", TEXT)
    assert TEXT.endswith("\n")
    assert not re.search(r"[ \t]\n|\t|\r", TEXT)


def test_ten_fields_with_their_letters(hall: Hall) -> None:
    assert {field.series: field.name for field in hall.fields} == {
        "A": "Hộ tịch",
        "C": "Chứng thực",
        "G": "Giáo dục – Văn hóa",
        "H": "Hướng dẫn",
        "K": "Hộ kinh doanh",
        "L": "Đất đai – Xây dựng",
        "M": "Bảo trợ xã hội – Người có công",
        "R": "Trả kết quả",
        "S": "Cư trú",
        "X": "Tiếp công dân – Phản ánh, kiến nghị",
    }


def test_every_service_has_english_papers_and_a_dated_source(hall: Hall) -> None:
    assert len(hall.services) == 47
    for service in hall.services:
        assert service.name_en != service.name
        assert service.name_en.isascii(), service.name_en
        assert service.documents or service.field == "huong-dan"
        assert service.limit_text
        assert service.charge_text
        assert service.source
        assert service.as_of == dt.date(2026, 11, 20)
        assert not service.verified, "nobody of an office has checked it"


def test_the_shares_are_a_whole_day(hall: Hall) -> None:
    assert sum(service.share for service in hall.services) == pytest.approx(1, abs=0.005)


def test_everything_people_read_has_english(hall: Hall) -> None:
    named = [*hall.fields, *hall.counters, *hall.priorities, *hall.reasons, *hall.pauses]
    for one in named:
        words = one.model_dump()
        vietnamese = words.get("name") or words["label"]
        english = words.get("name_en") or words["label_en"]
        assert vietnamese != english
    for key in ("name", "parent", "motto", "about"):
        assert getattr(hall.office, key) != getattr(hall.office, f"{key}_en")


def test_five_counters_serve_every_field_and_each_has_its_screens(shipped: Settings) -> None:
    lines = {
        counter.n: {line.field: line.offset_min for line in counter.lines}
        for counter in shipped.hall.counters
    }
    assert lines == {
        1: {"ho-tich": 0, "chung-thuc": 5},
        2: {"chung-thuc": 0, "ho-tich": 5},
        3: {"dat-dai": 0, "ho-kinh-doanh": 0},
        4: {"bao-tro": 0, "giao-duc": 0, "huong-dan": 0},
        5: {"tra-ket-qua": 0, "cu-tru": 0, "phan-anh": 0, "huong-dan": 5},
    }
    kinds = [screen.kind for screen in shipped.screens]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "kiosk": 1,
        "display": 3,
        "reception": 1,
        "counter": 5,
        "pad": 5,
    }


def test_nobody_has_a_name(hall: Hall) -> None:
    clerks = [person.label for person in hall.staff if person.role == "clerk"]
    assert clerks == [f"Cán bộ {n}" for n in range(1, 7)]
    assert [person.label for person in hall.staff if person.role == "supervisor"] == ["Giám sát"]


def test_one_press_is_enough_for_priority(hall: Hall) -> None:
    asked = [(one.id, one.head_start_min) for one in hall.priorities if one.ask]
    assert asked == [("uu-tien", 15)]
    assert [(one.id, one.head_start_min) for one in hall.priorities if not one.ask] == [
        ("hen-truoc", 10)
    ]


def test_five_plans_have_slogans_and_a_slip_of_the_pen_is_put_right(hall: Hall) -> None:
    plans = {slogan.set.partition("@")[2] for slogan in hall.slogans}
    assert plans == {"000", "001", "002", "003", "004"}
    said = " ".join(slogan.text for slogan in hall.slogans)
    assert "trịch thượng" in said
    assert "2 không" not in said, "no plan says its words"


def test_some_reasons_are_for_the_head_alone(hall: Hall) -> None:
    codes = [reason.code for reason in hall.reasons]
    assert codes == [*(f"R{n}" for n in range(1, 12)), *(f"P{n}" for n in range(1, 6))]
    routes = {reason.code: reason.route for reason in hall.reasons}
    assert (routes["R5"], routes["R8"], routes["R9"]) == ("head", "head-only", "office")


def mutated(kind: str, at: int, sign: str, value: str) -> str:
    """The shipped file after one of the things that happen to a file in an editor."""
    line = at % len(LINES)
    before, here, after = LINES[:line], LINES[line], LINES[line + 1 :]
    column = at % (len(here) + 1)
    changed = {
        "remove the line": [],
        "repeat the line": [here, here],
        "comment it out": [f"# {here}"],
        "change the value": [f"{here.partition('=')[0]}= {value}"],
        "change the name": [f"{value} ={here.partition('=')[2]}"],
        "type a sign": [here[:column] + sign + here[column:]],
        "lose a sign": [here[:column] + here[column + 1 :]],
        "break the line": [here[:column], here[column:]],
    }
    if kind == "lose the end":
        return TEXT[: at % len(TEXT)]
    return "\n".join([*before, *changed[kind], *after]) + "\n"


KINDS = [
    "remove the line",
    "repeat the line",
    "comment it out",
    "change the value",
    "change the name",
    "type a sign",
    "lose a sign",
    "break the line",
    "lose the end",
]
VALUES = [
    *('""', '"x"', '"Hộ tịch"', '"A"', '"07:30"', '"\\u0000"', '"tcp://[:1"', "'\"'", '""""""'),
    *("1", "-1", "0", "999999999999999999999", "1.5", "nan", "inf", "true"),
    *("[]", "[[]]", '["x"]', '[1, "a"]', "{}", '{ field = "ho-tich" }'),
    *("2026-11-20", "07:30:00"),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(KINDS),
    st.integers(0, len(TEXT)),
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from(VALUES),
)
def test_a_damaged_file_loads_or_says_where(kind: str, at: int, sign: str, value: str) -> None:
    text = mutated(kind, at, sign, value)
    try:
        found = check(parse(text))
    except ConfigError as error:
        found = error.faults
        assert found
    length = text.count("\n") + 1
    for fault in found:
        assert 1 <= fault.line <= length
        assert fault.message
        assert str(fault).isprintable()
