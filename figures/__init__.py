"""What happened in the hall, counted from the journal: no page, no Flask.

Everything shown, exported or reported about past days is asked here, so that a page, a file and a
report never differ. It writes nothing but what it has counted itself (`rolls`: days that are over).
Public: `figures` (the figures of some days in groups), `fairness`, `why`, `targeted`, `Period` and
`between` (which rows a question is about), and the modules `passages` and `scores` for whoever
counts less than all of it.
"""

from __future__ import annotations

from figures.fairness import fairness
from figures.grouped import figures
from figures.period import Period, between
from figures.targeted import targeted
from figures.why import why

__all__ = ["Period", "between", "fairness", "figures", "targeted", "why"]
