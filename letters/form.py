"""A form to be filled in by hand, as PDF: the layout is `form.typ`, given everything it shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst
from typst import Fonts

_LAYOUT = Path(__file__).with_name("form.typ")
# By its place, so that reading it starts no code of the package.
_FONTS = Path(str(files("fontpkg_be_vietnam_pro"))) / "files"


def to_form(form: Mapping[str, Any]) -> bytes:
    """The bytes of one A4 page as PDF; the same words give the same bytes."""
    made: bytes = typst.compile(str(_LAYOUT), format="pdf", **_given(form))
    return made


def to_pictures(form: Mapping[str, Any], ppi: float = 80) -> list[bytes]:
    """The page as PNG, to be looked at; more than one when too much stands on it."""
    pages = typst.compile(str(_LAYOUT), format="png", ppi=ppi, **_given(form))
    return pages if isinstance(pages, list) else [pages]


def _given(form: Mapping[str, Any]) -> dict[str, Any]:
    given = json.dumps(form, ensure_ascii=False)
    fonts = Fonts(include_system_fonts=False, font_paths=[_FONTS])
    return {"sys_inputs": {"form": given}, "font_paths": fonts}
