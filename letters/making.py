"""The child: `python -m letters.making letter.json letter.docx` makes the second of the first."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def made(form: str, letter: Any) -> bytes:
    """The letter as a file, or the page of a "form" to be filled in by hand.

    The libraries of one form are read only for that form.
    """
    if form == "docx":
        from letters.word import to_docx

        return to_docx(letter)
    if form == "xlsx":
        from letters.workbook import to_xlsx

        return to_xlsx(letter)
    if form == "form":
        from letters.form import to_form

        return to_form(letter)
    from letters.pdf import to_pdf

    return to_pdf(letter)


def main() -> None:
    """Reads one file and leaves the other, whole or not at all."""
    given, wanted = Path(sys.argv[1]), Path(sys.argv[2])
    letter = json.loads(given.read_text("utf-8"))
    half = wanted.with_suffix(".half")
    half.write_bytes(made(wanted.suffix[1:], letter))
    half.replace(wanted)


if __name__ == "__main__":
    main()
