"""A printer is asked in step, between two commands, and within its time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hardware.printer import questions
from hardware.printer.line import Line
from hardware.printer.native import Letters
from hardware.printer.native import encode as encode_letters
from hardware.printer.pieces import PIECE_BYTES, pieces
from hardware.printer.questions import Said, ask
from hardware.printer.status import QUERIES, condition
from hardware.printer.wire import encode
from kiosk.slip import slip_blocks
from tests.hardware.printer.escpos_reader import Reader
from tests.kiosk.test_slip import PLAIN

NO_PAPER = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x72}


class Behind(Line):
    """A printer without paper, with words left on its line; nothing comes before it is awaited."""

    def __init__(self, left: bytes, answers: dict[int, int] | None = None) -> None:
        self._waiting = [bytes([byte]) for byte in left]
        self._answers = NO_PAPER if answers is None else answers
        self.asked = 0

    def receive(self, until: float) -> bytes:
        return self._waiting.pop(0) if until and self._waiting else b""

    def send(self, data: bytes, until: float) -> int:
        self.asked += 1
        if data[2] in self._answers:
            self._waiting.append(bytes([self._answers[data[2]]]))
        return len(data)

    def flush(self, until: float) -> bool:
        return True


@pytest.mark.parametrize("left", [b"", b"\x12", b"\x1a", b"\x12\x12", b"\x00", b"\xff"])
def test_answers_that_are_one_behind_are_asked_again(left: bytes) -> None:
    said = ask(Behind(left), 1)
    assert condition(said.answers).state == "paper-out"
    assert said == Said(NO_PAPER, silent=False)


def test_control_a_stale_byte_taken_for_an_answer_hides_that_the_paper_is_out() -> None:
    line, answers = Behind(b"\x12"), {}
    for n, query in QUERIES.items():
        line.send(query, 1)
        answers[n] = line.receive(1)[0]
    assert condition(answers).state == "ok"


def test_the_first_silence_ends_it() -> None:
    line = Behind(b"", {1: 0x12, 2: 0x12})
    assert ask(line, 1) == Said({1: 0x12, 2: 0x12}, silent=False)
    assert line.asked == 3
    assert ask(Behind(b"", {}), 1) == Said({}, silent=True)


def test_whoever_babbles_is_asked_so_many_times_and_no_more() -> None:
    line = Behind(b"\xff" * 100)
    assert ask(line, 1) == Said({}, silent=False)
    assert line.asked == questions.TRIES


# -- pieces


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 400))
def test_a_question_between_two_pieces_stands_between_two_commands(seed: int, rows: int) -> None:
    noise = Image.effect_noise((576, rows), 128 + seed % 100).convert("1")
    job = encode(noise, 576)
    cut = list(pieces(job))
    assert b"".join(cut) == job
    answers: list[bytes] = []
    reader = Reader(576, answers.append)
    for piece in cut:
        reader.feed(piece + QUERIES[2])
    assert answers == [QUERIES[2]] * len(cut)
    assert len(reader.papers) == 1


def test_a_large_slip_is_asked_about_several_times() -> None:
    noise = Image.effect_noise((576, 400), 128).convert("1")
    assert len(list(pieces(encode(noise, 576)))) >= 4
    assert all(len(piece) < PIECE_BYTES + 100 * 576 // 8 for piece in pieces(encode(noise, 576)))


@pytest.mark.parametrize("text", ["unaccented", "cp1258"])
def test_what_has_commands_unknown_here_stays_whole_from_there(text: str) -> None:
    job = encode_letters(slip_blocks(PLAIN), 576, Letters.of(text, 0))
    assert b"".join(pieces(job)) == job
