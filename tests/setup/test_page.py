"""The set-up page: looked at before it is saved, faults at their field, nothing lost by a slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.setup.setups import LYING, UPRIGHT, Setup, plain
from tests.test_axe import serious

pytestmark = pytest.mark.browser
PANELS = (
    "start", "office", "hours", "fields", "services", "counters", "staff", "priorities", "rules",
    "texts", "texts/reasons", "devices", "history", "first/hours",
)  # fmt: skip
# One of each make: a form, a list, a grid of days, a table of devices, the wizard.
MAKES = (
    "start",
    "office",
    "services",
    "rules",
    "texts/reasons",
    "devices",
    "history",
    "first/hours",
)
Opened = Callable[..., Setup]
# Every form, drawn and read at once: what comes out is what went in.
UNCHANGED = """async ({settings, schema}) => {
  const { control } = await import("/setup/static/form.js");
  const say = (key) => key;
  const house = {
    say, lang: "vi", schema, now: settings, hidden: () => false, hint: () => "",
    label: (key) => `of_${key}`, named: (entry) => entry.name, choices: () => null,
  };
  const left = [];
  for (const [name, value] of Object.entries(settings)) {
    const read = control(house, name, schema.properties[name], value).read();
    const sorted = (key, it) =>
      it?.constructor === Object ? Object.fromEntries(Object.entries(it).sort()) : it;
    if (JSON.stringify(read, sorted) !== JSON.stringify(value, sorted)) left.push(name);
  }
  return left;
}"""


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    made: list[Setup] = []

    def open_(*arguments: Any, **named: Any) -> Setup:
        made.append(Setup(chromium, *arguments, **named))
        return made[-1]

    yield open_
    for page in made:
        page.close()


def test_a_counter_is_given_a_line_looked_at_first_and_taken_back(opened: Opened) -> None:
    at = opened("counters")
    at.clicks('[data-entry="1"]')
    at.page.locator(".serving-row", has_text="Cư trú").locator("select").select_option("help")
    at.clicks("#entry-save")
    expect(at.saw("#sure-changes ins")).to_contain_text("Cư trú (giúp sau 5 phút)")
    assert at.office.counters[0].lines[-1].field == "chung-thuc"
    at.saves()
    # Only what was changed is sent: what another supervisor changes meanwhile stays.
    sent = at.pressed("settings/counter:1")
    assert set(sent["value"]) == {"lines"}
    assert sent["value"]["lines"][-1] == {"field": "cu-tru", "offset_min": 5}
    expect(at.saw('[data-entry="1"]')).to_contain_text("Cư trú (hỗ trợ sau 5 phút)")
    at.clicks("#toast button")
    at.pressed("settings/history/1/undo")


def test_a_fault_stands_at_its_field_in_vietnamese(opened: Opened) -> None:
    at = opened("rules")
    at.types("[data-key=recall_limit] input", "99")
    at.clicks("#keep")
    fault = at.saw("[data-key=recall_limit] .fault")
    expect(fault).to_have_text("Lớn quá: nhiều nhất là 10.")
    expect(at.saw("[data-key=recall_limit] input")).to_be_focused()
    assert serious(at.page) == []
    at.types("[data-key=recall_limit] input", "4")
    at.clicks("#keep")
    at.saves()
    expect(fault).to_be_hidden()
    pressed = at.pressed("settings/rules")
    assert (pressed["value"], pressed["seen"]["recall_limit"]) == ({"recall_limit": 4}, 3)


def test_a_fault_inside_a_list_stands_in_its_row(opened: Opened) -> None:
    at = opened("hours")
    at.types(".of-hours > li:nth-child(2) [data-key=close] input", "1 giờ")
    at.clicks("#keep")
    second = at.saw(".of-hours > li:nth-child(2) [data-key=close] .fault")
    expect(second).to_contain_text("xin ghi theo 24 giờ")
    expect(at.saw(".fault:visible")).to_have_count(1)


def test_a_new_field_has_a_free_letter_and_is_asked_for_its_name_once(opened: Opened) -> None:
    at = opened("fields")
    at.clicks("[data-add=fields]")
    expect(at.saw("[data-key=series] option")).to_have_text(["N"])
    at.clicks("#entry-save")
    expect(at.saw("#entry .fault:visible")).to_have_text(["Xin điền vào đây."])
    at.types("#entry [data-key=name] input", "Đăng ký xe")
    at.clicks("#entry-save")
    at.saves()
    sent = at.pressed("settings/field:dang-ky-xe")["value"]
    # English left out is said in Vietnamese, as in a file.
    assert (sent["series"], sent["name_en"]) == ("N", "Đăng ký xe")


def test_somebody_new_gets_a_password_apart(opened: Opened) -> None:
    at = opened("staff")
    at.clicks("[data-add=staff]")
    at.types("#entry [data-key=label] input", "Cán bộ 7")
    expect(at.saw("#entry [data-key=name] input")).to_have_value("canbo7")
    at.clicks("#entry-save")
    expect(at.saw("#new-password-fault")).to_have_text("Mật khẩu cần từ 10 ký tự.")
    at.clicks(".secret .button")
    password = at.saw("#new-password").input_value()
    at.types("#new-pin", "2468")
    at.clicks("#entry-save")
    at.saves()
    assert at.pressed("staff/can-bo-7/password") == {"password": password, "pin": "2468"}
    assert password not in str(at.presses[:-1])
    expect(at.saw("#entry")).to_be_hidden()
    expect(at.saw("#toast")).to_contain_text("Đã thêm cán bộ")


def test_the_first_time_goes_step_by_step(opened: Opened) -> None:
    at = opened()
    expect(at.saw(".welcome h2")).to_contain_text("Xin chào")
    at.clicks(".begin")
    at.types("[data-key=name] input", "Trung tâm xã Mới")
    at.clicks("#onward")
    at.saves()
    expect(at.saw("#panel-title")).to_have_text("Giờ làm việc, ngày nghỉ")
    expect(at.saw("#office")).to_have_text("Trung tâm xã Mới")
    for title in ("Lĩnh vực", "Thủ tục", "Quầy", "Cán bộ", "Thiết bị, in thử", "Bắt đầu"):
        at.clicks("#onward")
        expect(at.saw("#panel-title")).to_have_text(title)
    expect(at.saw(".welcome h2")).to_have_text("Tình trạng chuẩn bị")


def test_what_is_not_saved_is_not_lost_by_a_slip(opened: Opened) -> None:
    at = opened("office")
    at.types("[data-key=phone] input", "0236 000 000")
    at.clicks("#nav a[href='#fields']")
    at.clicks("#leave-no")
    expect(at.saw("[data-key=phone] input")).to_have_value("0236 000 000")
    assert at.page.url.endswith("#office")
    at.clicks("#nav a[href='#fields']", "#leave-yes")
    expect(at.saw("#panel-title")).to_have_text("Lĩnh vực")
    assert at.presses == []


def test_an_entry_is_not_lost_by_escape(opened: Opened) -> None:
    at = opened("counters")
    at.clicks('[data-entry="2"]')
    at.page.keyboard.press("Escape")
    # Nothing was changed: it closes at once, and the keys go on from its row.
    expect(at.saw("#entry")).to_be_hidden()
    expect(at.saw('[data-entry="2"]')).to_be_focused()
    at.clicks('[data-entry="2"]')
    at.types("#entry [data-key=label] input", "Quầy hai")
    at.page.keyboard.press("Escape")
    at.clicks("#leave-no")
    expect(at.saw("#entry [data-key=label] input")).to_have_value("Quầy hai")
    at.page.keyboard.press("Escape")
    at.clicks("#leave-yes")
    expect(at.saw("#entry")).to_be_hidden()


def test_a_break_is_moved_by_keys_alone(opened: Opened) -> None:
    at = opened()
    at.reaches("#nav a[href='#hours']")
    at.page.keyboard.press("Enter")
    expect(at.saw("#panel-title")).to_be_focused()
    at.reaches(".of-hours > li:nth-child(2) [data-key=open] input")
    at.page.keyboard.press("Control+a")
    at.page.keyboard.type("13:00")
    at.reaches("#keep")
    at.page.keyboard.press("Enter")
    at.reaches("#sure-yes")
    at.page.keyboard.press("Enter")
    at.pressed("settings/hours")
    assert at.office.hours[1].open == "13:00"


def test_fields_are_put_in_another_order(opened: Opened) -> None:
    at = opened("fields")
    at.clicks(".order summary", "[data-up=chung-thuc]")
    expect(at.saw(".order .entry-what").first).to_have_text("Chứng thực")
    expect(at.saw("[data-up=chung-thuc]")).to_be_hidden()
    at.clicks(".order-foot .button")
    at.saves()
    sent = [field["id"] for field in at.pressed("settings/fields")["value"]]
    assert sent[:3] == ["chung-thuc", "ho-tich", "tra-ket-qua"]
    assert len(sent) == len(at.office.fields)


def test_a_refusal_is_told_in_the_dialog(opened: Opened) -> None:
    at = opened("counters")
    told = {"error": {"code": "counter_in_use", "message": "Xin đóng quầy trước."}}
    at.refused["settings/counter:1/preview"] = (409, told)
    at.clicks('[data-entry="1"]', "#entry-retire")
    expect(at.saw("#entry #toast")).to_have_text("Xin đóng quầy trước.")


def test_what_another_has_changed_meanwhile_is_not_undone_unawares(opened: Opened) -> None:
    at = opened("rules")
    told = {"error": {"code": "changed_meanwhile", "message": "Người khác vừa sửa mục này."}}
    at.refused["settings/rules"] = (409, told)
    at.types("[data-key=recall_limit] input", "4")
    at.clicks("#keep")
    at.saves()
    expect(at.saw("#toast")).to_have_text("Người khác vừa sửa mục này.")
    assert at.pressed("settings/rules")["seen"] == plain(at.office)["rules"]
    expect(at.saw("[data-key=recall_limit] input")).to_have_value("4")  # to be read off
    toast, drop = at.saw("#toast").bounding_box(), at.saw("#drop").bounding_box()
    assert toast
    assert drop
    assert toast["y"] + toast["height"] <= drop["y"]


def test_a_test_print_is_one_press(opened: Opened) -> None:
    at = opened("devices")
    at.page.get_by_role("button", name="In thử may-in-1").click()
    assert at.pressed("self-test") == {"devices": ["may-in-1"]}


def test_services_come_in_by_a_workbook_cell_by_cell(opened: Opened) -> None:
    at = opened("services")
    file = {"name": "thu-tuc.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK"}
    wrong = {"error": {"code": "invalid", "message": "…", "fields": {"F7": "Lớn quá."}}}
    at.refused["services.xlsx"] = (422, wrong)
    at.saw("#sheet").set_input_files(file)  # type: ignore[arg-type]
    expect(at.saw(".cells li")).to_have_text("F7 Lớn quá.")
    change = {"what": "Thủ tục · Khai sinh · Phút", "before": "15", "after": "12"}
    at.refused["services.xlsx"] = (200, {"changes": [change], "warnings": []})
    at.saw("#sheet").set_input_files(file)  # type: ignore[arg-type]
    at.saves()
    at.pressed("services.xlsx")
    assert [path for path, _ in at.presses][-2:] == ["services.xlsx?preview=1", "services.xlsx"]


def test_what_nobody_touched_is_read_as_it_was(opened: Opened) -> None:
    at = opened("start")
    schema = at.page.evaluate("JSON.parse(document.getElementById('schema').textContent)")
    settings = plain(at.office)
    # Secrets are in no setting, and the lines of a counter have no order of their own.
    settings["staff"] = []
    settings["counters"] = [counter | {"lines": []} for counter in settings["counters"]]
    told = at.page.evaluate(UNCHANGED, {"settings": settings, "schema": schema})
    assert told == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_on_any_make_of_panel(opened: Opened, lang: str) -> None:
    at = opened(lang=lang)
    found = {}
    for panel in MAKES:
        shows(at, panel)
        found[panel] = serious(at.page)
    for panel in ("counters", "staff"):
        shows(at, panel)
        at.clicks(".entries .entry")
        found[f"{panel} dialog"] = serious(at.page)
        at.clicks("#entry-cancel")
    shows(at, "rules")
    at.types("[data-key=recall_limit] input", "4")
    at.clicks("#keep")
    expect(at.saw("#sure[open]")).to_be_visible()
    found["what would change"] = serious(at.page)
    at.clicks("#sure-no", "#nav a[href='#fields']")
    expect(at.saw("#leave[open]")).to_be_visible()
    found["not saved"] = serious(at.page)
    assert not any(found.values()), found


@pytest.mark.parametrize(("lang", "size"), [("vi", LYING), ("en-XA", LYING), ("en-XA", UPRIGHT)])
def test_every_panel_fits(opened: Opened, lang: str, size: tuple[int, int]) -> None:
    at = opened("start", size, lang)
    for panel in PANELS:
        shows(at, panel)
        wide = at.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, panel


def shows(at: Setup, panel: str) -> None:
    at.goes(panel)
    name = panel.removeprefix("first/").partition("/")[0]
    expect(at.saw("#panel")).to_have_attribute("data-panel", name)
