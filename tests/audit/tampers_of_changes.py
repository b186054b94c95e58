"""Presses taken back, work without a number, and changes of the office, changed by hand."""

from __future__ import annotations

from audit.announced import Announced
from audit.assigned import Assigned
from audit.hands import Hands
from audit.order import Order
from audit.placing import Placing
from audit.projections import Projections
from audit.promised import Forgotten, Promised
from audit.questions import Questions
from audit.undone import Undone
from audit.unnumbered import Unnumbered
from tests.audit.cases import breaks
from tests.audit.tampering import HOLDS, TAKEN_BACK, Tampered

# --- taken back ---


@breaks(Undone)
def an_undo_that_came_too_late(it: Tampered) -> str:
    it.rule("undo_window_s", 1)
    it.sign()
    return "ms too late"


@breaks(Undone)
def an_undo_that_left_something(it: Tampered) -> str:
    undone = it.first("transfer", TAKEN_BACK)
    seq = it.first("undo", "undoes = ?", undone)
    it.put(seq, leg=it.of(undone, "leg"))
    it.sign()
    return f"sequence {seq}: "


@breaks(Undone, exactly=False)
def an_undo_of_what_was_undone(it: Tampered) -> str:
    other = it.pick("SELECT min(undoes) FROM journal")
    seq = it.first("undo", "undoes > ?", other)
    it.put(seq, undoes=other)
    it.sign()
    return f"sequence {seq}: "


@breaks(Undone)
def a_press_undone_by_half(it: Tampered) -> str:
    seq = it.first("finish", f"{TAKEN_BACK} AND EXISTS (SELECT 1 FROM journal s "
                 "WHERE s.seq = journal.seq - 1 AND s.action = 'start')")  # fmt: skip
    it.sql("UPDATE journal SET command = ? WHERE command = ?", seq - 1, it.of(seq, "command"))
    it.sign()
    return f"sequence {seq - 1} still holds"


@breaks(Undone)
def a_row_that_undoes_by_the_way(it: Tampered) -> str:
    it.put(seq := it.first("recall"), undoes=seq - 1)
    it.sign()
    return f"sequence {seq}: "


@breaks(Announced)
def a_call_undone_and_spoken_later(it: Tampered) -> str:
    seq = it.first("call", TAKEN_BACK)
    it.sql("UPDATE announcement SET state = 'open' WHERE id = ?", seq)
    return f"sequence {seq}: "


@breaks(Announced)
def a_call_retracted_by_nobody(it: Tampered) -> str:
    seq = it.first("call", HOLDS)
    it.sql("UPDATE announcement SET state = 'retracted' WHERE id = ?", seq)
    return f"sequence {seq}: "


@breaks(Questions)
def a_question_about_a_service_that_went_on(it: Tampered) -> str:
    seq = it.first("withdrawn")
    it.put(seq, action="unanswered")
    it.sql("UPDATE open_rating SET state = 'unanswered' WHERE id = ?", it.of(seq, "ref"))
    it.sign()
    return "its question is unanswered"


@breaks(Questions)
def a_question_withdrawn_for_nothing(it: Tampered) -> str:
    seq = it.first("unanswered")
    it.put(seq, action="withdrawn")
    it.sql("UPDATE open_rating SET state = 'withdrawn' WHERE id = ?", it.of(seq, "ref"))
    it.sign()
    return "was withdrawn, and nothing undone"


# --- without a number ---


@breaks(Unnumbered)
def other_work_than_was_begun(it: Tampered) -> str:
    it.put(seq := it.first("end"), service="so-do")
    it.sign()
    return f"sequence {seq}: "


@breaks(Unnumbered)
def work_that_ended_for_no_reason_known(it: Tampered) -> str:
    it.put(seq := it.first("end"), reason="BORED")
    it.sign()
    return f"sequence {seq}: "


@breaks(Unnumbered)
def work_begun_by_somebody_who_sat_elsewhere(it: Tampered) -> str:
    it.put(seq := it.first("begin", "clerk = 'cb1'"), clerk="cb3")
    it.sign()
    return f"sequence {seq}: "


@breaks(Hands, Unnumbered, Projections, exactly=False)
def a_call_in_the_middle_of_other_work(it: Tampered) -> str:
    seq = it.first("end", "EXISTS (SELECT 1 FROM journal c WHERE c.seq = journal.seq + 1 "
                 "AND c.action = 'call')")  # fmt: skip
    it.put(seq, ref="1")
    it.sign()
    return f"sequence {seq + 1}: "


# --- the office changes ---


@breaks(Order)
def calls_by_lines_that_were_taken_away(it: Tampered) -> str:
    seq = it.first("assign", "detail NOT LIKE '%chung-thuc%'")
    it.detail(seq, lines={"ho-tich": 0, "chung-thuc": 300_000})
    it.sign()
    return "was called at counter 1, but C"


@breaks(Assigned)
def lines_given_to_a_counter_that_is_not_there(it: Tampered) -> str:
    it.put(seq := it.first("add", "subject = 'assignment'"), action="assign")
    it.sign()
    return f"sequence {seq}: "


@breaks(Assigned)
def a_counter_renamed_unsaid(it: Tampered) -> str:
    it.sql("UPDATE counter SET label = 'VIP' WHERE n = 1")
    return "counter 1 is called VIP"


@breaks(Assigned)
def a_counter_retired_unsaid(it: Tampered) -> str:
    it.sql("UPDATE counter SET retired = 1 WHERE n = 3")
    return "counter 3 is retired, unsaid"


@breaks(Assigned)
def a_counter_that_came_back_unsaid(it: Tampered) -> str:
    it.sql("UPDATE counter SET retired = 0 WHERE n = 4")
    return "counter 4 is there, unsaid"


@breaks(Assigned)
def a_name_that_was_never_given(it: Tampered) -> str:
    it.detail(it.first("rename", "subject = 'assignment'"), label="Quầy Hai")
    it.sign()
    return "counter 1 is called Quầy Một"


@breaks(Assigned)
def a_rule_changed_unsaid(it: Tampered) -> str:
    it.sql("UPDATE setting SET value = '9' WHERE name = 'rules.rejoin_after'")
    return "the setting rules.rejoin_after"


@breaks(Assigned, exactly=False)
def a_class_that_was_never_made_so(it: Tampered) -> str:
    it.detail(it.first("change", "ref = 'priority:booked'"), head_start=1)
    it.sign()
    return "the class booked"


@breaks(Assigned)
def something_that_no_office_does(it: Tampered) -> str:
    it.put(seq := it.first("rename", "subject = 'assignment'"), action="paint")
    it.sign()
    return f"sequence {seq}: "


# --- appointments, needs, a paper list ---


@breaks(Promised)
def an_appointment_that_was_kept_too_late(it: Tampered) -> str:
    seq = it.first("take", "detail LIKE '%\"appointment\"%' AND head_start > 0")
    make = it.of(seq, "json_extract(detail, '$.appointment')")
    it.detail(make, at=0)
    it.sql("UPDATE appointment SET at_wall = 0 WHERE id = ?", make)
    it.sign()
    return f"sequence {seq}: "


@breaks(Promised)
def an_appointment_that_was_kept_after_all(it: Tampered) -> str:
    seq = it.first("take", "detail LIKE '%\"appointment\"%'")
    it.detail(seq, appointment=it.of(it.first("cancel"), "CAST(ref AS INTEGER)"))
    it.sign()
    return f"sequence {seq}: "


@breaks(Promised)
def an_appointment_made_elsewhere(it: Tampered) -> str:
    it.sql("INSERT INTO appointment VALUES (99999, '000000', 'khai-sinh', 0, 'made', NULL)")
    return "appointment 99999 "


@breaks(Forgotten)
def a_need_that_outlives_its_day(it: Tampered) -> str:
    id = it.first("take", "reason = 'paper-list'")
    it.sql("INSERT INTO need VALUES (?, 'sight')", id)
    return f"ticket {id} is over"


@breaks(Placing)
def somebody_off_a_list_who_came_later(it: Tampered) -> str:
    seq = it.first("take", "reason = 'paper-list'")
    it.put(seq, reason=None)
    it.sign()
    return f"sequence {seq}: "
