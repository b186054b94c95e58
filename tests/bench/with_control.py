"""`motcua run` with one route more: an empty POST behind the same auth, for the bench alone."""

from __future__ import annotations

import sys

from gevent import monkey

monkey.patch_all()

from flask import Response  # noqa: E402

import web.api  # noqa: E402
from cli import main  # noqa: E402
from web.access import allow  # noqa: E402


@web.api.blueprint.post("/bench/empty")
@allow("kiosk")
def empty() -> Response:
    """Nothing: 204."""
    return Response(status=204)


if __name__ == "__main__":
    sys.exit(main())
