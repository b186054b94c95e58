"""Which tests go to one worker together, and what is begun first: `pytest -n 2`."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

# What a folder's tests share costs more than a second worker would save.
TOGETHER = ("tests/simulate/", "tests/security/")

# Half a minute of one core and more each, as measured on a busy machine, the longest first. What
# is left is begun by its number of tests, and those with few tests last: one of them that is long
# would keep one worker busy while the other has nothing left to do.
FIRST = (
    "tests/tickets/test_walk.py", "tests/test_axe.py", "tests/simulate/", "tests/test_openapi.py",
    "tests/counter/test_desk_keys.py", "tests/stats/test_page.py", "tests/display/test_announce.py",
    "tests/display/test_storm.py", "tests/kiosk/test_limits.py", "tests/test_devices.py",
    "tests/setup/test_page.py", "tests/test_trial.py", "tests/tickets/test_model.py",
    "tests/kiosk/test_taking.py", "tests/display/test_waiting_room.py", "tests/cli/test_keeping.py",
    "tests/test_recovery.py",
)  # fmt: skip


class Workers(LoadScopeScheduling):  # type: ignore[misc]
    """A file's tests stay together, for they share what the file has made; so do some folders'."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)

    def _assign_work_unit(self, node: WorkerController) -> None:
        first = next((scope for scope in FIRST if scope in self.workqueue), None)
        if first:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)
