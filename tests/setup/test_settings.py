"""Living settings: changed by the supervisor, effective at once, each with its row."""

from __future__ import annotations

import json

from tests.hall import Hall


def changes(hall: Hall) -> list[tuple[str, dict[str, object]]]:
    found = hall.rows(
        "SELECT ref, detail FROM journal WHERE subject = 'setting' AND action = 'change'"
    )
    return [(ref, json.loads(detail)) for ref, detail in found]


def test_the_supervisor_reads_the_office_without_a_password(hall: Hall) -> None:
    told = hall.as_("supervisor").ask("GET", "settings")
    settings = told.expecting(200)["settings"]
    assert settings["rules"]["recall_limit"] == 3
    assert [counter["n"] for counter in settings["counters"]] == [1, 2, 3, 4, 5]
    assert b"demo-" not in told.body
    assert b"password" not in told.body


def test_a_rule_counts_from_the_next_press(hall: Hall) -> None:
    hall.take("A")
    one = hall.counter(1)
    one.open("can-bo-1")
    one.call_next()
    assert one.tries("miss").code == "recall_first"
    press = hall.as_("supervisor").press
    assert press("settings/rules", {"value": {"recall_limit": 0}}).expecting(200)["changed"]
    assert one.tries("miss").status == 200
    # What was not named stayed, and the journal has the whole of it.
    ((ref, detail),) = changes(hall)
    assert (ref, detail["value"]["recall_limit"], detail["value"]["grace_min"]) == ("rules", 0, 30)
    assert not press("settings/rules", {"value": {"recall_limit": 0}}).expecting(200)["changed"]
    assert len(changes(hall)) == 1
    hall.verify()


def test_a_head_start_is_that_of_the_next_ticket(hall: Hall) -> None:
    before = hall.take("A", "uu-tien")
    press = hall.as_("supervisor").press
    press("settings/priority:uu-tien", {"value": {"head_start_min": 40}}).expecting(200)
    after = hall.take("A", "uu-tien")
    starts = hall.rows("SELECT head_start FROM ticket ORDER BY id")
    assert starts == [(900_000,), (2_400_000,)]
    ((ref, detail),) = changes(hall)
    assert (ref, detail["head_start"]) == ("priority:uu-tien", 2_400_000)
    hall.counter(1).open("can-bo-1")
    assert hall.counter(1).call_next()["ticket"]["id"] == after["id"]
    assert hall.ticket(before["id"])["state"] == "waiting"
    hall.verify()


def test_what_cannot_be_is_refused_in_the_words_of_the_configuration(hall: Hall) -> None:
    press = hall.as_("supervisor").press
    wrong = press("settings/rules", {"value": {"recall_limt": 1, "grace_min": "ten"}})
    assert wrong.status == 422
    fields = wrong.json["error"]["fields"]
    assert set(fields) == {"hall.rules.recall_limt", "hall.rules.grace_min"}
    assert press("settings/hours", {"value": [{"days": ["mon"]}]}).status == 422
    assert press("settings/office", {"value": {"name": ""}}).status == 422
    assert press("settings/priority:nobody", {"value": {"head_start_min": 1}}).status == 404
    for name in ("counters", "staff", "fields", "services", "founded", "rules.recall_limit"):
        assert press(f"settings/{name}", {"value": []}).status == 404, name
    assert changes(hall) == []


def test_boards_show_a_new_name_at_once(hall: Hall) -> None:
    press = hall.as_("supervisor").press
    press("settings/office", {"value": {"name": "Trung tâm xã Mới"}}).expecting(200)
    assert hall.board()["office"]["name"] == "Trung tâm xã Mới"
    pauses = [{"code": "LUNCH", "name": "Nghỉ trưa"}]
    press("settings/pauses", {"value": pauses}).expecting(200)
    one = hall.counter(1)
    one.open("can-bo-1")
    assert one.tries("pause", reason="BREAK").status == 422
    one.pause("LUNCH")
    hall.stop()
    hall.start()
    assert hall.board()["office"]["name"] == "Trung tâm xã Mới"
