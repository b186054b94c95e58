"""Reports by JSON: which are due, what people write, freezing, and what was sent."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import Annotated, Any

from flask import Response
from pydantic import AfterValidator, Field

import office
from config.reporting import Letterhead, presets
from office import reform
from reports import keeping, periods
from reports.gathering import gather
from reports.making import Making
from reports.sentences import Sentences, period
from reports.tabled import Tables
from tickets import Desk, Unknown
from web import room
from web.access import LEADERS, actor, allow, me
from web.api import Body, Nothing, blueprint, body, describe, key, reply
from web.errors import language
from web.words import load

MAKERS = ("reporter", "supervisor", "head")


# Controls, surrogates, and what has no meaning yet: no document may hold them.
HIDDEN = ("Cc", "Cs", "Cn")
LONGEST = 8_000  # characters under one heading: three pages


def _readable(text: str) -> str:
    """Composed letters and lines; a page break that came from Word is a line, the rest is nothing.

    No file can hold the other control characters.
    """
    lines = unicodedata.normalize("NFC", text).replace("\t", " ").splitlines()
    shown = (
        "".join(sign for sign in line if unicodedata.category(sign) not in HIDDEN) for line in lines
    )
    return "\n".join(shown).strip()


class Words(Body):
    """What people write under one heading; empty takes it back."""

    part: str
    text: Annotated[str, Field(max_length=LONGEST), AfterValidator(_readable)]


class Head(Letterhead):
    """Head, foot and addressees from now on."""


@blueprint.get("/reports")
@describe(200)
@allow(*MAKERS)
def reports() -> dict[str, Any]:
    """Every kind of period with its latest ones, what is due, and the letterhead."""
    desk = room(Desk)
    moment = desk.moment()
    return {"now": moment.iso(), **desk.ask(_offered, moment, load("reports")[language()])}


def _offered(moment: Any, say: dict[str, str]) -> dict[str, Any]:
    kinds = periods.offered(moment)
    due = periods.reminders(keeping.sent(), moment)
    for told in (*(span for kind in kinds for span in kind["spans"]), *due):
        told["name"] = period(told["kind"], told["begins"], told["ends"], say)
    return {"kinds": kinds, "reminders": due, "letterhead": office.setting("letterhead")}


@blueprint.get("/reports/of/<string:kind>/<string:begins>")
@describe(200)
@allow(*MAKERS)
def report(kind: str, begins: str) -> dict[str, Any]:
    """One period's report: its words so far, those of the last one, its frozen versions."""
    desk = room(Desk)
    return desk.ask(_report, kind, begins, desk.moment(), load("reports")[language()])


def _report(kind: str, begins: str, moment: Any, say: dict[str, str]) -> dict[str, Any]:
    preset, span = periods.of(kind, begins)
    due, ends = preset.due(span), span.end.isoformat()
    return {
        "kind": kind, "begins": begins, "ends": ends, "sheet": preset.sheet,
        "name": period(kind, begins, ends, say), "due": due.isoformat() if due else None,
        "over": periods.today(moment) > span.end, "texts": keeping.texts(kind, begins),
        "earlier": keeping.earlier(kind, begins),
        "versions": keeping.versions(kind, begins, moment),
    }  # fmt: skip


@blueprint.get("/reports/of/<string:kind>/<string:begins>/figures")
@describe(200)
@allow(*MAKERS)
def figures_now(kind: str, begins: str) -> dict[str, Any]:
    """What its figures are now, as tables and sentences; nothing of it is kept."""
    desk, lang = room(Desk), language()
    moment = desk.moment()
    _, span = periods.of(kind, begins)
    content = desk.ask(gather, kind, span, moment, lambda _step: None)
    return {"now": moment.iso(), **_told(content, lang)}


def _told(content: dict[str, Any], lang: str) -> dict[str, Any]:
    say = load("reports")[lang]
    tables, sentences = Tables(content, lang, say), Sentences(content, lang, say)
    rated = [tables.ratings("field", scale) for scale in tables.scales]
    return {
        "since": next(iter(sentences.since()), None),
        "sentences": [*sentences.people(), *sentences.satisfaction(), sentences.box()],
        "hints": sentences.hints(), "tables": [tables.visits("field"), *rated],
    }  # fmt: skip


@blueprint.post("/reports/of/<string:kind>/<string:begins>/texts")
@describe(200, body=Words)
@allow(*MAKERS)
def write(kind: str, begins: str) -> Response:
    """Keeps people's words under one heading."""
    asked, who = body(Words), actor()
    periods.of(kind, begins)
    command = partial(
        keeping.write, kind=kind, begins=begins, part=asked.part, text=asked.text, actor=who
    )
    return reply(*room(Desk).run(command, key()))


@blueprint.post("/reports/of/<string:kind>/<string:begins>/freeze")
@describe(202, body=Nothing)
@allow(*MAKERS)
def freeze(kind: str, begins: str) -> tuple[dict[str, Any], int]:
    """Begins to freeze a version; `GET /reports/making/{id}` says how far it is."""
    body(Nothing)
    _, span = periods.of(kind, begins)
    press = key()
    known = f"{press.scope} {press.key}" if press else None
    return room(Making).begin(kind, span, actor(), known), 202


@blueprint.get("/reports/making/<string:id>")
@describe(200)
@allow(*MAKERS)
def making(id: str) -> dict[str, Any]:
    """How far a version is."""
    told = room(Making).how(id)
    if told is None:
        raise Unknown("id")
    return told


@blueprint.post("/reports/<int:id>/send")
@describe(200, body=Nothing)
@allow(*MAKERS)
def send(id: int) -> Response:
    """This version has been sent; nobody is reminded of its period any more."""
    body(Nothing)
    return reply(*room(Desk).run(partial(keeping.send, id=id, actor=actor()), key()))


@blueprint.post("/reports/letterhead")
@describe(200, body=Head)
@allow(*MAKERS)
def letterhead() -> Response:
    """What of head, foot and addressees is named holds for what is frozen from now on."""
    asked, who = body(Head).model_dump(mode="json", exclude_unset=True), actor()

    def command(tx: Any) -> dict[str, Any]:
        value = office.setting("letterhead") | asked
        return {"changed": bool(reform.change(tx, "letterhead", value, who))}

    return reply(*room(Desk).run(command, key()))


def leads() -> bool:
    """Whether the one who asks answers for the clerks."""
    return me().role in LEADERS


def file_name(kind: str, begins: str, n: int, form: str) -> str:
    """A name that any machine writes: bao-cao-half-year-2025-12-15-ban-2.docx."""
    assert kind in presets()
    return f"bao-cao-{kind}-{begins}-ban-{n}.{form}"
