"""The two pages of a counter: the clerk's desk and the citizen's rating pad.

Both are empty frames: whatever is not for everybody comes by the API, to those who may see it.
"""

from __future__ import annotations

from flask import render_template

from counter import blueprint
from web.access import PUBLIC, allow
from web.errors import language
from web.words import load


@blueprint.get("/counter/")
@allow(PUBLIC)
def desk() -> str:
    """The clerk's page: signs in, chooses a counter, serves."""
    return _page("counter.html")


@blueprint.get("/counter/<int:number>/pad")
@allow(PUBLIC)
def pad(number: int) -> str:
    """The rating pad of counter `number`; what it may show and send follows from its token."""
    return _page("pad.html", counter=number)


def _page(template: str, **values: object) -> str:
    lang, words = language(), load("counter")
    return render_template(
        f"counter/{template}", room="counter", lang=lang, words=words, say=words[lang], **values
    )
