"""Faults for the model check: each rule of the core, broken in one place."""

from __future__ import annotations
import __future__

import inspect
import sys
import textwrap
from types import CodeType
from typing import Any

from db import store
from db.statement import Statement
from db.writer import Writer
from ratings import question
from tickets import (
    closing,
    counters,
    day,
    desk,
    hands,
    line,
    moving,
    pace,
    quick,
    rows,
    slips,
    taking,
    undo,
    verbs,
    visits,
    voicing,
)

_NOW = "placed=tx.seq + 1"
_PASSED = "passed = line.standing_before(row, n, counter.clerk)"
_LAST = '"t1"."counted", "t1"."placed" LIMIT'
# What: where, what stands there, what stands there instead.
PLANTS: dict[str, tuple[Any, str, str]] = {
    "a helping line need not wait longer": (line.head, "counted + place.offset", "counted"),
    "the last come first": (line._head, _LAST, _LAST.replace('"counted"', '"counted" DESC')),
    "a tie goes to the last": (line._head, _LAST, _LAST.replace('"placed"', '"placed" DESC')),
    "nobody has a head start": (taking._numbered, "counted=joined - start", "counted=joined"),
    "a head start twice": (
        taking._numbered,
        "counted=joined - start",
        "counted=joined - 2 * start",
    ),
    "any counter calls any line": (line.places, "lines_of(counter)", "lines_of(1)"),
    "nobody sent to a counter is seen": (line.places, '"counter:{counter}"', '"counter:0"'),
    "nobody sent to a clerk is seen": (line.places, "if clerk:", "if False:"),
    "own line is never the reason": (line._rule, '"own-line" if helped', '"head-start" if helped'),
    "being first is not told": (line.head, '"transfer-first"', '"head-start"'),
    "one of those passed is not told": (
        line.head,
        "for p in overtaken]",
        "for p in overtaken[1:]]",
    ),
    "a call out of order passes nobody": (desk.call_this, _PASSED, "passed = []"),
    "a call out of order from anywhere": (desk.call_this, "row.place not in", "None in"),
    "a resume passes nobody": (moving.resume, _PASSED, "passed = []"),
    "who comes back stands one further": (line.after_the, "n=max(n, 1)", "n=n + 1"),
    "who comes back stands first": (line.after_the, "rows[-1][0] - (n == 0)", "rows[0][0] - 1"),
    "who comes back keeps the place": (visits.rejoin, _NOW, "placed=row.placed"),
    "who comes back stands where nobody is": (
        visits.rejoin,
        "row.place if somebody",
        "row.place if row",
    ),
    "a pass lets one go": (line.behind, "n=max(n, 1)", "n=1"),
    "a pass keeps the place": (visits.pass_on, _NOW, "placed=row.placed"),
    "first is behind the first": (moving.transfer, "ahead - 1", "ahead + 1"),
    "last is where it was": (moving.transfer, "else tx.now", "else row.counted"),
    "keep is last": (moving.transfer, 'place == "keep" or', 'place == "kept" or'),
    "first is not flagged": (moving.transfer, 'line.FIRST if place == "first" else ""', '""'),
    "the way back is forgotten": (moving.transfer, 'f"counter:{n}" if back else None', "None"),
    "the way back is for ever": (moving.come_back, "back=None,", ""),
    "the way back leads where nobody is": (moving.come_back, "if there and", "if"),
    "a target where nobody is": (moving._open_target, 's.state != "closed"', "True"),
    "a field of nobody's": (moving._open_target, 'who if kind == "line"', "row.field if kind"),
    "a closed counter keeps its people": (
        counters.close_counter,
        'give_back(tx, f"counter:{n}"',
        'give_back(tx, ""',
    ),
    "a clerk who leaves keeps their people": (
        counters.close_counter,
        'f"clerk:{counter.clerk}"',
        '""',
    ),
    "a clerk replaced keeps their people": (counters.open_counter, 'f"clerk:{taken_over}"', '""'),
    "a closed counter keeps whom it held": (
        counters.close_counter,
        "moving.let_go(tx, n, actor)",
        "pass",
    ),
    "a release is another leg": (moving._release, ' | {"leg": row.leg}', ""),
    "a release puts last": (moving._release, "place=place,", "place=place, counted=tx.now,"),
    "the form counts as service": (
        moving.hold,
        "spent=row.spent + tx.now - row.started_hall, ",
        "",
    ),
    "a hold loses the place": (
        moving.hold,
        "remind_hall=remind,",
        "remind_hall=remind, counted=tx.now,",
    ),
    "a hold reminds at once": (moving.hold, "* 60_000", "* 0"),
    "a resume at any counter": (moving.resume, "row.counter != n", "False"),
    "a resume still reminds": (moving.resume, "remind_hall=None", "remind_hall=row.remind_hall"),
    "another errand stays in its line": (
        desk.add_service,
        "place=line.line_of(served.field), ",
        "",
    ),
    "another errand of somebody asked back": (desk.add_service, "if row.back:", "if False:"),
    "another errand is no leg": (rows.anew, "row.leg + 1", "row.leg"),
    "another leg has the recalls of the last": (
        rows.anew,
        '"recalls": 0',
        '"recalls": row.recalls',
    ),
    "undo forgets a flag": (rows.put_back, "seq=tx.seq + 1", "seq=tx.seq + 1, flags=now.flags"),
    "undo forgets the place": (
        rows.put_back,
        "seq=tx.seq + 1",
        "seq=tx.seq + 1, placed=now.placed",
    ),
    "undo forgets a recall": (
        rows.put_back,
        "seq=tx.seq + 1",
        "seq=tx.seq + 1, recalls=now.recalls",
    ),
    "undo keeps the pace": (undo.undo, "pace.forget(*was)", "pass"),
    "undo takes another's sample": (pace.forget, "samples - 1", "samples - 2"),
    "undo keeps the question": (undo.undo, "question.withdraw(tx, was[0])", "pass"),
    "undo lets the call be spoken": (undo._put_back, "voicing.retract(seq)", "pass"),
    "undo leaves the hand full": (undo._put_back, "rows.hold(n, None)", "pass"),
    "undo leaves the hand empty": (undo._put_back, "rows.hold(n, before.id)", "pass"),
    "undo of what has moved on": (undo._must_be_untouched, "found(id).seq != seq", "False"),
    "undo of what was answered": (undo._must_be_untouched, "question.is_answered(was[0])", "False"),
    "undo of yesterday": (undo._must_be_untouched, "hands.must_be_today(tx, row)", "pass"),
    "undo first row first": (undo.undo, 'reversed(image["before"])', 'image["before"]'),
    "undo a second longer": (undo.keep, "* 1000", "* 1000 + 1000"),
    "undo not in the last second": (undo.undo, '["until"] < tx.now', '["until"] <= tx.now'),
    "undo of any press": (verbs.press, "verb if verb in UNDOABLE else None", "verb"),
    "undo after a pause": (counters._set, ', "undo" = ?', ', "undo" = coalesce("undo", ?)'),
    "a miss without its recall": (desk.miss, "> row.recalls", "> row.recalls + 1"),
    "an unconfirmed one is called twice": (desk.recall, "UNCONFIRMED in row.flags", "False"),
    "an unconfirmed one needs a recall": (
        hands.recalls_due,
        "0 if UNCONFIRMED in row.flags else",
        "",
    ),
    "who came is still in doubt": (desk.start, 'row.flags.replace(UNCONFIRMED, "")', "row.flags"),
    "a new paper leaves the doubt": (
        taking.reprint,
        'row.flags.replace(rows.UNCONFIRMED, "")',
        "row.flags",
    ),
    "who comes back in person is still in doubt": (
        visits.rejoin_in_person,
        "confirm(tx, id, actor)",
        "pass",
    ),
    "a word leaves the doubt": (slips._vouch, 'row.flags.replace(UNCONFIRMED, "")', "row.flags"),
    "a slip is settled twice": (slips._in_doubt, "if not is_open or", "if"),
    "doubt is written twice": (visits.doubt, "and UNCONFIRMED not in row.flags", ""),
    "grace is a second longer": (desk.miss, "* 60_000,", "* 60_000 + 1000,"),
    "who leaves stays in hand": (visits.leave, "rows.hold(row.counter, None)", "pass"),
    "quick work leaves the hand free": (hands.free, "if counter.quick:", "if False:"),
    "quick work has no end": (
        desk.next_citizen,
        "counter.ticket or counter.quick",
        "counter.ticket",
    ),
    "quick work goes on at a closed counter": (
        counters.close_counter,
        "if counter.quick:",
        "if False:",
    ),
    "a pause in the middle of work": (counters.pause_counter, " or counter.quick", ""),
    "a second citizen in hand": (hands.free, "if counter.ticket:", "if False:"),
    "a paused counter calls": (
        hands.at_work,
        'counter.state != "open"',
        'counter.state == "closed"',
    ),
    "a clerk at two counters": (counters.open_counter, "clerk and (other", "not clerk and (other"),
    "a locked counter opens": (counters.open_counter, "counter.locked and not pin_ok", "False"),
    "a skipped service is measured": (desk.next_citizen, '"unmeasured "', '""'),
    "the form is the clerk's time": (desk.finish, "row.spent + tx.now", "tx.now"),
    "a forgotten service is measured": (desk.asks_at, "started + after", "started + 2 * after"),
    "nobody is asked": (desk.finish, "question.ask(tx, row)", "pass"),
    "a question closes too early": (
        question.next_has_started,
        '"rating_min_s") * 1000',
        '"rating_min_s") * 500',
    ),
    "a question has no end": (question.ask, 'tx.due(closes, "rating", id)', "pass"),
    "two questions at a pad": (question.ask, "_close_at(tx, row.counter)", "pass"),
    "nobody is forgotten": (closing._send_home, "tx.now + wait", "tx.now + 9 * wait"),
    "a reopened day forgets who is served": (
        day.open_day,
        "_nobody_is_forgotten(tx, row.id)",
        "pass",
    ),
    "the day turns in the middle of a service": (day.must_close, "or _busy(tx)", ""),
    "the day never turns": (day.must_close, "business_date(tx) > date", "False"),
    "the closing leaves the held ones": (closing._send_home, "states.HELD, ", ""),
    "a hold after the closing": (moving.hold, "hands.must_be_today(tx, row)", "pass"),
    "a transfer after the closing": (moving.transfer, "hands.must_be_today(tx, row)", "pass"),
    "another errand after the closing": (desk.add_service, "hands.must_be_today(tx, row)", "pass"),
    "a series never begins anew": (
        taking._numbered,
        "day=tx.day.id, series=served.series)",
        "day=1, series=served.series)",
    ),
    "a number is left out": (taking._next_number, '"last" + ?', '"last" + 1 + ?'),
    "a press twice is two numbers": (Writer._remember, "if job.press and job.answer", "if False"),
    "an outage does not count": (store._note_boot, "if believed else 0", "* 0"),
    "the line forgets who leaves it": (rows._move, "_stand(place=old, more=-1)", "pass"),
    "the first of those ahead is not counted": (
        line.ahead,
        "everybody - (rest or (0,))[0]",
        "max(0, everybody - (rest or (0,))[0] - 1)",
    ),
    "a spoken call is not spoken": (voicing._set, '"state" != ?', '"state" = ?'),
    "work without a ticket has no row": (quick.end, "existing(n), id", "existing(n), id + 1"),
}


def planted(where: Any, right: str, wrong: str) -> tuple[Any, str, str | CodeType]:
    """The fault as an attribute: the SQL of a statement, or the code of a function."""
    if isinstance(where, Statement):
        assert right in where.sql
        return where, "sql", where.sql.replace(right, wrong)
    source = textwrap.dedent(inspect.getsource(where))
    assert right in source
    code = compile(
        source.replace(right, wrong), "planted", "exec", __future__.annotations.compiler_flag
    )
    scope: dict[str, Any] = {}
    exec(code, vars(sys.modules[where.__module__]), scope)
    wrong_code: CodeType = scope[where.__name__].__code__
    return where, "__code__", wrong_code
