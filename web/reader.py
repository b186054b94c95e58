"""Whoever reads: in which language, and how that language writes dates and numbers.

A screen of the hall has no language of its own that one could ask its browser for (a kiosk on a
board computer says en-US): it is Vietnamese unless the page says otherwise.
"""

from __future__ import annotations

import logging
from typing import Any

from babel import Locale, UnknownLocaleError
from flask import Flask, request
from flask_babel import Babel

from config import Settings
from web import room, words

log = logging.getLogger(__name__)

DEFAULT = "vi"
ENGLISH = "en_GB"  # day before month, as in Vietnam; "en" alone is American
# Whoever needs it stronger asks once, and every page of this browser is.
CONTRAST, HIGH = "motcua_contrast", "high"


def language() -> str:
    """The reader's language: ?lang=en, or what the page says of itself; Vietnamese otherwise."""
    asked = request.args.get("lang") or request.headers.get("X-Lang", DEFAULT)
    if asked in words.languages():
        return asked
    return asked if asked == words.PSEUDO and room(Settings).server.demo else DEFAULT


def spoken(lang: Any) -> Any:
    """In which of the voice's and the paper's languages one who reads `lang` is served."""
    if lang == words.PSEUDO:
        return "en"
    known = words.languages().get(lang) if isinstance(lang, str) else None
    return known.after if known and lang not in words.LANGUAGES else lang


def locale_of(lang: str) -> Locale:
    """How `lang` writes dates and numbers; as English where Babel does not know it."""
    try:
        return Locale.parse(ENGLISH if lang in ("en", words.PSEUDO) else lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH)


def welcome(app: Flask) -> None:
    """From now on templates know the languages, and `|dateformat`, `|numberformat` the reader's.

    The file of an added language that is not right is left out, and the log says why: a slip of a
    translator closes no office.
    """
    Babel(app, default_locale=DEFAULT, locale_selector=lambda: locale_of(language()))
    for fault in words.faults():
        log.error("%s", fault)
    for each in words.rooms():
        words.load(each)

    def known() -> dict[str, Any]:
        high = HIGH in (request.args.get("contrast"), request.cookies.get(CONTRAST))
        return {"languages": words.languages().values(), "contrast": high}

    app.context_processor(known)
