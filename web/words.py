"""The words people see: Vietnamese and English side by side in `<room>/words.toml`, more by files.

A third language is one file, `web/languages/<code>.toml`: its name, the language that stands in
where it has no word, and a table for each room. The pseudo-locale is made from the English as it
is asked for: longer, with the tallest letters, in brackets, so that one sees what would burst.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

LANGUAGES = ("vi", "en")
PSEUDO = "en-XA"  # what Android calls it; a browser writes its dates as in English
ERRORS, SAMPLES = "errors", "samples"  # catalogues in web/ beside the words that all rooms share
LONGER = 1.4
_HOUSE = Path(__file__).resolve().parent.parent
_HOLE = re.compile(r"(\{\w+\})")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TALL = str.maketrans("aeiouyAEIOUY", "ấễịộữỹẤỄỊỔỮỸ")
_PADDING = "ộễữấị"

Words = dict[str, str]


class WordsMissing(Exception):
    """A catalogue lacks a word in one of the languages, or has one that nobody asked for."""


class Language(NamedTuple):
    """`name` as its own speakers write it; `after` is said where it has no word of its own."""

    code: str
    name: str
    after: str


class Catalogue(dict[str, Words]):
    """{"vi": {key: text}, "en": {…}, …}; the pseudo-locale is made when somebody asks for it."""

    def __missing__(self, lang: str) -> Words:
        if lang != PSEUDO:
            raise KeyError(lang)
        return {key: pseudo(text, self["vi"][key]) for key, text in self["en"].items()}


@cache
def load(room: str) -> Catalogue:
    """The words of `room` over those that all rooms share."""
    entries = own(room) if room == ERRORS else own("web") | own(room)
    made = Catalogue({lang: {k: said[lang] for k, said in entries.items()} for lang in LANGUAGES})
    for lang in languages():
        if lang not in LANGUAGES:
            # A room's own word covers the shared one of the same name, in every language.
            tables = ["web", room] if room != ERRORS else [room]
            its_own = {k: text for table in tables for k, text in added(lang, table).items()}
            known = languages()[lang]
            made[lang] = made[known.after] | its_own | {"language": known.name}
    return made


@cache
def languages() -> dict[str, Language]:
    """Every language that people may choose, Vietnamese first; a file that is not right is none."""
    built = [Language("vi", "Tiếng Việt", "vi"), Language("en", "English", "vi")]
    added = [each for each in _files() if isinstance(each, Language)]
    return {each.code: each for each in (*built, *added)}


def faults() -> list[str]:
    """What is wrong with the files of added languages: one sentence a file."""
    return [str(each) for each in _files() if isinstance(each, WordsMissing)]


def rooms() -> list[str]:
    """Every catalogue of this form; what devices suffer is one of another form."""
    found = {path.parent.name for path in _HOUSE.glob("*/words.toml")} - {"hardware"}
    return sorted(found | {ERRORS, SAMPLES})


def missing(lang: str) -> list[str]:
    """What an added language does not say itself yet, as "room.key"."""
    return [
        f"{room}.{key}" for room in rooms() for key in own(room) if key not in added(lang, room)
    ]


def pseudo(text: str, *others: str) -> str:
    """`text` with its tallest letters, 40 % longer than it or any of `others`; holes stay holes."""
    tall = "".join(
        part if _HOLE.fullmatch(part) else part.translate(_TALL) for part in _HOLE.split(text)
    )
    more = int(max(map(len, (text, *others))) * LONGER) - len(text)
    padding = (_PADDING * (more // len(_PADDING) + 1))[: max(1, more)]
    return f"[{tall}{padding[:3]}{''.join(' ' + each for each in _groups(padding[3:]))}]"


def _groups(letters: str, size: int = 5) -> Iterable[str]:
    return (letters[i : i + size] for i in range(0, len(letters), size))


@cache
def own(room: str) -> dict[str, dict[str, str]]:
    """What one room says, {key: {"vi": …, "en": …}}, in the order of its file."""
    beside = room in (ERRORS, SAMPLES)
    path = _HOUSE / (f"web/{room}.toml" if beside else f"{room}/words.toml")
    entries: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    for key, entry in entries.items():
        if not isinstance(entry, dict) or set(entry) != set(LANGUAGES):
            raise WordsMissing(f"{path.name} of {room}: [{key}] needs {' and '.join(LANGUAGES)}")
    return entries


@cache
def _files() -> list[Language | WordsMissing]:
    found: list[Language | WordsMissing] = []
    for path in sorted((_HOUSE / "web" / "languages").glob("*.toml")):
        try:
            found.append(_held(path))
        except (WordsMissing, tomllib.TOMLDecodeError) as fault:
            found.append(WordsMissing(f"web/languages/{path.name}: {fault}"))
    return found


def _held(path: Path) -> Language:
    """A file of a language, held against what every room says in Vietnamese."""
    told = tomllib.loads(path.read_text("utf-8"))
    if not _CODE.fullmatch(path.stem) or path.stem in LANGUAGES:
        raise WordsMissing("is called by the code of a language that is not built in, as km.toml")
    name, after = told.pop("name", None), told.pop("after", None)
    if after not in LANGUAGES or not isinstance(name, str):
        raise WordsMissing('needs name = "…" and after = "vi" or "en"')
    for room, table in told.items():
        known = own(room) if room in rooms() else {}
        for key, text in table.items():
            if key not in known:
                raise WordsMissing(f"[{room}] {key} is no word of ours")
            if set(_HOLE.findall(text)) != set(_HOLE.findall(known[key]["vi"])):
                raise WordsMissing(f"[{room}] {key} must have the holes of “{known[key]['vi']}”")
    return Language(path.stem, name, after)


@cache
def added(lang: str, room: str) -> Words:
    """What an added language says itself in one room; nothing where it has no file."""
    if lang not in languages():
        return {}
    path = _HOUSE / "web" / "languages" / f"{lang}.toml"
    table: Words = tomllib.loads(path.read_text("utf-8")).get(room, {})
    return table


def forget() -> None:
    """Reads every file again when it is next asked for."""
    for each in (load, languages, own, _files, added):
        each.cache_clear()
