"""Boards in config.toml: every fault with its line, and what a board cannot show."""

from __future__ import annotations

import pytest

from config import parse
from config.boards import shipped_panels
from config.frames import pieces
from tests.config.small import HALL, line_of, only, warned

BUS = '[[buses]]\nname = "day"\n'
BOARD = '[[boards]]\nname = "b"\nbus = "day"\npanel = "alpha"\ncounter = 1\n'
SECOND = BOARD.replace('"b"', '"c"').replace("counter = 1", 'shows = "last-call"')
THIRD, SAME = 'name = "c"', 'name = "b"'
OWN = '[[panels]]\nname = "own"\n'
WALL = f"{HALL}{BUS}{BOARD}"
ANOTHER = '[[hall.counters]]\nn = 2\nlabel = "Quầy 2"\nlines = [{ field = "ho-tich" }]\n'
LETTERS = HALL.replace('series = "C"', 'series = "K"')


def test_a_bus_with_a_board_has_no_fault_and_a_panel_of_ones_own_is_known() -> None:
    settings = parse(f'{HALL}{BUS}{OWN}frame = "AA"\n{BOARD.replace("alpha", "own")}')
    assert settings.boards[0].panel == "own"
    assert settings.buses[0].port == "virtual"


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        ('bus = "day"', 'bus = "dai"', "bus =", 'did you mean "day"?'),
        ('"alpha"', '"alfa"', "panel =", 'did you mean "alpha"?'),
        ("counter = 1", "counter = 2", "counter =", "there is no counter 2"),
        ("counter = 1\n", "", "[[boards]]", "add counter = 1"),
        ("counter = 1", 'counter = 1\nshows = "last-call"', "counter =", "take this out"),
        ("counter = 1", 'counter = 1\nshows = "last-cal"', "shows =", 'did you mean "last-call"?'),
        ("counter = 1", "counter = 1\naddress = 0", "address =", "1 to 255"),
        ("counter = 1", "counter = 1\naddress = [2]", "address =", "whole number"),
        ("counter = 1", "counter = 1\naddress = 256", "address =", "255 or less"),
        ("counter = 1", 'counter = 1\ncalled = "{numer}"', "called =", "{number} and {counter}"),
        ("counter = 1", 'counter = 1\ncaled = "x"', "caled =", 'did you mean "called"?'),
        ('"day"\n[', '"day"\nport = "/tmp/x"\n[', "port =", "no line of boards"),
        ('"day"\n[', '"day"\nport = "socket://h:70000"\n[', "port =", "no line of boards"),
        ('"day"\n[', '"day"\nbaud = 9601\n[', "baud =", "9600"),
        ('"day"\n[', '"day"\nform = "7E2"\n[', "form =", "did you mean"),
        (BOARD, BOARD + SECOND, "[[boards]]", "belongs to"),
        (BOARD, f"{BOARD}{SECOND.replace(THIRD, SAME)}address = 2\n", "name", "twice"),
        (BUS, BUS + BUS.replace("day", "kia") + 'port = "/dev/a"\n', "", ""),
        (BUS, f'{BUS}port = "/dev/a"\n[[buses]]\nname = "e"\nport = "/dev/a"\n', "port", "one bus"),
        (BUS, f'[[printers]]\nname = "day"\n{BUS}', "name", "also a printer"),
        (BUS, f"{BUS}{OWN}", "[[panels]]", "a mode of its registers"),
        (BUS, f'{BUS}{OWN}frame = "AA"\nmode = "u16"\n', "[[panels]]", "one of both"),
        (BUS, f'{BUS}{OWN.replace("own", "alpha")}frame = "AA"\n', "name", "is a known kind"),
        (BUS, f'{BUS}{OWN}frame = "A"\n', "frame =", "two hex digits"),
        (BUS, f"{BUS}{OWN}frame = '\"x'\n", "frame =", "closing quote"),
        (BUS, f"{BUS}{OWN}frame = '\"Số\"'\n", "frame =", "ASCII alone"),
        (BUS, f"{BUS}{OWN}frame = '\"{{nr}}\"'\n", "frame =", "{num}"),
        (BUS, f'{BUS}{OWN}frame = "{{u8:text}}"\n', "frame =", "{u8:addr} or {u8:n}"),
        (BUS, f'{BUS}{OWN}frame = "{{sum9}}"\n', "frame =", "there is no {sum9}"),
        (BUS, f'{BUS}{OWN}frame = "AA ( BB"\n', "frame =", "without its )"),
        (BUS, f'{BUS}{OWN}frame = "( AA ( BB ) )"\n', "frame =", "never within another"),
        (BUS, f'{BUS}{OWN}mode = "u16"\naddresses = [0, 9]\n', "addresses =", "1 to 247"),
        (BUS, f'{BUS}{OWN}frame = "AA"\naddresses = [1]\n', "addresses =", "at least 2"),
        (BUS, f'{BUS}{OWN}frame = "AA"\naddresses = [1, 2, 3]\n', "addresses =", "at most 2"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(old: str, new: str, part: str, says: str) -> None:
    assert WALL.count(old) == 1
    text = WALL.replace(old, new)
    if not part:  # what is right must not be complained of, or the rows around it prove nothing
        parse(text)
        return
    fault = only(text)
    assert says in str(fault), fault
    begins = line_of(text, new)
    assert fault.line >= begins
    assert text.splitlines()[fault.line - 1].startswith(part.removesuffix("=")), fault


@pytest.mark.parametrize(
    ("text", "part", "says"),
    [
        (
            f"{LETTERS}{BUS}{BOARD.replace('alpha', 'modbus-ascii')}",
            "panel",
            "seven segments cannot show K",
        ),
        (f"{HALL}{BUS}{BOARD.replace('alpha', 'four-byte')}", "panel", "A012 and C012 look"),
        (f'{WALL}called = "MOI CONG DAN {{number}} DEN"\n', "called", "has 21 signs"),
        (f'{WALL}called = "{{number}}|QUAY"\n', "called", "1 row"),
        (f'{WALL}paused = "XIN CHO TRONG GIAY LAT"\n', "paused", "this kind shows 20"),
        (f"{WALL.replace(BUS, BUS + BUS.replace('day', 'kia'))}", "[[buses]]", "no board hangs"),
        (
            WALL + ANOTHER,
            "[[hall.counters]]",
            "this counter has no board",
        ),
        (
            WALL.replace(BUS, f'{BUS}port = "/dev/motcua/boards"\n'),
            "[[buses]]",
            "listens at 9600 7E1 as it leaves its maker, and this line speaks 9600 8N1",
        ),
    ],
)  # fmt: skip
def test_what_a_board_cannot_show_is_named(text: str, part: str, says: str) -> None:
    found = [fault for fault in warned(text) if says in str(fault)]
    assert len(found) == 1, warned(text)
    assert text.splitlines()[found[0].line - 1].startswith(part)


def test_a_board_that_can_show_everything_is_not_warned_of() -> None:
    silent = {fault.where.partition("[")[0] for fault in warned(WALL)}
    assert not silent & {"boards", "buses", "panels"}


def test_a_letter_of_another_counter_is_no_matter_of_this_board() -> None:
    apart = LETTERS.replace('  { field = "chung-thuc", offset_min = 5 },\n', "")
    wall = f"{apart}{BUS}{BOARD.replace('alpha', 'modbus-ascii')}"
    assert not any("seven segments" in str(fault) for fault in warned(wall))


def test_every_shipped_kind_has_its_source_and_speaks_one_language() -> None:
    for panel in shipped_panels().values():
        assert panel.source, panel.name
        assert bool(panel.frame) != bool(panel.mode), panel.name
        assert pieces(panel.frame) or panel.mode
