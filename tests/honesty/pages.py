"""Every page and file that the hall's route table has, as anybody who may read it reads it.

The house is opened over the core in this process; a request says in a header who asks. A new
route is read by itself, and one whose address cannot be filled in stops the reading.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Flask

from app import create_app, look_at
from counter.board import core as counter_core
from db.writer import Answer, Command, Job, Press
from hall.devices import Devices
from hall.trying import trial_of
from office.people import Identity
from tests.tickets.core import Core
from tickets import Bus, Desk
from web.access import PUBLIC, Gate, roles_of

BOARDS = ("hall", "kiosk", "slips", "stats", "counter:1", "pad:1")
API = "/api/v1"
# What differs between any two runs of one program: it tells of the process, or its file carries
# the hour in which it was made.
OF_THE_RUN = {"/metrics", "/healthz", "/api/v1/services.xlsx", "/survey/sheet.pdf"}


class Inline:
    """The door without threads: one command after another, and questions in between."""

    def __init__(self, core: Core) -> None:
        self._writer = core.writer

    def do(self, command: Command, press: Press | None = None, status: int = 200) -> Answer:
        """Runs it at once."""
        job = Job(command, press, status)
        self._writer.run([job])
        self._writer.rest()
        if job.fault:
            raise job.fault
        assert job.answer
        return job.answer

    def read(self, question: Callable[..., Any], *args: Any) -> Any:
        """Asks at once."""
        return question(*args)


class Named:
    """Lets in whoever says a role: `Authorization: Bearer supervisor`."""

    def device(self, secret: str) -> Identity | None:
        role, _, counter = secret.partition("-")
        staff = {"clerk": "cb1"}.get(role, role) if role in PERSONS else None
        return Identity(role, role, int(counter) if counter else None, staff, f"as:{secret}")

    def person(self, cookie: str) -> Identity | None:
        return None

    def forget(self) -> None:
        """Nobody is ever remembered."""


PERSONS = ("clerk", "supervisor", "head", "reporter", "observer", "administrator")


class Open:
    """The house, open: `press` as somebody, `read` everything as everybody."""

    def __init__(self, core: Core) -> None:
        settings = core.settings
        self.desk = Desk(core.store, Inline(core), counter_core)  # type: ignore[arg-type]
        self.devices = Devices(settings, core.state, lambda names: None)
        self.app: Flask = create_app(settings, core.state, self.desk, self.devices, Bus())
        self.app.extensions[Gate.__name__] = Named()
        trial_of(self.app, settings, core.state, self.desk, self.devices)
        self.figures = self.app.extensions["Figures"]
        self._client = self.app.test_client()
        self._variants = variants(self.app)

    def press(self, path: str, body: Any, who: str, key: str) -> Any:
        """One POST that must succeed."""
        told = self._client.post(path, json=body, headers=as_(who) | {"Idempotency-Key": key})
        assert told.status_code in (200, 201), (path, told.get_data(as_text=True)[:300])
        return told.json

    def read(
        self, known: Mapping[str, list[str]], chance: random.Random | None = None
    ) -> dict[str, bytes]:
        """{who and address: what came back}; `known` fills the holes of addresses.

        By `chance` each address is read as one of those who may, else as all of them.
        """
        told: dict[str, bytes] = {}
        for path, roles in self.addresses(known):
            for who in [chance.choice(roles)] if chance else roles:
                answer = self._client.get(path, headers=as_(who))
                told[f"{who} {path}"] = answer.get_data()
                answer.close()
        look = look_at(self.app.extensions["Settings"], self.desk, self.devices, self.figures)
        return told | {f"board {name}": repr(look(name)).encode() for name in BOARDS}

    def addresses(self, known: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
        """Every address of the route table, with each of its queries, and who may ask for it."""
        rules = roles_of(self.app)
        for rule in sorted(self.app.url_map.iter_rules(), key=str):
            name, roles = str(rule), rules[rule.endpoint]
            asked = "GET" in (rule.methods or ()) and not rule.endpoint.endswith("static")
            if not asked or name in OF_THE_RUN:
                continue
            who = ["nobody"] if PUBLIC in roles else sorted(map(at_counter_1, roles))
            for path in filled(name, known):
                yield from ((path + query, who) for query in self._variants(name))


def at_counter_1(role: str) -> str:
    """A device that belongs to a counter stands at the first."""
    return f"{role}-1" if role in ("counter", "pad") else role


def as_(who: str) -> dict[str, str]:
    """The headers of somebody's own page."""
    right = {"Authorization": f"Bearer {who}"} if who != "nobody" else {}
    return right | {"X-Motcua": "1"}


def filled(rule: str, known: Mapping[str, list[str]]) -> list[str]:
    """The rule's addresses, with what is `known` in each hole."""
    paths = [rule]
    for hole in re.findall(r"<\w+:(\w+)>", rule):
        assert hole in known, f"{rule}: what may stand in <{hole}>?"
        paths = [re.sub(rf"<\w+:{hole}>", value, p) for p in paths for value in known[hole]]
    return paths


def variants(app: Flask) -> Callable[[str], list[str]]:
    """Which queries are asked of a rule: none, and each word that the API's document offers.

    A page and a file of a room are asked what its API may be.
    """
    offered: dict[str, list[str]] = {}
    document = app.test_client().get(f"{API}/openapi.json").json["paths"]  # type: ignore[index]
    for path, methods in document.items():
        for asked in methods.get("get", {}).get("parameters", []):
            words = asked.get("schema", {}).get("enum", []) if asked["in"] == "query" else []
            offered.setdefault(path, []).extend(f"?{asked['name']}={word}" for word in words)

    def of(rule: str) -> list[str]:
        mine = re.sub(r"<\w+:(\w+)>", r"{\1}", rule)
        room = f"{API}/{rule.strip('/').partition('/')[0]}"
        return ["", *offered.get(mine, offered.get(room, []) if API not in rule else [])]

    return of
