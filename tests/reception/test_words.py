"""The room's words: each is said somewhere, and nothing is said that has no words."""

from __future__ import annotations

import re

from tests.pages import HOUSE
from web import words

RECEPTION = HOUSE / "reception"
# Built from a state, a verb, a digit, a sheet or the rule of a call.
BUILT = ("state-", "did-", "print_", "booked-", "sure_", "tab_", "slip_", "box_s", "box_by_", "d")
SIGN_IN = {"sign_in"}


def text() -> str:
    found = [*RECEPTION.glob("static/*.js"), *RECEPTION.glob("templates/reception/*.html")]
    return "\n".join(path.read_text("utf-8") for path in found)


def test_every_word_is_said_somewhere() -> None:
    own = set(words.own("reception")) - SIGN_IN
    said = set(re.findall(r'"([a-z]\w+)"|say\.(\w+)', text()))
    known = {word for pair in said for word in pair}
    assert {word for word in own - known if not word.startswith(BUILT)} == set()


def test_everything_said_has_its_words() -> None:
    asked = set(re.findall(r'say\("(\w+)"|say\.(\w+)', text()))
    assert {word for pair in asked for word in pair if word} <= set(words.load("reception")["vi"])
