"""What would change, what was changed, and taking it back: the core, and what a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import office
from audit import verify
from config import Hall as Wanted
from config import parse
from config.living import doubts
from config.words import Group
from db.errors import Refused, Unknown
from office import assignments, differences, living, reform, reforms, staffing, taken_back
from office.moment import Moment
from office.reforms import Reform, Rehearsed
from setup.telling import changes
from tests.config_text import shipped
from tests.tickets.core import HALL, Core, refusal
from web import words

OFFICE = HALL.replace("rules = {", 'rules = { appointment_class = "",')
DAY = 24 * 3_600_000


class Office(Core):
    """A core hall whose office is changed, and changed back."""

    def change(self, name: str, value: Any) -> None:
        self.told(lambda tx: {"done": reform.change(tx, name, value, "boss")})

    def would(self, name: str, value: Any) -> list[list[str | None]]:
        """(what, before, after) of a preview, in Vietnamese."""
        with pytest.raises(Rehearsed) as told:
            self.told(reforms.rehearsal(lambda tx: reform.change(tx, name, value, "boss")))
        return said(told.value.differences, told.value.after.model_dump(mode="json"))

    def undo(self, seq: int) -> bool:
        return bool(self.told(lambda tx: taken_back.undo(tx, seq, "boss"))["changed"])

    def history(self) -> list[Reform]:
        writer = self.writer
        return reforms.history(Moment(writer.hall_time(), writer.clock.wall(), writer.machine))


def said(found: Any, hall: dict[str, Any], lang: str = "vi") -> list[list[str | None]]:
    return [list(one.values()) for one in changes(found, hall, words.load("setup")[lang])]


@pytest.fixture
def office_(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path, hall=OFFICE) as core:
        core.told(lambda tx: staffing.hire(tx, "boss", BOSS, staffing.hashed("x" * 10, ""), "t"))
        yield core
        core.close()
        assert not any(verify(core.state, core.settings).values())


BOSS = {"name": "boss", "label": "Bà Bình", "role": "supervisor"}
LINES = [{"field": "ho-tich"}, {"field": "chung-thuc", "offset_min": 7}]
# Each change there can be: a name, a value, what a person reads of it.
CHANGES: list[tuple[str, Any, list[list[str | None]]]] = [
    ("rules", {"grace_min": 9}, [["Quy tắc · Số phút giữ số đã lỡ", "6", "9"]]),
    ("office", {"phone": "1022"}, [["Cơ quan · Điện thoại", "Để trống", "1022"]]),
    ("public_holidays", False, [["Nghỉ các ngày lễ", "Có", "Không"]]),
    (
        "hours",
        [{"days": ["mon", "tue"], "open": "07:30", "close": "11:30"}],
        [["Giờ làm việc", "Để trống", "T2, T3 07:30–11:30"]],
    ),
    (
        "pauses",
        [{"code": "BREAK", "name": "Nghỉ trưa"}, {"code": "HOME", "name": "Về nhà"}],
        [
            ["Lý do tạm dừng · BREAK", "Mã: BREAK, Tên: Nghỉ, Tên tiếng Anh: Nghỉ",
             "Mã: BREAK, Tên: Nghỉ trưa, Tên tiếng Anh: Nghỉ trưa"],
            ["Lý do tạm dừng · HOME", None, "Mã: HOME, Tên: Về nhà, Tên tiếng Anh: Về nhà"],
        ],
    ),
    (
        "calendar",
        [{"date": "2026-12-24", "name": "Nghỉ bù"}],
        [["Ngày đặc biệt · 24/12/2026", None,
          "Ngày: 24/12/2026, Tên: Nghỉ bù, Tên tiếng Anh: Nghỉ bù"]],
    ),
    ("field:ho-tich", {"name": "Tư pháp"}, [["Lĩnh vực · Tư pháp · Tên", "Hộ tịch", "Tư pháp"]]),
    (
        "service:moi",
        {"field": "ho-tich", "name": "Việc mới"},
        [["Thủ tục · Việc mới", None, "Việc mới"]],
    ),
    ("service:ban-sao", None, [["Thủ tục · Bản sao", "Bản sao", None]]),
    (
        "service:ban-sao",
        {"share": 0.25, "documents": ["Căn cước", "Bản chính"], "as_of": "2026-11-20"},
        [
            ["Thủ tục · Bản sao · Tỷ lệ trong ngày", "0", "0,25"],
            ["Thủ tục · Bản sao · Giấy tờ cần mang", "Để trống", "Căn cước; Bản chính"],
            ["Thủ tục · Bản sao · Đối chiếu ngày", "Để trống", "20/11/2026"],
        ],
    ),
    (
        "counter:1",
        {"lines": LINES, "label": "Quầy một"},
        [
            ["Quầy một · Tên hiển thị", "Quầy 1", "Quầy một"],
            ["Quầy một · Các lĩnh vực phục vụ", "Hộ tịch; Chứng thực (giúp sau 5 phút)",
             "Hộ tịch; Chứng thực (giúp sau 7 phút)"],
        ],
    ),
    ("counter:2", None, [["Quầy · Quầy 2", "Quầy 2", None]]),
    (
        "counter:3",
        {"label": "Quầy 3", "lines": [{"field": "ho-tich"}]},
        [["Quầy · Quầy 3", None, "Quầy 3"]],
    ),
    (
        "priority:uu-tien",
        {"head_start_min": 20},
        [["Diện ưu tiên · Ưu tiên · Được tính sớm hơn (phút)", "15", "20"]],
    ),
    ("staff:an", {"name": "an", "label": "Ông An"}, [["Cán bộ · Ông An", None, "Ông An"]]),
    (
        "staff:boss",
        {"label": "Bà Bình (giám sát)"},
        [["Cán bộ · Bà Bình (giám sát) · Tên hiển thị", "Bà Bình", "Bà Bình (giám sát)"]],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "read"), CHANGES)
def test_a_change_is_seen_before_done_after_and_taken_back(
    name: str, value: Any, read: list[list[str | None]], office_: Office
) -> None:
    before, rows = living.hall(), len(office_.journal())
    assert office_.would(name, value) == read
    assert (living.hall(), len(office_.journal())) == (before, rows)
    office_.change(name, value)
    after = living.hall()
    [done] = office_.history()
    assert (done.actor, done.undoable) == ("boss", True)
    assert done.name == name
    assert said(done.differences, after) == read
    assert office_.undo(done.seq)
    assert living.hall() == before
    # Taking back is a change of its own, so it can be taken back.
    undone, done = office_.history()
    assert (undone.undoable, done.undoable) == (True, False)
    assert office_.undo(undone.seq)
    assert living.hall() == after
    assert refusal(lambda: office_.undo(undone.seq)) == "changed_since"


def test_what_an_office_was_founded_without_is_as_usual_and_goes_back_to_it(
    office_: Office,
) -> None:
    before = living.hall()
    office_.writer.database.execute_sql(
        "DELETE FROM setting WHERE name IN ('contacts', 'rules.suggestion_days')"
    )
    assert living.hall() == before
    office_.change("contacts", [{"title": "Chủ tịch"}])
    office_.change("rules", {"suggestion_days": 30})
    for done in office_.history():
        assert office_.undo(done.seq)
    assert living.hall() == before


def test_only_what_was_changed_again_cannot_be_taken_back(office_: Office) -> None:
    office_.change("rules", {"grace_min": 9})
    office_.change("rules", {"recall_limit": 2})
    recall, grace = office_.history()
    assert office_.undo(grace.seq)
    assert (office.rule("grace_min"), office.rule("recall_limit")) == (6, 2)
    office_.change("rules", {"recall_limit": 4})
    assert not office_.history()[2].undoable
    assert refusal(lambda: office_.undo(recall.seq)) == "changed_since"
    with pytest.raises(Unknown):
        office_.undo(1)


def test_a_new_field_goes_back_into_retirement(office_: Office) -> None:
    office_.change("field:moi", {"series": "G", "name": "Mới"})
    [added] = office_.history()
    assert office_.undo(added.seq)
    assert [field["retired"] for field in living.fields()] == [False, False, True]


def test_who_left_comes_back_with_the_same_password(office_: Office) -> None:
    given = staffing.hashed("mười ký tự", "")
    an = {"name": "an", "label": "Ông An", "role": "clerk"}
    office_.told(lambda tx: staffing.hire(tx, "an", an, given, "boss"))
    office_.change("staff:an", None)
    assert office.person("an") is None
    # What one has done is still told by one's name.
    assert reforms.labels() == {"boss": "Bà Bình", "an": "Ông An"}
    assert office_.undo(office_.history()[0].seq)
    back = office.person("an")
    assert back
    assert back.password == given.password


def test_an_order_and_a_whole_table_are_taken_back(office_: Office) -> None:
    services = living.services()
    office_.change("services", services[::-1])
    [moved] = office_.history()
    assert said(moved.differences, living.hall()) == [
        ["Thủ tục · Thứ tự", "khai-sinh, ban-sao", "ban-sao, khai-sinh"]
    ]
    assert office_.undo(moved.seq)
    assert living.services() == services
    fewer = [services[1] | {"minutes": 30}]
    office_.change("services", fewer)
    assert office_.history()[0].name == "services"
    assert office_.undo(office_.history()[0].seq)
    assert living.services() == services


def test_what_the_hall_forbids_is_forbidden_in_a_rehearsal_too(office_: Office) -> None:
    office_.open(1)
    command = reforms.rehearsal(lambda tx: reform.change(tx, "counter:1", None, "boss"))
    with pytest.raises(Refused, match="counter_in_use"):
        office_.told(command)


def test_the_counters_table_is_kept_too_and_all_is_forgotten_after_a_year(office_: Office) -> None:
    def rename(tx: Any) -> Any:
        return reforms.recorded(
            tx, "boss", lambda tx: assignments.rename(tx, 1, "Bàn 1", "", "boss")
        )

    office_.told(rename)
    [one] = office_.history()
    assert (one.name, one.undoable) == ("counter:1", True)
    for _ in range(2):
        # A day closes at the end of each: what is too old goes with it.
        office_.clock.jump(366 * DAY)
        office_.wait(DAY)
    [one] = office_.history()
    assert (one.differences, one.undoable) == ([], False)
    assert refusal(lambda: office_.undo(one.seq)) == "forgotten"


def test_the_history_comes_in_pages(office_: Office) -> None:
    for minute in range(1, reforms.PAGE + 3):
        office_.change("rules", {"grace_min": 10 + minute})
    moment = Moment(0, 0, office_.writer.machine)
    first = reforms.history(moment)
    rest = reforms.history(moment, first[-1].seq)
    assert (len(first), len(rest)) == (reforms.PAGE, 2)
    assert first[-1].seq > rest[0].seq


def keys_of(group: type[Group]) -> set[str]:
    """Every key of this table, and of the tables in it."""
    schema = group.model_json_schema()
    inner = [each.get("properties", {}) for each in schema.get("$defs", {}).values()]
    return {key for each in (schema["properties"], *inner) for key in each}


def test_everything_about_the_office_has_a_name() -> None:
    say = words.load("setup")
    for lang in ("vi", "en"):
        unnamed = {key for key in keys_of(Wanted) if f"of_{key}" not in say[lang]}
        assert unnamed <= {"password", "pin"}, lang
    assert "of_no_such_key" not in say["vi"]


def test_only_a_new_doubt_is_told() -> None:
    hall = parse(shipped()).hall
    # One service less that nobody has checked is the same doubt with another number.
    assert doubts(hall, reform.wanted(hall, f"service:{hall.services[0].id}", None)) == []
    shares = reform.wanted(hall, f"service:{hall.services[0].id}", {"share": 0.99})
    assert [doubt.where for doubt in doubts(hall, shares)] == ["hall.services"]


def test_in_english_too(office_: Office) -> None:
    before = living.hall()
    office_.change("office", {"phone": "1022"})
    found = differences.between(before, living.hall())
    assert said(found, living.hall(), "en") == [["Office · Telephone", "Empty", "1022"]]
