"""The two pages of a counter: the clerk's desk and the citizen's rating pad.

Both are empty frames: whatever is not for everybody comes by the API, to those who may see it.
"""

from __future__ import annotations

from counter import blueprint
from web.access import PUBLIC, allow
from web.page import drawn


@blueprint.get("/counter/")
@allow(PUBLIC)
def desk() -> str:
    """The clerk's page: signs in, chooses a counter, serves."""
    return drawn("counter/counter.html")


@blueprint.get("/counter/<int:number>/pad")
@allow(PUBLIC)
def pad(number: int) -> str:
    """The rating pad of counter `number`; what it may show and send follows from its token."""
    return drawn("counter/pad.html", counter=number)
