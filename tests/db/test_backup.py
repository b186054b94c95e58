"""A copy is whole or not there."""

from __future__ import annotations

import contextlib
import random
import resource
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from config import Backup
from db import backup
from db.errors import StorageUnfit
from db.models import Rating
from tests.tickets.core import Core


def test_what_a_full_disk_cuts_off_is_no_copy(core: Core) -> None:
    core.take()
    with no_file_beyond(20_000), pytest.raises(StorageUnfit, match="No copy was made"):
        backup.copy(core.state, Backup())
    assert list((core.state / "backups").iterdir()) == []
    backup.copy(core.state, Backup())
    kept = {path.suffix for path in (core.state / "backups").iterdir()}
    assert kept == {".db", ".key"}


def test_a_copy_does_not_show_in_which_order_answers_came(core: Core, tmp_path: Path) -> None:
    keys = [bytes([n]) * 16 for n in random.Random(1).sample(range(250), 60)]

    def kept(order: list[bytes]) -> tuple[bytes, bytes]:
        """The copy, and the control: the same copied page by page."""
        Rating.delete().execute()
        for key in order:
            said = {"half": "am", "scale": 5, "level": 1 + key[0] % 5}
            Rating.insert(key=key, clerk="an", counter=0, field="", day=1, **said).execute()
        paged = tmp_path / "paged.db"
        source = core.writer.database.connection()
        with contextlib.closing(apsw.Connection(str(paged))) as into:
            step = into.backup("main", source, "main")
            step.step()
            step.finish()
        copied = Path(backup.copy(core.state, Backup(keep=9))["path"])
        return without_counters(copied.read_bytes()), without_counters(paged.read_bytes())

    one, other = kept(keys), kept(sorted(keys))
    assert one[0] == other[0]
    assert one[1] != other[1]


def without_counters(file: bytes) -> bytes:
    """A database file without what its header says of how often it was written."""
    return file[:24] + bytes(4) + file[28:92] + bytes(8) + file[100:]


def test_so_many_stay_and_nobody_elses_file_goes(core: Core) -> None:
    folder = core.state / "usb"
    kept = Backup(path=str(folder), keep=2)
    made = [backup.copy(core.state, kept)["path"] for _ in range(2)]
    (folder / "20200101T000000000000.db").touch()  # made before the clock was set back
    (folder / "mine.db").touch()
    made.append(backup.copy(core.state, kept)["path"])
    assert {str(path) for path in folder.glob("*.db")} == {*made[1:], str(folder / "mine.db")}
    assert len(list(folder.glob("*.key"))) == 2


def test_halves_of_a_hall_that_was_killed_are_cleared_and_nothing_else(core: Core) -> None:
    made = Path(backup.copy(core.state, Backup())["path"])
    halves = [made.with_suffix(end) for end in (".part", ".part-journal")]
    halves += [made.with_name(f"20200101T000000000000{end}") for end in (".key", ".zip")]
    for half in halves:
        half.write_bytes(b"half")
    backup.clear_halves(core.state, Backup())
    assert set(made.parent.iterdir()) == {made, made.with_suffix(".key")}


def test_no_copy_takes_the_last_room_of_the_disk(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "ROOM", 1 << 62)
    with pytest.raises(StorageUnfit, match="no room"):
        backup.copy(core.state, Backup())
    assert list((core.state / "backups").iterdir()) == []


@pytest.mark.parametrize("with_key", [True, False])
def test_a_copy_founds_a_state_that_was_empty(with_key: bool, core: Core, tmp_path: Path) -> None:
    core.take()
    made = Path(backup.copy(core.state, Backup())["path"])
    if not with_key:
        made.with_suffix(".key").unlink()
    backup.restore(tmp_path / "bare", made)
    assert (tmp_path / "bare" / "motcua.db").exists()
    assert (tmp_path / "bare" / "journal.key").exists() == with_key


def test_pictures_go_with_a_copy_and_come_back_with_it(core: Core, tmp_path: Path) -> None:
    kept = Backup(keep=1)
    pictures = core.state / "pictures"
    pictures.mkdir()
    for name in ("market.webp", "notice.webp"):
        (pictures / name).write_bytes(name.encode())
    first = Path(backup.copy(core.state, kept)["path"])
    made = Path(backup.copy(core.state, kept)["path"])
    assert not first.with_suffix(".zip").exists()  # gone with its copy
    here = tmp_path / "here" / "pictures"
    here.mkdir(parents=True)
    (here / "market.webp").write_bytes(b"another since")
    (here / "later.webp").write_bytes(b"later")
    (here / "notice.webp").write_bytes(b"notice.webp")
    backup.restore(tmp_path / "here", made)
    assert {file.name: file.read_bytes() for file in here.iterdir()} == {
        "market.webp": b"market.webp", "notice.webp": b"notice.webp", "later.webp": b"later",
    }  # fmt: skip
    aside = tmp_path / "here" / "replaced-1" / "pictures"
    assert [file.read_bytes() for file in aside.iterdir()] == [b"another since"]
    backup.restore(tmp_path / "bare", made)
    assert len(list((tmp_path / "bare" / "pictures").iterdir())) == 2


def test_a_copy_with_damaged_pictures_is_put_back_all_the_same(
    core: Core, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (core.state / "pictures").mkdir()
    (core.state / "pictures" / "market.webp").write_bytes(b"market")
    made = Path(backup.copy(core.state, Backup())["path"])
    made.with_suffix(".zip").write_bytes(b"half of it")
    backup.restore(tmp_path / "bare", made)
    assert (tmp_path / "bare" / "motcua.db").exists()
    assert "were not put back" in caplog.text


def test_two_pictures_that_are_displaced_are_both_kept_aside(core: Core, tmp_path: Path) -> None:
    pictures = core.state / "pictures"
    pictures.mkdir()
    for name in ("market.webp", "notice.webp"):
        (pictures / name).write_bytes(b"then")
    made = Path(backup.copy(core.state, Backup())["path"])
    for picture in pictures.iterdir():
        picture.write_bytes(b"now")
    backup.put_in_place(core.state, made, "replaced")
    assert {picture.read_bytes() for picture in pictures.iterdir()} == {b"then"}
    assert len(list((core.state / "replaced-1" / "pictures").iterdir())) == 2


@pytest.mark.parametrize("content", [b"no database " * 1000, None])
def test_what_is_no_good_copy_is_not_put_in_place(
    content: bytes | None, core: Core, tmp_path: Path
) -> None:
    for _ in range(200):
        core.take()
    made = Path(backup.copy(core.state, Backup())["path"])
    if content is None:  # a page in the middle
        whole = made.read_bytes()
        content = whole[:40960] + b"\x55" * 8192 + whole[49152:]
    made.write_bytes(content)
    with pytest.raises(StorageUnfit, match="choose another"):
        backup.restore(tmp_path / "bare", made)
    assert not (tmp_path / "bare").exists()


@contextlib.contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
