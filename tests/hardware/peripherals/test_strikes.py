"""A port that hangs again and again stays out longer each time, and is forgiven in the end."""

from __future__ import annotations

import pytest

from hardware.peripherals import strikes
from hardware.peripherals.strikes import OUT_S, STRIKES, WITHIN_S, Strikes


class Watch:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(strikes, "time", watch)
    return watch


def hangs(counted: Strikes, watch: Watch, times: int, every_s: float) -> list[float]:
    told = []
    for _ in range(times):
        watch.now += every_s
        told.append(counted.hung("b1"))
    return told


def test_the_third_time_within_five_minutes_it_is_out(watch: Watch) -> None:
    counted = Strikes()
    assert hangs(counted, watch, STRIKES, 100) == [0.0, 0.0, OUT_S[0]]
    assert counted.is_out("b1")
    assert not counted.is_out("b2")
    watch.now += OUT_S[0] + 1
    assert not counted.is_out("b1")


def test_now_and_then_is_no_reason(watch: Watch) -> None:
    assert hangs(Strikes(), watch, 20, WITHIN_S / 2 + 1) == [0.0] * 20


def test_back_and_hanging_again_it_stays_out_twice_as_long(watch: Watch) -> None:
    counted = Strikes()
    hangs(counted, watch, STRIKES, 1)
    told = []
    for _ in range(8):
        watch.now = counted._out["b1"] + 5  # its five good minutes begin with its return
        told.append(counted.hung("b1"))
    assert told == [120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_five_good_minutes_after_its_return_it_begins_anew(watch: Watch) -> None:
    counted = Strikes()
    hangs(counted, watch, STRIKES, 1)
    watch.now += OUT_S[0] + WITHIN_S + 1
    assert hangs(counted, watch, STRIKES, 1) == [0.0, 0.0, OUT_S[0]]


def test_who_has_been_seen_to_begins_anew(watch: Watch) -> None:
    counted = Strikes()
    hangs(counted, watch, STRIKES, 1)
    counted.forgive("b1")
    assert not counted.is_out("b1")
    assert hangs(counted, watch, STRIKES, 1) == [0.0, 0.0, OUT_S[0]]
