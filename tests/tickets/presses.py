"""Everything that can be pressed in a play, by a function that picks from a list.

So hypothesis and a seeded walk play the same.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from db.transaction import Transaction
from office import assignments
from ratings import question
from tests.tickets import paper
from tests.tickets.core import HOUR, MINUTE, SECOND, Core
from tests.tickets.model_hall import CLERKS, FIELDS, LINES, SERVICES, Person
from tests.tickets.offers import AT, OFTEN, Choose, doing, mostly, offered
from tests.tickets.play import Play
from tickets import closing, counters, day, hands, line, needs, rows, taking, verbs, visits, voicing

Press = Callable[[Play, Choose], None]

# Around every limit of the rules: undo, question, recall, offset, grace, forgotten, the night.
GAPS = [0, 1, 1, 9, 10, 11, 20, 60, 299, 300, 301, 359, 360, 900, 1799, 1800, *["due"] * 4]
ALIVE = ("waiting", "called", "held", "missed")
OTHER_LINES: list[dict[str, int]] = [*LINES.values(), {"ho-tich": 0}, {"chung-thuc": 2 * MINUTE}]


def someone(play: Play, choose: Choose, *states: str) -> Person | None:
    """Mostly somebody in one of these states."""
    people = list(play.model.people.values())
    return mostly(choose, [p for p in people if p.state in states], people)


def desk(play: Play, choose: Choose, verb: str) -> int | None:
    """Mostly a counter where this can be pressed."""
    fitting = [desk.n for desk in play.model.desks.values() if doing(desk) in AT[verb]]
    return mostly(choose, fitting, [1, 2])


def take(play: Play, choose: Choose) -> None:
    """One comes, or several within some seconds."""
    if not play.model.today and choose(OFTEN):
        return
    for gap in choose([[0], [0], [0, 1, 60]]):
        pass_time(play, gap * SECOND)
        one_takes(play, choose)


def one_takes(play: Play, choose: Choose) -> None:
    service, priority = choose(list(SERVICES)), choose([None, None, "uu-tien"])
    play.keys += 1
    key = f"press {play.keys}"

    def command(tx: Transaction) -> Any:
        return taking.take(tx, service, priority, "vi", "giấy", "test")

    def real() -> Any:
        first = play.core.answer(command, key)
        if play.keys % 8 == 0:  # an impatient finger
            assert play.core.answer(command, key) == first
        told = json.loads(first.text)
        return told["id"], told["number"], told["ahead"]

    def model() -> Any:
        person = play.model.take(service, priority)
        return person.id, person.label, play.model.line(person.place).index(person)

    play.both(real, model)


def at_desk(verb: str, **choices: list[Any]) -> Press:
    """A verb of a counter, with something of each list besides."""

    def press(play: Play, choose: Choose) -> None:
        n = desk(play, choose, verb)
        if n is None:
            return
        said = {name: choose(values) for name, values in choices.items()}
        if "ticket" in said:
            person = someone(play, choose, said["ticket"])
            if person is None:
                return
            said["ticket"] = person.id
        assert sorted(hands.allowed(rows.existing(n))) == offered(play.model.desks[n])
        play.both(
            play.do(verbs.press, n, verb, "test", **said),
            lambda: play.model.press(n, verb, **said) and None,
        )

    return press


def by_number(real: Callable[..., Any], model: str, *states: str, **more: Any) -> Press:
    """What happens to somebody by the number."""

    def press(play: Play, choose: Choose) -> None:
        if person := someone(play, choose, *states):
            play.both(
                play.do(real, person.id, "test"),
                lambda: getattr(play.model, model)(person, **more),
            )

    return press


def marked(tx: Transaction, id: int, actor: str) -> None:
    needs.mark(tx, id, ["sight"], actor)


def about(what: Callable[[Play, Choose, Person], None], *states: str) -> Press:
    """What happens to the paper of somebody."""

    def press(play: Play, choose: Choose) -> None:
        if person := someone(play, choose, *states):
            what(play, choose, person)

    return press


def look(play: Play, choose: Choose) -> None:
    """How many people are ahead, as the phone asks it."""
    if (person := someone(play, choose, "waiting")) and person.state == "waiting":
        ahead = line.ahead(person.place, person.counted, person.placed).people
        assert ahead == play.model.line(person.place).index(person)


def open_both(play: Play) -> None:
    """A morning: both counters open."""
    for n in (1, 2):
        play.both(
            play.do(counters.open_counter, n, None, pin_ok=False, actor="test"),
            partial(play.model.open, n, None, pin=False, signed_in=False),
        )
    play.agree()


def open_counter(play: Play, choose: Choose) -> None:
    n, clerk = desk(play, choose, "open") or 1, choose([None, *CLERKS])
    pin, signed_in = choose([True, False]), choose([True, False])
    play.both(
        play.do(counters.open_counter, n, clerk, pin, "test", signed_in),
        lambda: play.model.open(n, clerk, pin=pin, signed_in=signed_in),
    )


def pause(play: Play, choose: Choose) -> None:
    n, lock = desk(play, choose, "pause") or 1, choose([False, True])
    real = play.do(counters.pause_counter, n, "BREAK", lock, "test")
    play.both(real, lambda: play.model.pause(n, lock=lock))


def close(play: Play, choose: Choose) -> None:
    n = desk(play, choose, "close") or 1
    play.both(play.do(counters.close_counter, n, "test"), lambda: play.model.close(n))


def assign(play: Play, choose: Choose) -> None:
    n, lines = choose([1, 2]), choose(OTHER_LINES)
    play.both(play.do(assignments.assign, n, lines, "test"), lambda: play.model.assign(n, lines))


def answer(play: Play, choose: Choose) -> None:
    n = mostly(choose, list(play.model.questions), [1, 2])
    if n is None:
        return
    found = question._at_counter.one(counter=n) or ("nothing asked",)
    play.both(
        play.do(question.answer, found[0], n, 5, secrets.token_bytes(16)),
        lambda: play.model.answer(n),
    )


def speak(play: Play, choose: Choose) -> None:
    """A screen has spoken the last call, or could not."""
    if play.model.voices:
        id, how = next(reversed(play.model.voices)), choose(["spoken", "blocked"])
        play.core.told(lambda tx: voicing.said(tx, id, how))
        if play.model.voices[id] != "spoken":
            play.model.voices[id] = how


def wait(play: Play, choose: Choose) -> None:
    """So many seconds, or until something is due by itself, or a moment less."""
    play.pressed += 1
    gaps = [*GAPS, 6 * 3600] if len(play.model.people) > 40 else GAPS
    gap, due = choose(gaps), play.model.due()
    until = due[0][0] - play.model.now - choose([0, 1]) if gap == "due" and due else 0
    pass_time(play, until if gap == "due" else gap * SECOND)


def pass_time(play: Play, ms: int) -> None:
    play.core.wait(ms)
    play.model.wait(ms)


def jump(play: Play, choose: Choose) -> None:
    """Somebody sets the wall clock; by as much forward as back in the long run."""
    play.pressed += 1
    play.jumps = -play.jumps if play.jumps else choose([1, -1, 25, -25]) * HOUR
    play.core.clock.jump(play.jumps)
    play.model.wall += play.jumps


def restart(play: Play, choose: Choose) -> None:
    """The server ends, or is killed; the machine goes on, or starts anew a while later."""
    play.pressed += 1
    crash, off = choose([False, True]), choose([None, 0, 30, 3600])
    (play.core.crash if crash else play.core.close)()
    if off is not None:
        play.boots += 1
        play.core.clock.reboot(f"boot {play.boots}", off * SECOND)
        play.model.reboot(off * SECOND)
    play.core = Core(play.home / "state", play.core.clock, play.hall)
    play.model.tick()
    play.agree_on_all()


def close_day(play: Play, choose: Choose) -> None:
    if len(play.model.people) < 20 and choose([True] * 3 + [False]):
        return
    play.both(play.do(closing.close_day, "test"), play.model.close_day)


def open_day(play: Play, choose: Choose) -> None:
    if play.model.today and choose(OFTEN):
        return
    play.both(play.do(day.open_day, "test"), play.model.open_day)
    play.agree_on_all()
    play.model.gone()


TARGETS = [
    *(f"line:{id}" for id in FIELDS), *("counter:1", "counter:2") * 4,
    *(f"clerk:{id}" for id in CLERKS),
    "line:nowhere", "clerk:nobody", "counter:9",
]  # fmt: skip
WHERE = ["keep", "first", "last"] * 2 + ["best"]
# What can be pressed, and how often in a walk.
PRESSES: dict[str, tuple[int, Press]] = {
    "take": (13, take),
    "call-next": (12, at_desk("call-next")),
    "call": (4, at_desk("call", ticket=["waiting"], reason=["FUNERAL", "FUNERAL", "FRIEND"])),
    "recall": (16, at_desk("recall")),
    "start": (14, at_desk("start")),
    "finish": (8, at_desk("finish")),
    "next": (8, at_desk("next")),
    "miss": (30, at_desk("miss")),
    "hold": (8, at_desk("hold", reason=["FORM", "FORM", "NAP"], minutes=[None, 1])),
    "resume": (8, at_desk("resume", ticket=["held"])),
    "transfer": (20, at_desk("transfer", to=TARGETS, place=WHERE, back=[True, True, False])),
    "add-service": (4, at_desk("add-service", service=[*SERVICES, "nothing"])),
    "quick": (4, at_desk("quick", service=[None, *SERVICES, "nothing"])),
    "undo": (14, at_desk("undo")),
    "leave": (2, by_number(visits.leave, "go", *ALIVE, action="leave")),
    "void": (1, by_number(visits.void, "go", "waiting", "held", "missed", action="void")),
    "pass": (3, by_number(visits.pass_on, "pass_on", "waiting")),
    "rejoin": (10, by_number(visits.rejoin, "rejoin", "missed")),
    "in_person": (10, by_number(visits.rejoin_in_person, "rejoin_in_person", "missed")),
    "confirm": (2, by_number(visits.confirm, "confirm", "waiting", "called", "missed")),
    "reprint": (2, by_number(paper.again, "confirm", *ALIVE, action="reprint")),
    "mark": (1, by_number(marked, "change", *ALIVE, action="mark")),
    "doubt": (5, about(paper.doubted, "waiting", "called")),
    "see_to": (2, about(paper.seen_to, "waiting", "called", "missed")),
    "look": (3, look),
    "open": (10, open_counter),
    "pause": (4, pause),
    "close": (6, close),
    "assign": (1, assign),
    "answer": (12, answer),
    "speak": (2, speak),
    "wait": (14, wait),
    "jump": (6, jump),
    "restart": (1, restart),
    "close_day": (3, close_day),
    "open_day": (12, open_day),
}  # fmt: skip


def press(play: Play, name: str, choose: Choose) -> None:
    """One press in both, and they must agree afterwards."""
    PRESSES[name][1](play, choose)
    play.agree()
