"""What goes over the wire: pages are squeezed once, and kept so while they stay as they are.

Answers of the API are not: they are short, asked for often, and known again by their tag.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

TEXT = ("text/html", "text/css", "text/javascript", "image/svg+xml")
WORTH = 1400  # bytes: less goes in one packet anyhow


def squeeze(app: Flask) -> None:
    """From now on pages, sheets and scripts are sent as gzip to whoever takes it.

    Nobody's secret stands in a page beside something that a stranger may choose, so that its
    length tells nothing (BREACH).
    """

    @app.after_request
    def squeezed(answer: Response) -> Response:
        if answer.mimetype not in TEXT or answer.status_code != 200:
            return answer
        answer.vary.add("Accept-Encoding")
        streamed = answer.is_streamed and not answer.direct_passthrough
        if streamed or answer.content_encoding or not request.accept_encodings.quality("gzip"):
            return answer
        answer.direct_passthrough = False  # a file is read whole: ours are small
        whole = answer.get_data()
        if len(whole) < WORTH:
            return answer
        answer.set_data(_small(whole))
        answer.content_encoding = "gzip"
        if (tag := answer.get_etag()[0]) is not None:
            answer.set_etag(tag, weak=True)  # not these bytes, but what they say
        return answer


@lru_cache(maxsize=256)
def _small(whole: bytes) -> bytes:
    return gzip.compress(whole, 6, mtime=0)
