"""/healthz proves that the writer lives; /metrics says the same as numbers."""

from __future__ import annotations

import time
from typing import Any

import apsw

from tests.hall import Hall, wait_until


def test_a_hall_that_lives_says_so(hall: Hall) -> None:
    hall.take("A")
    found = hall.stranger().get("/healthz")
    assert (found["ok"], found["writer"], found["database"]) == (True, "lives", "ok")
    assert found["floor"] == "ok"
    assert 0 < found["commit_ms"] < 5000
    assert found["disk_free"] > 0


def test_a_screen_is_counted_while_it_is_there(hall: Hall) -> None:
    screen = hall.screen("hall", "display")
    watcher = hall.stranger()
    assert watcher.get("/healthz")["sockets"] == 1
    screen.close()
    wait_until(lambda: watcher.get("/healthz")["sockets"] == 0)


def test_a_writer_that_is_held_up_is_seen_and_a_press_is_not_claimed_done(hall: Hall) -> None:
    taken = hall.take("A")
    thief = apsw.Connection(str(hall.state / "motcua.db"))
    thief.execute("BEGIN IMMEDIATE")
    begun, watcher = time.monotonic(), hall.stranger()
    # It may have answered just before; within a second that is no proof any more.
    wait_until(lambda: watcher.ask("GET", "/healthz").status == 503)
    assert watcher.ask("GET", "/healthz").json["writer"] == "silent"
    assert time.monotonic() - begun < 7
    assert hall.as_("kiosk").press("tickets", {"service": taken["service"]}).status == 503
    thief.execute("ROLLBACK")
    thief.close()
    hall.wait_until_healthy()
    assert hall.take("A")["number"] == "A002"


def test_metrics_are_lines_that_prometheus_reads(hall: Hall) -> None:
    hall.take("A")
    hall.take("A")
    answer = hall.stranger().ask("GET", "/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4"
    lines = dict(
        line.rsplit(" ", 1) for line in answer.body.decode().splitlines() if line[0] != "#"
    )
    assert lines["motcua_up"] == "1"
    assert lines['motcua_people_waiting{place="line:ho-tich"}'] == "2"
    assert lines['motcua_counters{state="closed"}'] == "5"
    assert any(line.startswith('motcua_device{name="may-in-1",state="') for line in lines)
    assert float(lines["motcua_commits_total"]) > 0


def test_every_device_is_told_to_whoever_watches_and_none_makes_the_hall_ill(hall: Hall) -> None:
    watcher = hall.stranger()

    def printer() -> dict[str, Any]:
        rows: list[dict[str, Any]] = watcher.get("/healthz")["devices"]
        return next(row for row in rows if row["name"] == "may-in-1")

    wait_until(lambda: printer()["state"] == "ok", 20, "the printer is there")
    assert printer()["todo"] == {"vi": "", "en": ""}
    assert "detail" not in printer()
    hall.at_the_back_door("fault", name="may-in-1", fault="paper-out")
    wait_until(lambda: printer()["state"] == "paper-out", 20, "the paper is out")
    assert (printer()["kind"], printer()["level"]) == ("printer", "bad")
    assert "giấy" in printer()["todo"]["vi"]
    assert watcher.get("/healthz")["ok"] is True
    lines = watcher.ask("GET", "/metrics").body.decode().splitlines()
    assert 'motcua_device{name="may-in-1",state="paper-out"} 1' in lines
    assert 'motcua_device_works{name="may-in-1",kind="printer"} 0' in lines
    since = 'motcua_device_since_seconds{name="may-in-1",kind="printer"} '
    at = next(float(line.removeprefix(since)) for line in lines if line.startswith(since))
    assert time.time() - 60 < at <= time.time()
