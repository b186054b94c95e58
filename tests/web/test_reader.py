"""In which language a reader is answered, and how that language writes dates and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template_string
from pydantic import TypeAdapter, ValidationError

from config import Settings
from web import errors, furnish, reader, words
from web.api import Language


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Flask:
    """A house with nothing in it but its readers; the demo's unless the test says otherwise."""
    made = Flask("web")
    settings: Any = SimpleNamespace(server=SimpleNamespace(demo=getattr(request, "param", True)))
    furnish(made, settings, Settings)
    reader.welcome(made)
    return made


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """French, which stands behind English, has no word of its own yet."""
    known = {**words.languages(), "fr": words.Language("fr", "Français", "en")}
    monkeypatch.setattr(words, "languages", lambda: known)
    monkeypatch.setattr(words, "added", lambda lang, table: {})
    words.load.cache_clear()
    yield
    words.load.cache_clear()


@pytest.mark.parametrize(
    ("path", "headers", "said"),
    [
        ("/", {}, "vi"),
        ("/", {"Accept-Language": "en-US"}, "vi"),  # a kiosk's own browser was never set
        ("/", {"X-Lang": "en"}, "en"),
        ("/?lang=en", {"X-Lang": "vi"}, "en"),
        ("/?lang=en-XA", {}, "en-XA"),
        ("/?lang=../../etc", {}, "vi"),
        ("/?lang=fr", {}, "vi"),
    ],
)
def test_the_page_says_its_language_and_nothing_else_does(
    app: Flask, path: str, headers: dict[str, str], said: str
) -> None:
    with app.test_request_context(path, headers=headers):
        assert reader.language() == said


@pytest.mark.parametrize("app", [False], indirect=True)
def test_a_hall_that_is_no_demo_has_no_pseudo_locale(app: Flask) -> None:
    with app.test_request_context("/?lang=en-XA"):
        assert reader.language() == "vi"


WRITTEN = (
    "{{ day | dateformat('full') }} · {{ at | timeformat('short') }} · {{ 1204.5 | decimalformat }}"
)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", "Thứ Sáu, 20 tháng 11, 2026 · 08:05 · 1.204,5"),
        ("en", "Friday, 20 November 2026 · 08:05 · 1,204.5"),
        ("en-XA", "Friday, 20 November 2026 · 08:05 · 1,204.5"),
        ("fr", "vendredi 20 novembre 2026 · 08:05 · 1\u202f204,5"),
    ],
)
@pytest.mark.usefixtures("third")
def test_dates_and_numbers_are_written_as_the_reader_does(app: Flask, lang: str, said: str) -> None:
    at = dt.datetime(2026, 11, 20, 8, 5, tzinfo=dt.UTC)
    with app.test_request_context(f"/?lang={lang}"):
        assert render_template_string(WRITTEN, day=at.date(), at=at) == said


@pytest.mark.usefixtures("third")
def test_a_third_language_is_answered_in_and_served_by_the_voice_of_another(app: Flask) -> None:
    with app.test_request_context("/?lang=fr"):
        assert reader.language() == "fr"
        assert errors.sentence("closed") == words.load("errors")["en"]["closed"]
    asked: TypeAdapter[str] = TypeAdapter(Language)
    assert [asked.validate_python(lang) for lang in ("vi", "en", "fr", "en-XA")] == [
        "vi", "en", "en", "en",
    ]  # fmt: skip
    for wrong in ("de", 7, None, ""):
        with pytest.raises(ValidationError):
            asked.validate_python(wrong)


def test_what_babel_does_not_know_is_written_as_in_english() -> None:
    assert str(reader.locale_of("tay")) == "en_GB"
    assert str(reader.locale_of("zh-Hant")) == "zh_Hant"


def test_a_refusal_in_the_pseudo_locale_keeps_its_values(app: Flask) -> None:
    with app.test_request_context("/?lang=en-XA"):
        said = errors.sentence("try_later", seconds=37)
    assert said.startswith("[")
    assert "37" in said
