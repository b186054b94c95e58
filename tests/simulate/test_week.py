"""Five days of the demo hall: whole, plausible, and full of everything that happens in a hall."""

from __future__ import annotations

import collections
import datetime as dt
import fcntl
import json
import re
import stat
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config import load
from tests.hall import HOUSE
from tests.simulate.played import Played, begin, living

# The days themselves are played within the first test that asks for them.
pytestmark = pytest.mark.timeout(450)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SHIPPED = load(HOUSE / "config.toml")


def local(wall: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(wall / 1000, ZONE)


def test_the_days_are_the_last_five_working_days_and_closed_under_seal(played: Played) -> None:
    expected: list[str] = []
    date = dt.datetime.now(ZONE).date()
    while len(expected) < 5:
        date -= dt.timedelta(days=1)
        if date.weekday() < 5:
            expected.insert(0, date.isoformat())
    days = played.rows("SELECT * FROM day ORDER BY id")
    assert [day["date"] for day in days] == expected
    seals = {row["seq"]: row["hmac"].hex() for row in played.journal() if row["action"] == "close"}
    for day in days:
        assert (day["state"], day["seal"]) == ("closed", seals[day["seal_seq"]])
        assert f"{local(day['opened_wall']):%F %T}" == f"{day['date']} 07:00:00"
        # An hour after the last session, once nobody is being served.
        assert "18:00" <= f"{local(day['closed_wall']):%H:%M}" < "22:00"


def test_verify_finds_every_promise_kept(played: Played) -> None:
    places = ["--config", f"{played.state}/simulated.toml", "--state", str(played.state)]
    command = [sys.executable, "-m", "cli", "verify", *places]
    said = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.count("ok  ") >= 10


def test_every_field_on_every_day_and_only_within_the_hours(played: Played) -> None:
    fields = {field.id for field in SHIPPED.hall.fields}
    assert len(fields) == 10
    came: dict[int, set[str]] = collections.defaultdict(set)
    for take in played.takes():
        came[take["day"]].add(take["field"])
        clock = f"{local(take['wall']):%H:%M}"
        assert "07:30" <= clock < "11:15" or "13:30" <= clock < "16:45"
    assert list(came.values()) == [fields] * 5


def test_all_kinds_of_people_come(played: Played) -> None:
    takes = played.takes()
    assert 250 < len(takes) < 700
    languages = collections.Counter(take["language"] for take in takes)
    assert set(languages) == {"vi", "en"}
    assert languages["en"] < languages["vi"] / 10
    asked = {priority.id for priority in SHIPPED.hall.priorities if priority.ask}
    booked = SHIPPED.hall.rules.appointment_class
    assert {take["priority"] for take in takes} == {None, *asked, booked}
    for action, reason in (("leave", None), ("rejoin", None), ("expire", "no-show")):
        assert [r for r in played.journal() if (r["action"], r["reason"]) == (action, reason)]


def test_two_kiosks_and_five_counters_share_the_work(played: Played) -> None:
    names = {
        f"token:{row['id']}": row["name"]
        for row in played.rows("SELECT * FROM token WHERE role = 'kiosk'")
    }
    # Appointments and the paper list are reception's.
    actors = [take["actor"] for take in played.takes()]
    kiosks = collections.Counter(names[actor] for actor in actors if actor in names)
    assert kiosks.keys() == {"Ki-ốt 1", "Ki-ốt 2"}
    assert min(kiosks.values()) > 50
    served = collections.Counter(
        (row["counter"], row["clerk"]) for row in played.journal() if row["action"] == "finish"
    )
    assert {counter for counter, _ in served} == {1, 2, 3, 4, 5}
    # The sixth clerk takes over the last counter in the afternoon.
    assert {clerk for _, clerk in served} == {f"can-bo-{n}" for n in range(1, 7)}
    assert served[5, "can-bo-6"] > 0


def test_counters_pause_for_lunch_and_for_their_dossiers(played: Played) -> None:
    pauses = [row for row in played.journal() if row["action"] == "pause"]
    assert {row["reason"] for row in pauses} == {"BREAK", "DOSSIER"}
    noon = [f"{local(row['wall']):%H:%M}" for row in pauses if row["reason"] == "BREAK"]
    assert noon
    assert all("11:30" <= clock < "13:30" for clock in noon)


def test_clerks_recall_before_they_miss_and_forget_now_and_then(played: Played) -> None:
    actions = collections.Counter(row["action"] for row in played.journal())
    assert actions["recall"] >= 3 * actions["miss"] > 0
    # Served in passing, and finished by one press that calls the next.
    assert [r for r in played.journal() if r["action"] == "finish" and "unmeasured" in r["flags"]]
    forgotten = re.search(r"^Together .*forgotten (\d+)", played.said, re.MULTILINE)
    assert forgotten
    assert int(forgotten[1]) > 0


def test_every_action_of_the_law_is_played(played: Played) -> None:
    actions = collections.Counter(row["action"] for row in played.journal())
    assert actions.keys() >= {
        "hold", "resume", "transfer", "return", "add-service", "call-this", "pass", "undo",
        "begin", "end", "make",
    }  # fmt: skip
    takes = played.takes()
    assert [take for take in takes if take["reason"] == "paper-list" and take["joined"]]
    booked = [take for take in takes if "appointment" in take]
    assert {take["priority"] for take in booked} >= {SHIPPED.hall.rules.appointment_class}
    # What is not everyday stays so.
    assert actions["call-this"] + actions["transfer"] < actions["finish"] / 5


@pytest.mark.soak
@pytest.mark.timeout(3500)
def test_a_hundred_days_raise_no_false_alarm(tmp_path: Path) -> None:
    play = begin("--days", "100", "--seed", "100", "--into", str(tmp_path / "state"))
    said, complaints = play.communicate(timeout=3400)
    assert play.returncode == 0, said + complaints
    test_verify_finds_every_promise_kept(Played(tmp_path / "state", said))


def test_pads_are_pressed_and_left_alone_and_reasons_are_given(played: Played) -> None:
    actions = collections.Counter(
        row["action"] for row in played.journal() if row["subject"] == "rating"
    )
    assert actions["opened"] == actions["answered"] + actions["unanswered"] + actions["withdrawn"]
    assert 0.3 < actions["answered"] / actions["opened"] < 0.8
    ratings = played.rows("SELECT level, reasons FROM rating")
    assert len(ratings) == actions["answered"]
    assert {row["level"] for row in ratings} >= {3, 4, 5}
    assert [row for row in ratings if row["reasons"] and "R1" in json.dumps(row["reasons"])]


def test_calls_are_spoken_and_some_numbers_are_on_paper(played: Played) -> None:
    spoken = collections.Counter(played.column("SELECT state FROM announcement"))
    assert spoken["spoken"] > 0.95 * sum(spoken.values())
    papers = collections.Counter(played.column("SELECT state FROM print_job"))
    assert papers["printed"] > 20
    # A closing sheet is no ticket's: its file has a number below zero.
    slips = [each for each in (played.state / "paper").glob("*.bin") if int(each.stem) > 0]
    assert len(slips) == papers["printed"]


def test_each_day_says_what_happened_in_a_line(played: Played) -> None:
    days = [row["date"] for row in played.rows("SELECT date FROM day ORDER BY id")]
    lines = played.said.splitlines()
    told = [int(re.findall(r"taken (\d+)", line)[0]) for line in lines[:5]]
    assert [line.split()[1] for line in lines[:5]] == days
    taken = collections.Counter(take["day"] for take in played.takes())
    assert told == [taken[day] for day in sorted(taken)]
    assert lines[5].startswith("Together")
    assert f"taken {sum(told)} " in lines[5]


def test_nothing_is_left_running_and_the_state_is_for_its_owner_alone(played: Played) -> None:
    assert living(played.state) == {}
    with (played.state / "hall.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert stat.S_IMODE(played.state.stat().st_mode) == 0o700
