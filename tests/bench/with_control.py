"""`motcua run` for the bench alone: an empty POST behind the same auth, and planted faults.

BENCH_SYNC_MS makes each sync of the disk so much longer; BENCH_ON_THE_LOOP commits on the server's
own loop, which is what the writer's thread is there against.
"""

from __future__ import annotations

import os
import sys
import time

from gevent import monkey

monkey.patch_all()

from typing import Any  # noqa: E402

import gevent  # noqa: E402
from flask import Response  # noqa: E402
from gevent.event import AsyncResult  # noqa: E402
from gevent.queue import SimpleQueue  # noqa: E402

import hall.server  # noqa: E402
import web.api  # noqa: E402
from cli import main  # noqa: E402
from db.door import Door  # noqa: E402
from db.writer import Answer, Job  # noqa: E402
from tests.bench.slow import slow_down  # noqa: E402
from web.access import allow  # noqa: E402


@web.api.blueprint.post("/bench/empty")
@allow("kiosk")
def empty() -> Response:
    """Nothing: 204."""
    return Response(status=204)


class OnTheLoop(Door):
    """Commits in a greenlet: nobody at all is served until it is on disk."""

    def open(self) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        gevent.spawn(self._serve)

    def do(self, command: Any, press: Any = None, status: int = 200) -> Answer:
        job = Job(command, press, status, ready=AsyncResult())
        self._jobs.put(job)
        job.ready.get()
        if job.fault:
            raise job.fault
        assert job.answer
        return job.answer

    def close(self) -> None:
        self._jobs.put(None)
        gevent.sleep(0.1)
        self._readers.kill()

    def _serve(self) -> None:
        self.writer.open()
        while (job := self._jobs.get()) is not None:
            for event in self.writer.run([job]):
                self._tell(event)
            self.answered = time.monotonic()
            job.ready.set(True)
        self.writer.close()


if __name__ == "__main__":
    if "BENCH_ON_THE_LOOP" in os.environ:
        hall.server.Door = OnTheLoop  # type: ignore[attr-defined]
    disk = slow_down(float(ms)) if (ms := os.environ.get("BENCH_SYNC_MS")) else None
    sys.exit(main())
