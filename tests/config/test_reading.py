"""A file that cannot be read as TOML at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import ConfigError, load
from tests.config.small import HALL, line_of, only, with_


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a = 1\nb = \n", 2, "cannot be read here"),
        ("a = 1\na = 2\n", 2, "this name is there twice"),
        ("[a]\n[b]\n[a]\n", 3, "this table is there twice"),
        ("a = { b = 1 }\n[a]\n", 2, "this table"),
        ('x = "abc\ny = 1\n', 1, "cannot be read here"),
        ("[a\nb = 1\n", 1, "cannot be read here"),
        ("\n\na = [1,\n", 3, "cannot be read here"),
        (f"a = 1\nx = {'[' * 9999}\n", 2, "shorten"),
        (f"a = 1\nx = {'1' * 9999}\n", 2, "shorten"),
        ("a = \x00\n", 1, "cannot be read here"),
    ],
)
def test_a_slip_in_the_toml_is_the_only_fault_told(text: str, line: int, says: str) -> None:
    fault = only(text)
    assert (fault.line, says in fault.message) == (line, True)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="Is a directory"):
        load(tmp_path)


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"# one\n# two\nname = \xd0\xcb\n")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert caught.value.faults[0].line == 3


def test_a_file_saved_on_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HALL.replace("\n", "\r\n").encode())
    assert load(path).hall.office.name == "Trung tâm"


def test_a_fault_after_windows_line_ends_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(with_('series = "C"', 'series = "E"').replace("\n", "\r\n").encode())
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert caught.value.faults[0].line == line_of(HALL, 'series = "C"')


def test_a_name_cannot_break_a_sentence_either() -> None:
    fault = only(HALL + '[server]\n"po\\u001brt" = 1\n')
    assert fault.where == "server.po\N{REPLACEMENT CHARACTER}rt"
    assert str(fault).isprintable()


def test_a_sentence_cannot_be_broken_by_what_it_quotes() -> None:
    said = str(only(HALL + '[day]\ntrust_clock = "{x}\\u001b[31m\\n%s"\n'))
    assert "\x1b" not in said
    assert "\n" not in said
    assert "{x}" in said
