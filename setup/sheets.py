"""The services as a workbook, out and in: `GET` and `POST /services.xlsx`."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from pydantic import BaseModel

from config import ConfigError
from office import differences, living, reform
from setup import faults, reading, workbook
from setup.changes import rehearse, spoken
from setup.reading import Misread, Sheet
from setup.telling import changes
from tickets import Desk
from web import errors, room
from web.access import FITTERS, actor, allow
from web.api import blueprint, key, query, reply
from web.errors import Problem

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Taking(BaseModel):
    """With `preview=1` nothing is changed."""

    preview: bool = False


# A file is no JSON: both stand beside the OpenAPI document, as `/stats/export.csv` does.
@blueprint.get("/services.xlsx")
@allow(*FITTERS)
def export() -> Response:
    """The services as a workbook, in the language of the reader."""
    desk = room(Desk)
    hall, say = desk.ask(living.hall), spoken()
    answer = Response(desk.ask(workbook.written, hall, say), content_type=KIND)
    name = f"thu-tuc-{desk.moment().iso()[:10]}.xlsx"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/services.xlsx")
@allow(*FITTERS)
def take_over() -> Response | dict[str, Any]:
    """Makes the services what a workbook says: {"changes"}; 422 with a sentence for each cell.

    The body is the file itself, or a form with the part `file`; at most 1 MiB.
    """
    asked, who, say, desk = query(Taking), actor(), spoken(), room(Desk)
    data = _file()
    hall = desk.ask(living.hall)
    try:
        # On a reader's thread: a large file takes a second, and the hall goes on meanwhile.
        sheet = desk.ask(Sheet, data, hall, say)
    except Misread as fault:
        raise Problem(422, "invalid", fields=fault.faults) from None

    _must_be_right(sheet)

    def do(tx: Any) -> Any:
        return reform.change(tx, "services", sheet.entries, who)

    def command(tx: Any) -> dict[str, Any]:
        before = living.hall()
        do(tx)
        after = living.hall()
        return {"changes": changes(differences.between(before, after), after, say)}

    return rehearse(do) if asked.preview else reply(*desk.run(command, key()))


def _must_be_right(sheet: Sheet) -> None:
    """Problem 422 with every cell that is wrong, by itself or in the office it would make."""
    lang = errors.language()
    try:
        room(Desk).ask(lambda: reform.wanted(living.as_read(), "services", sheet.entries))
    except ConfigError as fault:
        sheet.blame(fault, lambda one: faults.told(one, lang))
    if sheet.faults:
        raise Problem(422, "invalid", fields=sheet.faults)


def _file() -> bytes:
    """What was sent; Problem 413 when it is too large, 415 when it is no file."""
    request.max_content_length = reading.BYTES
    whole = request.get_data()
    if request.mimetype == "multipart/form-data":
        if part := request.files.get("file"):
            sent: bytes = part.read()
            return sent
        raise Problem(422, "invalid", fields={"file": spoken()["sheet_unreadable"]})
    if request.mimetype not in (KIND, "application/octet-stream"):
        raise Problem(415, "sheet_kind")
    return whole
