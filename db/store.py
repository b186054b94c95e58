"""A hall's state on disk, opened: owner's lock, key, schema, floor, boot and hall time."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from config import Settings
from db import chain, recovery
from db.backup import COPIED
from db.clock import Clock
from db.engine import database
from db.floor import Floor
from db.migrate import migrate
from db.models import Boot, Day, Field, Journal, Number, Setting
from db.owner import own
from db.reserve import Reserve
from db.statement import rows
from db.transaction import Transaction
from db.writer import Writer

# A copy put back beside a lost floor: nobody knows how many numbers were given after it.
BLOCKS_UNKNOWN = 10


@dataclass
class Store:
    """What `open_store` opened; `close` gives it back."""

    state: Path
    writer: Writer
    epoch: str
    founded: bool
    lock: IO[str]
    copy_trouble: str = ""

    def notices(self) -> list[dict[str, Any]]:
        """What is wrong with where things are kept: disk_full, floor, copy."""
        writer = self.writer
        found = {
            "disk_full": writer.reserve.full,
            "floor": bool(writer.floor.alarm()),
            "copy": bool(self.copy_trouble),
        }
        return [{"code": code} for code, wrong in found.items() if wrong]

    def close(self) -> None:
        """Lets another process own the hall."""
        self.lock.close()


def open_store(state: Path, clock: Clock, settings: Settings) -> Store:
    """Opens (or makes) the hall's state; nobody else may own it meanwhile.

    Raises HallIsOwned, StorageUnfit. `founded` tells whether the office is in the database.
    """
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = own(state)
    try:
        return _open(state, clock, settings, lock)
    except BaseException:
        lock.close()
        raise


def _open(state: Path, clock: Clock, settings: Settings, lock: IO[str]) -> Store:
    reserve = Reserve(state / "reserve", settings.limits.reserve_mib << 20)
    reserve.begin()
    recovery.put_right(state, settings.backup)
    key = chain.load_key(state / "journal.key")
    database.point_at(state / "motcua.db")
    database.connect()
    try:
        migrate(database)
        boot, offset = _note_boot(clock, settings.day.trust_clock)
        place = settings.floor.path
        floor = Floor.read(Path(place) if place else state / "floor", settings.floor.block)
        tx = Transaction(key, boot, clock.ticking() + offset, clock.wall(), floor, settings.day)
        epoch = _agree_with_floor(tx)
        founded = Setting.get_or_none(Setting.name == "founded") is not None
    finally:
        database.close()
    writer = Writer(database, clock, floor, settings.day, key, boot, offset, reserve)
    return Store(state, writer, epoch, founded, lock)


def _note_boot(clock: Clock, trust: str) -> tuple[int, int]:
    """This boot's row and the offset from its boot-time clock to hall time."""
    last = Boot.select().order_by(Boot.id.desc()).first()
    if last and last.uuid == clock.boot:
        return last.id, last.offset
    believed = trust == "always" or clock_is_kept()
    row = Journal.select(Journal.hall, Journal.wall).order_by(Journal.seq.desc()).first()
    if row is None:
        hall = clock.wall()
    else:
        # An outage counts as waiting, but only when the date can be believed.
        hall = row.hall + (max(0, clock.wall() - row.wall) if believed else 0)
    offset = hall - clock.ticking()
    boot = Boot.create(uuid=clock.boot, offset=offset, started_wall=clock.wall(), believed=believed)
    return boot.id, offset


def clock_is_kept() -> bool:
    """Whether the machine has a clock of its own or has been told the time since it started."""
    told = Path("/run/systemd/timesync/synchronized")
    return told.exists() or any(Path("/sys/class/rtc").glob("rtc*"))


def _agree_with_floor(tx: Transaction) -> str:
    """Renews the generation in database and floor; declares the gap when they disagree."""
    floor, kept = tx.floor, Setting.get_or_none(Setting.name == "generation")
    restored = kept is not None and not floor.agrees_with(kept.value)
    # A floor beside an empty database: the database was lost, the numbers were not.
    restored = restored or (kept is None and not floor.missing)
    last = Day.select().order_by(Day.id.desc()).first()
    if floor.missing and kept and kept.value.startswith(COPIED):
        _lay_floor_above(tx, last)
        restored = True
    elif floor.missing or (last and floor.day < last.id):
        _lay_floor_again(floor, last)
    generation = floor.announce_generation()
    with database.atomic():
        tx.begin()
        if restored:
            _start_above(tx)
        Setting.replace(name="generation", value=generation).execute()
    floor.settle_generation()
    return generation


def _lay_floor_again(floor: Floor, last: Day | None) -> None:
    """The floor where the database stands: it was lost, or could not be written for a day.

    Without its day, a restore on this very day would give numbers a second time.
    """
    if last is None:
        floor.missing = False  # a new hall has lost nothing
        return
    floor.lay_again(last.id, last.date, _given(last.id), _last_seal())


def _lay_floor_above(tx: Transaction, last: Day | None) -> None:
    """A copy beside a lost floor: nobody knows what was given since, today perhaps on a new day."""
    if last is None:
        return
    today, above = _business_date(tx), BLOCKS_UNKNOWN * tx.floor.block
    id, date = (last.id + 1, today) if today > last.date else (last.id, last.date)
    given, known = _given(id), rows(Field.select(Field.series))
    ends = {series: given.get(series, 0) + above for (series,) in known}
    tx.floor.lay_again(id, date, ends, _last_seal())


def _business_date(tx: Transaction) -> str:
    """The date of a day opened now, as tickets/day.py reckons it."""
    roll = dt.time.fromisoformat(tx.machine.roll_at)
    now = dt.datetime.fromtimestamp(tx.wall / 1000, ZoneInfo(tx.machine.timezone))
    return (now - dt.timedelta(hours=roll.hour, minutes=roll.minute)).date().isoformat()


def _given(day: int) -> dict[str, int]:
    return dict(rows(Number.select(Number.series, Number.last).where(Number.day == day)))


def _last_seal() -> str:
    sealed = Day.select(Day.seal).where(~Day.seal.is_null()).order_by(Day.id.desc()).first()
    return sealed.seal if sealed else ""


def _start_above(tx: Transaction) -> None:
    tx.start_command()
    gap = {}
    for series, end in tx.floor.ends.items():
        mine = (Number.day == tx.floor.day) & (Number.series == series)
        row = Number.get_or_none(mine)
        last = row.last if row else 0
        if end > last:
            Number.replace(day=tx.floor.day, series=series, last=end).execute()
            gap[series] = [last + 1, end]
    tx.append("day", tx.floor.day, "restored", "hall", day=tx.floor.day, detail=json.dumps(gap))
