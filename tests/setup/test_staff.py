"""People come to work here, change and leave while the hall runs."""

from __future__ import annotations

from tests.hall import Hall


def said(hall: Hall, *arguments: str, stdin: str = "") -> str:
    done = hall.motcua("staff", *arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_people_come_change_and_leave_while_the_hall_runs(hall: Hall) -> None:
    # Somebody new signs in at once, and serves.
    hall.take("A")
    said(hall, "add", "--name", "canbo7", "--id", "can-bo-7", "--label", "Cán bộ 7",
         stdin="mười ký tự\n")  # fmt: skip
    person = hall.signed_in("canbo7", "mười ký tự")
    person.press("counters/1/open").expecting(200)
    called = person.press("counters/1/call-next").expecting(200)
    assert called["clerk"] == {"id": "can-bo-7", "label": "Cán bộ 7"}
    assert "can-bo-7" in [clerk["id"] for clerk in person.get("clerks")["clerks"]]

    # A new role counts for the session that is open.
    other = hall.signed_in("canbo2")
    assert other.ask("GET", "stats").status == 403
    said(hall, "change", "--name", "canbo2", "--role", "supervisor", "--label", "Phó giám đốc")
    assert other.ask("GET", "stats").status == 200

    # Nobody leaves from a counter; whoever has left is out at once.
    refused = hall.motcua("staff", "retire", "--name", "canbo7")
    assert refused.returncode == 1
    assert "sits at counter 1" in refused.stderr
    for verb in ("start", "finish", "close"):
        person.press(f"counters/1/{verb}").expecting(200)
    said(hall, "retire", "--name", "canbo7")
    assert person.ask("GET", "counters/1").status == 401
    secret = {"name": "canbo7", "password": "mười ký tự"}
    assert hall.stranger().ask("POST", "session", secret).status == 401
    assert hall.counter(1).tries("open", clerk="can-bo-7").status == 422
    listed = said(hall, "list")
    assert ("canbo7" in listed, "Phó giám đốc" in listed) == (False, True)

    nobody_takes_the_name(hall)
    written = "SELECT ref, action FROM journal WHERE subject = 'staff' AND actor = 'control'"
    assert hall.rows(f"{written} ORDER BY seq") == [
        ("can-bo-7", "hire"), ("can-bo-2", "change"), ("can-bo-7", "retire"),
    ]  # fmt: skip
    hall.verify()


def nobody_takes_the_name(hall: Hall) -> None:
    """What was done stays, and the name stays theirs: nobody is taken for them in old figures."""
    assert hall.rows("SELECT clerk FROM ticket") == [("can-bo-7",)]
    taken = hall.motcua(
        "staff", "add", "--name", "canbo7", "--id", "x", "--label", "X", stdin="mười ký tự\n"
    )
    assert taken.returncode == 1
    assert "signed in, by this name" in taken.stderr


def test_what_is_missing_or_wrong_is_said(shared_hall: Hall) -> None:
    for asked, sentence in (
        (("add", "--name", "a"), "--label"),
        (("change", "--name", "canbo1"), "--label or --role"),
        (("retire", "--name", "nobody"), "Nobody signs in"),
        (("add", "--name", "canbo8", "--label", "Cán bộ 1"), "is there twice"),
        (("add", "--name", "Cán Bộ", "--label", "Y"), "hall.staff"),
    ):
        done = shared_hall.motcua("staff", *asked, stdin="mười ký tự\n")
        assert done.returncode == 2, asked
        assert sentence in done.stderr
    written = "SELECT COUNT(*) FROM journal WHERE subject = 'staff' AND action <> 'sign-in'"
    assert shared_hall.rows(written) == [(0,)]
