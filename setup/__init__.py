"""The office changed while the hall runs: counters, their lines, living settings. Knows no device.

Public: the JSON that hangs on `web.api`, and `wrong`, which answers a setting that cannot be.
"""

from __future__ import annotations

from setup.api import wrong

__all__ = ["wrong"]
