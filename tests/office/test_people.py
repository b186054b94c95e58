"""Devices, people, and the delay after wrong tries."""

from __future__ import annotations

from typing import Any

import pytest

import office
from office import people, staffing
from tests.tickets.core import HOUR, SECOND, Core, refusal

PASSWORD = "mười ký tự"


def hired(core: Core, id: str = "an", password: str = PASSWORD, pin: str = "2468") -> office.Person:
    """Somebody who may sign in."""
    what = {"name": id, "label": f"Cán bộ {id}", "role": "clerk"}
    secrets = staffing.hashed(password, pin)
    core.told(lambda tx: staffing.hire(tx, id, what, secrets, "test"))
    person = office.person(id)
    assert person
    return person


def signed_in(core: Core, person: office.Person) -> str:
    told = core.told(lambda tx: people.sign_in(tx, person, [person.name]))
    assert told["staff"] == {"id": person.id, "label": person.label, "role": "clerk"}
    cookie: str = told["cookie"]
    return cookie


def test_a_device_is_known_by_its_token_until_it_is_revoked(core: Core) -> None:
    made = core.told(lambda tx: people.create_token(tx, "counter", "Quầy 1", 1, "boss"))
    known = people.who_has_token(made["token"])
    assert known == ("counter", "Quầy 1", 1, None, f"token:{made['id']}", None)
    assert people.who_has_token("another") is None
    [listed] = people.tokens()
    assert (listed["id"], listed["role"], bool(listed["revoked"])) == (made["id"], "counter", False)
    core.told(lambda tx: people.revoke(tx, made["id"], "boss"))
    assert people.who_has_token(made["token"]) is None
    assert refusal(lambda: core.told(lambda tx: people.revoke(tx, 99, "boss"))) == "token_unknown"
    assert core.journal()[-2:] == ["token create", "token revoke"]


def test_a_screen_enrols_once_by_the_newest_code(core: Core) -> None:
    def invited() -> str:
        code: str = core.told(lambda tx: people.invite(tx, "display", "Sảnh", None))["code"]
        return code

    def enrol(code: str) -> Any:
        return core.told(lambda tx: people.enrol(tx, code, ["code of a screen"]))

    old, new = invited(), invited()
    assert refusal(lambda: enrol(old)) == "code_unknown"
    assert not people.enrolled("display", "Sảnh")
    token = enrol(new)["token"]
    assert people.enrolled("display", "Sảnh")
    assert people.who_has_token(token)
    assert refusal(lambda: enrol(new)) == "code_unknown"


def test_a_session_is_somebodys_until_they_sign_out(core: Core) -> None:
    person = hired(core)
    cookie = signed_in(core, person)
    known = people.who_has_session(cookie)
    assert known
    assert (known.staff, known.role, known.until) == (
        "an", "clerk", core.clock.wall() + 12 * HOUR,
    )  # fmt: skip
    core.told(lambda tx: people.sign_out(tx, cookie))
    assert people.who_has_session(cookie) is None


def test_old_sessions_go_with_the_next_and_all_of_them_with_a_new_password(core: Core) -> None:
    person = hired(core)
    old = signed_in(core, person)
    core.clock.wait(12 * HOUR + 1)
    new = signed_in(core, person)
    assert people.who_has_session(old) is None
    hashed = staffing.hashed("một mật khẩu khác", "").password
    core.told(lambda tx: people.set_password(tx, "an", hashed))
    assert people.who_has_session(new) is None
    stranger = refusal(lambda: core.told(lambda tx: people.set_password(tx, "ai", hashed)))
    assert stranger == "staff_unknown"


@pytest.mark.parametrize("keep_pin", [True, False])
def test_something_else_to_sign_in_with_ends_what_the_old_had_begun(
    keep_pin: bool, core: Core
) -> None:
    cookie = signed_in(core, hired(core))
    given = staffing.hashed("một mật khẩu khác", "1357")
    core.told(lambda tx: staffing.give(tx, "an", given, "boss", keep_pin=keep_pin))
    assert people.who_has_session(cookie) is None
    assert people.password_is(office.person("an"), "một mật khẩu khác")
    assert (people.pin_is("an", "2468"), people.pin_is("an", "1357")) == (keep_pin, not keep_pin)
    assert core.journal()[-1] == "staff password"
    give = lambda tx: staffing.give(tx, "ai", given, "boss", keep_pin=keep_pin)  # noqa: E731
    assert refusal(lambda: core.told(give)) == "staff"


def test_a_password_and_a_pin_are_one_persons(core: Core) -> None:
    person, without = hired(core), hired(core, "ba", pin="")
    unset = hired(core, "chi", password="", pin="")
    assert people.password_is(person, PASSWORD)
    for who, password in ((person, "khác"), (None, PASSWORD), (unset, "")):
        assert not people.password_is(who, password)
    assert people.pin_is("an", "2468")
    assert not people.pin_is("an", PASSWORD)
    # Whoever has no PIN uses the password.
    assert people.pin_is(without.id, PASSWORD)
    assert not people.pin_is(None, "2468")
    assert [each["id"] for each in people.staff()] == ["an", "ba", "chi"]
    assert office.person_named("ba") == without
    assert office.person_named("ai") is None


@pytest.mark.parametrize(
    ("name", "delays"),
    [("address", [0, 0, 1, 2, 4, 8, 16]), ("name:an", [0, 0, 1, 2, 4, 8, 8])],
)
def test_wrong_tries_wait_longer_each_time(name: str, delays: list[int], core: Core) -> None:
    told = []
    for _ in delays:
        assert core.told(lambda tx: people.try_now(tx, [name])) == {"seconds": 0}
        told.append(people.wait_before_try([name, "somebody else"], core.clock.wall()))
        if told[-1]:
            assert core.told(lambda tx: people.try_now(tx, [name])) == {"seconds": told[-1]}
        core.clock.wait(told[-1] * SECOND)
    assert told == delays
    people.forgive([name])
    core.told(lambda tx: people.try_now(tx, [name]))
    assert people.wait_before_try([name], core.clock.wall()) == 0


def test_the_tries_of_codes_go_with_the_day(core: Core) -> None:
    names = [people.code_of(7), people.pin_of(1)]
    for _ in range(3):
        core.told(lambda tx: people.try_now(tx, names))
    people.forget_codes()
    wall = core.clock.wall()
    assert [people.wait_before_try([name], wall) for name in names] == [0, 1]
