"""The open figures of one month: a page, a sheet for the wall, and files for other programs."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify
from pydantic import BaseModel, Field

from config import Settings
from figures.opened import months, opened
from public import blueprint
from public.sheet import to_csv
from public.wording import less_break, minutes, percent, said_month
from tickets import Desk
from web import room
from web.access import PUBLIC, allow
from web.api import query
from web.errors import Problem, language
from web.page import drawn
from web.qr import picture
from web.words import load


class Asked(BaseModel):
    """A month, `2026-10`; the last one that is over when left out."""

    month: str | None = Field(default=None, pattern=r"^[0-9]{4}-[0-9]{2}$")


@blueprint.get("/public/")
@allow(PUBLIC)
def page() -> str:
    """The month in a few sentences, then by field and by hour, and how it was counted."""
    return _drawn("public/public.html")


@blueprint.get("/public/poster")
@allow(PUBLIC)
def poster() -> str:
    """The same sentences on one A4 sheet for the wall, with the way to the page."""
    return _drawn("public/poster.html")


@blueprint.get("/public/qr.svg")
@allow(PUBLIC)
def qr() -> Response:
    """The address of the page as a picture."""
    return picture(f"{room(Settings).server.public_url}/public/")


@blueprint.get("/public/figures.json")
@allow(PUBLIC)
def as_json() -> Response:
    """`figures.opened.opened` of the month, with the other months, the office and the licence."""
    return jsonify(_found())


@blueprint.get("/public/figures.csv")
@allow(PUBLIC)
def as_csv() -> Response:
    """The same, one line a figure: UTF-8 with BOM, as a spreadsheet opens it."""
    found, lang = _found(), language()
    name = f"so-lieu-cong-khai-{found['month'] or 'chua-co'}.csv"
    return Response(
        to_csv(found, lang, load("public")[lang]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _found() -> dict[str, Any]:
    """What is published of the month asked for; Problem 404 when nothing is."""
    asked, desk = query(Asked), room(Desk)
    moment = desk.moment()
    known, chosen = desk.ask(months, moment), desk.setting("open_figures")
    month = asked.month or next(iter(known), None)
    if not chosen["shown"] or (month and month not in known):
        raise Problem(404, "http_404")
    office = desk.setting("office")
    return {
        "office": {key: office[key] for key in ("name", "name_en")},
        "licence": chosen["licence"], "licence_url": chosen["licence_url"],
        "months": known, "month": None, "enough": False,
        **(desk.ask(opened, month, moment) if month else {}),
    }  # fmt: skip


def reachable(url: str) -> str:
    """The hall's address as others reach it; "" when it is one that leads them to themselves."""
    host = urlsplit(url).hostname or ""
    try:
        own = ipaddress.ip_address(host)
        return "" if own.is_loopback or own.is_unspecified else url
    except ValueError:
        return "" if host in ("", "localhost", "auto") else url


def _drawn(template: str) -> str:
    told = _found()
    return drawn(
        template, told=told, name=told["office"]["name" if language() == "vi" else "name_en"],
        address=reachable(room(Settings).server.public_url),
        minutes=minutes, percent=percent, said_month=said_month, less_break=less_break,
    )  # fmt: skip
