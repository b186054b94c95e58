"""What happens to somebody's paper in a play: not seen, printed again, seen to by staff."""

from __future__ import annotations

from db.transaction import Transaction
from tests.tickets.model import DOUBT
from tests.tickets.model_day import Model
from tests.tickets.model_hall import LAW, Person, need
from tests.tickets.offers import Choose
from tests.tickets.play import Play
from tickets import printing, slips, taking

PRINTER = "giấy"


def again(tx: Transaction, id: int, actor: str) -> None:
    """For somebody who stands at the desk."""
    taking.reprint(tx, id, actor, PRINTER)


def doubted(play: Play, choose: Choose, person: Person) -> None:
    """The printer does not know whether the paper came out, or it never will."""
    outcome = choose([("unknown", ""), ("failed", "bad-blocks: no such block")])
    last = slips._last.one(ticket=person.id)
    assert last
    slip = choose(sorted({person.id, last[0]}))

    def in_doubt() -> None:
        if slip == last[0]:  # of one that was printed again since, nobody asks any more
            play.model.doubt(person)

    play.both(play.do(printing.settle, [(slip, *outcome)]), in_doubt)


def seen_to(play: Play, choose: Choose, person: Person) -> None:
    """Staff settle a slip in doubt, or one that no longer is."""
    last, what = slips._last.one(ticket=person.id), choose(list(slips.DEEDS))
    assert last
    play.both(
        play.do(slips.see_to, last[0], what, "test", PRINTER),
        lambda: _settled(play.model, person, what),
    )


def _settled(model: Model, person: Person, what: str) -> None:
    need(DOUBT in person.flags and person.state in LAW["expire"], "slip_settled")
    if what == "void":
        model.go(person, "void")
    elif what == "printed":
        flags = person.flags.replace(DOUBT, "")
        model.change(person, "confirm", "on-paper", flags=flags)
    else:
        model.confirm(person, what)
