"""A report as a letter: the plans' headings, the tables between them, people's own words."""

from __future__ import annotations

from typing import Any

from config.reporting import presets
from letters import Block, Letter, Table
from reports.gathering import Content
from reports.sentences import Sentences, date, period, time
from reports.tabled import Tables
from web.words import load

# By what visits are told in the annex.
WIDE = ("service", "counter", "hour", "weekday", "class")
# After the last full stop of an administrative document.
END = "/."
# Without an answer the table by clerk is still there.
USUAL = 5
# What people write (`keeping.PARTS`), each under a heading of its own behind the results.
AFTER = ("difficulties", "shortcomings", "causes", "plans")
SAID = ("country", "device", "to", "facts")


def letter(content: Content, checksum: str, n: int, lang: str, *, internal: bool) -> Letter:
    """The version `n` of a report; `internal` has the table by clerk, and every small count."""
    return _Composed(content, checksum, n, lang, internal).letter()


class _Composed:
    def __init__(self, content: Content, checksum: str, n: int, lang: str, internal: bool) -> None:
        self._content, self._checksum, self._n, self._lang = content, checksum, n, lang
        self._say = say = load("reports")[lang]
        self._internal = internal
        self._preset = presets()[content["kind"]]
        self._tables = Tables(content, lang, say, inside=internal)
        self._sentences = Sentences(content, lang, say, inside=internal)
        self._period = period(content["kind"], content["begins"], content["ends"], say)

    def letter(self) -> Letter:
        say, head, sheet = self._say, self._content["letterhead"], self._preset.sheet
        office = self._content["office"]
        body = self._full() if sheet == "full" else self._brief()
        annex = self._annex()
        _say_once([*body, *annex])
        _close(body[-1])
        return {
            "lang": self._lang, "made": self._content["made"],
            "parent": _lines(self._named(office, "parent")),
            "office": _lines(self._named(office, "name")),
            "number": head["number"], "place_and_date": self._place_and_date(head["place"]),
            "name": say[f"doc_name_{sheet}"],
            "about": ". ".join(
                [say[f"doc_about_{sheet}"].format(period=self._period),
                 *(each.rstrip(".") for each in self._sentences.since())]
            ),
            "body": body,
            "annex_title": say["doc_annex_internal" if self._internal else "doc_annex"],
            "annex": annex, "authority": head["authority"], "signer": head["signer"],
            "addressees": head["addressees"], "facts": self._facts(), "foot": self._foot(),
            "say": {name: say[f"doc_{name}"] for name in SAID},
        }  # fmt: skip

    def _full(self) -> list[Block]:
        say = self._say
        return [
            _text(say["doc_opening"].format(
                office=self._named(self._content["office"], "name"), period=self._period
            )),
            _heading(say["doc_results"]), *self._written("results"), *self._counted(),
            *(block for part in AFTER for block in self._under(part)),
        ]  # fmt: skip

    def _brief(self) -> list[Block]:
        """One page for a meeting, as long as people do not write another."""
        say, tables, sentences = self._say, self._tables, self._sentences
        day = self._preset.sheet == "day"
        told = [
            # What the sum of the table says is not said twice.
            _subheading(say["doc_people"]),
            _text(sentences.people()[0]),
            _table(tables.brief("field")), *([_table(tables.brief("hour"))] if day else []),
            _subheading(say["doc_heard"]),
            *map(_text, [*sentences.satisfaction(), *sentences.later(), sentences.box()]),
            # Two scales are never mixed, nor told in one column.
            *(_table(tables.ratings("field", s)) for s in tables.scales if len(tables.scales) > 1),
        ]  # fmt: skip
        parts = ("difficulties", "shortcomings", "causes")
        noted = [block for part in parts for block in self._said(part)]
        if noted:
            told += [_subheading(say["doc_notable"]), *noted]
        plans = self._written("plans")
        return [*told, _subheading(say["doc_next"]), *plans] if plans else told

    def _counted(self) -> list[Block]:
        say, tables, sentences = self._say, self._tables, self._sentences
        return [
            _subheading(say["doc_people"]),
            *map(_text, sentences.people()),
            _table(tables.visits("field")),
            _subheading(say["doc_satisfaction"]), *map(_text, sentences.satisfaction()),
            *(_table(tables.ratings("field", scale)) for scale in tables.scales),
            *(_table(each) for each in (tables.reasons(), tables.later()) if each),
            _subheading(say["doc_box"]), _text(sentences.box()),
            *([_table(tables.box())] if self._content["box"]["left"] else []),
        ]  # fmt: skip

    def _under(self, part: str) -> list[Block]:
        told = self._said(part) or [_text(self._say["doc_empty"])]
        return [_heading(self._say[f"doc_{part}"]), *told]

    def _said(self, part: str) -> list[Block]:
        """People's words; what the figures say only where nobody has written anything."""
        hints = self._sentences.hints().get(part, [])
        return self._written(part) or [_item(hint) for hint in hints]

    def _written(self, part: str) -> list[Block]:
        """What people wrote, a paragraph for each of their lines."""
        text = self._content["texts"].get(part, "")
        return [_text(line.strip()) for line in text.splitlines() if line.strip()]

    def _annex(self) -> list[Block]:
        tables = self._tables
        full = self._preset.sheet == "full"
        found: list[Table] = [
            *([tables.visits(by) for by in WIDE] if full else []),
            # At a counter sits a clerk: what people thought of it is what they thought of whom.
            *(
                [
                    table
                    for scale in tables.scales or [USUAL]
                    for table in (tables.ratings("counter", scale), tables.clerks(scale))
                ]
                if self._internal
                else []
            ),
        ]
        return [_table(each) for each in found]

    def _place_and_date(self, place: str) -> str:
        year, month, day = self._content["made"][:10].split("-")
        # Days below ten and the first two months have a zero before them.
        month = month if int(month) < 3 else str(int(month))
        own = place or self._named(self._content["office"], "name")
        return self._say["doc_date"].format(place=own, day=day, month=month, year=year)

    def _foot(self) -> str:
        made = time(self._content["made"])
        return self._say["doc_foot"].format(n=self._n, made=made, checksum=self._checksum)

    def _facts(self) -> list[tuple[str, str]]:
        say, content = self._say, self._content
        over = say["fact_over" if content["complete"] else "fact_not_over"]
        return [
            (say["fact_period"], f"{date(content['begins'])} – {date(content['ends'])}"),
            *([(say["fact_since"], date(content["since"]))] if self._sentences.since() else []),
            (say["fact_days"], str(content["days"])), (say["fact_complete"], over),
            (say["fact_source"], self._source()),
            (say["fact_made"], time(content["made"])), (say["fact_by"], content["by_whom"]),
            *self._seal(),
            (say["fact_version"], str(self._n)), (say["fact_checksum"], self._checksum),
            (say["fact_visits"], say["how_visits"]), (say["fact_ratings"], say["how_ratings"]),
        ]  # fmt: skip

    def _source(self) -> str:
        source = self._preset.source if self._lang == "vi" else self._preset.source_en
        return f"{source}. {self._say['source_example']}" if self._preset.example else source

    def _seal(self) -> list[tuple[str, str]]:
        last = self._content["seal"]
        if last is None:
            return []
        return [(self._say["fact_seal"].format(day=date(last["date"])), last["seal"])]

    def _named(self, office: dict[str, Any], key: str) -> str:
        return str(office[key] if self._lang == "vi" else office[f"{key}_en"])


def _say_once(blocks: list[Block]) -> None:
    """How a thing is counted is said below the first table that has it."""
    said = set[str]()
    for table in (block["table"] for block in blocks if "table" in block):
        table["notes"] = [note for note in table["notes"] if note not in said]
        said.update(table["notes"])


def _close(last: Block) -> None:
    """The last words of an office's document end with a stroke, so that nothing can be added."""
    if last["text"].endswith("."):
        last["text"] += END


def _lines(text: str) -> list[str]:
    return [text] if text else []


def _text(text: str) -> Block:
    return {"kind": "text", "text": text}


def _item(text: str) -> Block:
    return {"kind": "item", "text": text}


def _heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def _subheading(text: str) -> Block:
    return {"kind": "subheading", "text": text}


def _table(table: Table) -> Block:
    return {"kind": "table", "table": table}
