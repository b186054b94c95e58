"""Tokens, staff, devices: of a hall that runs and of one at rest."""

from __future__ import annotations

import datetime as dt
import re
import stat
from pathlib import Path

from tests.cli.typed import motcua, sentence, token_role
from tests.hall import Hall, wait_until


def test_a_first_token_founds_the_hall_and_stands_alone_on_the_last_line(tmp_path: Path) -> None:
    state = tmp_path / "state"
    said = motcua("token", "create", "--role", "kiosk", "--name", "Ki-ốt 9", "--state", state)
    assert said.returncode == 0
    token = said.stdout.splitlines()[-1]
    assert re.fullmatch(r"[\w-]{32}", token)
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert motcua("token", "list", "--state", state).stdout.split() == [
        "1", "kiosk", "in", "use", "Ki-ốt", "9",
    ]  # fmt: skip
    listed = motcua("staff", "list", "--state", state).stdout
    assert [line.split()[1] for line in listed.splitlines()] == [
        *(f"canbo{n}" for n in range(1, 7)), "giamsat", "lanhdao", "mattran",
        "quantri", "vanphong",
    ]  # fmt: skip
    assert "demo-" not in listed
    assert motcua("verify", "--state", state).returncode == 0


def test_tokens_of_a_hall_that_runs_work_and_end_at_once(hall: Hall) -> None:
    said = hall.motcua("token", "create", "--role", "pad", "--name", "P", "--counter", "2")
    token = said.stdout.splitlines()[-1]
    assert token_role(hall.address, token) == "pad"
    pad = hall.stranger(Authorization=f"Bearer {token}")
    assert pad.ask("GET", "counters/2/pad").status == 200
    assert pad.ask("GET", "counters/3/pad").status == 403
    listed = hall.motcua("token", "list").stdout
    [line] = [line for line in listed.splitlines() if line.endswith(" P")]
    id, role, counter, *_ = line.split()
    assert (role, counter) == ("pad", "2")
    assert token not in listed
    assert "revoked" in hall.motcua("token", "revoke", "--id", id).stdout
    assert pad.ask("GET", "counters/2/pad").status == 401
    assert "revoked  P" in hall.motcua("token", "list").stdout
    # Also for the next process.
    hall.stop()
    hall.start()
    assert token_role(hall.address, token) is None


def test_a_new_password_replaces_the_old_and_ends_the_sessions(hall: Hall) -> None:
    before = hall.signed_in("canbo1")
    assert before.ask("GET", "counters/1").status == 200
    said = hall.motcua("staff", "password", "--name", "canbo1", stdin="mật khẩu mới\n")
    assert (said.returncode, said.stderr) == (0, "")
    assert "mật khẩu mới" not in said.stdout
    assert before.ask("GET", "counters/1").status == 401
    assert hall.signed_in("canbo1", "mật khẩu mới").ask("GET", "counters/1").status == 200
    old = hall.stranger().ask("POST", "session", {"name": "canbo1", "password": "demo-canbo1"})
    assert old.status == 401


def test_devices_says_how_each_is_and_a_virtual_one_plays_a_fault(hall: Hall) -> None:
    def listed() -> dict[str, str]:
        said = hall.motcua("devices")
        assert said.returncode == 0
        return {line.split()[0]: line for line in said.stdout.splitlines()}

    wait_until(lambda: " ok " in listed()["may-in-1"], 20, "the printer is there", every=0.2)
    assert "plays paper-out" in hall.motcua("devices", "fault", "may-in-1", "paper-out").stdout
    line = wait_until(
        lambda: next((s for s in [listed()["may-in-1"]] if "paper-out" in s), None), 20, every=0.2
    )
    name, kind, state, since, clock, seen, _ = line.split()
    assert (name, kind, state) == ("may-in-1", "printer", "paper-out")
    assert seen >= since >= "2026"
    told = dt.datetime.fromisoformat(f"{since} {clock}+07:00")  # the hall's zone, as on its pages
    assert dt.timedelta(0) <= dt.datetime.now(dt.UTC) - told < dt.timedelta(minutes=1)
    assert "giấy" in listed()["→"]
    assert listed()["NAME"].split()[:3] == ["NAME", "KIND", "STATE"]
    assert hall.motcua("devices", "fault", "may-in-1", "ok").returncode == 0
    assert hall.motcua("devices", "probe").returncode == 0
    assert "giong-doc" in listed()


def test_a_fault_that_this_device_cannot_play_names_those_that_it_can(hall: Hall) -> None:
    said = sentence(hall.motcua("devices", "fault", "may-in-1", "press:next"), 2)
    assert "paper-out" in said
    assert "press:next" not in said


def test_devices_need_a_hall_that_runs(tmp_path: Path) -> None:
    said = motcua("devices", "--state", tmp_path)
    assert "motcua run" in sentence(said, 1)
    assert "motcua run" in sentence(
        motcua("devices", "fault", "may-in-1", "ok", "--state", tmp_path), 1
    )
