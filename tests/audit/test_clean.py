"""What an honest hall writes has no fault, also while it writes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from audit import PROMISES, verify
from tests.audit.busy import Busy, settings
from tests.audit.chance import live, work
from tests.audit.deeds import press, serve
from tests.audit.tampering import Tampered
from tickets import counters


@pytest.mark.parametrize("seed", range(2, 8))
def test_an_honest_history_has_no_fault(tmp_path: Path, seed: int) -> None:
    with Busy(tmp_path / "state", seed) as hall:
        live(hall)
        running = verify(tmp_path / "state", settings())
    assert list(running) == [promise.says for promise in PROMISES]
    assert not any(running.values()), running
    assert verify(tmp_path / "state", settings()) == running


def test_the_history_that_is_broken_elsewhere_holds_every_kind_of_row(clean: Path) -> None:
    with_rows = Tampered(clean)
    found = {row[0] for row in with_rows.sql("SELECT DISTINCT action FROM journal")}
    with_rows.db.close()
    assert found >= {
        "found", "open", "pause", "close", "take", "call", "recall", "start", "finish", "miss",
        "rejoin", "leave", "expire", "opened", "answered", "unanswered", "withdrawn", "call-this",
        "hold", "resume", "transfer", "return", "add-service", "release", "pass", "doubt",
        "confirm", "void", "reprint", "undo", "begin", "end", "assign", "add", "rename", "retire",
        "change", "make", "cancel", "mark", "named", "exclude", "readmit", "phone", "paper",
        "explain", "read", "decide", "ask", "remind",
    }  # fmt: skip


def test_it_reads_beside_a_hall_at_work(tmp_path: Path) -> None:
    state, over, told = tmp_path / "state", threading.Event(), []

    def look() -> None:
        while not over.is_set():
            told.append(verify(state, settings()))

    with Busy(state, seed=3) as hall:
        hall.open_counters_on_a_new_day()
        auditor = threading.Thread(target=look)
        auditor.start()
        work(hall, 150)
        over.set()
        auditor.join()
    assert len(told) > 2
    assert [faults for faults in told if any(faults.values())] == []


def test_it_writes_nothing(broken: Tampered) -> None:
    broken.db.close()
    before = {p.name: p.read_bytes() for p in broken.state.iterdir() if p.is_file()}
    verify(broken.state, settings())
    after = {p.name: p.read_bytes() for p in broken.state.iterdir() if p.is_file()}
    assert {n: d for n, d in after.items() if "-shm" not in n and d} == {
        n: d for n, d in before.items() if "-shm" not in n and d
    }


def test_without_its_key_the_chain_cannot_be_checked(broken: Tampered) -> None:
    (broken.state / "journal.key").unlink()
    faults = [fault for found in broken.found().values() for fault in found]
    assert len(faults) == 1
    assert "journal.key is missing" in faults[0]
    assert not (broken.state / "journal.key").exists()


def test_notes_that_were_kept_erased_and_forgotten_are_all_in_order(tmp_path: Path) -> None:
    with Busy(tmp_path / "state", 1) as hall:
        hall.open_counters_on_a_new_day()
        for text, minutes in (("Chờ bản sao", 5), ("Đã có bản sao", None), ("", None)):
            serve(hall, 1)
            press(hall, 1, "note", text="Viết nhầm", minutes=9)
            # Another clerk goes on with the same citizen.
            hall.act(counters.open_counter, 1, "cb3", pin_ok=False, actor="t", signed_in=True)
            press(hall, 1, "note", text=text, minutes=minutes)
            press(hall, 1, "finish")
            hall.act(counters.open_counter, 1, "cb1", pin_ok=False, actor="t", signed_in=True)
        hall.minutes(6)
        found = verify(tmp_path / "state", settings())
    assert not any(found.values()), found
