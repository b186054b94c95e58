"""Counters given lines, added, renamed and retired while the hall runs: at the next call."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.asking import Client
from tests.hall import Hall, wait_until


def supervisor(hall: Hall) -> Client:
    return hall.as_("supervisor")


def lines(*fields: str, **helped: int) -> dict[str, Any]:
    """The body of a change of lines: own ones, then helped ones with their minutes."""
    own = [{"field": field} for field in fields]
    later = [{"field": f.replace("_", "-"), "offset_min": m} for f, m in helped.items()]
    return {"lines": own + later}


def assigned(hall: Hall) -> list[tuple[str, str, Any]]:
    """(counter, action, detail) of every assignment in the journal."""
    found = hall.rows("SELECT ref, action, detail FROM journal WHERE subject = 'assignment'")
    return [(n, action, json.loads(detail or "null")) for n, action, detail in found]


def test_a_counter_calls_by_its_new_lines_and_keeps_whom_it_has(hall: Hall) -> None:
    first, land, second = hall.take("A"), hall.take("L"), hall.take("A")
    one = hall.counter(1)
    one.open("can-bo-1")
    assert one.call_next()["ticket"]["id"] == first["id"]

    told = supervisor(hall).press("counters/1/lines", lines("dat-dai", cu_tru=5)).expecting(200)
    assert [(line["field"], line["offset_min"]) for line in told["lines"]] == [
        ("dat-dai", 0), ("cu-tru", 5),
    ]  # fmt: skip
    state = one.state()
    assert state["ticket"]["id"] == first["id"]
    assert [line["field"] for line in state["lines"]] == ["dat-dai", "cu-tru"]
    one.start()
    one.finish()
    assert one.call_next()["ticket"]["id"] == land["id"]
    one.start()
    one.finish()
    assert one.call_next() is None
    hall.counter(2).open("can-bo-2")
    assert hall.counter(2).call_next()["ticket"]["id"] == second["id"]
    assert assigned(hall) == [("1", "assign", {"lines": {"dat-dai": 0, "cu-tru": 300_000}})]
    hall.verify()


def test_a_change_is_seen_at_once_and_one_that_changes_nothing_is_no_row(hall: Hall) -> None:
    kiosk = hall.screen("kiosk", "kiosk")
    wait_until(lambda: kiosk.state)
    hall.counter(1).open("can-bo-1")

    def is_open(field: str) -> bool:
        return any(f["open"] for f in kiosk.state["fields"] if f["id"] == field)

    wait_until(lambda: is_open("ho-tich"))
    for _ in range(2):
        supervisor(hall).press("counters/1/lines", lines("dat-dai")).expecting(200)
    wait_until(lambda: is_open("dat-dai") and not is_open("ho-tich"))
    assert len(assigned(hall)) == 1


def test_a_new_counter_opens_calls_and_is_on_every_board(hall: Hall) -> None:
    hall.take("A")
    new = {"n": 9, "label": "Quầy 9", "label_en": "Counter 9", **lines("ho-tich")}
    told = supervisor(hall).press("counters", new).expecting(201)
    assert (told["n"], told["label"], told["retired"]) == (9, "Quầy 9", False)
    nine = hall.counter(9)
    nine.open("can-bo-6")
    assert nine.call_next()["ticket"]["number"] == "A001"
    assert 9 in [counter["n"] for counter in hall.board()["counters"]]
    assert hall.pad(9).state()["label"] == "Quầy 9"
    hall.verify()


def test_a_counter_is_retired_only_when_nobody_works_there_and_may_come_back(hall: Hall) -> None:
    boss, one = supervisor(hall), hall.counter(1)
    one.open("can-bo-1")
    refused = boss.press("counters/1/retire")
    assert (refused.status, refused.code) == (409, "counter_in_use")
    assert "đóng quầy" in refused.json["error"]["message"]
    hall.take("A")
    one.call_next()
    assert boss.press("counters/1/retire").code == "counter_in_use"
    one.start()
    one.finish()
    one.close()
    assert boss.press("counters/1/retire").expecting(200)["retired"] is True
    assert 1 not in [counter["n"] for counter in hall.board()["counters"]]
    assert one.tries("open").status == 404
    assert hall.rows("SELECT retired, label FROM counter WHERE n = 1") == [(1, "Quầy 1")]

    back = {"n": 1, "label": "Quầy một", **lines("ho-tich")}
    boss.press("counters", back).expecting(201)
    assert one.open("can-bo-1")["label"] == "Quầy một"
    assert [row[1] for row in assigned(hall)] == ["retire", "add"]
    hall.verify()


def test_a_name_is_one_counters_and_a_number_too(hall: Hall) -> None:
    boss = supervisor(hall)
    assert boss.press("counters/1/rename", {"label": "quầy 2"}).code == "label_taken"
    assert boss.press("counters", {"n": 2, "label": "Z", **lines("cu-tru")}).code == (
        "counter_exists"
    )
    named = boss.press("counters/1/rename", {"label": "Quầy hộ tịch"}).expecting(200)
    assert (named["label"], named["label_en"]) == ("Quầy hộ tịch", "Quầy hộ tịch")
    assert hall.counter(1).state()["label"] == "Quầy hộ tịch"
    assert [row[1] for row in assigned(hall)] == ["rename"]


def test_what_cannot_be_assigned_is_refused(hall: Hall) -> None:
    boss = supervisor(hall)
    assert boss.press("counters/1/lines", {"lines": []}).status == 422
    assert boss.press("counters/1/lines", lines("nowhere")).status == 422
    assert boss.press("counters/77/lines", lines("ho-tich")).status == 404
    wrong = {"lines": [{"field": "ho-tich", "offset_min": -1}]}
    assert boss.press("counters/1/lines", wrong).status == 422
    assert assigned(hall) == []


def test_the_last_counter_stays(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall()
    boss = supervisor(hall)
    assert [boss.press(f"counters/{n}/retire").status for n in range(1, 6)] == [200] * 4 + [409]
