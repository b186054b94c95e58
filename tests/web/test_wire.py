"""What goes over the wire is squeezed for whoever takes it, and means the same."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from web import wire

LONG, SHORT = "Hướng dẫn thủ tục " * 200, "Xin chào"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    """A house with a long page, a short one, a refusal, a stream, a sound and a file."""
    (tmp_path / "base.css").write_text(LONG, "utf-8")
    app = Flask("web", static_folder=str(tmp_path), static_url_path="/static")
    app.add_url_rule("/long", "long", lambda: LONG)
    app.add_url_rule("/short", "short", lambda: SHORT)
    app.add_url_rule("/refused", "refused", lambda: (LONG, 409))
    app.add_url_rule("/stream", "stream", lambda: Response(iter([LONG]), mimetype="text/html"))
    app.add_url_rule("/sound", "sound", lambda: Response(LONG, mimetype="audio/wav"))
    wire.squeeze(app)
    return app.test_client()


TAKES = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("path", ["/long", "/static/base.css"])
def test_text_is_squeezed_and_means_the_same(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=TAKES, buffered=True)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(LONG) / 10
    assert gzip.decompress(answer.data).decode() == LONG == client.get(path, buffered=True).text
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/short", "/refused", "/stream", "/sound"])
def test_what_is_short_or_is_no_page_goes_as_it_is(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=TAKES, buffered=True)
    assert "Content-Encoding" not in answer.headers
    assert answer.text in (LONG, SHORT)


def test_what_a_browser_has_already_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/static/base.css", headers=TAKES, buffered=True).headers["ETag"]
    assert tag.startswith("W/")
    answer = client.get("/static/base.css", headers=TAKES | {"If-None-Match": tag}, buffered=True)
    assert (answer.status_code, answer.data) == (304, b"")
