"""`motcua words km`: what a translator fills in, as the file that adds the language."""

from __future__ import annotations

import argparse
import json

from hall.asking import Mistake
from web import words

HEAD = """\
# web/languages/{code}.toml: every language of the hall is Vietnamese, English, or one such file.
# Put the words in place of the Vietnamese and take away the "#"; keep {{n}} and the like as they
# are. What has no line here is said in the language of `after`. `motcua check` names what is wrong.
"""


def untranslated(asked: argparse.Namespace) -> int:
    """Prints the file of a language with everything that it does not say yet."""
    known = words.languages().get(asked.code)
    if asked.code in words.LANGUAGES:
        raise Mistake(f"{asked.code} is built in: its words are in <room>/words.toml.")
    for fault in words.faults():
        print(f"# {fault}")
    if known is None:
        print(HEAD.format(code=asked.code), 'name = "…"\nafter = "vi"', sep="\n")
    for room in words.rooms():
        if lines := _lines(asked.code, room):
            print(f"\n[{room}]", *lines, sep="\n")
    return 0


def _lines(code: str, room: str) -> list[str]:
    return [
        f"# en: {_written(said['en'])}\n# {key} = {_written(said['vi'])}"
        for key, said in words.own(room).items()
        if key not in words.added(code, room)
    ]


def _written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
