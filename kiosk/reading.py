"""«Đọc cho tôi nghe»: what stands on the kiosk's screen as sound, made here and kept nowhere."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from flask import Response
from gevent import get_hub
from gevent.lock import BoundedSemaphore
from pydantic import Field

from kiosk import blueprint
from web import room
from web.access import STAFF, allow
from web.aloud import Aloud
from web.api import Body, Language, body
from web.errors import Problem

# A screen is read piece by piece: a sentence or two, so that the first sounds at once.
LONGEST = 600
# More at once would take a small machine's processors from those who are being served.
AT_ONCE = 2
PATIENCE_S = 3.0


@cache
def _free() -> BoundedSemaphore:
    """Made when it is first asked for: an import opens nothing."""
    return BoundedSemaphore(AT_ONCE)


class Read(Body):
    """A piece of a screen; in a body, because addresses are written down on the way."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    language: Language = "vi"


@blueprint.post("/kiosk/aloud")
@allow("kiosk", *STAFF)
def aloud() -> Response:
    """The piece as a wav; 404 when nobody can say it now."""
    asked, reader = body(Read), room(Aloud)
    if not _free().acquire(timeout=PATIENCE_S):
        raise Problem(404, "http_404")
    try:
        # The synthesiser may take its time: not on the thread that serves everybody.
        said = get_hub().threadpool.apply(reader.read, (asked.language, asked.text))
    finally:
        _free().release()
    if said is None:
        raise Problem(404, "http_404")
    return Response(said, mimetype="audio/wav", headers={"Cache-Control": "no-store"})
