"""The page of samples: every colour with its contrast, every size with its distance, every drawing.

For whoever builds a screen, and for whoever asks why it looks as it does. A supervisor may see it;
in a demo everybody.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from flask import Blueprint, abort, render_template, request

from config import Settings
from web import look, room, words
from web.access import FITTERS, PUBLIC, allow, identities
from web.reader import language

blueprint = Blueprint("samples", __name__)

AA, AAA, SHAPE = 4.5, 7.0, 3.0
AT = dt.datetime(2026, 11, 20, 8, 5, tzinfo=dt.UTC)


class Pair(NamedTuple):
    """A colour that is read on another, and how far apart they must be."""

    colour: str
    ground: str
    least: float = AA


# Hairlines are no pair: what they part is parted by space too.
GROUNDS = ("paper", "card", "pressed", "sunken")
MEANINGS = ("lacquer", "jade", "sky", "amber", "rust")
WASHED = ("jade", "sky", "amber", "rust")
FILLED = (*MEANINGS, "lacquer-pressed", "jade-pressed", "jade-resting", "soft")
PAIRS = (
    *(Pair(word, ground) for word in ("ink", "soft", *MEANINGS) for ground in GROUNDS),
    *(Pair("faint", ground) for ground in ("paper", "card")),
    *(Pair("card", filled) for filled in FILLED),
    *(Pair(f"{name}-deep", f"{name}-wash", AAA) for name in WASHED),
    *(Pair(word, f"{name}-wash") for word in ("ink", "soft") for name in WASHED),
    Pair("ink", "lacquer-wash"),
    Pair("lacquer", "lacquer-wash"),
    Pair("toner", "sheet", AAA),
    *(Pair("edge", ground, SHAPE) for ground in GROUNDS),
    *(Pair("ink", f"mood-{n}") for n in range(1, 6)),
    *(Pair(f"mood-{n}-edge", "card", SHAPE) for n in range(1, 6)),
)

# Which page is read from how far, in mm, and on what panel, in pixels of a millimetre.
READ_FROM = (
    ("pad", 450, 800 / 135),  # 10 inch upright
    ("kiosk", 600, look.PX_PER_MM),
    ("board", 6000, 1920 / 941),  # 43 inch
)


@blueprint.get("/samples/")
@allow(PUBLIC)
def page() -> str:
    """All of it on one page; `?contrast=high`, `?lang=en-XA`."""
    known = {identity.role for identity, _ in identities(request)}
    if not room(Settings).server.demo and not known & {*FITTERS}:
        abort(403)
    lang, said = language(), words.load(words.SAMPLES)
    return render_template(
        "samples.html", room="samples", lang=lang, words=said, say=said[lang], pseudo=words.PSEUDO,
        colours=_colours(), pairs=_measured(), sizes=_sizes(), at=AT, n=1204.5,
    )  # fmt: skip


def _colours() -> list[tuple[str, str, str]]:
    normal, high = look.palette(), look.palette(high=True)
    return [(name, colour, high[name]) for name, colour in normal.items()]


def _measured() -> list[tuple[Pair, float, float]]:
    def of(pair: Pair, colours: dict[str, str]) -> float:
        return look.contrast(colours[pair.colour], colours[pair.ground])

    normal, high = look.palette(), look.palette(high=True)
    return [(pair, of(pair, normal), of(pair, high)) for pair in PAIRS]


def _sizes() -> list[tuple[str, int, float, int]]:
    return [
        (name, distance, look.letter_mm(distance), round(look.letter_px(distance, per_mm)))
        for name, distance, per_mm in READ_FROM
    ]
