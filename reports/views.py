"""The page of reports, and their files."""

from __future__ import annotations

from functools import cache

from flask import Response
from gevent import get_hub
from gevent.lock import BoundedSemaphore
from pydantic import BaseModel
from werkzeug.exceptions import Forbidden, NotFound

from letters import FORMS, NotDrawn, draw
from reports import blueprint, keeping
from reports.api import MAKERS, file_name, leads
from reports.composed import letter
from tickets import Desk
from web import room
from web.access import PUBLIC, allow
from web.api import query
from web.errors import Problem, language
from web.page import drawn

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


# Files that are drawn at once, and how long somebody waits for a turn (s).
AT_ONCE, PATIENCE_S = 2, 20


@cache
def _presses() -> BoundedSemaphore:
    return BoundedSemaphore(AT_ONCE)


class How(BaseModel):
    """`internal`: with the table by clerk, for those who answer for the clerks."""

    internal: bool = False


@blueprint.get("/reports/")
@allow(PUBLIC)
def page() -> str:
    """An empty frame: everything on it comes by the API, to those who may see it."""
    office = room(Desk).setting("office")
    return drawn("reports/reports.html", office=office, parts=keeping.PARTS)


@blueprint.get("/reports/<int:id>.<string:form>")
@allow(*MAKERS)
def file(id: int, form: str) -> Response:
    """A frozen version as Word, Excel or PDF, the same whenever it is asked for."""
    if form not in FORMS:
        raise NotFound
    internal, lang = query(How).internal, language()
    if internal and not leads():
        raise Forbidden
    content, checksum, n = room(Desk).ask(keeping.version, id)
    # Sheets of offices are Vietnamese or English; another reader has the one behind theirs.
    written = letter(content, checksum, n, "en" if lang.startswith("en") else "vi",
                     internal=internal)  # fmt: skip
    if not _presses().acquire(timeout=PATIENCE_S):
        raise Problem(503, "busy")
    try:
        made = get_hub().threadpool.apply(draw, (form, written))
    except NotDrawn:
        raise Problem(503, "not_done") from None
    finally:
        _presses().release()
    name = file_name(content["kind"], content["begins"], n, form)
    return Response(
        made,
        content_type=TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
