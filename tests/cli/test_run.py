"""`motcua run`: what it says, who may knock, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.typed import motcua, sentence
from tests.config_text import shipped
from tests.hall import Hall, wait_until


def test_a_second_owner_is_refused_in_a_clear_sentence(hall: Hall) -> None:
    said = hall.motcua("run", "--port", "0")
    assert "Another motcua runs on" in sentence(said, 1)
    assert "--state" in said.stderr
    assert hall.take("A")["number"] == "A001"


def test_a_port_that_is_taken_is_said_and_nothing_is_created(hall: Hall, tmp_path: Path) -> None:
    port = hall.address.rpartition(":")[2]
    said = motcua("run", "--port", port, "--state", tmp_path / "other")
    assert port in sentence(said, 1)
    assert "--port" in said.stderr
    assert not (tmp_path / "other").exists()


def test_the_back_door_is_for_its_owner_alone(hall: Hall) -> None:
    door = hall.state / "control.sock"
    assert stat.S_ISSOCK(door.stat().st_mode)
    assert stat.S_IMODE(door.stat().st_mode) == 0o600
    assert stat.S_IMODE(hall.state.stat().st_mode) == 0o700
    assert stat.S_IMODE((hall.state / "journal.key").stat().st_mode) == 0o600


def test_the_back_door_answers_nonsense_with_an_error_and_goes_on(hall: Hall) -> None:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(os.path.relpath(hall.state / "control.sock"))
        with sock.makefile("rw") as lines:
            for line in ("nonsense", "[]", "{}", '{"do": "fly"}', '{"do": "backup", "x": 1}'):
                lines.write(line + "\n")
                lines.flush()
                assert lines.readline().startswith('{"error": ')
            lines.write('{"do": "token list"}\n')
            lines.flush()
            assert lines.readline().startswith('{"ok": ')


def said_at_start(hall: Hall) -> str:
    said = hall.home / "said.txt"
    return wait_until(
        lambda: text if "Ctrl-C" in (text := said.read_text("utf-8")) else None, 20, "all is said"
    )


def test_run_says_where_every_screen_is_and_who_may_sign_in(hall: Hall) -> None:
    said = said_at_start(hall)
    assert said.splitlines()[0] == f"Một Cửa: {hall.address}"
    for path in ("/kiosk/", "/display/", "/counter/", "/stats/", "/setup/"):
        assert re.search(rf"  \S.* {hall.address}{path}$", said, re.MULTILINE), path
    for n in range(1, 6):
        assert f"{hall.address}/counter/{n}/pad" in said
    for name in (*(f"canbo{n}" for n in range(1, 7)), "giamsat"):
        assert f"demo-{name}" in said
    # A demo needs no enrolment.
    assert "#" not in said


def test_run_of_a_real_hall_prints_a_link_for_each_screen_and_no_password(
    new_hall: Callable[..., Hall],
) -> None:
    hall = new_hall(shipped(server__demo=False, server__host="0.0.0.0"))
    said = said_at_start(hall)
    links = re.findall(r"(http://[\d.]+:\d+)(/\S+)#([0-9a-f]{8})$", said, re.MULTILINE)
    assert {path for _, path, _ in links} == {
        "/kiosk/", "/display/", "/display/room/tra-ket-qua", "/display/counter/1", "/reception/",
        *(f"/counter/{n}/pad" for n in range(1, 6)),
    }  # fmt: skip
    assert len({code for _, _, code in links}) == len(links) == 10
    assert "demo-" not in said
    # A link that is typed at another machine names neither this one's loopback nor 0.0.0.0.
    port = hall.address.rpartition(":")[2]
    assert {address for address, _, _ in links} == {f"http://{lan_address()}:{port}"}
    code = next(code for _, path, code in links if path == "/kiosk/")
    answer = hall.stranger().ask("POST", "enrol", {"code": code})
    assert answer.expecting(200)["role"] == "kiosk"
    # An enrolled screen needs no link at the next start.
    hall.stop()
    hall.start()
    assert not re.search(r"/kiosk/#", said_at_start(hall))


def lan_address() -> str:
    """This machine's address in its network, the loopback's without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT"])
def test_run_ends_well_by_a_signal(hall: Hall, number: str) -> None:
    hall.take("A")
    os.kill(hall.pid, getattr(signal, number))
    hall.stop()
    wal = hall.state / "motcua.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0
    assert "Traceback" not in hall.log()
    # What is left of the back door opens nothing: commands work at rest.
    assert hall.motcua("token", "list").returncode == 0
