"""A change of the office taken back, as a change of its own: so it can be taken back too."""

from __future__ import annotations

from typing import Any

from config.living import lay_over
from db.errors import Refused
from db.models import Staff
from db.statement import rows as listed
from db.transaction import Transaction
from office import differences, living, reform, reforms
from office.differences import Difference
from office.staffing import Secrets


def undo(tx: Transaction, seq: int, actor: str) -> dict[str, Any]:
    """Takes the change of journal row `seq` back: {"seq", "changed"}.

    Refused `changed_since` when something of it was changed again; ConfigError and Refused as for
    any change, Unknown and `forgotten` as `reforms.kept`.
    """
    found = reforms.kept(seq)
    hall = living.hall()
    if not all(differences.stands(hall, one) for one in found):
        raise Refused("changed_since")
    was = differences.taken_back(hall, found)
    # Only what the change touched is asked for; the rest stays as it is.
    parts = {one.path[0]: was[one.path[0]] for one in found}
    now = living.as_read()
    done = reform.adopt(tx, now, lay_over(now, parts), actor, _secrets(found))
    return {"seq": seq, "changed": bool(done)}


def _secrets(found: list[Difference]) -> dict[str, Secrets]:
    """Whoever comes back signs in as before."""
    back = [one.path[1] for one in found if one.path[0] == "staff" and one.is_ is None]
    kept = Staff.select(Staff.id, Staff.password, Staff.pin).where(Staff.id.in_(back))
    return {id: Secrets(password, pin) for id, password, pin in listed(kept)}
