"""A child process on the hub: one that is out of its mind costs nobody else a turn or memory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.hardware.rigged import HOUSE

FLOOD = """
import os
while True: os.write(1, b'{"key": 1}\\n' * 1000)
"""
ENDLESS = """
import os
while True: os.write(1, b'x' * 65536)
"""


def listened_to(program: str) -> dict[str, Any]:
    rig = [sys.executable, "-m", "tests.hardware.talkative", program]
    said = subprocess.run(rig, capture_output=True, check=True, cwd=HOUSE, timeout=30)
    told: dict[str, Any] = json.loads(said.stdout)
    return told


def test_a_child_that_never_stops_talking_leaves_the_others_their_turn() -> None:
    told = listened_to(FLOOD)
    assert told["heard"] > 10_000
    assert told["worst_lag"] < 0.4  # of the three seconds in which it talked


def test_a_line_that_never_ends_is_the_end_of_its_child() -> None:
    told = listened_to(ENDLESS)
    assert (told["heard"], told["over"], told["status"]) == (0, True, 9)
