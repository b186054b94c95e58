"""Freezing a report takes a while: it goes on by itself, and says how far it is."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from functools import partial
from typing import Any

import gevent
from gevent.lock import BoundedSemaphore

from config.reporting import Span
from reports import keeping
from reports.gathering import STEPS, gather
from tickets import Desk

# Of more than so many nobody asks any more how they went.
REMEMBERED = 50
KEEP = "keep"
MAKING, DONE, FAILED = "making", "done", "failed"


class Making:
    """What is being frozen now, and what came of it lately."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._jobs: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._by_press: dict[str, str] = {}
        # One after the other: each reads a year, and others read too.
        self._turn = BoundedSemaphore(1)

    def begin(self, kind: str, span: Span, actor: str, press: str | None) -> dict[str, Any]:
        """Begins, unless this press has begun it before or the same is being made."""
        begins = span.begin.isoformat()
        known = self._jobs.get(self._by_press.get(press or "", "")) or next(
            (job for job in self._jobs.values() if job["state"] == MAKING
             and (job["kind"], job["begins"]) == (kind, begins)),
            None,
        )  # fmt: skip
        if known:
            return dict(known)
        job = {
            "id": secrets.token_urlsafe(9), "kind": kind, "begins": begins, "state": MAKING,
            "step": STEPS[0], "done": 0, "steps": len(STEPS) + 1, "report": None,
        }  # fmt: skip
        self._remember(job, press)
        gevent.spawn(self._make, job, span, actor)
        return dict(job)

    def how(self, id: str) -> dict[str, Any] | None:
        """How far it is: {"id", "state", "step", "done", "steps", "report": its id once done}."""
        job = self._jobs.get(id)
        return dict(job) if job else None

    def _remember(self, job: dict[str, Any], press: str | None) -> None:
        self._jobs[job["id"]] = job
        if press:
            self._by_press[press] = job["id"]
        while len(self._jobs) > REMEMBERED:
            gone, _ = self._jobs.popitem(last=False)
            self._by_press = {key: id for key, id in self._by_press.items() if id != gone}

    def _make(self, job: dict[str, Any], span: Span, actor: str) -> None:
        def told(step: str) -> None:
            job.update(step=step, done=[*STEPS, KEEP].index(step))

        try:
            with self._turn:
                content = self._desk.ask(gather, job["kind"], span, self._desk.moment(), told)
            told(KEEP)
            command = partial(keeping.freeze, span=span, content=content, actor=actor)
            job["report"] = self._desk.told(command)["id"]
            job.update(state=DONE, done=job["steps"])
        except Exception:
            # gevent logs it; whoever waits is told that there is none.
            job["state"] = FAILED
            raise
