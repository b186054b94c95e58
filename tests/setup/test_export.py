"""`motcua hall export` and `import`: what comes out goes in and changes nothing; what is wrong."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

from config import parse
from tests.cli.typed import motcua, sentence
from tests.config_text import shipped
from tests.hall import Hall


def exported(state: Path) -> str:
    said = motcua("hall", "export", "--state", state)
    assert said.returncode == 0, said.stderr
    return said.stdout


def imported(state: Path, text: str) -> list[str]:
    """What an import says it has done, line by line."""
    said = taken(state, text)
    assert (said.returncode, said.stderr) == (0, "")
    return said.stdout.splitlines()


def taken(state: Path, text: str) -> subprocess.CompletedProcess[str]:
    file = state.parent / "office.toml"
    file.write_text(text, "utf-8")
    return motcua("hall", "import", file, "--state", state)


NOTHING = ["Nothing changes: the office is so already."]


def test_what_comes_out_goes_in_and_changes_nothing(tmp_path: Path) -> None:
    state = tmp_path / "state"
    text = exported(state)
    assert text == text.strip() + "\n"
    assert "demo-" not in text
    assert "password =" not in text
    assert imported(state, text) == NOTHING
    # The configuration that founded it says the same, passwords or not.
    assert imported(state, shipped()) == NOTHING
    assert exported(state) == text
    # And another office founded from it is the same one.
    assert parse(text).hall.services == parse(shipped()).hall.services
    assert set(tomllib.loads(text)) == {"hall"}


def test_each_difference_is_done_said_and_journalled(hall: Hall) -> None:
    text = exported(hall.state)
    hall.counter(3).open("can-bo-3")
    changed = (
        text.replace("recall_limit = 3", "recall_limit = 2")
        .replace('label = "Quầy 2"', 'label = "Quầy hai"')
        .replace('name = "Hộ tịch"', 'name = "Hộ tịch, quốc tịch"')
        .replace("head_start_min = 15", "head_start_min = 20")
        .replace('label = "Cán bộ 5"', 'label = "Cán bộ năm"')
    )
    changed += '[[hall.counters]]\nn = 6\nlabel = "Quầy 6"\nlines = [{ field = "dat-dai" }]\n'
    changed += (
        '[[hall.staff]]\nid = "moi"\nname = "moi"\nlabel = "Cán bộ mới"\npassword = "mật khẩu"\n'
    )
    assert sorted(imported(hall.state, changed)) == sorted([
        "rules: changed", "fields ho-tich: changed", "priorities uu-tien: changed",
        "counters 2: renamed", "counters 6: added", "staff can-bo-5: changed", "staff moi: hired",
    ])  # fmt: skip
    rows = hall.rows(
        "SELECT subject, ref, action FROM journal WHERE actor = 'control' AND subject <> 'token'"
    )
    assert sorted(rows) == sorted([
        ("setting", "rules", "change"), ("fields", "ho-tich", "change"),
        ("setting", "priority:uu-tien", "change"), ("assignment", "2", "rename"),
        ("assignment", "6", "add"), ("staff", "can-bo-5", "change"), ("staff", "moi", "hire"),
    ])  # fmt: skip
    assert imported(hall.state, changed) == NOTHING
    assert hall.signed_in("moi", "mật khẩu").ask("GET", "counters/6").status == 200
    # Nobody's password came from a file but that of who is new.
    assert hall.signed_in("canbo5").ask("GET", "counters/1").status == 200
    assert hall.counter(3).state()["state"] == "open"
    hall.verify()


def test_what_a_file_does_not_name_stays(tmp_path: Path) -> None:
    state = tmp_path / "state"
    before = tomllib.loads(exported(state))["hall"]
    assert imported(state, "[hall.rules]\ngrace_min = 10\n") == ["rules: changed"]
    after = tomllib.loads(exported(state))["hall"]
    assert after["rules"] == before["rules"] | {"grace_min": 10}
    assert {**after, "rules": 0} == {**before, "rules": 0}


def test_what_is_no_more_is_retired_and_comes_back(tmp_path: Path) -> None:
    state = tmp_path / "state"
    text = exported(state)
    whole = tomllib.loads(text)["hall"]
    gone = whole["services"][0]["id"]
    start = text.index(f'[[hall.services]]\nid = "{gone}"')
    end = text.index("[[hall.services]]", start + 5)
    assert imported(state, text[:start] + text[end:]) == [f"services {gone}: retired"]
    assert imported(state, text) == [f"services {gone}: added"]
    assert exported(state) == text


def test_a_wrong_file_changes_nothing_and_every_fault_has_its_line(hall: Hall) -> None:
    text = exported(hall.state)
    wrong = text.replace("recall_limit = 3", "recall_limit = 33").replace(
        'series = "C"', 'series = "N"'
    )
    lines = wrong.splitlines()
    due = {lines.index("recall_limit = 33") + 1, lines.index('series = "N"') + 1}
    said = taken(hall.state, wrong)
    assert said.returncode == 2
    assert {int(line.split("line ")[1].split(":")[0]) for line in said.stderr.splitlines()} == due
    assert "the letter of a field stays" in said.stderr

    without = wrong[: text.index("[[hall.fields]]")]
    assert "no [hall]" in taken(hall.state, "[server]\nport = 1\n").stderr
    assert taken(hall.state, "[hall\n").returncode == 2
    assert taken(hall.state, without.replace("33", "3")).returncode == 0
    assert hall.rows("SELECT COUNT(*) FROM journal WHERE actor = 'control'") == [(0,)]


def test_a_field_is_retired_and_never_left_out(tmp_path: Path) -> None:
    state = tmp_path / "state"
    text = exported(state)
    start = text.index('[[hall.fields]]\nid = "phan-anh"')
    end = text.index("[[", start + 5)
    assert "write retired = true" in taken(state, text[:start] + text[end:]).stderr
    head, tail = text[:start], text[start:]
    assert imported(state, head + tail.replace("retired = false", "retired = true", 1)) == [
        "fields phan-anh: changed"
    ]


def test_a_counter_at_work_is_not_retired_by_a_file(hall: Hall) -> None:
    text = exported(hall.state)
    hall.counter(5).open("can-bo-5")
    start = text.index("[[hall.counters]]\nn = 5")
    end = text.index("[[", start + 5)
    said = taken(hall.state, text[:start] + text[end:])
    assert said.returncode == 1
    assert said.stderr == (
        "motcua: Somebody is working at counter 5; close it before you retire it.\n"
    )
    assert hall.counter(5).state()["state"] == "open"


def test_an_import_needs_a_file(tmp_path: Path) -> None:
    assert "needs a file" in sentence(motcua("hall", "import", "--state", tmp_path / "s"), 2)
