"""`motcua run` whose spool marks a slip only once its outcome is known: after the first byte.

Run as a program instead of `cli`; the control of tests/test_spool.py.
"""

from __future__ import annotations

import sys
from typing import Any

from db.transaction import Transaction


def bend() -> None:
    """From now on a claimed slip stands in the database as if nobody had begun it."""
    from tickets import printing

    straight = printing.claim
    begun: set[int] = set()

    def hasty(tx: Transaction, printer: str, ready: bool) -> dict[str, Any]:
        jobs = straight(tx, printer, ready)["jobs"]
        for job in jobs:
            printing._set(id=job["job"], state="queued", detail=None)
        fresh = [job for job in jobs if job["job"] not in begun]
        begun.update(job["job"] for job in fresh)
        return {"jobs": fresh}

    printing.claim = hasty


def main() -> int:
    """The command, bent once gevent has patched the process."""
    import cli

    if "run" in sys.argv:
        from gevent import monkey

        monkey.patch_all()
        bend()
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
