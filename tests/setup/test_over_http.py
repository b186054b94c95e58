"""The supervisor at work: over HTTP, seen on the screens at once, refused in words."""

from __future__ import annotations

import io
import json
from typing import Any

from openpyxl import load_workbook

from setup.reading import BYTES
from tests.hall import Hall, wait_until

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def changes(hall: Hall, subject: str = "setting") -> list[tuple[str, str, Any]]:
    """(ref, action, detail) of every change of this subject."""
    found = hall.rows(
        "SELECT ref, action, detail FROM journal WHERE subject = ? AND action <> 'found' "
        "ORDER BY seq",
        subject,
    )
    return [(ref, action, json.loads(detail or "null")) for ref, action, detail in found]


def test_a_noon_of_changes(hall: Hall) -> None:
    boss, one = hall.as_("supervisor"), hall.counter(1)
    hall.take("A")
    one.open("can-bo-1")
    one.call_next()
    other_lines(hall)
    a_new_counter(hall)
    other_rules(hall)
    a_counter_goes(hall)
    assert [(ref, verb) for ref, verb, _ in changes(hall, "assignment")] == [
        ("1", "assign"), ("9", "add"), ("9", "retire"),
    ]  # fmt: skip
    written = changes(hall)
    assert [ref for ref, _, _ in written] == ["rules", "priority:uu-tien", "office"]
    # What was not named stayed, and the journal has the whole of it.
    assert written[0][2]["value"]["grace_min"] == 30
    assert written[1][2]["head_start"] == 2_400_000
    taken_back(hall)
    by_workbook(hall)
    hall.verify()

    hall.stop()
    hall.start()
    assert [line["field"] for line in one.state()["lines"]] == ["dat-dai", "cu-tru"]
    assert boss.get("settings")["settings"]["rules"]["recall_limit"] == 0


def other_lines(hall: Hall) -> None:
    """The kiosk says at once who is there for whom."""
    kiosk = hall.screen("kiosk", "kiosk")
    lines = {"lines": [{"field": "dat-dai"}, {"field": "cu-tru", "offset_min": 5}]}
    told = hall.as_("supervisor").press("counters/1/lines", lines).expecting(200)
    assert [line["field"] for line in told["lines"]] == ["dat-dai", "cu-tru"]
    wait_until(lambda: _open_fields(kiosk.state) == {"dat-dai", "cu-tru"})
    assert [line["field"] for line in hall.counter(1).state()["lines"]] == ["dat-dai", "cu-tru"]


def a_new_counter(hall: Hall) -> None:
    """It is on the board, may be opened, and has a pad."""
    new = {"n": 9, "label": "Quầy 9", "label_en": "Counter 9", "lines": [{"field": "ho-tich"}]}
    told = hall.as_("supervisor").press("counters", new).expecting(201)
    assert told["retired"] is False
    assert 9 in [counter["n"] for counter in hall.board()["counters"]]
    assert hall.pad(9).state()["label"] == "Quầy 9"
    hall.counter(9).open("can-bo-6")


def other_rules(hall: Hall) -> None:
    """A rule holds from the next press, a head start from the next ticket, a name at once."""
    assert hall.counter(1).tries("miss").code == "recall_first"
    for name, value in (
        ("rules", {"recall_limit": 0}),
        ("priority:uu-tien", {"head_start_min": 40}),
        ("office", {"name": "Trung tâm xã Mới"}),
    ):
        pressed = hall.as_("supervisor").press(f"settings/{name}", {"value": value})
        assert pressed.expecting(200) == {"name": name, "changed": True}
    hall.counter(1).tries("miss").expecting(200)
    hall.take("A", "uu-tien")
    assert hall.rows("SELECT head_start FROM ticket ORDER BY id") == [(0,), (2_400_000,)]
    assert hall.board()["office"]["name"] == "Trung tâm xã Mới"


def a_counter_goes(hall: Hall) -> None:
    """Only when nobody works there."""
    boss, nine = hall.as_("supervisor"), hall.counter(9)
    refused = boss.press("counters/9/retire")
    assert (refused.status, refused.code) == (409, "counter_in_use")
    assert "đóng quầy" in refused.json["error"]["message"]
    nine.close()
    assert boss.press("counters/9/retire").expecting(200)["retired"] is True
    assert nine.tries("open").status == 404
    assert 9 not in [counter["n"] for counter in hall.board()["counters"]]


def taken_back(hall: Hall) -> None:
    """Every press is one row, newest first, with what it was before."""
    boss = hall.as_("supervisor")
    found = boss.get("settings/history")["history"]
    names = ["counter:9", "office", "priority:uu-tien", "rules", "counter:9", "counter:1"]
    assert [one["name"] for one in found] == names
    assert [one["undoable"] for one in found] == [True, True, True, True, False, True]
    named = found[1]["changes"]
    assert named[0]["after"] == "Trung tâm xã Mới"
    assert found[1]["what"] == "Cơ quan · Tên"
    assert found[1]["who"].startswith("Phần mềm kết nối số ")  # the press came by a token
    older = boss.get(f"settings/history?before={found[1]['seq']}")["history"]
    assert [one["seq"] for one in older] == [one["seq"] for one in found[2:]]
    undo = f"settings/history/{found[1]['seq']}/undo"
    assert boss.press(undo).expecting(200)["changed"] is True
    assert hall.board()["office"]["name"] == named[0]["before"]
    assert boss.press(undo).code == "changed_since"
    assert boss.press("settings/history/1/undo").status == 404


def by_workbook(hall: Hall) -> None:
    """Out, and in again as a form sends it; looked at first."""
    boss = hall.as_("supervisor")
    before = boss.get("settings")["settings"]["services"]
    out = boss.ask("GET", "services.xlsx")
    assert (out.status, out.headers["content-type"]) == (200, KIND)
    book = load_workbook(io.BytesIO(out.body))
    sheet = book.worksheets[0]
    sheet["D2"], gone = 33, before[-1]
    sheet.delete_rows(len(before) + 1)
    book.save(file := io.BytesIO())
    body, kind = as_a_form(file.getvalue())
    told = boss.ask("POST", "services.xlsx?preview=1", body, kind).expecting(200)
    assert [change["after"] for change in told["changes"]] == ["33", None]
    assert boss.get("settings")["settings"]["services"] == before
    assert boss.ask("POST", "services.xlsx", body, kind).expecting(200)["changes"]
    after = boss.get("settings")["settings"]["services"]
    assert after == [before[0] | {"minutes": 33}, *before[1:-1]]
    last = boss.get("settings/history")["history"][0]
    assert (last["name"], last["what"]) == ("services", "Thủ tục")
    boss.press(f"settings/history/{last['seq']}/undo").expecting(200)
    assert boss.get("settings")["settings"]["services"][-1] == gone


def as_a_form(data: bytes) -> tuple[bytes, dict[str, str]]:
    """The body and its type, as a browser sends a chosen file."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    return head + data + b"\r\n--x--\r\n", kind


def test_what_is_only_looked_at_changes_nothing(shared_hall: Hall) -> None:
    boss = shared_hall.as_("supervisor")
    asked = {"value": {"grace_min": 12}}
    told = boss.press("settings/rules/preview", asked).expecting(200)
    assert told["changes"] == [
        {"what": "Quy tắc · Số phút giữ số đã lỡ", "before": "30", "after": "12"}
    ]
    english = boss.ask("POST", "settings/rules/preview", asked, {"X-Lang": "en"}).expecting(200)
    assert english["changes"][0]["what"] == "Rules · Minutes a missed number is kept"
    assert boss.get("settings")["settings"]["rules"]["grace_min"] == 30
    # As a file would be warned of, and refused as the change would be.
    service = boss.get("settings")["settings"]["services"][0]["id"]
    told = boss.press(f"settings/service:{service}/preview", {"value": {"share": 0.99}})
    assert "1" in told.expecting(200)["warnings"][0]
    wrong = boss.press("settings/rules/preview", {"value": {"grace_min": -1}})
    assert (wrong.status, list(wrong.json["error"]["fields"])) == (422, ["hall.rules.grace_min"])
    assert boss.press("settings/nothing/preview", asked).status == 404


def test_a_file_that_is_none_is_refused(shared_hall: Hall) -> None:
    boss = shared_hall.as_("supervisor")

    def sent(data: bytes, kind: str) -> Any:
        return boss.ask("POST", "services.xlsx", data, {"Content-Type": kind})

    assert sent(b"{}", "application/json").status == 415
    assert "file" in sent(b"none", KIND).json["error"]["fields"]
    assert sent(b"--x--", "multipart/form-data; boundary=x").status == 422
    # More than a body elsewhere may have, and more than a workbook may.
    assert sent(b"x" * 200_000, KIND).status == 422
    assert sent(b"x" * (BYTES + 1), KIND).status == 413
    assert shared_hall.as_("kiosk").ask("GET", "services.xlsx").status == 403


def test_what_cannot_be_is_refused_in_the_words_of_the_configuration(shared_hall: Hall) -> None:
    boss = shared_hall.as_("supervisor")
    before = changes(shared_hall), changes(shared_hall, "assignment")
    wrong = boss.press("settings/rules", {"value": {"recall_limt": 1, "grace_min": "ten"}})
    assert wrong.status == 422
    fields = wrong.json["error"]["fields"]
    assert set(fields) == {"hall.rules.recall_limt", "hall.rules.grace_min"}
    assert boss.press("settings/hours", {"value": [{"days": ["mon"]}]}).status == 422
    assert boss.press("settings/office", {"value": {"name": ""}}).status == 422
    for name in ("founded", "rules.grace_min", "room:1", "staff:"):
        assert boss.press(f"settings/{name}", {"value": {}}).status == 404, name
    # Nobody is taken out who is not there; and who is new needs all that a file would give.
    assert boss.press("settings/priority:nobody", {"value": None}).status == 404
    for name in ("counters", "staff", "fields", "priority:nobody", "counter:x"):
        assert boss.press(f"settings/{name}", {"value": {}}).status == 422, name
    secret = {"name": "canbo9", "label": "Cán bộ 9", "password": "mười ký tự"}
    for name, value in (("staff:can-bo-9", secret), ("staff", [{"id": "can-bo-9"} | secret])):
        refused = boss.press(f"settings/{name}", {"value": value})
        assert set(refused.json["error"]["fields"]) == {"hall.staff[can-bo-9].password"}
    same = {"value": {"grace_min": 30}}
    assert boss.press("settings/rules", same).expecting(200)["changed"] is False
    assert boss.press("counters/1/lines", {"lines": []}).status == 422
    assert boss.press("counters/1/lines", {"lines": [{"field": "nowhere"}]}).status == 422
    twice = [{"field": "ho-tich"}, {"field": "ho-tich", "offset_min": 5}]
    refused = boss.press("counters/1/lines", {"lines": twice})
    assert refused.status == 422
    assert "“ho-tich” twice" in refused.json["error"]["fields"]["lines"]
    assert boss.press("counters/77/lines", {"lines": [{"field": "ho-tich"}]}).status == 404
    assert boss.press("counters/1/rename", {"label": "quầy 2"}).code == "label_taken"
    assert (changes(shared_hall), changes(shared_hall, "assignment")) == before


def test_the_office_is_read_without_a_password(shared_hall: Hall) -> None:
    told = shared_hall.as_("supervisor").ask("GET", "settings")
    settings = told.expecting(200)["settings"]
    assert [counter["n"] for counter in settings["counters"]] == [1, 2, 3, 4, 5]
    assert b"demo-" not in told.body
    assert b"password" not in told.body


def _open_fields(state: dict[str, Any]) -> set[str]:
    return {field["id"] for field in state.get("fields", ()) if field["open"]}
