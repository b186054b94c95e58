"""The counter's words: none that a page asks for is missing, none lies about unused."""

from __future__ import annotations

import re
from pathlib import Path

from tickets import states
from web.words import load

ROOM = Path(__file__).resolve().parents[2] / "counter"
# Keys that a page puts together: say(`level_${n}`), and the English twin of what is said aloud.
MADE_UP = {f"level_{n}" for n in range(1, 6)} | {"greet_en", "greet_late_en", "farewell_en"}
MADE_UP |= {
    f"{what}_{state}" for what in ("hearing", "sight", "both") for state in ("called", "serving")
}
MADE_UP |= {"need_hearing", "need_sight", "held_none", "missed_none", "pad_way", "pad_manner"}
UNDOABLE = (
    "finish", "miss", "hold", "transfer", "add-service", "next", "call-next", "call", "resume",
)  # fmt: skip
MADE_UP |= {f"did_{verb}" for verb in UNDOABLE}
MADE_UP |= {f"step_{action}" for _, action in states.LAW}
MADE_UP |= {f"act_{verb}" for verb in ("pass", "reprint", "confirm", "send-home", "void", "rejoin")}


def source() -> str:
    files = [*ROOM.glob("static/*.js"), *ROOM.glob("templates/counter/*.html")]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_every_word_that_a_page_asks_for_is_there() -> None:
    asked = set(re.findall(r'say\(\s*"(\w+)"|say\.(\w+)', source()))
    assert len(asked) > 50
    assert {first or second for first, second in asked} <= load("counter")["vi"].keys()


def test_every_word_that_a_page_puts_together_is_there() -> None:
    assert load("counter")["vi"].keys() >= MADE_UP


def test_every_word_is_used() -> None:
    own = load("counter")["vi"].keys() - load("web")["vi"].keys()
    text = source()
    unused = {key for key in own - MADE_UP if not re.search(rf'["`.]{key}\b', text)}
    assert not unused
