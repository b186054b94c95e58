"""Every word in both languages, and the page's way of saying it."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages import HOUSE, blank_page
from web import words

# What devices suffer is a catalogue of another form: tests/hardware/test_health.py.
CATALOGUES = sorted({path.parent.name for path in HOUSE.glob("*/words.toml")} - {"hardware"})


@pytest.mark.parametrize("room", CATALOGUES)
def test_every_word_is_there_in_both_languages_with_the_same_holes(room: str) -> None:
    catalogue = words.load(room)
    assert set(catalogue) == {"vi", "en"}
    assert catalogue["vi"].keys() == catalogue["en"].keys()
    for key, text in catalogue["vi"].items():
        other = catalogue["en"][key]
        assert all((text.strip(), other.strip())), key
        assert unicodedata.is_normalized("NFC", text), key
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", other)), key


def test_a_missing_translation_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "words.toml").write_text('[hello]\nvi = "Xin chào"\n', "utf-8")
    monkeypatch.setattr(words, "_HOUSE", tmp_path)
    words.load.cache_clear()
    with pytest.raises(words.WordsMissing, match="hello"):
        words.load("web")
    words.load.cache_clear()


SAY = """async ([key, values]) => {
  const { words } = await import("/static/words.js");
  return [words("vi")(key, values), words("en")(key, values)];
}"""


@pytest.mark.browser
def test_say_fills_the_holes_and_falls_back_to_vietnamese(chromium: Browser) -> None:
    block = {"vi": {"ahead": "{n} người trước", "only": "Chỉ {x}"}, "en": {"ahead": "{n} ahead"}}
    html = f'<script type="application/json" id="words">{json.dumps(block)}</script>'
    page = blank_page(chromium, html=html)
    assert page.evaluate(SAY, ["ahead", {"n": 0}]) == ["0 người trước", "0 ahead"]
    assert page.evaluate(SAY, ["only", {}]) == ["Chỉ {x}", "Chỉ {x}"]
    page.close()
