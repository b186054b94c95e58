"""What is said of a month, as page and poster draw it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from figures.scores import score
from public import views
from public.wording import less_break, minutes, percent
from web.words import load

TEMPLATES = Path(views.__file__).parent / "templates"
NOBODY_WAITED = dict.fromkeys(("median_s", "p90_s", "open_median_s", "open_p90_s"), 60)


def drawn(lang: str, scale: int) -> str:
    """The statements of a month in which all answers were the best of this scale."""
    counted = score(scale, [*[0] * (scale - 1), 40]) | {"response": None, "between": None}
    told: dict[str, Any] = {
        "wait": NOBODY_WAITED, "quiet": [], "short": [], "ratings": {"scores": [counted]},
        "never_called": 0,
    }  # fmt: skip
    said = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    draw: Any = said.get_template("public/said.html").module
    return str(draw.statements(told, load("public")[lang], lang, minutes, percent, less_break))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_on_a_scale_of_three_nobody_could_be_very_satisfied(lang: str) -> None:
    very = {"vi": "rất hài lòng", "en": "very satisfied"}[lang]
    assert [very in drawn(lang, scale) for scale in (3, 4, 5)] == [False, True, True]
