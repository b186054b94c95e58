"""Which ports are left out for a while, because their drivers hung again and again.

A port that hangs costs all the others a restart. One that does so thrice in five minutes is left
out; let in again, it may hang no more for five minutes, or it stays out twice as long.
"""

from __future__ import annotations

import time

STRIKES = 3
WITHIN_S = 300.0
OUT_S = (60.0, 3600.0)


class Strikes:
    """The strikes of every port, by its name; times are monotonic."""

    def __init__(self) -> None:
        self._hung: dict[str, list[float]] = {}
        self._out: dict[str, float] = {}
        self._times_out: dict[str, int] = {}

    def hung(self, port: str) -> float:
        """Counts one; for how many seconds the port is left out now, 0.0 = it is not."""
        now = time.monotonic()
        recent = [at for at in self._hung.get(port, []) if now - at < WITHIN_S]
        self._hung[port] = recent = [*recent, now]
        if len(recent) < STRIKES:
            if len(recent) == 1:
                self._times_out.pop(port, None)
            return 0.0
        times = self._times_out.get(port, 0)
        self._times_out[port] = times + 1
        out: float = min(OUT_S[0] * 2**times, OUT_S[1])
        self._out[port] = now + out
        # Until it has been good for WITHIN_S after its return, one more is enough.
        self._hung[port] = [now + out] * (STRIKES - 1)
        return out

    def is_out(self, port: str) -> bool:
        """Whether the port is left out now."""
        return self._out.get(port, 0.0) > time.monotonic()

    def forgive(self, port: str) -> None:
        """Somebody has seen to it: it begins anew."""
        for strikes in (self._hung, self._out, self._times_out):
            strikes.pop(port, None)
