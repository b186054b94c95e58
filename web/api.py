"""What the JSON APIs share: bodies checked by pydantic, presses by key, and the OpenAPI document.

spectree writes the document only: its own check takes broken JSON for an empty object.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from flask import Blueprint, Response, request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from spectree import Response as Answers
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData

from web.access import PUBLIC, allow, me
from web.errors import Problem
from web.reader import spoken

M = TypeVar("M", bound=BaseModel)
F = TypeVar("F", bound=Callable[..., Any])

PREFIX = "/api/v1"
KEY_LENGTH = 200
blueprint = Blueprint("api", __name__, url_prefix=PREFIX)


class Body(BaseModel):
    """A request body: what is not described is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Fault(BaseModel):
    """What went wrong."""

    code: str
    message: str
    model_config = ConfigDict(extra="allow")


class Wrong(BaseModel):
    """Every error answer."""

    error: Fault


class Whatever(BaseModel):
    """An answer whose fields the contract names."""

    model_config = ConfigDict(extra="allow")


class Nothing(Body):
    """An empty object."""


class KeyHeader(BaseModel):
    """Every POST may carry it; our pages always do."""

    key: str | None = Field(default=None, alias="Idempotency-Key", max_length=KEY_LENGTH)


class _Document(SpecTree):
    """Describes the views, when somebody asks; no request passes through it.

    Described at the start they cost a quarter of it, and few halls are ever asked.
    """

    def get_function_metadata(self, func: Any) -> Any:
        described = getattr(func, "described", None)
        return super().get_function_metadata(described() if described else func)

    def _add_model(self, model: Any, mode: Any = "validation") -> str:
        # Each view names a dozen errors, all of one form.
        return self._added(model, mode)

    @functools.cache  # noqa: B019  there is one document
    def _added(self, model: Any, mode: Any) -> str:
        named: str = super()._add_model(model=model, mode=mode)
        return named


spec = _Document(
    "flask",
    title="Một Cửa",
    version="v1",
    path="api-document",
    # Only what is described: pages and files are no part of the API.
    mode="strict",
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
    security_schemes=[
        SecurityScheme(
            name="bearer", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer")
        )
    ],
)

COMMON = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503)


def describe(
    *good: int,
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    answer: type[BaseModel] = Whatever,
) -> Callable[[F], F]:
    """Writes the view into the OpenAPI document: good answers, body, query, every error."""
    models: dict[str, Any] = {f"HTTP_{status}": Wrong for status in COMMON}
    models |= {f"HTTP_{status}": None if status in (204, 304) else answer for status in good}

    def mark(view: F) -> F:
        # Only for the document: spectree's own wrapper checks nothing and costs as much as a check.
        view.__dict__["described"] = functools.cache(lambda: spec.validate(
            json=body, query=query, headers=KeyHeader if body else None,
            resp=Answers(**models), skip_validation=True, security={"bearer": []},
        )(view))  # fmt: skip
        return view

    return mark


def body(model: type[M]) -> M:
    """The request's JSON as `model`; Problem 400, 415 or 422 with the fields that are wrong."""
    raw = request.get_data()
    if raw and request.mimetype != "application/json":
        raise Problem(415, "http_415")
    try:
        return model.model_validate_json(raw or b"{}")
    except ValidationError as fault:
        raise _wrong(fault) from None


def query(model: type[M]) -> M:
    """The request's query as `model`; Problem 422 with the fields that are wrong."""
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as fault:
        raise _wrong(fault) from None


def _wrong(fault: ValidationError) -> Problem:
    errors = fault.errors(include_url=False, include_context=False, include_input=False)
    if any(error["type"] == "json_invalid" for error in errors):
        return Problem(400, "bad_json")
    fields = {".".join(map(str, error["loc"])) or "body": error["msg"] for error in errors}
    return Problem(422, "invalid", fields=fields)


class Key(NamedTuple):
    """What makes two presses the same: whose, which key, and a fingerprint of what was asked."""

    scope: str
    key: str
    fingerprint: str


def key(scope: str | None = None, *, secret: bool = False) -> Key | None:
    """This press, if it carries an Idempotency-Key. A `secret` body leaves no fingerprint.

    `scope` is whose press it is: the one who asks, unless the right is in the address.
    """
    given = request.headers.get("Idempotency-Key")
    if not given:
        return None
    if len(given) > KEY_LENGTH:
        raise Problem(400, "http_400")
    asked = b"" if secret else request.get_data()
    print_ = hashlib.sha256(request.path.encode() + b"\n" + asked).hexdigest()
    return Key(scope or me().scope, given, print_)


def reply(status: int, text: str) -> Response:
    """A command's answer, as it was written on disk."""
    return Response(text, status, content_type="application/json; charset=utf-8")


@blueprint.get("/openapi.json")
@allow(PUBLIC)
def openapi() -> dict[str, Any]:
    """The OpenAPI document of this API."""
    document: dict[str, Any] = spec.spec
    return document


# What the voice and the paper speak; a reader of another language is served in the one behind it.
Language = Annotated[Literal["vi", "en"], BeforeValidator(spoken)]
