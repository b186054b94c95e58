"""One place where a wrong turn becomes an answer: one sentence in the reader's language."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, json, request
from werkzeug.exceptions import HTTPException

from web import words
from web.reader import language as language  # noqa: PLC0414 - asked for here by every page

log = logging.getLogger(__name__)


class Problem(Exception):
    """An answer that is an error: an HTTP status, a code of errors.toml, and more fields."""

    def __init__(self, status: int, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.fields = status, code, fields


def sentence(code: str, **fields: Any) -> str:
    """What to tell the reader of this code."""
    known = words.load(words.ERRORS)[language()]
    text = known.get(code, known["http_400"])
    return text.format(**fields) if "{" in text else text


def both(code: str, **fields: Any) -> dict[str, str]:
    """The same in every language, for whoever is told without having asked."""
    every = words.load(words.ERRORS).items()
    told = {lang: known.get(code, known["http_400"]) for lang, known in every}
    return {lang: text.format(**fields) for lang, text in told.items()}


def answer(status: int, code: str, **fields: Any) -> Response:
    """The error as JSON: {"error": {"code", "message", …}}."""
    error = {"code": code, "message": sentence(code, **fields), **fields}
    told = Response(
        json.dumps({"error": error}), status, content_type="application/json; charset=utf-8"
    )
    if status == 429:
        told.headers["Retry-After"] = str(fields["seconds"])
    return told


def explain(app: Flask) -> None:
    """From now on every fault is answered in words; what nobody expected is logged."""

    def problem(fault: Problem) -> Response:
        return answer(fault.status, fault.code, **fault.fields)

    def http(fault: HTTPException) -> Response:
        status = fault.code or 500
        known = f"http_{status}" in words.load(words.ERRORS)["vi"]
        told = answer(status, f"http_{status}" if known else "http_400")
        # A 405 must keep its Allow header, a 401 its challenge.
        for name, value in fault.get_response().headers:
            if name in ("Allow", "WWW-Authenticate", "Retry-After"):
                told.headers[name] = value
        return told

    def surprise(fault: Exception) -> Response:
        log.error("%s %s failed", request.method, request.path, exc_info=fault)
        return answer(500, "http_500")

    app.register_error_handler(Problem, problem)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, surprise)
