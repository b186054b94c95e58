"""What the pages load from others is what they ask for, with its licence, and no more than that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAID = ("*/words.toml", "*/errors.toml", "*/templates/**/*.html", "*/static/*.js")
SIGNS = "←↑→↓▸▾●✓"  # in neither typeface: the machine's own


def test_the_pages_ask_for_just_the_files_that_are_brought(pages: Any, fonts: Any) -> None:
    sources = [*ROOT.glob("*/static/*.css"), *ROOT.glob("*/templates/**/*.html")]
    text = "".join(source.read_text() for source in sources)
    asked = set(re.findall(r"/static/vendor/([\w.-]+)", text))
    brought = {name for name in pages.FILES if not name.startswith("LICENSE")}
    assert asked == brought | {face.file for face in fonts.faces()}


def test_each_file_from_others_comes_with_its_licence(
    pages: Any, fonts: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packages = {source.partition("/")[0] for source in pages.FILES.values()}
    assert {f"LICENSE.{package}" for package in packages} <= set(pages.FILES)
    families = {face.family for face in fonts.faces()}
    monkeypatch.setattr(fonts, "VENDOR", tmp_path)
    monkeypatch.setattr(fonts, "cut", lambda _: None)
    fonts.main()
    brought = {file.name for file in tmp_path.iterdir()}
    assert brought == {f"LICENSE.{family.lower().replace(' ', '-')}" for family in families}


def test_what_the_pages_say_is_in_the_fonts_that_every_page_loads(fonts: Any) -> None:
    """Any other letter brings a second file, of every letter of Europe, to a kiosk or board."""
    usual = frozenset[int]().union(
        *(face.letters for face in fonts.faces() if "more" not in face.file)
    )
    said = "".join(file.read_text("utf-8") for form in SAID for file in ROOT.glob(form))
    rare = {letter for letter in said if ord(letter) not in usual and letter.isprintable()}
    assert rare <= set(SIGNS)
    assert ord("Ł") not in usual  # so that one would be seen


def test_a_cut_font_has_its_letters_and_is_light(
    fonts: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ttlib = pytest.importorskip("fontTools.ttLib", reason="scripts/setup brings it")
    monkeypatch.setattr(fonts, "VENDOR", tmp_path)
    [face] = [face for face in fonts.faces() if face.file == "be-vietnam-pro-600.woff2"]
    fonts.cut(face)
    file = tmp_path / face.file
    with ttlib.TTFont(file) as font:
        assert set(font.getBestCmap()) == face.letters
    assert file.stat().st_size < 11_000
