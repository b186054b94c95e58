"""Each action of the law that moves, holds, doubts or takes back somebody, changed by hand."""

from __future__ import annotations

import json

from audit.hands import Hands
from audit.order import Order
from audit.passages import Passages
from audit.placing import Placing
from audit.projections import Projections
from audit.seen import Seen
from audit.slips import Slips
from tests.audit.cases import breaks
from tests.audit.tampering import HOLDS, Tampered

# --- held, and back ---


@breaks(Passages)
def a_form_that_no_office_has(it: Tampered) -> str:
    it.put(seq := it.first("hold", HOLDS), reason="NAP")
    it.sign()
    return f"sequence {seq}, "


@breaks(Order)
def somebody_who_was_back_in_silence(it: Tampered) -> str:
    it.put(seq := it.first("resume", "detail IS NOT NULL"), detail=None)
    it.sign()
    return f"sequence {seq}: "


@breaks(Order)
def a_resume_by_another_word(it: Tampered) -> str:
    it.put(seq := it.first("resume"), reason="first")
    it.sign()
    return f"sequence {seq}: "


@breaks(Hands, exactly=False)
def a_resume_at_a_counter_that_did_not_hold(it: Tampered) -> str:
    it.put(seq := it.first("resume", "counter = 1"), counter=2, clerk="cb2")
    it.sign()
    return f"sequence {seq}: "


@breaks(Projections)
def a_reminder_that_nobody_set(it: Tampered) -> str:
    seq = it.pick("SELECT max(seq) FROM journal WHERE action = 'hold'")
    ref = it.of(seq, "ref")
    it.detail(seq, remind=1)
    it.sql("UPDATE ticket SET remind_hall = 2 WHERE id = ?", int(ref))
    it.sign()
    return f"ticket {ref}: remind_hall is 2"


# --- out of order ---


@breaks(Order)
def a_call_for_a_friend(it: Tampered) -> str:
    it.put(seq := it.first("call-this", HOLDS), reason="FRIEND")
    it.sign()
    return f"sequence {seq}: "


@breaks(Order)
def a_funeral_that_passed_nobody(it: Tampered) -> str:
    it.put(seq := it.first("call-this", "detail IS NOT NULL"), detail=None)
    it.sign()
    return f"sequence {seq}: "


@breaks(Order)
def a_transfer_that_says_it_was_first(it: Tampered) -> str:
    it.put(seq := it.first("call", "reason = 'transfer-first'"), reason="first")
    it.sign()
    return f"sequence {seq}: "


# --- somewhere else ---


@breaks(Placing)
def a_transfer_to_the_end_that_says_keep(it: Tampered) -> str:
    it.put(seq := it.first("transfer", f"reason = 'last' AND {HOLDS}"), reason="keep")
    it.sign()
    return f"sequence {seq}: "


@breaks(Placing)
def a_transfer_that_is_asked_back_elsewhere(it: Tampered) -> str:
    it.detail(seq := it.first("transfer", "detail LIKE '%counter:%'"), back="counter:3")
    it.sign()
    return f"sequence {seq}: "


@breaks(Passages)
def a_transfer_within_one_leg(it: Tampered) -> str:
    seq = it.first("transfer", HOLDS)
    it.put(seq, leg=it.of(seq, "leg") - 1)
    it.sign()
    return f"sequence {seq}, "


@breaks(Placing)
def a_way_back_that_led_elsewhere(it: Tampered) -> str:
    it.onward(seq := it.first("return", HOLDS), "place", "line:ho-tich")
    it.sign()
    return f"sequence {seq}: "


@breaks(Placing)
def another_errand_in_another_line(it: Tampered) -> str:
    it.onward(seq := it.first("add-service", HOLDS), "place", "line:dat-dai")
    it.sign()
    return f"sequence {seq}: "


@breaks(Passages)
def another_errand_of_somebody_who_had_gone(it: Tampered) -> str:
    it.put(seq := it.first("add-service", HOLDS), command=seq)
    it.sign()
    return f"sequence {seq}, "


@breaks(Passages)
def another_errand_of_somebody_asked_back(it: Tampered) -> str:
    seq = it.first("return", HOLDS)
    ticket, came_from = int(it.of(seq, "ref")), it.of(seq, "place")
    field = it.pick("SELECT field FROM ticket WHERE id = ?", ticket)
    it.sql("UPDATE ticket SET back = ? WHERE id = ?", came_from, ticket)
    it.put(seq, action="add-service", reason=None, detail=json.dumps({"field": field}))
    it.onward(seq, "place", f"line:{field}")
    it.sign()
    return f"sequence {seq}, "


@breaks(Placing)
def a_release_into_another_target(it: Tampered) -> str:
    it.onward(seq := it.first("release", "reason = 'counter-closed'"), "place", "counter:3")
    it.sign()
    return f"sequence {seq}: "


@breaks(Seen)
def somebody_sent_to_a_counter_that_is_not_there(it: Tampered) -> str:
    seq = it.first("transfer", "place = 'counter:2' AND reason = 'keep'")
    it.put(seq, place="counter:9")
    it.sign()
    return f"ticket {it.of(seq, 'ref')}: "


@breaks(Placing)
def a_pass_that_let_nobody_first(it: Tampered) -> str:
    seq = it.first("pass")
    it.onward(seq, "counted", it.of(seq, "joined") - it.of(seq, "head_start"))
    it.sign()
    return f"sequence {seq}: "


# --- nobody knows whether the paper came out ---


@breaks(Slips)
def a_doubt_about_a_slip_that_came_out(it: Tampered) -> str:
    seq = it.first("doubt")
    it.sql("UPDATE print_job SET state = 'sent' WHERE ticket = ?", int(it.of(seq, "ref")))
    return f"sequence {seq}: "


@breaks(Passages)
def somebody_unconfirmed_called_twice(it: Tampered) -> str:
    seq = it.first("confirm", "EXISTS (SELECT 1 FROM journal r WHERE r.ref = journal.ref "
                 "AND r.action = 'recall')")  # fmt: skip
    ref = it.of(seq, "ref")
    it.put(seq, action="mark")
    it.sql("UPDATE journal SET flags = 'unconfirmed ' WHERE subject = 'ticket' AND ref = ? "
           "AND action IN ('mark', 'call', 'recall')", ref)  # fmt: skip
    it.sign()
    return f"ticket {ref}: unconfirmed"


@breaks(Passages)
def a_doubt_that_the_holder_ended(it: Tampered) -> str:
    it.put(seq := it.first("confirm"), actor="holder")
    it.sign()
    return f"sequence {seq}, "


@breaks(Passages)
def a_doubt_that_left_no_mark(it: Tampered) -> str:
    it.put(seq := it.first("doubt"), flags="")
    it.sign()
    return f"sequence {seq}, "


@breaks(Passages)
def a_void_of_somebody_at_a_counter(it: Tampered) -> str:
    it.put(seq := it.first("void"), before="serving")
    it.sign()
    return f"sequence {seq}, "


@breaks(Slips)
def a_second_slip_that_never_became_a_job(it: Tampered) -> str:
    it.sql("DELETE FROM print_job WHERE id = ?", seq := it.first("reprint"))
    return f"sequence {seq}: "
