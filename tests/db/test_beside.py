"""What lies beside the database goes with its copies, and comes back without harming anybody."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from db import beside


def picture(state: Path, name: str, data: bytes) -> Path:
    path = state / beside.PICTURES / f"{name}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_pictures_come_back_and_what_they_displace_is_kept_aside(tmp_path: Path) -> None:
    state, packed, aside = tmp_path / "state", tmp_path / "copy.zip", tmp_path / "aside"
    aside.mkdir()
    same, other = picture(state, "a", b"same"), picture(state, "b", b"old")
    gone = picture(state, "c", b"gone")
    assert beside.size(state) == len(b"sameoldgone")
    beside.pack(state, packed)
    gone.unlink()
    other.write_bytes(b"new")
    later = picture(state, "d", b"later")
    beside.unpack(packed, state, aside)
    pictures = (same, other, gone, later)
    assert [each.read_bytes() for each in pictures] == [b"same", b"old", b"gone", b"later"]
    kept = aside / beside.PICTURES
    assert {each.name: each.read_bytes() for each in kept.iterdir()} == {"b.webp": b"new"}


def test_a_second_one_displaced_lies_beside_the_first(tmp_path: Path) -> None:
    state, packed, aside = tmp_path / "state", tmp_path / "copy.zip", tmp_path / "aside"
    aside.mkdir()
    both = [picture(state, name, b"old") for name in "ab"]
    beside.pack(state, packed)
    for each in both:
        each.write_bytes(b"new")
    beside.unpack(packed, state, aside)
    assert sorted(each.name for each in (aside / beside.PICTURES).iterdir()) == ["a.webp", "b.webp"]


def test_without_pictures_there_is_no_file_and_nothing_to_bring(tmp_path: Path) -> None:
    packed = tmp_path / "copy.zip"
    beside.pack(tmp_path, packed)
    assert not packed.exists()
    beside.unpack(packed, tmp_path, tmp_path)
    assert not (tmp_path / beside.PICTURES).exists()


def test_a_damaged_file_is_told_of_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    packed = tmp_path / "copy.zip"
    packed.write_bytes(b"no zip")
    with caplog.at_level(logging.WARNING):
        beside.unpack(packed, tmp_path, tmp_path)
    assert "were not put back" in caplog.text
