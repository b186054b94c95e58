"""What lies beside the journal, changed by hand: tickets, announcements, slips, papers."""

from __future__ import annotations

from audit.announced import Announced
from audit.projections import Projections
from audit.rolls import Rolls
from audit.slips import Slips
from audit.taken_on import TakenOn
from tests.audit.cases import breaks
from tests.audit.tampering import Tampered

BY_HAND = "reason = 'on-paper'"
OF_FAR = "subject = 'roll' AND ref = 'far'"

# --- the pictures; column by column in test_columns ---


@breaks(Projections)
def a_line_counted_longer_than_it_is(it: Tampered) -> str:
    it.sql("INSERT OR REPLACE INTO standing VALUES ('line:ho-tich', 99)")
    return "standing line:ho-tich"


@breaks(Projections)
def a_ticket_of_nobody(it: Tampered) -> str:
    columns = [row[1] for row in it.sql("PRAGMA table_info(ticket)")][4:]
    it.sql(
        f"INSERT INTO ticket (id, day, series, number, {', '.join(columns)}) "
        f"SELECT 99999, 9, 'A', 1, {', '.join(columns)} FROM ticket LIMIT 1"
    )
    return "ticket 99999 is in no row"


@breaks(Projections)
def a_ticket_lost(it: Tampered) -> str:
    id = it.pick("SELECT id FROM ticket WHERE day = 2")
    it.sql("DELETE FROM ticket WHERE id = ?", id)
    return f"ticket {id} is in the journal but"


@breaks(Projections)
def a_question_of_nobody(it: Tampered) -> str:
    it.sql("INSERT INTO open_rating VALUES ('x', 1, 'cb1', 1, 1, 'ho-tich', 1, 'open', 0, 0)")
    return "open_rating x is in no row"


# --- what follows from a row ---


@breaks(Announced)
def a_call_that_nobody_heard(it: Tampered) -> str:
    it.sql("DELETE FROM announcement WHERE id = ?", seq := it.row("call"))
    return f"sequence {seq}: "


@breaks(Announced)
def an_announcement_of_nothing(it: Tampered) -> str:
    columns = "day, ticket, number, counter, recall, language, state, created_hall, created_wall"
    it.sql(
        f"INSERT INTO announcement (id, {columns}) SELECT ?, {columns} FROM announcement "
        "WHERE id = ?", seq := it.row("take"), it.row("call"),
    )  # fmt: skip
    return f"announcement {seq} "


@breaks(Announced)
def an_announcement_of_another_number(it: Tampered) -> str:
    it.sql("UPDATE announcement SET number = 'X999' WHERE id = ?", seq := it.row("recall"))
    return f"sequence {seq}: "


@breaks(Slips)
def a_slip_nobody_asked_for(it: Tampered) -> str:
    seq = it.row("take", "detail LIKE '%\"printer\":null%'")
    it.sql("UPDATE print_job SET id = ?, ticket = ? WHERE id = (SELECT max(id) FROM print_job "
           "WHERE state <> 'printed')", seq, seq)  # fmt: skip
    return f"print job {seq} was never"


@breaks(Slips)
def a_slip_without_a_ticket(it: Tampered) -> str:
    it.sql("INSERT INTO print_job (id, ticket, printer, slip, state, created_hall) "
           "VALUES (99999, 1, 'far', '{}', 'sent', 0)")  # fmt: skip
    return "print job 99999 "


@breaks(Slips)
def a_slip_that_never_became_a_job(it: Tampered) -> str:
    it.sql("DELETE FROM print_job WHERE id = ?", id := it.pick(
        "SELECT id FROM print_job WHERE state = 'sent'"
    ))  # fmt: skip
    return f"sequence {id}: "


@breaks(Slips)
def a_job_printed_without_paper(it: Tampered) -> str:
    id = it.pick("SELECT id FROM print_job WHERE state = 'printed'")
    (it.state / "paper" / f"{id:06d}.bin").unlink()
    return f"print job {id} is said to be printed"


@breaks(Slips)
def a_paper_of_no_job(it: Tampered) -> str:
    (it.state / "paper" / "000001.bin").write_bytes(b"")
    return "paper 000001 "


@breaks(Slips)
def a_paper_that_would_be_printed_again(it: Tampered) -> str:
    id = it.pick("SELECT id FROM print_job WHERE state = 'printed'")
    it.sql("UPDATE print_job SET state = 'queued' WHERE id = ?", id)
    return f"paper {id:06d} "


@breaks(Slips)
def a_slip_with_another_number(it: Tampered) -> str:
    id = it.pick("SELECT id FROM print_job")
    it.sql("UPDATE print_job SET slip = json_set(slip, '$.number', 'A999') WHERE id = ?", id)
    return f"print job {id} "


@breaks(Slips)
def a_slip_printed_by_nobodys_word(it: Tampered) -> str:
    id = it.pick("SELECT id FROM print_job WHERE state = 'sent'")
    it.sql("UPDATE print_job SET state = 'printed', detail = 'by hand' WHERE id = ?", id)
    return f"print job {id} is printed by nobody's word"


@breaks(Slips)
def a_word_that_was_forgotten(it: Tampered) -> str:
    seq = it.row("confirm", BY_HAND)
    it.sql("UPDATE print_job SET state = 'unknown' WHERE detail = 'by hand'")
    return f"sequence {seq}: print job "


@breaks(Slips)
def a_word_about_another_slip(it: Tampered) -> str:
    seq = it.row("confirm", BY_HAND)
    it.detail(seq, job=(other := it.pick("SELECT id FROM print_job WHERE state = 'sent'")))
    it.sign()
    return f"sequence {seq}: print job {other} "


@breaks(Slips)
def a_word_for_no_reason(it: Tampered) -> str:
    seq = it.row("confirm", "reason IS NULL")
    it.put(seq, reason="hearsay")
    it.sign()
    return f"sequence {seq}: print job 0 "


@breaks(Rolls)
def a_roll_changed_by_the_wrong_hand(it: Tampered) -> str:
    it.put(seq := it.row("change", "subject = 'roll' AND reason = 'said'"), actor="hall")
    it.sign()
    return f"sequence {seq}: "


@breaks(Rolls)
def a_roll_that_was_stretched(it: Tampered) -> str:
    it.detail(seq := it.row("change", "subject = 'roll'"), mm=-1)
    it.sign()
    return f"sequence {seq}: "


@breaks(Rolls)
def a_roll_of_before(it: Tampered) -> str:
    it.sql("UPDATE roll SET seq = 1 WHERE printer = 'slips'")
    return "the roll of slips is not the one"


@breaks(Rolls)
def a_roll_that_gives_paper_back(it: Tampered) -> str:
    it.sql("UPDATE roll SET mm = -5 WHERE printer = 'slips'")
    return "the roll of slips has used -5 mm"


@breaks(Rolls)
def a_roll_that_is_forgotten(it: Tampered) -> str:
    it.sql("DELETE FROM roll WHERE printer = 'far'")
    return f"sequence {it.row('change', OF_FAR)}: the roll of far is not there"


FAR = "device:far:2026-11-19T01:00:00+00:00"


@breaks(TakenOn)
def an_alert_that_somebody_else_took_on(it: Tampered) -> str:
    it.sql("UPDATE alert SET staff = 'cb3' WHERE key = ?", FAR)
    return f"alert {FAR} was not taken on"


@breaks(TakenOn)
def an_alert_that_nobody_took_on(it: Tampered) -> str:
    it.sql("INSERT INTO alert SELECT 'wait:ho-tich', kind, day, at_hall, at_wall, staff, seq "
           "FROM alert WHERE key = ?", FAR)  # fmt: skip
    return "alert wait:ho-tich was not taken on"


@breaks(TakenOn)
def an_alert_whose_taking_on_is_forgotten(it: Tampered) -> str:
    it.sql("DELETE FROM alert WHERE key = ?", FAR)
    return f"alert {FAR} was taken on, and"


@breaks(TakenOn)
def an_alert_that_the_hall_took_on_itself(it: Tampered) -> str:
    it.put(seq := it.first("take-on"), actor="hall")
    it.sign()
    return f"sequence {seq}: take-on of alert {FAR} by hall"
