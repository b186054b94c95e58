"""Reports changed after they were frozen, or sent by nobody."""

from __future__ import annotations

import hashlib

from audit.reported import Reported
from tests.audit.cases import breaks
from tests.audit.tampering import Tampered

FIRST = "id = (SELECT min(id) FROM report)"


def first(it: Tampered) -> int:
    return int(it.pick("SELECT min(id) FROM report"))


@breaks(Reported)
def a_report_with_other_figures(it: Tampered) -> str:
    it.sql(f"UPDATE report SET content = replace(content, '16', '17') WHERE {FIRST}")
    return f"report {first(it)} is not what was frozen"


@breaks(Reported)
def a_report_whose_checksum_was_made_to_fit(it: Tampered) -> str:
    content = str(it.pick(f"SELECT content FROM report WHERE {FIRST}")).replace("true", "false")
    checksum = hashlib.sha256(content.encode()).hexdigest()
    it.sql(f"UPDATE report SET content = ?, checksum = ? WHERE {FIRST}", content, checksum)
    return f"report {first(it)} is not what was frozen"


@breaks(Reported)
def a_report_of_other_days(it: Tampered) -> str:
    it.sql(f"UPDATE report SET ends = '2026-11-21' WHERE {FIRST}")
    return f"report {first(it)} is not what was frozen"


@breaks(Reported)
def a_report_that_nobody_froze(it: Tampered) -> str:
    columns = [row[1] for row in it.sql("PRAGMA table_info(report)")][1:]
    more = ", ".join(columns)
    it.sql(f"INSERT INTO report (id, {more}) SELECT 99999, {more} FROM report WHERE {FIRST}")
    return "report 99999 was never frozen"


@breaks(Reported)
def a_report_that_is_gone(it: Tampered) -> str:
    gone = first(it)
    it.sql(f"DELETE FROM report WHERE {FIRST}")
    return f"report {gone} was frozen and is not there"


@breaks(Reported)
def a_report_that_was_never_sent(it: Tampered) -> str:
    it.sql(f"UPDATE report SET sent = NULL WHERE {FIRST}")
    return f"report {first(it)}: whether it was sent"


@breaks(Reported)
def words_that_nobody_wrote(it: Tampered) -> str:
    it.sql("UPDATE report_text SET text = 'Không có khó khăn.'")
    return "the words of week:2026-11-16:difficulties are not those"


@breaks(Reported)
def words_that_are_gone(it: Tampered) -> str:
    it.sql("DELETE FROM report_text")
    return "the words of week:2026-11-16:difficulties are gone"


@breaks(Reported, exactly=False)
def a_report_sent_twice(it: Tampered) -> str:
    seq = it.first("write", "subject = 'report'")
    it.put(seq, action="send", ref=str(first(it)), detail=None)
    it.sign()
    return f"sequence {seq}: send of report {first(it)}"
