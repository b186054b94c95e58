"""The drivers, without a child: what they claim is what is on the paper."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from hardware.errors import FaultUnknown
from hardware.printer import blocks as b
from hardware.printer.driver import AddressUnknown, Place, driver_for
from hardware.printer.paper import draw
from hardware.printer.wire import encode
from tests.hardware.printer.escpos_reader import read
from tests.hardware.printer.fake_printer import FakePrinter

WIDTH = 576


def job(number: int) -> bytes:
    return encode(draw([b.number(f"A{number:03}"), b.qr(f"http://hall/t/{number}")], WIDTH), WIDTH)


class Begun:
    """Counts how often a driver said that it begins."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def place(address: str, state: Path, **more: Any) -> Place:
    return Place(address, "k1", state, WIDTH, **({"timeout_s": 1.0, "deadline_s": 3.0} | more))


# -- virtual


def test_the_folder_holds_the_bytes_and_the_picture_read_from_them(tmp_path: Path) -> None:
    result = driver_for(place("virtual", tmp_path)).print(7, job(7), Begun())
    stored = (tmp_path / "paper" / "000007.bin").read_bytes()
    picture = Image.open(io.BytesIO((tmp_path / "paper" / "000007.png").read_bytes()))
    assert result.state == "printed"
    assert stored == job(7)
    assert np.array_equal(~np.asarray(picture), read(stored, WIDTH))
    assert sorted(p.name for p in (tmp_path / "paper").iterdir()) == ["000007.bin", "000007.png"]


def test_a_paper_that_exists_is_never_printed_again(tmp_path: Path) -> None:
    begun = Begun()
    driver_for(place("virtual", tmp_path)).print(7, job(7), begun)
    again = driver_for(place("virtual", tmp_path)).print(7, job(8), begun)
    assert (again.state, again.detail, begun.times) == ("printed", "already on paper", 1)
    assert (tmp_path / "paper" / "000007.bin").read_bytes() == job(7)


def test_a_picture_lost_to_a_crash_is_drawn_when_the_proof_is_asked(tmp_path: Path) -> None:
    printer = driver_for(place("virtual", tmp_path))
    printer.print(7, job(7), Begun())
    (tmp_path / "paper" / "000007.png").unlink()
    assert printer.proof(7).state == "printed"
    assert (tmp_path / "paper" / "000007.png").exists()


@pytest.mark.parametrize(
    ("fault", "state", "detail", "result"),
    [
        ("paper-low", "ok", "paper-low", "printed"),
        ("slow", "ok", "", "printed"),
        ("silent", "unknown", "no answer", "sent"),
        ("lost-proof", "ok", "", "unknown"),
        ("cutter", "error", "cutter", "failed"),
        ("error", "error", "", "failed"),
    ],
)
def test_the_virtual_printer_breaks_as_real_ones_do(
    fault: str, state: str, detail: str, result: str, tmp_path: Path
) -> None:
    printer = driver_for(place("virtual", tmp_path))
    printer.fault(fault)
    assert (printer.condition().state, printer.condition().detail) == (state, detail)
    assert printer.print(7, job(7), Begun()).state == result
    # Its folder proves even what it did not say.
    assert printer.proof(7).state == ("failed" if result == "failed" else "printed")


@pytest.mark.parametrize("fault", ["paper-out", "cover-open", "offline"])
def test_in_trouble_no_byte_goes_out_and_the_job_may_be_tried_again(
    fault: str, tmp_path: Path
) -> None:
    printer, begun = driver_for(place("virtual", tmp_path)), Begun()
    printer.fault(fault)
    assert printer.condition().state == fault
    assert printer.print(7, job(7), begun).state == "failed"
    assert begun.times == 0
    printer.fault("ok")
    assert printer.print(7, job(7), begun).state == "printed"


def test_a_torn_job_is_unknown_for_ever(tmp_path: Path) -> None:
    printer, begun = driver_for(place("virtual", tmp_path)), Begun()
    printer.fault("reset")
    assert printer.print(7, job(7), begun).state == "unknown"
    assert printer.print(7, job(7), begun).state == "unknown"
    assert begun.times == 1
    assert printer.print(8, job(8), begun).state == "printed"
    assert not (tmp_path / "paper" / "000007.bin").exists()


def test_a_stalled_printer_goes_on_when_told(tmp_path: Path) -> None:
    printer, results = driver_for(place("virtual", tmp_path)), []
    printer.fault("stall")
    thread = threading.Thread(target=lambda: results.append(printer.print(7, job(7), Begun())))
    thread.start()
    time.sleep(0.1)
    assert results == []
    printer.fault("ok")
    thread.join(5)
    assert [result.state for result in results] == ["printed"]


def test_an_unknown_fault_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultUnknown, match="paper-out"):
        driver_for(place("virtual", tmp_path)).fault("on-fire")


# -- tcp


@pytest.mark.parametrize(
    ("fault", "state", "papers"),
    [
        ("ok", "printed", 1),
        ("silent", "sent", 1),
        ("mute-proof", "sent", 1),
        ("paper-out", "failed", 0),
        ("cover-open", "failed", 0),
        ("offline", "failed", 0),
        ("reset", "unknown", 0),
        ("lost-proof", "unknown", 1),
        ("out-midway", "unknown", 1),
        ("stall", "unknown", 0),
        ("garbage", "sent", 1),
    ],
)
def test_what_is_claimed_and_what_is_on_paper(
    fault: str, state: str, papers: int, tmp_path: Path
) -> None:
    begun = Begun()
    with FakePrinter(fault=fault) as printer:
        result = driver_for(place(printer.address, tmp_path)).print(1, job(1), begun)
        assert result.state == state, result
        assert len(printer.papers) == papers
        assert begun.times == (state != "failed")


@pytest.mark.parametrize("fault", ["paper-out", "cover-open", "offline", "ok"])
def test_it_says_how_it_is(fault: str, tmp_path: Path) -> None:
    with FakePrinter(fault=fault) as printer:
        assert driver_for(place(printer.address, tmp_path)).condition().state == fault


@pytest.mark.parametrize("fault", ["silent", "garbage"])
def test_what_it_does_not_say_is_unknown(fault: str, tmp_path: Path) -> None:
    with FakePrinter(fault=fault) as printer:
        assert driver_for(place(printer.address, tmp_path)).condition().state == "unknown"


def test_a_printer_that_refuses_is_offline_and_nothing_began(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    printer, begun = driver_for(place(f"tcp://127.0.0.1:{port}", tmp_path)), Begun()
    assert printer.condition().state == "offline"
    assert printer.print(1, job(1), begun).state == "failed"
    assert begun.times == 0


def test_a_printer_that_never_accepts_costs_no_more_than_its_deadline(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as listener:
        crowd = [socket.socket() for _ in range(8)]
        for one in crowd:
            one.setblocking(False)  # noqa: FBT003
            one.connect_ex(listener.getsockname())
        address = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        began = time.monotonic()
        result = driver_for(place(address, tmp_path, timeout_s=0.5)).print(1, job(1), Begun())
        assert time.monotonic() - began < 8
        assert result.state == "failed"
        for one in crowd:
            one.close()


def test_after_a_broken_job_the_next_one_is_whole(tmp_path: Path) -> None:
    with FakePrinter() as printer:
        driver = driver_for(place(printer.address, tmp_path))
        assert driver.print(1, job(1), Begun()).state == "printed"
        printer.fault = "reset"
        assert driver.print(2, job(2), Begun()).state == "unknown"
        assert driver.print(3, job(3), Begun()).state == "printed"
        assert np.array_equal(printer.papers[-1][-len(read(job(3), WIDTH)) :], read(job(3), WIDTH))
        assert printer.duplicates() == set()


def test_a_silent_printer_is_waited_for_briefly(tmp_path: Path) -> None:
    with FakePrinter(fault="mute-proof") as printer:
        driver = driver_for(place(printer.address, tmp_path))
        first = _seconds(lambda: driver.print(1, job(1), Begun()))
        second = _seconds(lambda: driver.print(2, job(2), Begun()))
        assert second < first - 0.5


WRONG = ["usb://lp0", "serial://ttyS0", "serial:///dev/ttyS0?baud=x", "serial:///dev/ttyS0?speed=1"]


@pytest.mark.parametrize("address", ["lpt1", "tcp://", "tcp://host:port", *WRONG])
def test_an_address_nobody_can_reach_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(AddressUnknown):
        driver_for(place(address, tmp_path))


def _seconds(action: Callable[[], object]) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began
