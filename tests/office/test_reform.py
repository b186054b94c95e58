"""The office changes while the hall runs: each difference is done and journalled alone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import office
from config import ConfigError, Hall
from db.errors import Unknown
from db.models import Journal
from db.statement import rows as listed
from office import assignments, living, reform, staffing, written
from tests.tickets.core import HALL, MINUTE, Core, refusal
from tickets import catalog, hands, line, reading, rows

AN = {"name": "an", "label": "Cán bộ An", "role": "clerk"}
NONE = staffing.Secrets("", None)


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    """The small hall, without appointments: it has no class for them."""
    hall = HALL.replace("rejoin_after = 2", 'rejoin_after = 2, appointment_class = ""')
    with Core(tmp_path / "state", hall=hall) as core:
        yield core


def changed(core: Core, name: str, value: Any) -> Any:
    return core.told(lambda tx: reform.change(tx, name, value, "boss"))


def adopted(core: Core, **parts: Any) -> list[list[str]]:
    """What is done when these parts of the office are asked for."""
    now = living.as_read()
    asked = Hall.model_validate_json(json.dumps(living.hall() | parts))
    done: list[list[str]] = core.told(lambda tx: reform.adopt(tx, now, asked, "boss"))
    return done


def details(subject: str) -> list[tuple[str, str, Any]]:
    """(ref, action, detail) of a subject's rows."""
    found = Journal.select(Journal.ref, Journal.action, Journal.detail)
    told = listed(found.where(Journal.subject == subject).order_by(Journal.seq))
    return [(ref, action, json.loads(detail) if detail else None) for ref, action, detail in told]


def test_a_rule_is_changed_by_its_name_and_the_rest_stays(core: Core) -> None:
    assert changed(core, "rules", {"recall_limit": 2}) == [["rules", "", "change"]]
    assert (office.rule("recall_limit"), office.rule("grace_min")) == (2, 6)
    assert details("setting")[-1][2]["value"]["recall_limit"] == 2
    assert changed(core, "rules", {"recall_limit": 2}) == []
    assert changed(core, "office", {"name": "Trung tâm mới"}) == [["office", "", "change"]]
    assert office.setting("office")["name"] == "Trung tâm mới"


def test_a_class_has_another_head_start_from_the_next_ticket_on(core: Core) -> None:
    first = core.take(priority="uu-tien")["id"]
    changed(core, "priority:uu-tien", {"head_start_min": 20})
    second = core.take(priority="uu-tien")["id"]
    starts = [core.ticket(id).head_start for id in (first, second)]
    assert starts == [15 * MINUTE, 20 * MINUTE]
    assert details("setting")[-1][0] == "priority:uu-tien"
    assert details("setting")[-1][2]["head_start"] == 20 * MINUTE


@pytest.mark.parametrize(
    ("name", "value"),
    [("nothing", 1), ("priority:nobody", 1), ("priority:uu-tien", 15), ("priority:", {})],
)
def test_what_is_no_setting_is_refused(name: str, value: Any, core: Core) -> None:
    with pytest.raises(Unknown):
        changed(core, name, value)


def test_a_value_that_no_file_could_have_is_refused(core: Core) -> None:
    with pytest.raises(ConfigError):
        changed(core, "rules", {"recall_limit": -1})


@pytest.mark.parametrize("secret", ["password", "pin"])
def test_what_somebody_signs_in_with_is_no_setting(secret: str, core: Core) -> None:
    with pytest.raises(ConfigError, match=rf"staff\[an\].{secret}"):
        changed(core, "staff", [AN | {"id": "an", secret: "mười ký tự"}])


def test_a_field_comes_and_goes_and_comes_back(core: Core) -> None:
    fields = living.fields()
    third = fields[0] | {"id": "dat-dai", "series": "L", "name": "Đất đai"}
    assert adopted(core, fields=[*fields, third]) == [["fields", "dat-dai", "add"]]
    assert [row[0] for row in reading.fields()] == ["ho-tich", "chung-thuc", "dat-dai"]
    gone = third | {"retired": True}
    assert adopted(core, fields=[*fields, gone]) == [["fields", "dat-dai", "change"]]
    assert [row[0] for row in reading.fields()] == ["ho-tich", "chung-thuc"]
    assert adopted(core, fields=[*fields, third]) == [["fields", "dat-dai", "change"]]


@pytest.mark.parametrize("how", ["waiting", "held"])
def test_a_field_does_not_go_while_somebody_is_in_it(how: str, core: Core) -> None:
    core.take("ban-sao")
    if how == "held":
        core.open(2)
        core.call(2)
        core.at(2, "start")
        core.at(2, "hold", reason="FORM")
    fields, services = living.fields(), living.services()
    left = [fields[0], fields[1] | {"retired": True}]
    counters = [each | {"lines": [{"field": "ho-tich"}]} for each in living.counters()]
    press = refusal(lambda: adopted(core, fields=left, services=services[:1], counters=counters))
    assert press == "field_in_use"


def test_a_service_retires_moves_and_returns(core: Core) -> None:
    services = living.services()
    more = services[0] | {"id": "ket-hon", "name": "Kết hôn"}
    adopted(core, services=[*services, more])
    assert adopted(core, services=[more, *services]) == [["services", "", "order"]]
    assert [each["id"] for each in living.services()] == ["ket-hon", "khai-sinh", "ban-sao"]
    assert adopted(core, services=services) == [["services", "ket-hon", "retire"]]
    assert office.service("ket-hon") is None
    assert ["services", "ket-hon", "add"] in adopted(core, services=[*services, more])
    assert office.service("ket-hon") is not None


def test_counters_are_added_named_given_lines_and_retired(core: Core) -> None:
    counters = living.counters()
    third = {"n": 3, "label": "Quầy 3", "label_en": "Counter 3", "lines": [{"field": "ho-tich"}]}
    assert adopted(core, counters=[*counters, third]) == [["counters", "3", "add"]]
    renamed = third | {"label": "Quầy ba", "lines": [{"field": "chung-thuc", "offset_min": 2}]}
    assert adopted(core, counters=[*counters, renamed]) == [
        ["counters", "3", "rename"], ["counters", "3", "assign"],
    ]  # fmt: skip
    assert line.lines_of(3) == [("chung-thuc", 2 * MINUTE)]
    assert catalog.lines_of(3)[0]["offset_min"] == 2
    assert adopted(core, counters=counters) == [["counters", "3", "retire"]]
    assert adopted(core, counters=[*counters, third]) == [["counters", "3", "add"]]
    assert [action for _, action, _ in details("assignment")] == [
        "add", "rename", "assign", "retire", "add",
    ]  # fmt: skip


def test_what_no_counter_can_become(core: Core) -> None:
    lines = {"ho-tich": 0}

    def add(n: int, label: str, lines: dict[str, int]) -> str:
        told = lambda tx: assignments.add(tx, n, label, "", lines, "boss")  # noqa: E731
        return refusal(lambda: core.told(told))

    assert add(1, "Quầy một", lines) == "counter_exists"
    assert add(3, "QUẦY 1", lines) == "label_taken"
    assert add(3, "Quầy 3", {}) == add(3, "Quầy 3", {"nowhere": 0}) == "lines"
    core.open(1)
    assert refusal(lambda: core.told(lambda tx: assignments.retire(tx, 1, "b"))) == "counter_in_use"
    core.told(lambda tx: assignments.retire(tx, 2, "boss"))
    core.shut(1)
    assert refusal(lambda: core.told(lambda tx: assignments.retire(tx, 1, "b"))) == "last_counter"
    assert refusal(lambda: core.open(2)) == "counter"
    same = core.told(lambda tx: assignments.rename(tx, 1, "Quầy 1", "Quầy 1", "boss"))
    assert (same["label"], details("assignment")[-1][1]) == ("Quầy 1", "retire")


def test_people_are_hired_changed_and_leave(core: Core) -> None:
    staff = [AN | {"id": "an"}]
    assert adopted(core, staff=staff) == [["staff", "an", "hire"]]
    assert adopted(core, staff=staff) == []
    assert adopted(core, staff=[AN | {"id": "an", "label": "An"}]) == [["staff", "an", "change"]]
    assert adopted(core, staff=[]) == [["staff", "an", "retire"]]
    assert adopted(core, staff=staff) == [["staff", "an", "hire"]]
    told = [(action, detail) for _, action, detail in details("staff")]
    assert told == [
        ("hire", {"role": "clerk"}), ("change", {"label": True}), ("retire", None),
        ("hire", {"role": "clerk"}),
    ]  # fmt: skip


def test_the_last_supervisor_stays_until_there_is_another(core: Core) -> None:
    boss, clerk = AN | {"id": "an", "role": "supervisor"}, AN | {"id": "an"}
    adopted(core, staff=[boss])
    for without in ([], [clerk]):
        assert refusal(lambda: adopted(core, staff=without)) == "last_supervisor"  # noqa: B023
    other = {"id": "ba", "name": "ba", "label": "Ba", "role": "supervisor"}
    assert adopted(core, staff=[clerk, other]) == [
        ["staff", "ba", "hire"],
        ["staff", "an", "change"],
    ]
    assert adopted(core, staff=[boss]) == [["staff", "an", "change"], ["staff", "ba", "retire"]]
    assert adopted(core, staff=[boss | {"label": "An"}]) == [["staff", "an", "change"]]


def test_calling_out_of_order_may_be_a_supervisors_matter(core: Core) -> None:
    core.open()
    assert "call" in offered(core)
    changed(core, "rules", {"call_this_by": "supervisor"})
    assert "call" not in offered(core)
    other = {"id": "ba", "name": "ba", "label": "Ba", "role": "supervisor"}
    adopted(core, staff=[AN | {"id": "an"}, other])
    core.open(1, "an")
    assert "call" not in offered(core)
    core.open(1, "ba")
    assert "call" in offered(core)


def offered(core: Core) -> list[str]:
    return hands.allowed(rows.existing(1))


def test_what_nobody_can_become(core: Core) -> None:
    def refused(do: Any, *said: Any) -> str:
        return refusal(lambda: core.told(lambda tx: do(tx, *said, "boss")))

    core.told(lambda tx: staffing.hire(tx, "an", AN, NONE, "boss"))
    assert refused(staffing.hire, "an", AN, NONE) == "staff_exists"
    assert refused(staffing.hire, "ba", AN, NONE) == "name_taken"
    assert refused(staffing.change, "ai", {"label": "Ai"}) == "staff"
    assert core.told(lambda tx: staffing.change(tx, "an", AN, "boss")) == {"id": "an"}
    core.open(1, "an")
    assert refused(staffing.retire, "an") == "clerk_at_counter"
    assert refused(staffing.change, "an", {"role": "supervisor"}) == "clerk_at_counter"
    core.told(lambda tx: staffing.change(tx, "an", {"label": "Bà An"}, "boss"))
    assert details("staff")[-1][1:] == ("change", {"label": True})


def test_the_office_reads_back_as_the_same_office(core: Core) -> None:
    core.told(lambda tx: staffing.hire(tx, "an", AN, staffing.hashed("mười ký tự", ""), "boss"))
    text = written.office()
    assert "password" not in tomllib.loads(text)["hall"]["staff"][0]
    again = Hall.model_validate(tomllib.loads(text)["hall"])
    now = living.as_read()
    assert core.told(lambda tx: reform.adopt(tx, now, again, "boss")) == []


def test_a_date_is_written_as_toml_has_it(core: Core) -> None:
    changed(core, "calendar", [{"date": "2026-12-24", "name": "Nghỉ"}])
    assert "date = 2026-12-24" in written.office()


def test_what_the_pages_offer(core: Core) -> None:
    core.told(lambda tx: staffing.hire(tx, "an", AN, NONE, "boss"))
    core.open(1, "an")
    offered = catalog.offered()
    assert [each["id"] for each in offered["fields"]] == ["ho-tich", "chung-thuc"]
    assert offered["fields"][0]["services"][0]["id"] == "khai-sinh"
    assert catalog.clerks() == [{"id": "an", "label": "Cán bộ An"}]
    assert [each["id"] for each in catalog.services()] == ["khai-sinh", "ban-sao"]
    targets = catalog.targets()
    assert [(each["to"], each["open"]) for each in targets["counters"]] == [
        ("counter:1", True), ("counter:2", False),
    ]  # fmt: skip
    assert [each["open"] for each in targets["lines"]] == [True, True]
    assert targets["clerks"] == [{"to": "clerk:an", "label": "Cán bộ An", "counter": 1}]


def test_what_is_to_be_brought_stands_on_each_services_sheet(core: Core) -> None:
    brought = {"documents": ["Tờ khai", "Giấy chứng sinh"], "note": "Hỏi thêm", "cutoff": True}
    changed(core, "service:khai-sinh", brought)
    first, second = catalog.sheets()
    assert (first["id"], first["field"]["series"], first["documents"]) == (
        "khai-sinh", "A", ["Tờ khai", "Giấy chứng sinh"],
    )  # fmt: skip
    assert "note" not in first
    assert (second["documents"], second["as_of"]) == ([], None)
    assert catalog.sheet("ban-sao") == second
    assert catalog.sheet("nothing") is None
