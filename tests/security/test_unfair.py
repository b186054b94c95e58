"""Who wants to be called sooner, to be rated better, or to speak for somebody else."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from tests.asking import Client
from tests.hall import Hall
from tests.security.wire import at_once

# --- presses ---


def test_two_kiosks_with_one_key_get_two_numbers(attacked: Hall) -> None:
    body = {"service": attacked.service_of("A"), "print": False}
    other = attacked.stranger(
        Authorization=f"Bearer {attacked.new_token('kiosk', name='2')['token']}"
    )
    key = secrets.token_hex(8)
    first = attacked.as_("kiosk").press("tickets", body, key).expecting(201)
    assert other.press("tickets", body, key).expecting(201)["id"] != first["id"]


def test_one_key_at_once_is_one_number(attacked: Hall) -> None:
    body = {"service": attacked.service_of("A"), "print": False}
    clients = [attacked.another("kiosk") for _ in range(8)]
    key = secrets.token_hex(8)
    got = at_once(8, lambda i: clients[i].press("tickets", body, key).expecting(201)["id"])
    assert len(set(got)) == 1


def test_a_key_is_good_for_one_press_only(attacked: Hall) -> None:
    kiosk, key = attacked.as_("reception"), secrets.token_hex(8)
    body = {"service": attacked.service_of("A"), "print": False}
    id = kiosk.press("tickets", body, key).expecting(201)["id"]
    assert kiosk.press("tickets", {**body, "language": "en"}, key).code == "key_reused"
    assert kiosk.press(f"tickets/{id}/leave", {}, key).code == "key_reused"
    assert attacked.ticket(id)["state"] == "waiting"


def test_a_neighbour_takes_nobody_out_of_a_clerks_hand(hall: Hall) -> None:
    hall.counter(1).open("can-bo-1")
    id = hall.take("A")["id"]
    hall.counter(1).call_next()
    leave = f"tickets/{id}/leave"
    assert hall.as_("counter", 2).press(leave).code == "in_other_hands"
    assert hall.signed_in("canbo2").press(leave).code == "in_other_hands"
    assert hall.counter(1).state()["ticket"]["id"] == id
    # Whoever sits there may; and it is written down who did.
    assert hall.signed_in("canbo1").press(leave).status == 200
    [(actor,)] = hall.rows("SELECT actor FROM journal WHERE action = 'leave'")
    assert actor == "can-bo-1"


@pytest.mark.parametrize("verb", ["call-next", "next", "recall", "start", "pause", "close"])
def test_a_clerk_presses_nothing_where_another_sits(verb: str, attacked: Hall) -> None:
    if attacked.counter(4).state()["clerk"] is None:
        attacked.counter(4).open("can-bo-4")
    body = {"reason": "BREAK"} if verb == "pause" else {}
    assert attacked.signed_in("canbo3").press(f"counters/4/{verb}", body).code == "taken_over"


# --- ratings ---


@pytest.fixture(scope="module")
def asked(attacked: Hall) -> str:
    """A question open at counter 2, which nobody answers before the last test."""
    counter = attacked.counter(2)
    counter.open("can-bo-2")
    attacked.take("A")
    counter.call_next()
    counter.start()
    counter.finish()
    return str(attacked.pad(2).state()["rating"]["id"])


@pytest.mark.parametrize("level", [0, 6, -1, 5.0, True, "5", None, 10**400, [5]], ids=repr)
def test_a_level_that_is_none_is_no_answer(level: Any, attacked: Hall, asked: str) -> None:
    assert attacked.pad(2).tries(asked, level).status in (400, 422)


@pytest.mark.parametrize("who", ["canbo2", "giamsat", "counter", "api", "supervisor", "kiosk"])
def test_nobody_but_the_pad_answers(who: str, attacked: Hall, asked: str) -> None:
    person = who in ("canbo2", "giamsat")
    client: Client = (
        attacked.signed_in(who) if person else attacked.as_(who, 2 if who == "counter" else None)
    )
    answer = client.press("counters/2/rating", {"rating": asked, "level": 5})
    assert answer.status == 403


@pytest.mark.parametrize("reasons", [["NOPE"], ["R1,R2"], ["R1", "x" * 999], [""], ["R1\x00"]])
def test_only_reasons_that_are_offered_are_sealed(
    reasons: list[str], attacked: Hall, asked: str
) -> None:
    assert attacked.pad(2).tries(asked, 1, reasons=reasons).status == 422
    assert attacked.pad(2).state()["rating"]["id"] == asked


def kind(level: int) -> str:
    """The letter of what may be said beside a level: a reason for a low one, praise for a high."""
    return "R" if level <= 3 else "P"


def test_one_question_has_one_answer_from_its_own_pad(attacked: Hall, asked: str) -> None:
    neighbour = attacked.as_("pad", 3)
    assert neighbour.press("counters/2/rating", {"rating": asked, "level": 1}).status == 403
    assert attacked.pad(3).tries(asked, 1).code == "rating_closed"
    pads = [attacked.another("pad", 2) for _ in range(5)]
    body = {"rating": asked}
    path = "counters/2/rating"
    got = at_once(5, lambda i: pads[i].press(path, {**body, "level": i + 1}).status)
    assert sorted(got) == [201, 409, 409, 409, 409]
    # For 15 s reasons may follow: at that pad, for that level, once.
    [(level,)] = attacked.rows("SELECT level FROM rating")
    other = level % 5 + 1
    why, again, its_own = (f"{kind(at)}{n}" for at, n in ((level, 1), (level, 2), (other, 1)))
    assert attacked.pad(3).tries(asked, level, reasons=[why]).code == "rating_closed"
    assert attacked.pad(2).tries(asked, other, reasons=[its_own]).code == "rating_closed"
    assert attacked.pad(2).tries(asked, level, reasons=[why, why]).status == 201
    assert attacked.pad(2).tries(asked, level, reasons=[again]).code == "rating_closed"
    assert attacked.rows("SELECT level, reasons FROM rating") == [(level, why)]
