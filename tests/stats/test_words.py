"""The page's words: each is said somewhere, and nothing is said that has no words."""

from __future__ import annotations

import re

import pytest

from figures.fairness import RULES
from figures.passages import BY, COUNTS
from figures.spans import SPANS
from figures.why import ANSWERS
from ratings import checks, exclusions
from tests.pages import HOUSE
from web import words

STATS = HOUSE / "stats"
SHARED = set(words.own("web"))

VERDICTS = ("good", "look", "bad", "none", "running")
TRIED = ("printer", "board", "speaker", "voice", "keypad", "pad")

# Made of a name and an ending: states of devices, groupings, spans, levels of the common scale.
DOING = ("idle", "called", "serving", "working", "paused", "closed")
ADVICE = ("call", "open", "assign", "line", "line_now", "line_then", "line_now_then")
BUILT = {
    *(f"by_{by}" for by in BY), *COUNTS, *SPANS,
    *(f"{span}_unit" for span in ("wait", "walk", "service")),
    *(f"level_{n}_of_5" for n in range(1, 6)),
    *(f"kind_{kind}" for kind in ("printer", "board", "speaker", "keypad", "voice")),
    *(f"device_{state}" for state in
      ("ok", "paper-out", "cover-open", "offline", "error", "unknown")),
    *(f"how_{part}" for part in
      ("source", "missed", "wait", "break", "median", "kept", "flags", "waiting_max", "rating",
       "sides")),
    "way", "way_of", "manner", "manner_of",
    *(f"chart_{chart}{end}" for chart in ("served", "wait", "satisfied") for end in ("", "_how")),
    *(f"{verb}_day{end}" for verb in ("open", "reopen", "close")
      for end in ("", "_sure", "_effect")),
    *(f"rule_{rule}" for rule in RULES), *(f"why_{rule}" for rule in RULES if rule != "first"),
    *(f"why_{answer}" for answer in ANSWERS),
    *(f"trial_is_{verdict}" for verdict in VERDICTS),
    *(f"trial_row_{verdict}" for verdict in VERDICTS),
    *(f"trial_{group}" for group in ("screens", "paper", "boards", "sound", "pads")),
    *(f"trial_doing_{kind}" for kind in TRIED),
    *(f"doing_{what}" for what in DOING), *(f"opening_{what}" for what in ADVICE),
    *(f"{said}_{check}" for said in ("named", "how") for check in (*checks.CHECKS, *checks.OWN)),
    *(f"left_{reason}" for reason in exclusions.REASONS),
    "served_today", "missed_today", "expired_today",
}  # fmt: skip


def sources() -> str:
    found = [
        *STATS.glob("static/*.js"), *STATS.glob("templates/stats/*.html"),
        *HOUSE.glob("web/templates/s[it]*.html"), *STATS.glob("*.py"),
    ]  # fmt: skip
    return "\n".join(path.read_text("utf-8") for path in found)


def test_every_word_is_said_somewhere() -> None:
    own = set(words.own("stats")) - BUILT
    text = sources()
    assert {w for w in own if f'"{w}"' not in text and f"say.{w} " not in text} == set()


@pytest.mark.parametrize("form", [r'say\("([a-z_0-9-]+)"', r"say\.([a-z_]+) }}"])
def test_everything_said_has_its_words(form: str) -> None:
    asked = set(re.findall(form, sources()))
    assert len(asked) > 10
    assert asked - set(words.load("stats")["vi"]) == set()


def test_what_is_built_has_its_words() -> None:
    assert set(words.load("stats")["vi"]) >= BUILT
