"""The office by JSON, for its supervisor: effective at the next call, journalled, no restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from flask import Response
from pydantic import AfterValidator, Field, JsonValue

from config import ConfigError, Line
from config.words import CounterNumber, Name
from office import assignments, living, reform, reforms
from setup.faults import told
from tickets import Desk
from web import errors, room
from web.access import FITTERS, Gate, actor, allow
from web.api import Body, Nothing, blueprint, body, describe, key, reply


def _each_once(lines: list[Line]) -> list[Line]:
    """Of two offsets for one line nobody would know which one holds."""
    fields = [line.field for line in lines]
    if twice := next((field for field in fields if fields.count(field) > 1), None):
        raise ValueError(f"this counter serves “{twice}” twice: keep one")
    return lines


class Lines(Body):
    """The lines that a counter serves from now on."""

    lines: Annotated[list[Line], Field(min_length=1, max_length=40), AfterValidator(_each_once)]


class NewCounter(Lines):
    """A desk with a number; English left out is the Vietnamese label."""

    n: CounterNumber
    label: Name
    label_en: Name | None = None


class Label(Body):
    """What a counter is called."""

    label: Name
    label_en: Name | None = None


class Value(Body):
    """What it is from now on; of `rules`, `office` and an entry only what is named changes.

    `seen` is what it was when the person looked (null: not there): 409 `changed_meanwhile` when
    that is no longer so. Left out, nobody is asked.
    """

    value: JsonValue
    seen: JsonValue = None


@blueprint.get("/settings")
@describe(200)
@allow(*FITTERS)
def settings() -> dict[str, Any]:
    """The office as it is now, in the shape of config.toml's `[hall]`, without passwords."""
    return {"settings": room(Desk).ask(living.hall)}


@blueprint.post("/settings/<string:name>")
@describe(200, body=Value)
@allow(*FITTERS)
def change(name: str) -> Response:
    """Changes one setting, a table, or one entry of it, such as `field:<id>` or `counter:<n>`.

    An entry that is not there is added, null retires one.
    """
    asked, who = body(Value), actor()

    def command(tx: Any) -> dict[str, Any]:
        done = reform.change(tx, name, asked.value, who, seen_by(asked))
        return {"name": name, "changed": bool(done)}

    answer = reply(*room(Desk).run(command, key()))
    if name.startswith("staff"):
        # Whoever loses a right loses it at once.
        room(Gate).forget()
    return answer


@blueprint.post("/counters")
@describe(201, body=NewCounter)
@allow(*FITTERS)
def add() -> Response:
    """Adds a counter, closed; one that was retired stands there again."""
    asked = body(NewCounter)
    named = asked.label, asked.label_en or asked.label
    return _done(lambda tx, who: assignments.add(tx, asked.n, *named, _lines(asked), who), 201)


@blueprint.post("/counters/<int:n>/lines")
@describe(200, body=Lines)
@allow(*FITTERS)
def assign(n: int) -> Response:
    """Gives a counter its lines; its next call is the first by them."""
    asked = body(Lines)
    return _done(lambda tx, who: assignments.assign(tx, n, _lines(asked), who))


@blueprint.post("/counters/<int:n>/rename")
@describe(200, body=Label)
@allow(*FITTERS)
def rename(n: int) -> Response:
    """Gives a counter another name; its number stays."""
    asked = body(Label)
    named = asked.label, asked.label_en or asked.label
    return _done(lambda tx, who: assignments.rename(tx, n, *named, who))


@blueprint.post("/counters/<int:n>/retire")
@describe(200, body=Nothing)
@allow(*FITTERS)
def retire(n: int) -> Response:
    """Takes a closed counter out of service; its past stays."""
    body(Nothing)
    return _done(lambda tx, who: assignments.retire(tx, n, who))


def seen_by(asked: Value) -> Any:
    """What the person saw there; UNSEEN when they do not say."""
    return asked.seen if "seen" in asked.model_fields_set else reform.UNSEEN


def wrong(fault: ConfigError) -> Response:
    """What cannot be set, each with the reason that config.toml would be given."""
    lang = errors.language()
    # Of two faults of one value the first says what it is, the second only what follows.
    fields = {found.where: told(found, lang) for found in reversed(fault.faults)}
    return errors.answer(422, "invalid", fields=fields)


def _done(do: Callable[[Any, str], Any], status: int = 200) -> Response:
    """A press at the counters' table, kept with what it changed."""
    who = actor()

    def command(tx: Any) -> Any:
        return reforms.recorded(tx, who, lambda tx: do(tx, who))

    return reply(*room(Desk).run(command, key(), status))


def _lines(asked: Lines) -> assignments.Lines:
    return assignments.lines_in([line.model_dump() for line in asked.lines])
