"""Every device of config.toml is absent: the hall serves, and says what is missing."""

from __future__ import annotations

import re
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until

NewHall = Callable[..., Hall]

MORE = """
[[printers]]
name = "may-in-usb"
driver = "usb:///dev/usb/lp99"
kiosks = ["Ki-ốt 2"]

[[printers]]
name = "may-in-serial"
driver = "serial:///dev/ttyUSB97?baud=115200"
kiosks = ["Ki-ốt 3"]

[[screens]]
kind = "kiosk"
name = "Ki-ốt 2"

[[screens]]
kind = "kiosk"
name = "Ki-ốt 3"

[[keypads]]
name = "ban-phim-2"
counter = 2
port = "evdev:///dev/input/event-absent"
"""


def closed_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def all_absent() -> str:
    """The shipped configuration with every device somewhere where there is nothing."""
    text = shipped(voice__output="card", voice__card="hw:Absent")
    text = changed(text, "[[printers]]", "driver", f"tcp://127.0.0.1:{closed_port()}")
    text = changed(text, "[[keypads]]", "port", "/dev/ttyUSB98")
    text = re.sub(r"^next = .*$", 'next = ["K1"]', text, flags=re.MULTILINE)
    text = re.sub(
        r'^(recall|start|finish|miss|pause) = \["KP.*$', r"\1 = []", text, flags=re.MULTILINE
    )
    return changed(text, "[[buses]]", "port", "/dev/ttyUSB99") + MORE


def without_programs(folder: Path) -> str:
    """A PATH with neither espeak-ng nor aplay on it."""
    folder.mkdir()
    (folder / "timeout").symlink_to(str(shutil.which("timeout")))
    return str(folder)


def devices(hall: Hall) -> dict[str, dict[str, Any]]:
    rows = hall.as_("supervisor").get("devices")["devices"]
    return {row["name"]: row for row in rows}


def the_way_of_a_citizen(hall: Hall) -> None:
    """On time, and with what is missing on the screens."""
    kiosk, board = hall.screen("kiosk", "kiosk"), hall.screen("hall", "display")
    begun = time.monotonic()
    taken = hall.take("A", print=True)
    counter = hall.counter(1)
    counter.open("can-bo-1")
    assert counter.call_next()["ticket"]["number"] == taken["number"]
    counter.start()
    counter.finish()
    assert time.monotonic() - begun < 5
    offline = {"ok": False, "trouble": "offline"}
    wait_until(lambda: (kiosk.state["paper"] | offline) == kiosk.state["paper"], 10, "no printer")
    wait_until(lambda: board.state["calls"][0]["number"] == taken["number"], 10, "it is called")
    assert hall.stranger().get("/healthz")["ok"] is True
    hall.verify()


def test_with_every_device_absent_the_hall_serves_and_says_what_is_missing(
    new_hall: NewHall, tmp_path: Path
) -> None:
    hall = new_hall(all_absent(), PATH=without_programs(tmp_path / "programs"))

    def all_known() -> dict[str, dict[str, Any]] | None:
        found = devices(hall)
        return found if all(row["level"] == "bad" for row in found.values()) else None

    absent = wait_until(all_known, 30, "every device is known to be absent", every=0.2)
    assert len(absent) == 3 + 2 + 6 + 1 + 1
    assert {row["kind"] for row in absent.values()} == {
        "printer", "keypad", "board", "speaker", "voice",
    }  # fmt: skip
    for row in absent.values():
        assert row["state"] in {"offline", "error"}, row
        assert all(row["todo"].values()), row
        assert row["since"], row
    assert {row["last_seen"] for row in absent.values()} == {None}

    the_way_of_a_citizen(hall)

    # Each went once, and the log says so once, without a traceback.
    hall.stop()
    log = hall.log()
    assert "Traceback" not in log
    for name, row in absent.items():
        gone = re.findall(rf"^{name}: {row['state']}\b", log, re.MULTILINE)
        assert len(gone) == 1, (name, log)


def test_control_the_shipped_devices_are_all_there(hall: Hall) -> None:
    def all_good() -> dict[str, dict[str, Any]] | None:
        found = devices(hall)
        return found if all(row["level"] == "good" for row in found.values()) else None

    there = wait_until(all_good, 30, "every device is there", every=0.2)
    assert {row["kind"] for row in there.values()} == {"printer", "keypad", "board", "voice"}


@pytest.mark.browser
def test_the_screens_say_what_is_missing(
    new_hall: NewHall, chromium: Browser, tmp_path: Path
) -> None:
    hall = new_hall(all_absent(), PATH=without_programs(tmp_path / "programs"))
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{hall.address}/kiosk/")
    expect(page.locator("#notice")).to_be_visible(timeout=20_000)
    expect(page.locator("#notice-text")).to_contain_text("Máy in")
    page.goto(f"{hall.address}/stats/")
    page.locator("#name").fill("giamsat")
    page.locator("#password").fill("demo-giamsat")
    page.locator("#password").press("Enter")
    expect(page.locator("#alerts [data-kind=device]")).to_contain_text("(13)", timeout=20_000)
    expect(page.locator("#devices-list .device.bad")).to_have_count(13)
    # One sentence for all six boards of the line that is gone, each with its own row.
    line = page.locator("#devices-list .todo", has_text="Mất đường dây tới các bảng số")
    expect(line).to_have_count(1)
    page.close()
