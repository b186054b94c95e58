"""Every word in both languages, and the page's way of saying it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages import blank_page
from web import words


@pytest.mark.parametrize("room", words.rooms())
def test_every_word_is_there_in_both_languages_with_the_same_holes(room: str) -> None:
    catalogue = words.load(room)
    assert set(catalogue) == {"vi", "en"}
    assert catalogue["vi"].keys() == catalogue["en"].keys()
    for key, text in catalogue["vi"].items():
        other = catalogue["en"][key]
        assert all((text.strip(), other.strip())), key
        assert unicodedata.is_normalized("NFC", text), key
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", other)), key


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A house of two rooms, whose catalogues a test may spoil."""
    for room in ("web/languages", "kiosk"):
        (tmp_path / room).mkdir(parents=True)
    (tmp_path / "web" / "words.toml").write_text(word("hello", "Xin chào", "Hello"), "utf-8")
    (tmp_path / "web" / "errors.toml").write_text(word("http_400", "Sai", "Wrong"), "utf-8")
    (tmp_path / "web" / "samples.toml").write_text("", "utf-8")
    kiosk = word("ahead", "{n} người trước", "{n} ahead") + word("take", "Lấy số", "Take a number")
    (tmp_path / "kiosk" / "words.toml").write_text(kiosk, "utf-8")
    monkeypatch.setattr(words, "_HOUSE", tmp_path)
    words.forget()
    yield tmp_path
    words.forget()


def word(key: str, vi: str, en: str) -> str:
    return f'[{key}]\nvi = "{vi}"\nen = "{en}"\n'


def french(house: Path, *tables: str, head: str = 'name = "Français"\nafter = "en"') -> None:
    text = "\n".join((head, *tables))
    (house / "web" / "languages" / "fr.toml").write_text(text, "utf-8")


def test_a_missing_translation_is_an_error(house: Path) -> None:
    (house / "web" / "words.toml").write_text('[hello]\nvi = "Xin chào"\n', "utf-8")
    with pytest.raises(words.WordsMissing, match="hello"):
        words.load("web")


def test_one_file_adds_a_language_and_the_one_behind_it_says_the_rest(house: Path) -> None:
    french(house, "[web]", 'hello = "Bonjour"', "[kiosk]", 'ahead = "{n} avant vous"')
    assert list(words.languages()) == ["vi", "en", "fr"]
    assert words.load("kiosk")["fr"] == {
        "hello": "Bonjour", "ahead": "{n} avant vous", "take": "Take a number",
        "language": "Français",
    }  # fmt: skip
    assert words.load("errors")["fr"]["http_400"] == "Wrong"
    assert words.missing("fr") == ["errors.http_400", "kiosk.take"]


@pytest.mark.parametrize(
    ("tables", "head", "said"),
    [
        (["[kiosk]", 'tak = "Prendre"'], None, "[kiosk] tak is no word of ours"),
        (["[kisok]", 'take = "Prendre"'], None, "[kisok] take is no word of ours"),
        (["[kiosk]", 'ahead = "Avant"'], None, "ahead must have the holes of “{n} người trước”"),
        ([], 'name = "Français"\nafter = "de"', 'after = "vi" or "en"'),
        ([], 'after = "en"', "needs name"),
        (["[kiosk"], None, "Expected"),
    ],
)
def test_a_wrong_file_says_where_and_is_left_out(
    house: Path, tables: list[str], head: str | None, said: str
) -> None:
    french(house, *tables, **({"head": head} if head else {}))
    [fault] = words.faults()
    assert fault.startswith("web/languages/fr.toml: ")
    assert said in fault
    assert list(words.languages()) == ["vi", "en"]
    assert set(words.load("kiosk")) == {"vi", "en"}


@pytest.mark.parametrize("name", ["French.toml", "vi.toml"])
def test_a_file_is_called_by_its_code(house: Path, name: str) -> None:
    (house / "web" / "languages" / name).write_text('name = "x"\nafter = "en"\n', "utf-8")
    assert name in words.faults()[0]


@pytest.mark.parametrize("room", words.rooms())
def test_the_pseudo_locale_is_longer_than_both_and_keeps_its_holes(room: str) -> None:
    catalogue = words.load(room)
    for key, text in catalogue[words.PSEUDO].items():
        vi, en = catalogue["vi"][key], catalogue["en"][key]
        assert len(text) >= 1.4 * max(len(vi), len(en)), key
        assert (text[0], text[-1]) == ("[", "]"), key
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", vi)), key
    assert words.PSEUDO not in catalogue, "no page carries it that was not asked for it"


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
