"""What a kiosk says in words that never change: a person of the office may have read it.

Only what is a piece of the screen by itself (static/aloud.js), and short enough for one recording.
"""

from __future__ import annotations

from typing import Final

from web.words import load

GROUP: Final = "ki-ot"
_FIXED: Final = (
    "greeting", "question", "question-rest", "look-question", "question-service", "search",
    "guidance", "search-question", "priority-question", "priority-no", "priority-yes", "ready",
    "take", "taking", "your-number", "ahead-none", "ahead-none-unserved", "printing",
    "done", "back", "home",
    "still-there", "still-here", "guidance-desk", "closed", "field-shut", "own-number",
    "own-question",
)  # fmt: skip


def recordings() -> dict[str, str]:
    """Each recording by its name, with the words to be read: Vietnamese, as recordings are."""
    said = load("kiosk")["vi"]
    return {f"{GROUP}-{key}": said[key].replace("\u00a0", " ") for key in _FIXED}
