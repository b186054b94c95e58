"""`motcua hall export` and `import`: what comes out goes in and changes nothing; what is wrong."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit import verify
from config import Hall as Wanted
from config import Rules, parse
from hall.at_rest import AtRest
from office import written
from tests.cli.typed import motcua, sentence
from tests.config_text import shipped
from tests.hall import Hall

Done = set[tuple[str, str, str]]


class Office(AtRest):
    """The shipped hall at rest, asked through its back door."""

    def exported(self) -> str:
        text: str = self.answer("hall export", {})["ok"]
        return text

    def imported(self, text: str) -> Done:
        """What was done."""
        told = self.answer("hall import", {"text": text})
        return {(table, id, verb) for table, id, verb in told["ok"]["done"]}

    def faults(self, text: str) -> list[str]:
        """Why nothing was done."""
        told = self.answer("hall import", {"text": text})
        assert told["error"] == "wrong"
        faults: list[str] = told["fields"]["faults"]
        return faults


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(parse(shipped()), tmp_path / "state") as opened:
        yield opened
    assert not any(verify(tmp_path / "state", parse(shipped())).values())


def without(text: str, header: str, first: str) -> str:
    """The text without the one table under `header` that begins with this line."""
    start = text.index(f"{header}\n{first}\n")
    end = text.find("\n[", start)
    return text[:start] + text[end + 1 :]


def test_what_comes_out_goes_in_and_changes_nothing(office: Office) -> None:
    text = office.exported()
    assert set(tomllib.loads(text)) == {"hall"}
    assert "demo-" not in text
    assert "password =" not in text
    assert office.imported(text) == set()
    # The configuration that founded it says the same, passwords or not.
    assert office.imported(shipped()) == set()
    assert office.exported() == text


def test_every_setting_there_is_comes_out_and_goes_in(office: Office) -> None:
    """A hall in which nothing is as it was: a setting that export forgot would be found here."""
    before = tomllib.loads(office.exported())["hall"]
    wanted = Wanted.model_validate(unlike(before))
    assert office.imported(written.of_hall(wanted)) > {("rules", "", "change")}
    assert Wanted.model_validate(tomllib.loads(office.exported())["hall"]) == wanted
    was = Wanted.model_validate(before)
    groups = (*Wanted.model_fields, *Rules.model_fields)
    same = {name for name in groups if _part(was, name) == _part(wanted, name)}
    assert same == {"appointment_class"}


def test_what_a_file_does_not_name_stays(office: Office) -> None:
    before = tomllib.loads(office.exported())["hall"]
    assert office.imported("[hall.rules]\ngrace_min = 10\n") == {("rules", "", "change")}
    after = tomllib.loads(office.exported())["hall"]
    assert after == before | {"rules": before["rules"] | {"grace_min": 10}}


def test_what_is_no_more_is_retired_and_comes_back(office: Office) -> None:
    text = office.exported()
    gone = tomllib.loads(text)["hall"]["services"][0]["id"]
    less = without(text, "[[hall.services]]", f'id = "{gone}"')
    assert office.imported(less) == {("services", gone, "retire")}
    assert office.imported(text) == {("services", gone, "add")}
    less = without(text, "[[hall.priorities]]", 'id = "uu-tien"')
    assert office.imported(less) == {("priorities", "uu-tien", "retire")}
    assert office.imported(text) == {("priorities", "uu-tien", "add")}
    assert office.exported() == text


def test_an_order_is_a_difference(office: Office) -> None:
    text = office.exported()
    moved = without(text, "[[hall.priorities]]", 'id = "uu-tien"')
    start = text.index('[[hall.priorities]]\nid = "uu-tien"')
    moved += "\n" + text[start : text.index("\n[", start)] + "\n"
    assert office.imported(moved) == {("priorities", "", "order")}
    kept = tomllib.loads(office.exported())["hall"]["priorities"]
    assert [entry["id"] for entry in kept] == ["hen-truoc", "uu-tien"]


def test_a_wrong_file_changes_nothing_and_every_fault_has_its_line(office: Office) -> None:
    text = office.exported()
    wrong = text.replace("recall_limit = 3", "recall_limit = 33").replace(
        'series = "C"', 'series = "N"'
    )
    lines = wrong.splitlines()
    due = {lines.index("recall_limit = 33") + 1, lines.index('series = "N"') + 1}
    said = office.faults(wrong)
    assert {int(fault.split(":")[0].removeprefix("line ")) for fault in said} == due
    assert any("the letter of a field stays" in fault for fault in said)
    (fault,) = office.faults("[server]\nport = 1\n")
    assert "no [hall]" in fault
    assert office.faults("[hall\n")[0].startswith("line 1: ")
    assert office.exported() == text


def test_a_field_is_retired_and_never_left_out(office: Office) -> None:
    text = office.exported()
    (fault,) = [
        said
        for said in office.faults(without(text, "[[hall.fields]]", 'id = "phan-anh"'))
        if "never deleted" in said
    ]
    assert "write retired = true" in fault
    start = text.index('id = "phan-anh"')
    retired = text[:start] + text[start:].replace("retired = false", "retired = true", 1)
    assert office.imported(retired) == {("fields", "phan-anh", "change")}


def test_a_running_hall_takes_over_a_file_as_a_person_types_it(hall: Hall, tmp_path: Path) -> None:
    text = hall.motcua("hall", "export").stdout
    hall.counter(3).open("can-bo-3")

    def typed(text: str) -> Any:
        (tmp_path / "office.toml").write_text(text, "utf-8")
        return hall.motcua("hall", "import", str(tmp_path / "office.toml"))

    refused = typed(without(text, "[[hall.counters]]", "n = 3"))
    assert (refused.returncode, refused.stderr) == (
        1, "motcua: Somebody is working at counter 3; close it before you retire it.\n",
    )  # fmt: skip
    wrong = typed(text.replace("recall_limit = 3", "recall_limit = 33"))
    assert wrong.returncode == 2
    assert wrong.stderr.startswith(f"{tmp_path / 'office.toml'}: line ")

    changed = much_changed(text)
    done = typed(changed)
    assert sorted(done.stdout.splitlines()) == sorted([
        "rules: changed", "fields ho-tich: changed", "priorities uu-tien: changed",
        "counters 2: renamed", "counters 6: added", "staff can-bo-4: changed", "staff moi: hired",
    ])  # fmt: skip
    assert typed(changed).stdout == "Nothing changes: the office is so already.\n"
    each_has_its_row(hall)
    assert hall.signed_in("moi", "mật").ask("GET", "counters/6").status == 200
    # Nobody who is there already gets a password from a file.
    assert hall.signed_in("canbo4").ask("GET", "counters/6").status == 200
    hall.verify()


def much_changed(text: str) -> str:
    """The same office with a difference of every kind."""
    changed = (
        text.replace("recall_limit = 3", "recall_limit = 2")
        .replace('label = "Quầy 2"', 'label = "Quầy hai"')
        .replace('name = "Hộ tịch"', 'name = "Hộ tịch, quốc tịch"')
        .replace("head_start_min = 15", "head_start_min = 20")
        .replace('label = "Cán bộ 4"', 'label = "Cán bộ bốn"')
    )
    changed += '[[hall.counters]]\nn = 6\nlabel = "Quầy 6"\nlines = [{ field = "dat-dai" }]\n'
    changed += '[[hall.staff]]\nid = "moi"\nname = "moi"\nlabel = "Người mới"\npassword = "mật"\n'
    return changed


def each_has_its_row(hall: Hall) -> None:
    rows = hall.rows(
        "SELECT subject, ref, action FROM journal WHERE actor = 'control' AND subject <> 'token'"
    )
    assert sorted(rows) == sorted([
        ("setting", "rules", "change"), ("fields", "ho-tich", "change"),
        ("setting", "priority:uu-tien", "change"), ("assignment", "2", "rename"),
        ("assignment", "6", "add"), ("staff", "can-bo-4", "change"), ("staff", "moi", "hire"),
        ("office", "hall", "reform"),
    ])  # fmt: skip


def test_an_import_needs_a_file(tmp_path: Path) -> None:
    assert "needs a file" in sentence(motcua("hall", "import", "--state", tmp_path / "s"), 2)


# What names something, or may be one of a few words only.
KEPT = {
    "id", "n", "series", "field", "code", "name", "role", "days", "open", "close", "set", "kind",
    "route", "appointment_class", "retired", "verified", "picture", "start", "end",
    "counters",
}  # fmt: skip
ANOTHER = {
    "rating_levels": 4, "call_this_by": "supervisor", "same_day_until": "16:00",
    "guidance_field": "",
}  # fmt: skip


def unlike(hall: dict[str, Any]) -> dict[str, Any]:
    """The hall with other numbers, other words, and no truth as it was."""

    def other(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: other(name, each) for name, each in value.items()}
        if isinstance(value, list):
            return [other(key, each) for each in value]
        if key in (*KEPT, *ANOTHER) or isinstance(value, float | dt.date):
            return ANOTHER.get(key, value)
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            return value + 1
        return f"{value} +"

    changed: dict[str, Any] = other("", hall)
    week = {"days": ["sat"], "open": "08:00", "close": "09:00"}
    changed["fields"][0]["hours"] = [week]
    changed["hours"].append(week)
    changed["calendar"] = [{"date": dt.date(2026, 12, 24), "name": "Ngày hội", "sessions": []}]
    for name in ("hold_reasons", "call_reasons", "pauses"):
        changed[name].append({"code": "NEW", "name": "Việc mới"})
    return changed


def _part(hall: Wanted, name: str) -> Any:
    return getattr(hall, name) if name in Wanted.model_fields else getattr(hall.rules, name)
