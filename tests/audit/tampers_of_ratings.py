"""Questions, answers, seals, presses and notes, changed by hand."""

from __future__ import annotations

import json

from audit.answers import Answers
from audit.later import Later
from audit.notes import Notes
from audit.presses import Presses
from audit.projections import Projections
from audit.questions import Questions
from audit.seals import Seals
from db.chain import seal_note
from tests.audit.cases import breaks
from tests.audit.tampering import Tampered

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
    it.sql(
        "INSERT INTO rating (key, clerk, counter, field, day, half, scale, level, reasons) "
        "VALUES (x'01', 'cb3', 1, 'ho-tich', 3, 'am', 5, 5, '')"
    )
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


@breaks(Answers)
def an_answer_on_another_scale_than_its_day(it: Tampered) -> str:
    it.sql("UPDATE rating SET scale = 4, level = 1 WHERE key = (SELECT min(key) FROM rating "
           "WHERE day = 3)")  # fmt: skip
    return "on another scale than the day's"


# --- what was answered later ---


@breaks(Later)
def a_later_answer_taken_away(it: Tampered) -> str:
    it.sql("DELETE FROM answer WHERE channel = 'phone' AND day IS NULL")
    return "the week of day None, clerk cb1: 0 phone answers, 1 given"


@breaks(Later)
def a_sheet_that_nobody_entered(it: Tampered) -> str:
    it.sql(
        "INSERT INTO answer (key, channel, clerk, scale, level, reasons) "
        "VALUES (x'01', 'paper', 'cb3', 5, 5, '')"
    )
    return "the week of day None, clerk cb3: 1 paper answers, 0 given"


@breaks(Later)
def a_level_that_no_form_has(it: Tampered) -> str:
    it.sql("UPDATE answer SET level = 6 WHERE channel = 'paper' AND day IS NULL")
    return "a paper answer holds what none can"


@breaks(Later)
def a_question_answered_at_the_pad_and_by_phone(it: Tampered) -> str:
    id = it.pick("SELECT ref FROM journal WHERE action = 'answered' ORDER BY seq")
    it.put(seq := it.row("phone"), ref=id)
    it.sign()
    return f"sequence {seq}: "


@breaks(Later)
def a_sheet_that_vanished_from_the_figures(it: Tampered) -> str:
    it.sql("UPDATE answer SET excluded = '1' WHERE channel = 'paper' AND excluded IS NULL")
    return "is not what was entered or struck out"


@breaks(Later)
def a_sheet_struck_out_that_counts_again(it: Tampered) -> str:
    it.sql("UPDATE answer SET excluded = NULL WHERE channel = 'paper'")
    return "is not what was entered or struck out"


@breaks(Later)
def an_answer_by_phone_left_out_as_if_it_were_a_sheet(it: Tampered) -> str:
    it.sql("UPDATE answer SET excluded = '1' WHERE channel = 'phone'")
    return "is not what was entered or struck out"


@breaks(Later)
def a_sheet_struck_out_by_whom_it_is_about(it: Tampered) -> str:
    it.put(seq := it.row("strike"), actor="cb1")
    it.sign()
    return f"sequence {seq}: sheet "


@breaks(Later)
def a_sheet_struck_out_without_a_reason(it: Tampered) -> str:
    it.put(seq := it.row("strike"), reason=None)
    it.sign()
    return f"sequence {seq}: sheet "


@breaks(Seals)
def a_later_answer_changed_after_the_seal(it: Tampered) -> str:
    it.sql("UPDATE answer SET level = 1 WHERE day IS NOT NULL")
    return "its week's later answers"


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
