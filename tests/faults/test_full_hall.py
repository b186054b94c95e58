"""A whole hall on a file system that is really full; mounting one needs root."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hall import Hall, wait_until

SIZE_MIB = 96


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A hall whose state has a small disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small file system")
    hall = Hall(tmp_path)
    hall.state.mkdir()
    where = str(hall.state)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m,mode=700", "motcua-test", where]
    subprocess.run(mount, check=True)
    try:
        yield hall.start()
    finally:
        hall.end()
        subprocess.run(["umount", "--lazy", where], check=True)


def fill(hall: Hall) -> Path:
    """Somebody else's file takes whatever is free."""
    stuffing = hall.state / "film.mp4"
    with stuffing.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 65_536)
                file.flush()
        except OSError:
            pass
    return stuffing


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_calls_and_services_go_on_while_the_disk_is_full(hall: Hall) -> None:
    counter, kiosk = hall.counter(1), hall.as_("kiosk")
    counter.open("can-bo-1")
    given = [hall.take("A")["number"] for _ in range(3)]
    for _ in range(700):
        hall.take("A", print=False)
    stuffing = fill(hall)
    kiosk.press("tickets", {"service": hall.service_of("A")})
    wait_until(lambda: "disk_full" in hall.stranger().get("/healthz")["notices"], 10)
    refused = kiosk.press("tickets", {"service": hall.service_of("A")})
    assert (refused.status, refused.code) == (503, "disk_full")
    assert refused.json["error"]["message"].startswith("Máy chủ đã hết chỗ lưu")
    for _ in range(667):  # 2,000 presses, each on disk
        counter.call_next()
        counter.start()
        counter.finish()
    assert hall.board()["calls"]
    hall.kill()  # and a power cut on top of it
    hall.start()
    counter.call_next()
    assert kiosk.press("tickets", {"service": hall.service_of("A")}).code == "disk_full"
    stuffing.unlink()
    wait_until(lambda: hall.stranger().get("/healthz")["notices"] == [], 30, "room is seen")
    after = hall.take("A")["number"]
    assert int(after[1:]) > 703
    assert after not in given
    hall.verify()
