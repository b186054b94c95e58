"""The look in numbers: the colours of static/tokens.css, their contrast, sizes from a distance."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).with_name("static") / "tokens.css"
ANGLE = math.radians(0.7)  # EN 301 549 §5.1.4: how high a capital must be seen to be
CAPITAL = 0.714  # em, of Noto Sans; those of Be Vietnam Pro are 0.740
PX_PER_MM = 96 / 25.4  # of a panel that nobody has measured
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")


@cache
def palette(*, high: bool = False) -> dict[str, str]:
    """Every colour by its name, as #rrggbb; `high`: as those see it who ask for more contrast."""
    normal, *more = _rules()
    return normal | more[-1] if high else normal


def high_contrast_twice() -> list[dict[str, str]]:
    """As the system asks for it and as a person does: two rules, since CSS cannot join them."""
    return _rules()[1:]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def letter_mm(distance_mm: float) -> float:
    """The font size, in mm, whose capitals are 0.7° high from there."""
    return 2 * distance_mm * math.tan(ANGLE / 2) / CAPITAL


def letter_px(distance_mm: float, px_per_mm: float = PX_PER_MM) -> float:
    """The same in pixels of the panel."""
    return letter_mm(distance_mm) * px_per_mm


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rules() -> list[dict[str, str]]:
    """The colours of each rule that has some."""
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text("utf-8"), flags=re.DOTALL)
    found = (dict(_COLOUR.findall(body)) for _, body in _RULE.findall(text))
    return [colours for colours in found if colours]
