"""The room's words: each is said somewhere, and nothing is said that has no words."""

from __future__ import annotations

import re

from tests.pages import HOUSE
from web import words

KIOSK = HOUSE / "kiosk"
PYTHON = [KIOSK / name for name in ("phone.py", "sayings.py", "sheet.py", "sheets.py")]
SHARED = {"language"}
# Built from a name: `state-${ticket.state}`, `tone-${tone}`.
BUILT = ("state-", "do-", "tone-", "rate-level-", "rate-way", "rate-manner")


def said() -> set[str]:
    sources = [*KIOSK.glob("static/*.js"), *KIOSK.glob("templates/kiosk/*.html"), *PYTHON]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    return set(re.findall(r"[\"']([a-z]+(?:-[a-z]+)*)[\"']", text))


def test_every_word_is_said_somewhere() -> None:
    own = set(words.load("kiosk")["vi"]) - set(words.own("web"))
    assert {word for word in own - said() if not word.startswith(BUILT)} == set()


def test_everything_said_has_its_words() -> None:
    asked = set()
    for path in [*PYTHON, *KIOSK.glob("templates/kiosk/*.html")]:
        asked |= set(re.findall(r"say\[[\"']([a-z-]+)[\"']", path.read_text("utf-8")))
    for path in KIOSK.glob("static/*.js"):
        asked |= set(re.findall(r'say\((?:[^()"]*\? )?"([a-z-]+)"', path.read_text("utf-8")))
    assert len(asked) > 40
    assert asked - set(words.load("kiosk")["vi"]) == set()


def test_every_state_of_a_ticket_has_words_on_the_phone() -> None:
    from tickets import states

    known = words.load("kiosk")["vi"]
    assert {state for state in states.STATES if f"state-{state}" not in known} == set()
