"""The page and the sounds over HTTP, with a desk that knows one announcement."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Voice
from display import Sound, blueprint
from tickets import Desk
from web import furnish


class OneCall:
    """Stands for the desk: announcement 7 alone is known."""

    def announcement(self, key: int) -> dict[str, Any] | None:
        call = {"number": "A012", "counter": 3, "recall": 0, "language": "vi", "state": "created"}
        return {"id": 7, **call} if key == 7 else None


def client_of(sound: Sound) -> FlaskClient:
    app = Flask("web")
    furnish(app, OneCall(), Desk)
    furnish(app, sound)
    app.register_blueprint(blueprint)
    return app.test_client()


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return client_of(Sound(Voice(), tmp_path / "sound"))


def seconds(data: bytes) -> float:
    with wave.open(io.BytesIO(data)) as file:
        return float(file.getnframes() / file.getframerate())


def test_an_announcement_is_a_wav(client: FlaskClient) -> None:
    with client.get("/display/sound/7.wav") as twice:
        assert (twice.status_code, twice.mimetype) == (200, "audio/wav")
        long = seconds(twice.data)
    with client.get("/display/sound/7.wav?once=1") as once:
        assert long > seconds(once.data) + 3 > 6


def test_a_browser_may_ask_for_a_part(client: FlaskClient) -> None:
    with client.get("/display/sound/7.wav", headers={"Range": "bytes=0-99"}) as part:
        assert (part.status_code, len(part.data)) == (206, 100)


def test_an_unknown_announcement_is_not_found(client: FlaskClient) -> None:
    assert client.get("/display/sound/8.wav").status_code == 404


def test_nothing_to_hear_is_not_found(tmp_path: Path) -> None:
    silent = client_of(Sound(Voice(engine="none", chime=False), tmp_path))
    assert silent.get("/display/sound/7.wav").status_code == 404


def test_a_full_disk_is_a_passing_trouble(tmp_path: Path) -> None:
    (tmp_path / "sound").write_text("a file where the folder should be")
    assert (
        client_of(Sound(Voice(), tmp_path / "sound")).get("/display/sound/7.wav").status_code == 503
    )


@pytest.mark.parametrize(("query", "words"), [("", "Sắp tới"), ("?lang=en", "Next")])
def test_the_page_speaks_both_languages_and_has_nothing_inline(
    client: FlaskClient, query: str, words: str
) -> None:
    page = client.get(f"/display/{query}").text
    assert words in page
    assert "style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("src=") + page.count('type="application/json"')
