"""What the pages load from others is what they ask for, with its licence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def test_the_pages_ask_for_just_the_files_that_are_brought(pages: Any) -> None:
    sources = [*ROOT.glob("*/static/*.css"), *ROOT.glob("*/templates/**/*.html")]
    text = "".join(source.read_text() for source in sources)
    asked = set(re.findall(r"/static/vendor/([\w.-]+)", text))
    assert asked == {name for name in pages.files() if not name.startswith("LICENSE")}


def test_each_file_from_others_comes_with_its_licence(pages: Any) -> None:
    files = pages.files()
    licensed = {files[name].removesuffix("LICENSE") for name in files if name.startswith("LICENSE")}
    assert all(source.startswith(tuple(licensed)) for source in files.values())
