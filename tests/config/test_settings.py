"""Settings as the rooms get them: whole, typed, frozen, and discreet."""

from __future__ import annotations

import unicodedata

import pytest

from config import Settings, check, parse
from config.hall import Office
from tests.config.small import HALL


def test_the_smallest_hall_has_every_default() -> None:
    settings = parse(HALL)
    assert (settings.server.host, settings.server.port) == ("127.0.0.1", 8080)
    assert settings.server.demo is False
    assert settings.day.trust_clock == "auto"
    assert settings.hall.rules.recall_limit == 3
    assert settings.hall.counters[0].lines[1].offset_min == 5
    assert settings.hall.counters[0].lines[0].offset_min == 0


def test_english_left_out_is_vietnamese() -> None:
    settings = parse(HALL)
    assert settings.hall.fields[0].name_en == "Hộ tịch"
    assert settings.hall.office.name_en == "Trung tâm"
    assert settings.hall.office.motto_en == ""


def test_letters_are_composed_wherever_they_come_from() -> None:
    from_a_page = Office.model_validate({"name": unicodedata.normalize("NFD", "Xã Mẫu")})
    assert from_a_page.name == unicodedata.normalize("NFC", "Xã Mẫu")


def test_settings_cannot_be_changed_by_a_room() -> None:
    settings = parse(HALL)
    with pytest.raises(ValueError, match="frozen"):
        settings.server.port = 1


def test_no_repr_shows_a_password() -> None:
    staff = '[[hall.staff]]\nid = "a"\nname = "a"\nlabel = "A"\npassword = "bi-mat"\npin = "2751"\n'
    said = repr(parse(HALL + staff))
    assert "bi-mat" not in said
    assert "2751" not in said


def test_letters_typed_with_separate_marks_are_one_letter() -> None:
    decomposed = HALL.replace("Hộ", "Ho\u0323\u0302")
    assert parse(decomposed).hall.fields[0].name == "Hộ tịch"


def test_settings_from_no_file_have_warnings_without_line() -> None:
    settings = Settings.model_validate(parse(HALL).model_dump())
    assert {fault.line for fault in check(settings)} == {0}
