"""What somebody tries with the actions of the queue who should not, and what a slip can break."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kiosk.phones import PRESSES
from tests.asking import Client
from tests.hall import Hall

LONG = (2**63, 10**30, 10**400, -(2**63) - 1)


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A hall with counters 1 to 3 open; nothing that was tried may have surprised it."""
    hall = Hall(tmp_path_factory.mktemp("actions"))
    try:
        hall.start()
        for n in (1, 2, 3):
            hall.counter(n).open(f"can-bo-{n}")
        yield hall
        hall.verify()
        assert "Traceback" not in hall.log()
    finally:
        hall.end()


def someone_at(hall: Hall, n: int) -> int:
    """The ticket that this counter calls, of somebody who has just come."""
    hall.take("A")
    return int(hall.counter(n).call_next()["ticket"]["id"])


# --- bodies ---


@pytest.mark.parametrize("ticket", LONG, ids=lambda n: f"{n:.0e}" if n < 10**300 else "huge")
@pytest.mark.parametrize("verb", ["resume", "call"])
def test_a_ticket_that_no_column_holds_is_a_wrong_press(
    verb: str, ticket: int, at_work: Hall
) -> None:
    more = {"reason": "FUNERAL"} if verb == "call" else {}
    assert at_work.counter(3).tries(verb, ticket=ticket, **more).status == 422


@pytest.mark.parametrize("date", ["9999-12-31", "0000-01-01", "2026-02-30", "1e9", "9" * 3000])
def test_a_date_without_a_morrow_is_a_wrong_question(date: str, at_work: Hall) -> None:
    assert at_work.as_("reception").ask("GET", f"appointments?date={date}").status == 422


@pytest.mark.parametrize(
    "paper",
    ["Nguyễn Văn A", "Lan", "x" * 20, "17\x00", "<b>1</b>", "", "1234567", "\u0661", "17\n"],
)
def test_no_name_comes_into_the_journal_as_a_number_on_paper(paper: str, at_work: Hall) -> None:
    door = at_work.as_("reception")
    listed = {"service": at_work.service_of("A"), "print": False, "came": "00:00"}
    assert door.press("tickets", listed | {"paper": paper}).status == 422
    papers = at_work.rows("SELECT detail FROM journal WHERE detail LIKE '%\"paper\"%'")
    assert papers == []


@pytest.mark.parametrize("reasons", ["hold_reasons", "call_reasons"])
def test_a_reason_means_one_thing(reasons: str, at_work: Hall) -> None:
    twice = [{"code": "SAME", "name": "một"}, {"code": "SAME", "name": "hai"}]
    boss = at_work.signed_in("giamsat")
    assert boss.press(f"settings/{reasons}", {"value": twice}).status == 422


def test_a_date_of_the_calendar_stands_there_once(at_work: Hall) -> None:
    storm = [{"date": "2027-03-01", "name": name} for name in ("bão", "lễ hội")]
    boss = at_work.signed_in("giamsat")
    assert boss.press("settings/calendar", {"value": storm}).status == 422
    assert boss.press("settings/calendar", {"value": storm[:1]}).status == 200


# --- where nobody would look ---


@pytest.mark.parametrize("to", ["counter:02", "counter:\u0662", "counter:002", "counter:2 "])
def test_nobody_is_sent_where_no_counter_looks(to: str, at_work: Hall) -> None:
    counter = at_work.counter(1)
    someone_at(at_work, 1)
    assert counter.tries("transfer", to=to).status == 422
    counter.start()
    counter.finish()


def test_no_line_goes_while_somebody_stands_in_it(at_work: Hall) -> None:
    """It would be on no screen, its number unknown, and no counter could be given it again."""
    text = at_work.motcua("hall", "export").stdout
    head, found, rest = text.partition('id = "phan-anh"')
    office = at_work.home / "office.toml"
    office.write_text(head + found + rest.replace("retired = false", "retired = true", 1), "utf-8")
    holder = at_work.take("X")["id"]
    refused = at_work.motcua("hall", "import", str(office))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Somebody still waits or is served in phan-anh" in refused.stderr
    at_work.as_("reception").press(f"tickets/{holder}/leave").expecting(200)
    assert "phan-anh: changed" in at_work.motcua("hall", "import", str(office)).stdout


# --- who asks ---


def test_a_kiosk_never_hears_what_somebody_needs(at_work: Hall) -> None:
    id = at_work.take("A")["id"]
    mark = {"needs": ["hearing", "sight"]}
    at_work.as_("reception").press(f"tickets/{id}/needs", mark).expecting(200)
    assert at_work.counter(2).call_next()["ticket"]["needs"] == mark["needs"]
    at_work.counter(2).miss()
    key = secrets.token_hex(8)
    kiosk = at_work.as_("kiosk")
    for _ in range(2):  # the answer that was kept says no more
        assert kiosk.press(f"tickets/{id}/rejoin", {}, key).expecting(200)["needs"] == []
    assert kiosk.get(f"tickets/{id}")["needs"] == []
    assert at_work.ticket(id)["needs"] == mark["needs"]


def test_codes_are_guessed_slowly_from_however_many_kiosks(at_work: Hall) -> None:
    id = at_work.take("A")["id"]
    other = at_work.new_token("kiosk", name="guesser")["token"]
    kiosks: list[Client] = [at_work.as_("kiosk"), at_work.stranger(Authorization=f"Bearer {other}")]
    tries = [kiosks[i % 2].press(f"tickets/{id}/pass", {"code": f"x{i}"}).status for i in range(6)]
    assert tries[:3] == [403] * 3
    assert 429 in tries[3:]


def test_tries_of_tickets_that_do_not_exist_leave_nothing(at_work: Hall) -> None:
    before = at_work.rows("SELECT count(*) FROM sign_in")
    for id in (10**9, 2**63 - 1):
        assert at_work.as_("kiosk").press(f"tickets/{id}/pass", {"code": "0"}).status == 404
    assert at_work.rows("SELECT count(*) FROM sign_in") == before


def test_a_link_is_no_way_to_fill_the_disk(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall()
    home = hall.take("A")["track_url"].removeprefix(hall.address)
    holder = hall.stranger(X_Motcua="1")
    assert holder.press(f"{home}/leave").status == 200
    seen = [holder.press(f"{home}/leave").status for _ in range(3 * PRESSES)]
    # The minute may turn once on the way.
    assert seen.count(429) >= PRESSES
    assert len(hall.rows("SELECT 1 FROM idempotency")) <= 2 * PRESSES + 1
    # Whoever else has a number is not kept from it.
    neighbour = hall.take("A")["track_url"].removeprefix(hall.address)
    assert holder.press(f"{neighbour}/leave").status == 200


# --- what stays ---


def test_what_somebody_needs_and_what_was_noted_goes_with_the_day(
    new_hall: Callable[..., Hall],
) -> None:
    hall = new_hall()
    for n in (1, 2):
        hall.counter(n).open(f"can-bo-{n}")
    taken: dict[str, Any] = {"key": secrets.token_hex(8)}
    id = hall.take("A", **taken)["id"]
    hall.as_("reception").press(f"tickets/{id}/needs", {"needs": ["hearing"]}).expecting(200)
    hall.counter(1).call_next()
    hall.counter(1).tries("transfer", to="counter:2", note="bí mật").expecting(200)
    assert hall.counter(2).call_next()["ticket"]["note"] == "bí mật"
    assert len(told(hall)) == 3
    hall.as_("supervisor").press("day/close").expecting(200)
    assert told(hall) == []
    # A number that was given is still the same number for the same press.
    assert hall.take("A", **taken)["id"] == id
    hall.verify()
    # Nor is it left in pages that nobody uses any longer.
    hall.stop()
    kept = (hall.state / "motcua.db").read_bytes()
    assert b"A001" in kept
    assert (b"hearing" in kept, "bí mật".encode() in kept) == (False, False)


def told(hall: Hall) -> list[Any]:
    """The answers kept that tell of a person."""
    return hall.rows(
        "SELECT 1 FROM idempotency WHERE answer LIKE '%hearing%' OR answer LIKE '%bí mật%'"
    )
