"""The page of a room, in its reader's language and with its room's words."""

from __future__ import annotations

from flask import render_template

from web.reader import language
from web.words import load


def drawn(template: str, **given: object) -> str:
    """`<room>/<name>.html` with room, lang, words and say, and whatever else it is given."""
    lang, name = language(), template.partition("/")[0]
    words = load(name)
    return render_template(
        template, **{"room": name, "lang": lang, "words": words, "say": words[lang], **given}
    )
