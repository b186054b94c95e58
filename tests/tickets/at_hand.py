"""A desk without a server: what it is asked is done at once, on this thread."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

from db.door import Door
from db.writer import Answer, Command, Job, Press
from tests.tickets.core import Core
from tickets import Desk, Moment, rows
from tickets.record import reason_of_call


class Here:
    """A door that leads nowhere else."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def do(self, command: Command, press: Press | None = None, status: int = 200) -> Answer:
        job = Job(command, press, status)
        self._core.run(job)
        if job.fault:
            raise job.fault
        assert job.answer
        return job.answer

    def read(self, question: Callable[..., Any], *args: Any) -> Any:
        return question(*args)


def at_hand(core: Core) -> Desk:
    """The desk of a hall; a counter answers what it has in hand and why."""
    return Desk(core.store, cast(Door, Here(core)), _shown)


def _shown(n: int, _moment: Moment) -> dict[str, Any]:
    id = rows.existing(n).ticket
    return {"counter": n, "ticket": id and {"id": id, "reason": reason_of_call(id)}}


def told(answer: Answer) -> Any:
    """The status and the JSON of an answer."""
    return answer.status, json.loads(answer.text) if answer.text else None
