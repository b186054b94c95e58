"""Cases of low ratings and the log of reminders, changed by hand."""

from __future__ import annotations

from audit.low_cases import LowCases
from tests.audit.cases import breaks
from tests.audit.tampering import Tampered

OF_CASE = "subject = 'case'"


@breaks(LowCases)
def a_case_that_is_gone(it: Tampered) -> str:
    id = it.pick("SELECT id FROM low_case WHERE rule = 'grave'")
    it.sql("DELETE FROM low_case WHERE id = ?", id)
    return f"case {id} is not what"


@breaks(LowCases)
def a_case_that_never_was(it: Tampered) -> str:
    it.sql(
        "INSERT INTO low_case (id, clerk, rule, period, channel, first, last, scale, n, low, "
        "total, reasons, state, asked, opened_wall) VALUES (77777, 'cb2', 'often', '2026-11-20', "
        "'pad', 2, 2, 5, 9, 9, 9, '{}', 'open', 1, 0)"
    )
    return "case 77777 is not what"


@breaks(LowCases)
def a_measure_made_milder(it: Tampered) -> str:
    it.sql("UPDATE low_case SET measure = 'NONE' WHERE state = 'closed'")
    return "is not what was written down"


@breaks(LowCases)
def low_ratings_told_as_fewer(it: Tampered) -> str:
    seq = it.row("open", f"{OF_CASE} AND reason = 'often'")
    low = it.pick("SELECT low FROM low_case WHERE id = ?", seq)
    it.detail(seq, low=low - 1)
    it.sql("UPDATE low_case SET low = ? WHERE id = ?", low - 1, seq)
    it.sign()
    return "clerk cb1: the answers of 2026-11-20 make"


@breaks(LowCases)
def a_case_without_cause(it: Tampered) -> str:
    seq = it.row("open", f"{OF_CASE} AND reason = 'grave'")
    it.detail(seq, period="2026-11-18")
    it.sql("UPDATE low_case SET period = '2026-11-18' WHERE id = ?", seq)
    it.sign()
    return "a case (grave, 2026-11-18) was opened without cause"


@breaks(LowCases)
def somebody_else_explains(it: Tampered) -> str:
    seq = it.row("explain", OF_CASE)
    it.put(seq, actor="boss")
    it.sign()
    return f"sequence {seq}: explain of case"


@breaks(LowCases)
def the_clerk_closes_it(it: Tampered) -> str:
    seq = it.row("close", OF_CASE)
    it.put(seq, actor="cb1")
    it.sign()
    return f"sequence {seq}: close of case"


@breaks(LowCases)
def a_case_opened_by_somebody(it: Tampered) -> str:
    seq = it.row("open", f"{OF_CASE} AND reason = 'secret'")
    it.put(seq, actor="boss")
    it.sign()
    return f"sequence {seq}: a case was opened by boss"


@breaks(LowCases)
def a_measure_before_its_turn(it: Tampered) -> str:
    seq = it.row("decide", OF_CASE)
    it.put(seq, before="open")
    it.sign()
    return f"sequence {seq}: decide of case"


@breaks(LowCases)
def a_reminder_of_oneself(it: Tampered) -> str:
    seq = it.row("remind")
    it.put(seq, actor="cb2")
    it.sql("UPDATE reminder SET staff = 'cb2' WHERE id = ?", seq)
    it.sign()
    return f"sequence {seq}: cb2 reminded cb2"


@breaks(LowCases)
def a_reminder_taken_out_of_the_log(it: Tampered) -> str:
    it.sql("DELETE FROM reminder WHERE id = ?", seq := it.row("remind"))
    return f"reminder {seq} is not what"
