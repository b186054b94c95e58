"""People come to work here, change and leave while the hall runs."""

from __future__ import annotations

from tests.hall import Hall


def said(hall: Hall, *arguments: str, stdin: str = "") -> str:
    done = hall.motcua("staff", *arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(hall: Hall) -> list[tuple[str, str]]:
    return hall.rows(
        "SELECT ref, action FROM journal WHERE subject = 'staff' AND actor = 'control'"
    )


def test_somebody_new_signs_in_at_once_and_serves(hall: Hall) -> None:
    hall.take("A")
    said(hall, "add", "--name", "canbo7", "--id", "can-bo-7", "--label", "Cán bộ 7",
         stdin="mười ký tự\n")  # fmt: skip
    person = hall.signed_in("canbo7", "mười ký tự")
    person.press("counters/1/open").expecting(200)
    called = person.press("counters/1/call-next").expecting(200)
    assert called["clerk"] == {"id": "can-bo-7", "label": "Cán bộ 7"}
    assert "can-bo-7" in [clerk["id"] for clerk in person.get("clerks")["clerks"]]
    assert rows(hall) == [("can-bo-7", "hire")]
    hall.verify()


def test_whoever_leaves_is_out_at_once_and_their_past_stays(hall: Hall) -> None:
    one, person = hall.counter(1), hall.signed_in("canbo1")
    ticket = hall.take("A")
    one.open("can-bo-1")
    one.call_next()
    refused = hall.motcua("staff", "retire", "--name", "canbo1")
    assert refused.returncode == 1
    assert "sits at counter 1" in refused.stderr
    one.start()
    one.finish()
    one.close()
    assert person.ask("GET", "counters/1").status == 200
    said(hall, "retire", "--name", "canbo1")
    assert person.ask("GET", "counters/1").status == 401
    again = hall.stranger().ask("POST", "session", {"name": "canbo1", "password": "demo-canbo1"})
    assert again.status == 401
    assert one.tries("open", clerk="can-bo-1").status == 422
    assert "canbo1" not in said(hall, "list")
    assert hall.rows("SELECT clerk FROM ticket WHERE id = ?", ticket["id"]) == [("can-bo-1",)]
    assert rows(hall) == [("can-bo-1", "retire")]
    # The name stays theirs: nobody else may be taken for them in old figures.
    taken = hall.motcua(
        "staff", "add", "--name", "canbo1", "--id", "x", "--label", "X", stdin="mười ký tự\n"
    )
    assert taken.returncode == 1
    assert "signed in, by this name" in taken.stderr
    hall.verify()


def test_a_role_changes_for_the_session_that_is_open(hall: Hall) -> None:
    person = hall.signed_in("canbo2")
    assert person.ask("GET", "stats").status == 403
    said(hall, "change", "--name", "canbo2", "--role", "supervisor", "--label", "Phó giám đốc")
    assert person.ask("GET", "stats").status == 200
    assert "Phó giám đốc" in said(hall, "list")
    assert rows(hall) == [("can-bo-2", "change")]


def test_what_is_missing_or_wrong_is_said(hall: Hall) -> None:
    for asked, sentence in (
        (("add", "--name", "a"), "--label"),
        (("change", "--name", "canbo1"), "--label or --role"),
        (("retire", "--name", "nobody"), "Nobody signs in"),
        (("change", "--name", "nobody", "--label", "X"), "Nobody signs in"),
        (("add", "--name", "canbo8", "--label", "Cán bộ 1"), "is there twice"),
        (("add", "--name", "Cán Bộ", "--label", "Y"), "hall.staff"),
    ):
        done = hall.motcua("staff", *asked, stdin="mười ký tự\n")
        assert done.returncode == 2, asked
        assert sentence in done.stderr
    assert rows(hall) == []
