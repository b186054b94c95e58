"""«Đọc cho tôi nghe» at a real hall: a piece of the screen comes as sound, again and again."""

from __future__ import annotations

import io
import wave
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.asking import Answer
from tests.hall import Hall

PIECE = {"text": "Hôm nay Ông/Bà cần làm gì?", "language": "vi"}


def said(hall: Hall, body: object) -> Answer:
    return hall.another("kiosk").ask("POST", "/kiosk/aloud", body)


def test_a_piece_is_a_wav_that_no_browser_keeps_however_many_ask(shared_hall: Hall) -> None:
    with ThreadPoolExecutor(6) as screens:
        answers = list(screens.map(lambda _: said(shared_hall, PIECE), range(6)))
    for answer in answers:
        assert answer.status == 200
        assert answer.headers["cache-control"] == "no-store"
        with wave.open(io.BytesIO(answer.body)) as file:
            assert 1 < file.getnframes() / file.getframerate() < 6


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": "a" * 601}, PIECE | {"language": "fr"}]
)
def test_what_cannot_be_said_is_refused(shared_hall: Hall, body: object) -> None:
    assert said(shared_hall, body).status == 422
