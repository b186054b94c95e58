"""One entry of the office changed by its name: laid over, added, retired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit import verify
from config import ConfigError
from db.errors import Unknown
from office import living, reform
from tests.tickets.core import HALL, Core, refusal

# As a file must be: this hall has no class for appointments.
OFFICE = HALL.replace("rules = {", 'rules = { appointment_class = "",')
Done = list[tuple[str, str, str]]


class Office(Core):
    """A core hall, and one change after another."""

    def change(self, name: str, value: Any) -> Done:
        told = self.told(lambda tx: {"done": reform.change(tx, name, value, "boss")})
        return [(table, id, verb) for table, id, verb in told["done"]]

    def now(self, table: str) -> dict[Any, Any]:
        entries = living.hall()[table]
        return {entry["n" if table == "counters" else "id"]: entry for entry in entries}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path, hall=OFFICE) as core:
        yield core
        core.close()
        assert not any(verify(core.state, core.settings).values())


def test_an_entry_is_laid_over_added_and_retired(office: Office) -> None:
    assert office.change("field:ho-tich", {"name": "Hộ tịch – Tư pháp"}) == [
        ("fields", "ho-tich", "change")
    ]
    assert office.now("fields")["ho-tich"]["series"] == "A"
    new = {"field": "ho-tich", "name": "Việc mới", "minutes": 5}
    assert office.change("service:viec-moi", new) == [("services", "viec-moi", "add")]
    assert office.change("service:viec-moi", None) == [("services", "viec-moi", "retire")]
    assert "viec-moi" not in office.now("services")
    lines = [{"field": "chung-thuc", "offset_min": 0}]
    assert office.change("counter:7", {"label": "Quầy bảy", "lines": lines}) == [
        ("counters", "7", "add")
    ]
    assert office.now("counters")[7]["lines"] == lines
    assert office.change("counter:7", None) == [("counters", "7", "retire")]
    person = {"name": "nguoimoi", "label": "Cán bộ mới", "role": "clerk"}
    assert office.change("staff:nguoi-moi", person) == [("staff", "nguoi-moi", "hire")]
    assert office.change("staff:nguoi-moi", {"role": "supervisor"}) == [
        ("staff", "nguoi-moi", "change")
    ]
    assert office.change("staff:nguoi-moi", {}) == []


def test_a_field_that_retires_stays_where_it_is(office: Office) -> None:
    ids = list(office.now("fields"))
    spare = {"name": "Dự phòng", "series": "X"}
    office.change("field:du-phong", spare)
    assert office.change("field:du-phong", None) == [("fields", "du-phong", "change")]
    assert list(office.now("fields")) == [*ids, "du-phong"]
    assert office.now("fields")["du-phong"]["retired"] is True


def test_what_is_nowhere_or_wrong_is_refused(office: Office) -> None:
    for name, value in (("field:nowhere", None), ("counter:77", None), ("staff:x", 3), ("x:y", {})):
        with pytest.raises(Unknown):
            reform.wanted(living.as_read(), name, value)
    with pytest.raises(ConfigError) as wrong:
        reform.wanted(living.as_read(), "counter:1", {"lines": [{"field": "nowhere"}]})
    assert [fault.where for fault in wrong.value.faults] == [
        "hall.counters[1].lines[nowhere].field"
    ]
    office.open(1)
    assert refusal(lambda: office.change("counter:1", None)) == "counter_in_use"
