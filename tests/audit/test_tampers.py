"""Each promise, broken by hand: exactly it is named, with the place.

`it.sign()` signs the journal again with the hall's own key, as a wrong program would have done:
then the chain holds, and the promise itself must be what notices.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import NamedTuple

import pytest

from audit import PROMISES
from audit.announced import Announced
from audit.answers import Answers
from audit.chained import Chained, HallTime
from audit.floors import Floors
from audit.hands import Hands, Sittings
from audit.intact import Intact
from audit.notes import Notes
from audit.numbering import Numbering
from audit.order import Order
from audit.passages import Passages
from audit.presses import Presses
from audit.projections import Projections
from audit.promise import Promise
from audit.questions import Questions
from audit.seals import Seals
from audit.slips import Slips
from db.chain import seal_note
from tests.audit.tampering import Tamper, Tampered


class Case(NamedTuple):
    """A tamper, what must name it, and whether nothing else may."""

    promises: tuple[type[Promise], ...]
    tamper: Tamper
    exactly: bool


CASES: dict[str, Case] = {}


def breaks(*promises: type[Promise], exactly: bool = True) -> Callable[[Tamper], Tamper]:
    """The tamper below breaks these; the first names the place that it returns."""

    def keep(tamper: Tamper) -> Tamper:
        CASES[tamper.__name__] = Case(promises, tamper, exactly)
        return tamper

    return keep


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
    it.detail(it.row("found"), recall_limit=9)
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


@breaks(Order)
def an_offset_changed_behind_the_journal(it: Tampered) -> str:
    it.sql("UPDATE counter_line SET offset = 0 WHERE counter = 1")
    return "counter 1 "


@breaks(Order)
def a_head_start_changed_behind_the_journal(it: Tampered) -> str:
    it.sql("UPDATE priority SET head_start = 0 WHERE id = 'booked'")
    return "class booked"


@breaks(Order)
def calls_that_follow_other_lines(it: Tampered) -> str:
    lines = {"ho-tich": 0, "chung-thuc": 0, "dat-dai": 3_600_000}
    it.detail(it.row("found"), lines={"1": lines, "2": lines, "3": lines})
    it.sign()
    it.sql("UPDATE counter_line SET offset = 3600000 WHERE field = 'dat-dai'")
    return "was called at counter 3, but"


# --- the pictures; column by column in test_columns ---


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


# --- ratings ---


@breaks(Questions)
def an_answer_after_its_time(it: Tampered) -> str:
    seq = it.row("answered")
    id, hall = it.sql("SELECT ref, hall FROM journal WHERE seq = ?", seq)[0]
    it.detail(it.row("opened", "ref = ?", id), closes=hall - 1, earliest=0)
    it.sql("UPDATE open_rating SET closes_hall = ? WHERE id = ?", hall - 1, id)
    it.sign()
    return f"sequence {seq}: "


@breaks(Questions)
def a_question_for_another_clerk(it: Tampered) -> str:
    id = it.pick("SELECT ref FROM journal WHERE seq = ?", it.row("unanswered", "clerk = 'cb1'"))
    it.sql("UPDATE journal SET clerk = 'cb3' WHERE ref = ?", id)
    it.sql("UPDATE open_rating SET clerk = 'cb3' WHERE id = ?", id)
    it.sign()
    return "was opened for another service"


@breaks(Questions, Projections)
def a_question_answered_twice(it: Tampered) -> str:
    first, second = it.row("unanswered"), it.row("answered")
    id = it.pick("SELECT ref FROM journal WHERE seq = ?", min(first, second))
    it.put(max(first, second), ref=id)
    it.sign()
    return f"sequence {max(first, second)}: "


@breaks(Answers)
def an_answer_taken_away_today(it: Tampered) -> str:
    key, clerk = it.sql("SELECT key, clerk FROM rating WHERE day = 3")[0]
    it.sql("DELETE FROM rating WHERE key = ?", key)
    return f"day 3, clerk {clerk}: "


@breaks(Answers)
def an_answer_added_today(it: Tampered) -> str:
    it.sql("INSERT INTO rating VALUES (x'01', 'cb3', 1, 'ho-tich', 3, 'am', 5, 5, '', NULL)")
    return "day 3, clerk cb3: 1 ratings, 0 answered"


@breaks(Answers)
def an_answer_of_another_clerk_today(it: Tampered) -> str:
    it.sql(
        "UPDATE rating SET clerk = 'cb3' WHERE key = (SELECT max(key) FROM rating WHERE day = 3)"
    )
    return "day 3, clerk cb3: 1 ratings, 0 answered"


@breaks(Answers)
def a_level_that_no_pad_has(it: Tampered) -> str:
    it.sql("UPDATE rating SET level = 6 WHERE day = 3")
    return "day 3, "


@breaks(Answers)
def an_answer_left_out_without_a_row(it: Tampered) -> str:
    it.sql("UPDATE rating SET excluded = 'rude' WHERE key = (SELECT min(key) FROM rating)")
    return "holds what no pad can answer"


@breaks(Answers, Seals)
def a_small_cell_that_shows_an_answer(it: Tampered) -> str:
    it.sql("UPDATE rating SET half = 'am', day = 2 WHERE key = (SELECT key FROM rating "
           "WHERE half = 'week' LIMIT 1)")  # fmt: skip
    return "day 2, "


@breaks(Seals)
def a_level_changed_after_the_seal(it: Tampered) -> str:
    it.sql("UPDATE rating SET level = 6 - level WHERE level <> 3 AND half = 'week'")
    return "day 2: its week's ratings"


@breaks(Seals)
def a_seal_written_over(it: Tampered) -> str:
    it.sql("UPDATE day SET seal = 'ab' || substr(seal, 3) WHERE id = 1")
    return "day 1: the seal"


@breaks(Seals)
def a_hash_that_was_never_the_answers(it: Tampered) -> str:
    seq = it.row("close", "subject = 'day' AND day = 1")
    it.detail(seq, ratings="00")
    it.sql("UPDATE day SET ratings = '00' WHERE id = 1")
    it.sign()
    return "day 1: its ratings"


# --- presses and notes ---


@breaks(Presses)
def an_answer_for_a_ticket_that_is_not(it: Tampered) -> str:
    key = it.pick("SELECT key FROM idempotency WHERE answer <> ''")
    it.sql("UPDATE idempotency SET status = 201, answer = ? WHERE key = ?",
           '{"id": 4, "number": "Z001"}', key)  # fmt: skip
    return f"the key {key} of token:1 was answered Z001"


@breaks(Presses)
def two_keys_for_one_ticket(it: Tampered) -> str:
    id, label = it.sql("SELECT id, label FROM ticket LIMIT 1")[0]
    for key in ("one", "two"):
        it.sql("INSERT INTO idempotency VALUES ('token:2', ?, 'x', 201, ?, 3)",
               key, json.dumps({"id": id, "number": label}))  # fmt: skip
    return f"gave ticket {id}"


@breaks(Presses)
def a_fault_kept_as_an_answer(it: Tampered) -> str:
    it.sql("INSERT INTO idempotency VALUES ('token:2', 'k', 'x', 500, '', 3)")
    return "the key k of token:2"


@breaks(Presses)
def a_press_that_took_two(it: Tampered) -> str:
    seq = it.row(
        "take",
        "EXISTS (SELECT 1 FROM journal b WHERE b.seq = journal.seq + 1 AND b.action = 'take')",
    )
    it.put(seq + 1, command=seq)
    it.sign()
    return f"sequence {seq + 1}: "


@breaks(Notes)
def a_note_written_over(it: Tampered) -> str:
    seq = with_note(it)
    it.sql("UPDATE note SET text = 'Everything was fine.' WHERE seq = ?", seq)
    return f"sequence {seq} "


@breaks(Notes)
def a_note_beside_a_row_without_one(it: Tampered) -> str:
    with_note(it)
    it.sql("INSERT INTO note VALUES (?, x'00', 'Aha.', 0)", seq := it.row("take"))
    return f"sequence {seq}, "


def with_note(it: Tampered) -> int:
    """A row with a note that is as it was written."""
    seq, salt, text = it.row("pause"), b"salt", "Máy in kẹt giấy."
    it.put(seq, note=seal_note((it.state / "journal.key").read_bytes(), salt, text))
    it.sql("INSERT INTO note VALUES (?, ?, ?, 0)", seq, salt, text)
    it.sign()
    return seq


@pytest.mark.parametrize("name", CASES)
def test_exactly_the_broken_promise_is_named(broken: Tampered, name: str) -> None:
    case = CASES[name]
    place = case.tamper(broken)
    found = broken.found()
    assert set(found) >= set(case.promises), found
    assert not case.exactly or set(found) == set(case.promises), found
    assert place in "\n".join(found[case.promises[0]]), found


def test_every_promise_is_broken_somewhere() -> None:
    assert {case.promises[0] for case in CASES.values()} == set(PROMISES)


def test_a_note_may_be_forgotten(broken: Tampered) -> None:
    seq = with_note(broken)
    assert broken.found() == {}
    broken.sql("DELETE FROM note WHERE seq = ?", seq)
    assert broken.found() == {}
