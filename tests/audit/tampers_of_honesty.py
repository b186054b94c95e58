"""What was named, what was left out and where answers were given, changed by hand."""

from __future__ import annotations

from audit.excluded import Excluded
from audit.named import Named
from audit.placeless import Placeless
from audit.seals import Seals
from tests.audit.cases import breaks
from tests.audit.tampering import Tampered


@breaks(Named)
def a_name_that_was_taken_away(it: Tampered) -> str:
    """With the key: whoever had it would write another row in its place."""
    seq = it.first("named")
    clerk, check = it.of(seq, "clerk"), it.of(seq, "reason")
    it.put(seq, reason="equal")
    it.sign()
    return f"clerk {clerk}: {check} "


@breaks(Named)
def a_name_without_cause(it: Tampered) -> str:
    seq = it.first("named")
    it.detail(seq, n=90)
    it.sign()
    return f"clerk {it.of(seq, 'clerk')}: "


@breaks(Named)
def a_name_that_the_hall_did_not_give(it: Tampered) -> str:
    seq = it.first("named")
    it.put(seq, actor="boss")
    it.sign()
    return f"sequence {seq}: "


@breaks(Named)
def presses_from_the_own_side_that_were_never_named(it: Tampered) -> str:
    it.sql("INSERT INTO own_press VALUES (1, 'cb1', 'session', 4)")
    return "day 1, clerk cb1: session (4 of "


@breaks(Excluded)
def an_answer_left_out_without_a_row(it: Tampered) -> str:
    it.sql("UPDATE rating SET excluded = 'rude' WHERE key = (SELECT min(key) FROM rating)")
    return "1 answers are left out by exclusion rude, not 0"


@breaks(Excluded)
def an_exclusion_that_leaves_one_in(it: Tampered) -> str:
    id, key = excluded(it)
    it.sql("UPDATE rating SET excluded = NULL WHERE key = ?", key)
    return f"by exclusion {id}, not "


@breaks(Excluded)
def an_exclusion_for_another_reason(it: Tampered) -> str:
    id, _ = excluded(it)
    it.sql("UPDATE exclusion SET reason = 'trial' WHERE id = ?", id)
    return f"exclusion {id} "


@breaks(Excluded)
def an_exclusion_that_is_gone(it: Tampered) -> str:
    id, _ = excluded(it)
    it.sql("DELETE FROM exclusion")
    return f"exclusion {id} "


@breaks(Excluded)
def so_few_left_out_that_they_tell_of_somebody(it: Tampered) -> str:
    id, _ = excluded(it)
    it.detail(id, n=2)
    it.sign()
    return f"sequence {id}: 2 answers"


@breaks(Excluded)
def an_exclusion_taken_back_twice(it: Tampered) -> str:
    id, _ = excluded(it)
    it.put(id, action="readmit", ref=it.pick("SELECT id FROM exclusion WHERE back IS NOT NULL"))
    it.sign()
    return f"sequence {id}: readmit"


def excluded(it: Tampered) -> tuple[int, bytes]:
    """The exclusion of this history that holds, and an answer that it leaves out."""
    id = int(it.pick("SELECT id FROM exclusion WHERE back IS NULL"))
    return id, it.pick("SELECT key FROM rating WHERE excluded = ?", str(id))


@breaks(Placeless, Seals)
def a_field_beside_an_answer(it: Tampered) -> str:
    key = it.pick("SELECT key FROM rating WHERE half = 'week'")
    it.sql("UPDATE rating SET field = 'ho-tich' WHERE key = ?", key)
    return "week: ratings tell where"


@breaks(Placeless, Seals)
def a_counter_beside_an_answer(it: Tampered) -> str:
    key = it.pick("SELECT key FROM rating WHERE half <> 'week' AND day = 1")
    it.sql("UPDATE rating SET counter = 9 WHERE key = ?", key)
    return "ratings tell where"
