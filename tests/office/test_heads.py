"""A head's account: from the server's own keyboard, and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import office
from db.transaction import Transaction
from office import staffing
from office.staffing import Secrets
from tests.tickets.core import Core, refusal

NOBODYS = Secrets("", None)
HEAD = {"name": "lanhdao", "label": "Giám đốc", "role": "head"}
CLERK = {"name": "binh", "label": "Cán bộ Bình", "role": "clerk"}
Deed = Callable[[Transaction, str], Any]


def given(tx: Transaction, actor: str) -> Any:
    return staffing.give(tx, "lanhdao", NOBODYS, actor, keep_pin=True)


# Each would let its doer read what is told to the head alone.
DEEDS: dict[str, Deed] = {
    "one of his own": lambda tx, who: staffing.hire(
        tx, "hai", HEAD | {"name": "hai"}, NOBODYS, who
    ),
    "himself": lambda tx, who: staffing.change(tx, "binh", {"role": "head"}, who),
    "another name": lambda tx, who: staffing.change(tx, "lanhdao", {"name": "toi"}, who),
    "a lower role": lambda tx, who: staffing.change(tx, "lanhdao", {"role": "clerk"}, who),
    "another password": given,
    "gone": lambda tx, who: staffing.retire(tx, "lanhdao", who),
}


@pytest.mark.parametrize("name", DEEDS)
def test_a_heads_account_is_nobodys_on_a_page(name: str, core: Core) -> None:
    core.told(lambda tx: staffing.hire(tx, "lanhdao", HEAD, NOBODYS, "control"))
    core.told(lambda tx: staffing.hire(tx, "binh", CLERK, NOBODYS, "boss"))
    for who in ("boss", "lanhdao", "token:1"):
        assert refusal(lambda: core.told(lambda tx: DEEDS[name](tx, who))) == "head_at_server"  # noqa: B023
    person = office.person("lanhdao")
    assert person
    assert (person.name, person.role) == ("lanhdao", "head")
    core.told(lambda tx: DEEDS[name](tx, "control"))
    assert core.journal()[-1].startswith("staff ")


def test_another_role_is_given_from_a_page(core: Core) -> None:
    """The control: what is refused above is refused for the head's sake alone."""
    core.told(lambda tx: staffing.hire(tx, "binh", CLERK, NOBODYS, "boss"))
    for role in ("reporter", "observer", "administrator", "supervisor"):
        core.told(lambda tx: staffing.change(tx, "binh", {"role": role}, "boss"))  # noqa: B023
        person = office.person("binh")
        assert person
        assert person.role == role
