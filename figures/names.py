"""What a group of figures is called, in both languages; what is retired keeps its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.models import Counter, Field, Priority, Service, Staff
from db.statement import rows
from figures.passages import PLAIN
from figures.period import Period

Names = dict[Any, tuple[str, str]]

# What belongs to no group: not called yet, nobody signed in, no service of a citizen's.
NOBODY = {
    "service": ("Việc nội bộ", "Back office"),
    "field": ("Việc nội bộ", "Back office"),
    "counter": ("Chưa tới quầy", "Not at a counter"),
    "clerk": ("Không có cán bộ", "No clerk"),
    "class": ("Việc không lấy số", "Work without a number"),
    "channel": ("Việc không lấy số", "Work without a number"),
}


def names(by: str, period: Period) -> Names:
    """{key: (Vietnamese, English)} in the order in which the groups are shown."""
    return _NAMES[by](period)


def _of(key: Any, name: Any, name_en: Any, order: Any) -> Callable[[Period], Names]:
    def read(_period: Period) -> Names:
        found = rows(key.model.select(key, name, name_en).order_by(order))
        return {row[0]: (row[1], row[2]) for row in found}

    return read


def _hours(_period: Period) -> Names:
    return {h: (f"{h:02d}–{h + 1:02d} giờ", f"{h:02d}–{h + 1:02d}") for h in range(24)}


def _days(period: Period) -> Names:
    written = {id: "/".join(reversed(date.split("-"))) for id, date in period.days.items()}
    return {id: (date, date) for id, date in written.items()}


def _classes(period: Period) -> Names:
    plain: Names = {PLAIN: ("Không ưu tiên", "No priority")}
    return plain | _of(Priority.id, Priority.name, Priority.name_en, Priority.position)(period)


def _fixed(known: Names) -> Callable[[Period], Names]:
    return lambda _period: known


# From Monday on, each by SQLite's number.
_WEEKDAYS: Names = {
    1: ("Thứ hai", "Monday"), 2: ("Thứ ba", "Tuesday"), 3: ("Thứ tư", "Wednesday"),
    4: ("Thứ năm", "Thursday"), 5: ("Thứ sáu", "Friday"), 6: ("Thứ bảy", "Saturday"),
    0: ("Chủ nhật", "Sunday"),
}  # fmt: skip
_CHANNELS: Names = {
    "kiosk": ("Tự lấy số ở máy", "At the kiosk"),
    "staff": ("Cán bộ lấy giúp", "By a member of staff"),
    "appointment": ("Hẹn trước", "By appointment"),
    "paper": ("Ghi bù từ sổ giấy", "From the paper list"),
    "api": ("Phần mềm khác", "By another program"),
}

_NAMES: dict[str, Callable[[Period], Names]] = {
    "service": _of(Service.id, Service.name, Service.name_en, Service.position),
    "field": _of(Field.id, Field.name, Field.name_en, Field.position),
    "counter": _of(Counter.n, Counter.label, Counter.label_en, Counter.n),
    "clerk": _of(Staff.id, Staff.label, Staff.label, Staff.id),
    "hour": _hours,
    "day": _days,
    "weekday": _fixed(_WEEKDAYS),
    "class": _classes,
    "channel": _fixed(_CHANNELS),
}
