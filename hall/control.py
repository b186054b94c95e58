"""The hall's back door: what `motcua` sub-commands ask, of a hall that runs or of one at rest.

`STATE/control.sock` (0600) takes one JSON line and gives one. Everything that writes goes through
the one writer like everybody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import office
from config import Backup, ConfigError
from config.living import lay_over, read_over
from db.backup import copy
from db.errors import MotCuaError, Refused
from office import living, people, reform, staffing, written
from tickets import Unknown, closing, day, rows

T = TypeVar("T")


class Hands(Protocol):
    """Runs commands and questions: the running hall's desk, or a writer of our own."""

    def told(self, command: Callable[[Any], Any]) -> dict[str, Any]: ...
    def ask(self, question: Callable[..., T], *args: Any) -> T: ...


class BackDoor:
    """Every question by its name; a running hall adds its own."""

    def __init__(self, hands: Hands, state: Path, kept: Backup) -> None:
        """`kept` says where copies go, and how many stay."""
        self.hands = hands
        self.does: dict[str, Callable[..., Any]] = {
            "token create": self._token_create,
            "token list": lambda: hands.ask(people.tokens),
            "token revoke": self._token_revoke,
            "invite": self._invite,
            "staff list": lambda: hands.ask(people.staff),
            "staff password": self._staff_password,
            "staff add": self._staff_add,
            "staff change": self._staff_change,
            "staff retire": self._staff_retire,
            "hall export": lambda: hands.ask(written.office),
            "hall import": self._hall_import,
            "day open": lambda: hands.told(lambda tx: day.open_day(tx, "control")),
            "day close": lambda: hands.told(lambda tx: closing.close_day(tx, "control")),
            "day confirm-date": lambda: hands.told(lambda tx: day.confirm_date(tx, "control")),
            "backup": lambda: hands.ask(copy, state, kept),
        }

    def answer(self, line: str) -> str:
        """One line of JSON for one line of JSON; never raises."""
        try:
            asked = json.loads(line)
            return json.dumps({"ok": self.does[asked.pop("do")](**asked)})
        except Refused as fault:
            return json.dumps({"error": fault.code, "fields": fault.fields})
        except Unknown as fault:
            return json.dumps({"error": f"{fault.field}_unknown"})
        except ConfigError as fault:
            faults = [str(one) for one in fault.faults]
            return json.dumps({"error": "wrong", "fields": {"faults": faults}})
        except (MotCuaError, LookupError, TypeError, ValueError, OSError) as fault:
            return json.dumps({"error": f"{type(fault).__name__}: {fault}"})

    def _token_create(self, role: str, name: str, counter: int | None = None) -> Any:
        def command(tx: Any) -> dict[str, Any]:
            if counter is not None:
                rows.existing(counter)
            return people.create_token(tx, role, name, counter, "control")

        return self.hands.told(command)

    def _token_revoke(self, id: int) -> Any:
        return self.hands.told(lambda tx: people.revoke(tx, id, "control"))

    def _invite(self, role: str, name: str, counter: int | None = None) -> Any:
        if self.hands.ask(people.enrolled, role, name):
            return {"code": None}
        return self.hands.told(lambda tx: people.invite(tx, role, name, counter))

    def _staff_password(self, name: str, password: str) -> Any:
        hashed = office.hasher.hash(password)
        return self.hands.told(lambda tx: people.set_password(tx, name, hashed))

    def _staff_add(self, id: str, what: dict[str, str], password: str) -> Any:
        secrets = {id: staffing.hashed(password, "")}
        return self._people(lambda staff: [*staff, {"id": id, **what}], secrets)

    def _staff_change(self, name: str, what: dict[str, str]) -> Any:
        self._must_work_here(name)
        return self._people(
            lambda staff: [one | (what if one["name"] == name else {}) for one in staff]
        )

    def _staff_retire(self, name: str) -> Any:
        self._must_work_here(name)
        return self._people(lambda staff: [one for one in staff if one["name"] != name])

    def _people(
        self,
        change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
        secrets: dict[str, staffing.Secrets] | None = None,
    ) -> Any:
        def command(tx: Any) -> list[Any]:
            now = living.as_read()
            asked = lay_over(now, {"staff": change(living.staff())})
            return reform.adopt(tx, now, asked, "control", secrets)

        return self.hands.told(lambda tx: {"done": command(tx)})

    def _must_work_here(self, name: str) -> None:
        if self.hands.ask(office.person_named, name) is None:
            raise Unknown("staff")

    def _hall_import(self, text: str) -> Any:
        known = {person["id"] for person in self.hands.ask(living.staff)}
        asked = read_over(self.hands.ask(living.as_read), text)
        # Outside the command: a hash takes 30 ms.
        secrets = {
            p.id: staffing.hashed(p.password, p.pin) for p in asked.staff if p.id not in known
        }

        def command(tx: Any) -> list[Any]:
            now = living.as_read()
            return reform.adopt(tx, now, read_over(now, text), "control", secrets)

        return self.hands.told(lambda tx: {"done": command(tx)})
