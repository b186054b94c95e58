"""From print jobs to paper: claimed once, marked first, never printed twice, never waited for."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.config_text import changed, shipped, without
from tests.hall import Hall, wait_until
from tests.hardware.printer.fake_printer import FakePrinter

QUICK_S = 2
MAX_AGE_MS = 180_000
BEGIN = 1_795_000_000_000
NewHall = Callable[..., Hall]


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    with FakePrinter() as printer:
        yield printer


def fed_by(new_hall: NewHall, printer: FakePrinter, clock_from: int | None = None) -> Hall:
    """A hall whose only printer is this one."""
    text = changed(shipped(), "[[printers]]", "driver", printer.address)
    text = changed(text, "[[printers]]", "timeout_s", 1)
    return new_hall(changed(text, "[[printers]]", "deadline_s", 3), clock_from)


def states(hall: Hall) -> Counter[str]:
    """How many jobs there are in each state."""
    return Counter(state for (state,) in hall.rows("SELECT state FROM print_job"))


def settled(hall: Hall, n: int) -> Counter[str]:
    """The states, once none of `n` jobs is on its way any more."""

    def over() -> Counter[str] | None:
        now = states(hall)
        return now if now.total() == n and not now["queued"] + now["printing"] else None

    return wait_until(over, 40, f"{n} jobs settle", every=0.1)


def device(hall: Hall, name: str = "may-in-1") -> dict[str, Any]:
    """One row of GET /devices."""
    rows: list[dict[str, Any]] = hall.as_("supervisor").get("devices")["devices"]
    return next(row for row in rows if row["name"] == name)


def until_it_is(hall: Hall, state: str, name: str = "may-in-1") -> dict[str, Any]:
    return wait_until(
        lambda: row if (row := device(hall, name))["state"] == state else None,
        30, f"{name} is {state}", every=0.1,
    )  # fmt: skip


def links(taken: list[dict[str, Any]]) -> list[str]:
    return sorted(ticket["track_url"] for ticket in taken)


# --- a printer that works ---


def test_each_slip_is_printed_once_and_marked_before_the_printer_sees_it(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    hall = fed_by(new_hall, printer)
    taken = [hall.take("A", print=True) for _ in range(6)]
    assert [ticket["print"] for ticket in taken] == [{"state": "queued"}] * 6
    looks = 0
    while states(hall)["printed"] < 6:
        # The paper first, the rows afterwards: no sheet may be ahead of its mark on disk.
        on_paper, marked = len(printer.papers), 6 - states(hall)["queued"]
        assert on_paper <= marked
        looks += 1
    assert looks > 3
    assert sorted(printer.codes()) == links(taken)
    for ticket in taken:
        assert hall.ticket(ticket["id"])["print"] == {"state": "printed"}
    hall.verify()


def test_a_kiosk_has_its_own_printer_and_the_others_share(new_hall: NewHall) -> None:
    text = changed(shipped(), "[[printers]]", "kiosks", ["Ki-ốt 2"])
    text += '\n[[screens]]\nkind = "kiosk"\nname = "Ki-ốt 2"\n'
    hall = new_hall(f'{text}\n[[printers]]\nname = "may-in-2"\n')
    for name, printer in (("Ki-ốt 1", "may-in-2"), ("Ki-ốt 2", "may-in-1")):
        token = hall.new_token("kiosk", name=name)["token"]
        kiosk = hall.stranger(Authorization=f"Bearer {token}")
        service = kiosk.get("services")["services"][0]["id"]
        id = kiosk.press("tickets", {"service": service}).expecting(201)["id"]
        assert hall.rows("SELECT printer FROM print_job WHERE ticket = ?", id) == [(printer,)]


def test_a_hall_without_printers_gives_numbers_all_the_same(new_hall: NewHall) -> None:
    hall = new_hall(without(shipped(), "[[printers]]"))
    taken = hall.take("A", print=True)
    assert taken["print"] == {"state": "none"}
    assert hall.rows("SELECT * FROM print_job") == []
    assert "printer" not in {row["kind"] for row in hall.as_("api").get("devices")["devices"]}


# --- a printer that does not ---


@pytest.mark.parametrize("fault", ["stall", "paper-out", "offline"])
def test_issuing_never_waits_for_the_printer(
    new_hall: NewHall, printer: FakePrinter, fault: str
) -> None:
    printer.fault = fault
    hall = fed_by(new_hall, printer)
    for _ in range(12):
        begun = time.monotonic()
        assert hall.take("A", print=True)["print"] == {"state": "queued"}
        assert time.monotonic() - begun < QUICK_S
    assert hall.take("A")["number"] == "A013"
    assert printer.papers == []


def test_slips_wait_for_paper_and_come_when_it_is_back(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    printer.fault = "paper-out"
    hall = fed_by(new_hall, printer)
    until_it_is(hall, "paper-out")
    taken = [hall.take("A", print=True) for _ in range(3)]
    kiosk = hall.screen("kiosk", "kiosk")
    out = {"ok": False, "trouble": "paper-out"}
    wait_until(lambda: kiosk.state.get("paper") == out, 10, "no paper is told")
    assert states(hall) == {"queued": 3}
    printer.fault = "ok"
    assert settled(hall, 3) == {"printed": 3}
    assert sorted(printer.codes()) == links(taken)
    wait_until(lambda: kiosk.state["paper"] == {"ok": True, "trouble": None}, 10, "paper is told")


def test_when_paper_returns_no_forty_old_tickets_come(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    printer.fault = "paper-out"
    hall = fed_by(new_hall, printer, BEGIN)
    until_it_is(hall, "paper-out")
    for _ in range(40):
        hall.take("A", print=True)
    hall.move_clock(BEGIN + MAX_AGE_MS - 1000)
    young = [hall.take("A", print=True)]
    hall.move_clock(BEGIN + MAX_AGE_MS + 1000)
    young += [hall.take("A", print=True)]
    printer.fault = "ok"
    assert settled(hall, 42) == {"expired": 40, "printed": 2}
    assert sorted(printer.codes()) == links(young)
    hall.verify()


# --- a server that dies ---


def test_killed_in_the_middle_of_a_slip_it_is_not_printed_again(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    printer.fault = "stall"
    hall = fed_by(new_hall, printer)
    first = hall.take("A", print=True)
    wait_until(lambda: printer.midway, 20, "the slip is half out")
    assert states(hall) == {"printing": 1}
    hall.kill()
    printer.fault = "ok"
    hall.start()
    second = hall.take("A", print=True)
    settled(hall, 2)
    # A network printer keeps no list of its jobs: nobody can prove the torn one.
    assert hall.ticket(first["id"])["print"] == {"state": "unknown"}
    assert hall.ticket(second["id"])["print"] == {"state": "printed"}
    assert printer.duplicates() == set()
    assert printer.codes().count(first["track_url"]) <= 1
    assert printer.codes().count(second["track_url"]) == 1
    hall.verify()


def test_killed_between_the_paper_and_its_word_it_is_not_printed_again(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    printer.fault = "mute-proof"
    hall = fed_by(new_hall, printer)
    taken = hall.take("A", print=True)
    wait_until(lambda: printer.papers, 20, "the slip is out")
    assert states(hall) == {"printing": 1}
    hall.kill()
    printer.fault = "ok"
    hall.start()
    assert settled(hall, 1) == {"unknown": 1}
    assert printer.codes() == [taken["track_url"]]


def test_killed_again_and_again_each_slip_comes_once_at_most(hall: Hall) -> None:
    for before in range(0, 12, 3):
        for _ in range(3):
            hall.take("A", print=True)
        # In the middle of it: some of these are out, others on their way or still in line.
        wait_until(lambda papers=before: len(hall.papers()) > papers, 20, "a slip", every=0.005)  # type: ignore[misc]
        hall.kill()
        hall.start()
    told = settled(hall, 12)
    printed = hall.rows("SELECT id FROM print_job WHERE state = 'printed' ORDER BY id")
    # What the virtual printer kept proves what a dead server could not write down any more.
    assert {int(paper.stem) for paper in hall.papers()} >= {id for (id,) in printed}
    assert set(told) <= {"printed", "unknown"}
    assert told["printed"] >= 4
    hall.verify()


# --- what people are told ---


def test_devices_say_how_they_are_since_when_and_what_to_do(hall: Hall) -> None:
    well = until_it_is(hall, "ok")
    assert well["kind"] == "printer"
    assert well["todo"] == {"vi": "", "en": ""}
    for fault, word, english in (
        ("paper-out", "giấy", "paper"),
        ("cover-open", "Nắp", "cover"),
        ("offline", "nguồn", "power"),
    ):
        hall.at_the_back_door("fault", name="may-in-1", fault=fault)
        ill = until_it_is(hall, fault)
        assert well["since"] <= ill["since"] <= time.strftime("%FT%TZ", time.gmtime())
        assert word in ill["todo"]["vi"]
        assert english in ill["todo"]["en"]
    hall.at_the_back_door("fault", name="may-in-1", fault="ok")
    assert until_it_is(hall, "ok")["todo"] == {"vi": "", "en": ""}
    # The log has each fault once, and the return from all of them once.
    log = [line for line in hall.log().splitlines() if "may-in-1" in line]
    assert log[0] == "may-in-1: paper-out"
    assert len(log) == 2
    assert re.fullmatch(r"may-in-1: back after \d+ s", log[1])


def test_a_voice_that_is_missing_is_said_and_so_is_its_return(
    new_hall: NewHall, tmp_path: Path
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "timeout").symlink_to(str(shutil.which("timeout")))
    hall = new_hall(PATH=str(programs))
    screen = hall.screen("stats", "supervisor")
    missing = device(hall, "giong-doc")
    assert (missing["kind"], missing["state"]) == ("voice", "error")
    assert missing["detail"] == "voice-missing"
    assert "espeak-ng" in missing["todo"]["vi"]
    assert "espeak-ng" in missing["todo"]["en"]
    assert missing["since"]

    (programs / "espeak-ng").symlink_to(str(shutil.which("espeak-ng")))
    well = until_it_is(hall, "ok", "giong-doc")
    assert well["todo"] == {"vi": "", "en": ""}
    assert well["since"] >= missing["since"]

    def shown() -> str | None:
        rows = [row for row in screen.state["devices"] if row["name"] == "giong-doc"]
        return "shown" if rows and rows[0]["state"] == "ok" else None

    wait_until(shown, 15, "the supervisor's page is told")


def test_a_hall_that_wants_no_voice_has_none_among_its_devices(new_hall: NewHall) -> None:
    hall = new_hall(shipped(voice__engine="none"))
    rows = hall.as_("api").get("devices")["devices"]
    assert {row["kind"] for row in rows} == {"printer", "keypad", "board"}


def test_a_line_that_goes_with_all_its_boards_is_told_to_a_screen_once(hall: Hall) -> None:
    boards = [f"bang-quay-{n}" for n in range(1, 6)] + ["bang-chung"]
    for name in boards:
        until_it_is(hall, "ok", name)
    screen = hall.screen("stats", "supervisor")

    def shown() -> set[str]:
        rows = screen.state.get("devices", [])
        return {row["state"] for row in rows if row["kind"] == "board"}

    wait_until(lambda: shown() == {"ok"}, 10, "the page shows them well")
    before = screen.changes
    hall.at_the_back_door("fault", name=boards[0], fault="unplugged")
    wait_until(lambda: shown() == {"offline"}, 15, "the page shows them gone")
    # One for each board would be six; a slow machine may take two or three looks.
    assert screen.changes - before < len(boards)
