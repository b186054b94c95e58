"""A room's page is drawn in its reader's language, with its own room's words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Flask
from jinja2 import DictLoader

from config import Settings
from web import furnish, reader
from web.page import drawn

SHOWN = "{{ room }} {{ lang }} {{ say.title }} {{ words | length > 1 }} {{ given }}"


def test_a_page_is_given_its_room_and_the_words_of_its_reader() -> None:
    app = Flask("web")
    app.jinja_loader = DictLoader({"stats/stats.html": SHOWN})
    settings: Any = SimpleNamespace(server=SimpleNamespace(demo=True))
    furnish(app, settings, Settings)
    reader.welcome(app)
    app.add_url_rule("/", view_func=lambda: drawn("stats/stats.html", given=3))
    asked = app.test_client()
    assert asked.get("/").text == "stats vi Số liệu True 3"
    assert asked.get("/?lang=en").text == "stats en Figures True 3"
