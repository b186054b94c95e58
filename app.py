"""The house: every room, and what it is given. Opens nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from flask import Flask, request
from flask.typing import ResponseReturnValue

import cases.api
import counter.api
import display.api
import entrance
import kiosk.api
import public
import reception
import reports
import setup
import stats
import survey
import web.api
import web.health
import web.samples
from config import ConfigError, Settings
from counter import board as counter_board
from counter.origins import Origins
from db.errors import DiskFull, KeyReused, NotDone, Refused, StorageBusy
from display import board as hall_board
from display.aloud import Reader
from display.clips import Pack
from display.pictures import Pictures
from display.sound import Sound
from entrance.keyring import Keyring
from kiosk import board as kiosk_board
from kiosk import spoken
from kiosk.phones import Phones
from reception import board as slips_board
from reports.making import Making
from stats import board as stats_board
from tickets import Bus, Changed, Desk, Unknown, reading
from tickets.showing import Figures
from web import access, errors, furnish, reader, wire
from web.access import Gate
from web.aloud import Aloud
from web.live import Boards, State
from web.paper import Paper
from web.paths import Id


def create_app(settings: Settings, state: Path, desk: Desk, devices: Paper, bus: Bus) -> Flask:
    """The hall's pages and APIs over an open desk."""
    app = Flask("web", static_url_path="/static")
    app.url_map.converters["int"] = Id
    furnish_rooms(app, settings, state, desk, devices)
    open_rooms(app)
    explain_refusals(app)
    reader.welcome(app)
    wire.squeeze(app)
    protect(app, settings)
    boards = Boards(
        app, desk.epoch, look_at(settings, desk, devices, app.extensions["Figures"]),
        lambda: desk.moment().iso(), settings.limits.sockets,
    )  # fmt: skip
    furnish(app, boards)
    keyring: Keyring = app.extensions["Keyring"]
    keyring.forgotten = lambda: gevent.spawn(boards.look_again)
    bus.listen(Changed, lambda event: boards.changed(event.board, event.urgent))
    phones: Phones = app.extensions["Phones"]
    bus.listen(Changed, lambda _: phones.changed())
    web.api.spec.app = app
    access.guard(app)
    return app


def furnish_rooms(app: Flask, settings: Settings, state: Path, desk: Desk, devices: Paper) -> None:
    """What the rooms find by `web.room`."""
    furnish(app, settings)
    furnish(app, desk)
    keyring = Keyring(desk)
    furnish(app, keyring)
    furnish(app, keyring, Gate)
    furnish(app, devices, Paper)
    furnish(app, Phones(desk))
    furnish(app, Figures())
    furnish(app, Origins())
    furnish(app, Making(desk))
    furnish(app, sound_of(settings, state, desk))
    furnish(app, Pictures(state / "pictures"))
    furnish(app, reader_of(settings, state, desk), Aloud)


def sound_of(settings: Settings, state: Path, desk: Desk) -> Sound:
    """The hall's voice, as loud as its hour asks."""
    return Sound(
        settings.voice, state / "sound", state / "voices", lambda: volume_of(settings, desk)
    )


def reader_of(settings: Settings, state: Path, desk: Desk) -> Reader:
    """Who reads a kiosk's screen aloud, with what the office has recorded of it."""
    pack = Pack(state / "voices" / settings.voice.clips) if settings.voice.clips else None
    return Reader(settings.voice, lambda: volume_of(settings, desk), pack, spoken.recordings())


def volume_of(settings: Settings, desk: Desk) -> int:
    """In percent, at this hour."""
    return settings.voice.volume_at(desk.moment().iso()[11:16])


def open_rooms(app: Flask) -> None:
    """Every page, then the API that they share."""
    app.register_blueprint(entrance.blueprint)
    app.register_blueprint(kiosk.blueprint)
    app.register_blueprint(display.blueprint)
    app.register_blueprint(counter.blueprint)
    app.register_blueprint(cases.blueprint)
    app.register_blueprint(reception.blueprint)
    app.register_blueprint(stats.blueprint)
    app.register_blueprint(survey.blueprint)
    app.register_blueprint(reports.blueprint)
    app.register_blueprint(setup.blueprint)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(web.api.blueprint)
    app.register_blueprint(web.health.blueprint)
    app.register_blueprint(web.samples.blueprint)


def look_at(
    settings: Settings, desk: Desk, devices: Paper, figures: Figures
) -> Callable[[str], tuple[int, State]]:
    """Reads a board by its name; version and state are of the same moment."""
    rooms: dict[str, Callable[..., State]] = {
        "hall": lambda moment: {
            **hall_board.hall(moment, settings.voice.output, figures),
            "trial": devices.sound_on_trial(),
            "speaker": devices.speaker_works(),
        },
        "kiosk": lambda moment: (
            kiosk_board.kiosk(moment, devices.state) | {"papers": devices.papers()}
        ),
        "counter": lambda moment, n: {
            **counter_board.whole(n, moment),
            "keypad": devices.refused_key(n),
        },
        "pad": lambda moment, n: {
            **counter_board.pad(n, moment),
            "tried": devices.pad_is_tried(n),
        },
        "slips": lambda moment: slips_board.whole(moment, devices.printers),
        "stats": lambda moment: stats_board.today(
            moment, devices.devices, desk.store.notices, devices.printers
        ),
    }

    def look(board: str) -> tuple[int, State]:
        kind, _, n = board.partition(":")

        def question() -> tuple[int, State]:
            at = [int(n)] if n else []
            return reading.version(board), rooms[kind](desk.moment(), *at)

        try:
            return desk.ask(question)
        except Unknown as fault:
            raise LookupError(board) from fault

    return look


def explain_refusals(app: Flask) -> None:
    """What the law and the disk refuse, as answers."""
    errors.explain(app)
    answers: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
        Refused: lambda fault: errors.answer(409, fault.code, **fault.fields),
        Unknown: _unknown,
        KeyReused: lambda _: errors.answer(422, "key_reused"),
        StorageBusy: lambda _: errors.answer(503, "busy"),
        DiskFull: lambda _: errors.answer(503, "disk_full"),
        NotDone: lambda _: errors.answer(503, "not_done"),
        ConfigError: setup.wrong,
    }
    for kind, answer in answers.items():
        app.register_error_handler(kind, answer)


def _unknown(fault: Unknown) -> ResponseReturnValue:
    """A thing named by the address is 404, one named in the body is 422."""
    if fault.field in (request.view_args or {}) or fault.field in ADDRESSED:
        return errors.answer(404, "unknown", fields={fault.field: "unknown"})
    return errors.answer(422, "unknown", fields={fault.field: "unknown"})


ADDRESSED = (
    "ticket", "counter", "announcement", "slip", "suggestion", "report", "period", "case",
    "exclusion",
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# What these two say is asked of the page, never of its parts: 250 bytes with each of fifty.
OF_PAGES = ("Content-Security-Policy", "Referrer-Policy")
PARTS = ("text/css", "text/javascript", "font/woff2")


def protect(app: Flask, settings: Settings) -> None:
    """Limits on sizes, and what browsers must know."""
    app.config["MAX_CONTENT_LENGTH"] = settings.limits.body_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined]

    @app.after_request
    def headers(response: Any) -> Any:
        for name, value in HEADERS.items():
            if name not in OF_PAGES or response.mimetype not in PARTS:
                response.headers.setdefault(name, value)
        if response.mimetype in ("application/json", "text/html"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
