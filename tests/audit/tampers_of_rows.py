"""The journal, the numbers and the floor, changed by hand.

`it.sign()` signs the journal again with the hall's own key, as a wrong program would have done:
then the chain holds, and the promise itself must be what notices.
"""

from __future__ import annotations

import json
import secrets

from audit.announced import Announced
from audit.assigned import Assigned
from audit.chained import Chained, HallTime
from audit.floors import Floors
from audit.hands import Hands, Sittings
from audit.intact import Intact
from audit.numbering import Numbering
from audit.order import Order
from audit.passages import Passages
from audit.projections import Projections
from audit.seals import Seals
from tests.audit.cases import breaks
from tests.audit.tampering import Tampered

# --- the file, the chain, the time ---


@breaks(Intact)
def an_index_out_of_step_with_its_table(it: Tampered) -> str:
    it.sql("PRAGMA writable_schema = 1")
    turned = "CREATE INDEX announcement_day_id ON announcement (id, day)"
    it.sql("UPDATE sqlite_schema SET sql = ? WHERE name = 'announcement_day_id'", turned)
    return "announcement_day_id"


@breaks(Chained)
def a_changed_column(it: Tampered) -> str:
    it.put(seq := it.row("recall"), actor="somebody")
    return f"sequence {seq} "


@breaks(Chained, Seals, Floors)
def a_journal_signed_with_another_key(it: Tampered) -> str:
    seal = it.pick("SELECT seal FROM day ORDER BY id LIMIT 1")
    floor = json.loads((it.state / "floor").read_text())["seal"]
    it.sign(secrets.token_bytes(32))
    it.sql("UPDATE day SET seal = ? WHERE id = 1", seal)
    it.floor(seal=floor)
    return "sequence 1 "


@breaks(Chained, Projections, exactly=False)
def a_row_taken_out(it: Tampered) -> str:
    it.sql("DELETE FROM journal WHERE seq = ?", seq := it.row("unanswered"))
    return f"sequence {seq} is missing"


@breaks(Chained, Projections, Passages, exactly=False)
def two_rows_swapped(it: Tampered) -> str:
    seq = it.row("take", "command = seq AND EXISTS (SELECT 1 FROM journal b WHERE b.seq = "
                 "journal.seq + 1 AND b.action = 'take')")  # fmt: skip
    it.sql("UPDATE journal SET seq = -1 WHERE seq = ?", seq)
    it.sql("UPDATE journal SET seq = ? WHERE seq = ?", seq, seq + 1)
    it.sql("UPDATE journal SET seq = ? WHERE seq = -1", seq + 1)
    return f"sequence {seq} "


@breaks(Chained)
def a_row_of_an_unknown_subject(it: Tampered) -> str:
    last = it.pick("SELECT max(seq) FROM journal")
    columns = "day, command, flags, hall, boot, wall, key_version, hmac"
    it.sql(
        f"INSERT INTO journal (seq, subject, ref, action, actor, {columns}) "
        f"SELECT seq + 1, 'moon', '1', 'rise', 'x', {columns} FROM journal WHERE seq = ?", last
    )  # fmt: skip
    return f"sequence {last + 1} "


@breaks(HallTime)
def an_hour_that_comes_before_the_last(it: Tampered) -> str:
    seq = it.row("unanswered")
    it.put(seq, hall=it.pick("SELECT hall FROM journal WHERE seq = ?", seq) - 3_600_000)
    it.sign()
    return f"sequence {seq} "


@breaks(HallTime)
def a_boot_that_never_was(it: Tampered) -> str:
    seq = it.pick("SELECT max(seq) FROM journal")
    it.put(seq, boot=7)
    it.sign()
    return f"sequence {seq} "


@breaks(Chained)
def a_row_of_somebody_elses_command(it: Tampered) -> str:
    seq = it.row("recall")
    it.put(seq, command=seq - 2)
    it.sign()
    return f"sequence {seq} "


# --- numbers and floor ---

LAST_TAKE = (
    "SELECT t.id FROM ticket t WHERE t.day = 3 AND NOT EXISTS (SELECT 1 FROM print_job p "
    "WHERE p.ticket = t.id) AND NOT EXISTS (SELECT 1 FROM announcement a WHERE a.ticket = t.id) "
    "AND t.number = (SELECT max(number) FROM ticket u WHERE u.day = 3 AND u.series = t.series)"
)


@breaks(Numbering)
def a_number_left_out(it: Tampered) -> str:
    id = it.pick(LAST_TAKE)
    series, number = it.sql("SELECT series, number + 1 FROM ticket WHERE id = ?", id)[0]
    label = f"{series}{number:03d}"
    it.detail(id, number=number)
    it.sql("UPDATE ticket SET number = ?, label = ? WHERE id = ?", number, label, id)
    it.sql("UPDATE number SET last = ? WHERE day = 3 AND series = ?", number, series)
    it.sign()
    return f"{label} came where"


@breaks(Numbering, Projections)
def a_number_given_twice(it: Tampered) -> str:
    id = it.pick(LAST_TAKE)
    it.detail(id, number=(number := it.pick("SELECT number - 1 FROM ticket WHERE id = ?", id)))
    it.sign()
    return f"{number:03d} came where"


@breaks(Numbering)
def a_series_set_back(it: Tampered) -> str:
    it.sql("UPDATE number SET last = last - 1 WHERE day = 2 AND series = 'A'")
    return "day 2, series A"


@breaks(Floors)
def a_floor_below_the_numbers(it: Tampered) -> str:
    it.floor(ends={"A": 1, "C": 1000, "G": 1000})
    return "day 3: A"


@breaks(Floors)
def a_floor_of_yesterday(it: Tampered) -> str:
    it.floor(day=2)
    return "day 3 has begun"


@breaks(Floors)
def no_floor(it: Tampered) -> str:
    (it.state / "floor").unlink()
    return "is missing"


@breaks(Floors)
def a_database_of_another_generation(it: Tampered) -> str:
    it.sql("UPDATE setting SET value = 'other' WHERE name = 'generation'")
    return "not the one that last ran"


@breaks(Floors)
def a_floor_with_another_seal(it: Tampered) -> str:
    it.floor(seal="ab" * 32)
    return "seal abababab"


@breaks(Floors, Projections, Numbering, Announced, exactly=False)
def an_end_cut_off(it: Tampered) -> str:
    it.sql("DELETE FROM journal WHERE seq > ?", it.row("close", "subject = 'day' AND day = 2") - 50)
    return "the end was cut off"


# --- passages, hands, counters ---


@breaks(Passages)
def a_state_that_was_not_before(it: Tampered) -> str:
    it.put(seq := it.row("start"), before="waiting")
    it.sign()
    return f"sequence {seq}, "


@breaks(Passages)
def a_miss_without_its_recall(it: Tampered) -> str:
    it.rule("recall_limit", 9)
    it.sign()
    return "missed after "


@breaks(Passages)
def a_no_show_that_was_waiting(it: Tampered) -> str:
    it.put(seq := it.row("expire", "before = 'waiting'"), reason="no-show")
    it.sign()
    return f"sequence {seq}, "


@breaks(Passages)
def a_ticket_of_two_legs(it: Tampered) -> str:
    it.put(seq := it.row("recall"), leg=2)
    it.sign()
    return f"sequence {seq}, "


@breaks(Passages, Projections)
def a_ticket_that_ended_twice(it: Tampered) -> str:
    seq = it.pick("SELECT max(seq) FROM journal")
    columns = ("subject, leg, before, after, place, service, clerk, actor, joined, head_start, "
               "counted, flags, day")  # fmt: skip
    over = it.row("expire", "before = 'waiting'")
    rest = it.sql(f"SELECT ref, action, counter, {columns} FROM journal WHERE seq = ?", over)[0]
    hall, wall, boot = it.sql("SELECT hall, wall, boot FROM journal WHERE seq = ?", seq)[0]
    it.sql(
        f"INSERT INTO journal (ref, action, counter, {columns}, seq, command, hall, wall, boot, "
        f"key_version, hmac) VALUES ({', '.join('?' * 23)})",
        *rest, seq + 1, seq + 1, hall, wall, boot, 1, b"",
    )  # fmt: skip
    it.sign()
    return f"sequence {seq + 1}: expire of ticket {rest[0]}, which is not alive"


@breaks(Hands)
def a_call_by_a_clerk_who_sat_elsewhere(it: Tampered) -> str:
    seq = it.row("call", "clerk = 'cb1' AND EXISTS (SELECT 1 FROM journal b WHERE "
                 "b.ref = journal.ref AND b.seq > journal.seq)")  # fmt: skip
    it.put(seq, clerk="cb2")
    it.sign()
    return f"sequence {seq}: "


@breaks(Hands)
def a_start_at_a_counter_that_did_not_call(it: Tampered) -> str:
    it.put(seq := it.row("start", "counter = 3"), counter=2)
    # Nothing was asked at counter 2 then, so that the question there is not cut short.
    it.sign()
    return f"sequence {seq}: start"


@breaks(Sittings)
def a_pause_of_a_closed_counter(it: Tampered) -> str:
    it.put(seq := it.row("pause"), before="closed")
    it.sign()
    return f"sequence {seq}: pause"


# --- order ---


@breaks(Order)
def a_call_by_a_rule_that_was_not(it: Tampered) -> str:
    it.put(seq := it.row("call", "reason = 'first'"), reason="head-start")
    it.sign()
    return f"sequence {seq}: "


@breaks(Order)
def somebody_passed_in_silence(it: Tampered) -> str:
    it.put(seq := it.row("call", "reason = 'head-start'"), detail=None)
    it.sign()
    return f"sequence {seq}: "


@breaks(Assigned)
def an_offset_changed_behind_the_journal(it: Tampered) -> str:
    it.sql("UPDATE counter_line SET offset = 0 WHERE counter = 1")
    return "counter 1 "


@breaks(Assigned)
def a_head_start_changed_behind_the_journal(it: Tampered) -> str:
    it.sql("UPDATE priority SET head_start = 0 WHERE id = 'booked'")
    return "class booked"


@breaks(Order, Assigned)
def calls_that_follow_other_lines(it: Tampered) -> str:
    lines = {"ho-tich": 0, "chung-thuc": 0, "dat-dai": 3_600_000}
    it.detail(it.row("found"), lines={"1": lines, "2": lines, "3": lines})
    it.sign()
    it.sql("UPDATE counter_line SET offset = 3600000 WHERE field = 'dat-dai'")
    return "was called at counter "
