"""What every page is made of: contrast computed, sizes from a distance, and nothing of its own."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from tests.pages import HOUSE
from web import look
from web.samples import AA, PAIRS, SHAPE, Pair

COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b(?=[^{}]*;)|\brgba?\(|\bhsla?\(|\boklch\(|: (?:white|black|red|grey|gray)\b"
)
TIME = re.compile(r"(?:transition|animation)[\w-]*:[^;]*\b[\d.]+m?s\b")
USED = re.compile(r"var\(--([\w-]+)")
SET = re.compile(r"(?:--([\w-]+):|setProperty\(\s*[\"`']--([\w-]+)|\"--([\w-]+)\")")
MADE_OF = HOUSE / "web" / "static" / "tokens.css"


def sheets(house: Path) -> list[Path]:
    """Every style sheet of ours but the one that says what they are made of."""
    return sorted(set(house.glob("*/static/*.css")) - {house / "web" / "static" / "tokens.css"})


def bare(css: str) -> str:
    """Without comments."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def own_colours_and_times(house: Path) -> list[str]:
    """Sheets that name a colour or a time instead of a token."""
    return [
        f"{sheet.relative_to(house)}: {found.group()}"
        for sheet in sheets(house)
        for kind in (COLOUR, TIME)
        for found in kind.finditer(bare(sheet.read_text("utf-8")))
    ]


def unknown_tokens(house: Path) -> list[str]:
    """Names in var(…) that neither the tokens nor anything of the same room or of web/ sets."""
    told = {room.name: _set_in(room) for room in house.iterdir() if (room / "static").is_dir()}
    return [
        f"{sheet.relative_to(house)}: --{name}"
        for sheet in sheets(house)
        for name in sorted(set(USED.findall(bare(sheet.read_text("utf-8")))))
        if name not in told["web"] | told[sheet.relative_to(house).parts[0]]
    ]


def _set_in(room: Path) -> set[str]:
    files = [
        *room.glob("static/*.css"),
        *room.glob("static/*.js"),
        *room.glob("templates/**/*.html"),
    ]
    text = "".join(file.read_text("utf-8") for file in files)
    return {name for names in SET.findall(text) for name in names if name}


def icons_asked_for(house: Path) -> set[str]:
    """The names in icon("…") of every script."""
    scripts = [path.read_text("utf-8") for path in house.glob("*/static/*.js")]
    return {name for text in scripts for name in re.findall(r'\bicon\("([\w-]+)"\)', text)}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.colour} on {pair.ground}")
def test_every_pair_is_far_enough_apart_in_both_palettes(pair: Pair) -> None:
    for high in (False, True):
        colours = look.palette(high=high)
        least = pair.least if not high else {SHAPE: AA}.get(pair.least, 7.0)
        assert look.contrast(colours[pair.colour], colours[pair.ground]) >= least, high


def test_contrast_is_the_one_of_wcag() -> None:
    assert look.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert look.contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    assert look.contrast("#a81e26", "#a81e26") == pytest.approx(1)


def test_whoever_asks_for_contrast_sees_what_the_system_would_show() -> None:
    by_system, by_hand = look.high_contrast_twice()
    assert by_system == by_hand
    assert set(by_hand) <= set(look.palette()), "a stronger colour of something that is not there"


def test_letters_follow_from_the_distance_in_css_as_in_python() -> None:
    capital = look.letter_mm(600) * look.CAPITAL
    assert math.degrees(2 * math.atan(capital / 2 / 600)) == pytest.approx(0.7)
    assert capital == pytest.approx(7.33, abs=0.01), "the table of EN 301 549 says 7.3 mm at 60 cm"
    factor = re.search(r"--distance\) \* ([\d.]+)", MADE_OF.read_text("utf-8"))
    assert factor
    assert float(factor[1]) == pytest.approx(look.letter_mm(1), rel=1e-3)


def test_no_sheet_has_a_colour_or_a_time_of_its_own() -> None:
    assert own_colours_and_times(HOUSE) == []


def test_every_token_that_is_used_is_there() -> None:
    assert unknown_tokens(HOUSE) == []


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    drawn = re.findall(
        r"^  (\w+): \[", (HOUSE / "web/static/icons.js").read_text("utf-8"), re.MULTILINE
    )
    assert len(drawn) == len(set(drawn))
    assert icons_asked_for(HOUSE) - set(drawn) == set()


@pytest.mark.parametrize(
    ("css", "faults"),
    [
        ("a { color: #fff; }", ["kiosk/static/x.css: #fff"]),
        ("a { background: rgb(0 0 0 / 5%); }", ["kiosk/static/x.css: rgb("]),
        ("a { transition: color 150ms; }", ["kiosk/static/x.css: transition: color 150ms"]),
        ("a { color: var(--inc); }", ["kiosk/static/x.css: --inc"]),
        (
            "/* #fff */ a { color: var(--ink); transition: color var(--fade); }",
            [],
        ),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, css: str, faults: list[str]) -> None:
    for room in ("kiosk", "web"):
        (tmp_path / room / "static").mkdir(parents=True)
    (tmp_path / "web/static/tokens.css").write_text(MADE_OF.read_text("utf-8"), "utf-8")
    (tmp_path / "kiosk/static/x.css").write_text(css, "utf-8")
    assert own_colours_and_times(tmp_path) + unknown_tokens(tmp_path) == faults
