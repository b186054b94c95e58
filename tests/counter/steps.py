"""What the server tells of one number's day, and of one clerk's."""

from __future__ import annotations

from typing import Any


def step(action: str, minutes: int, **told: Any) -> dict[str, Any]:
    """One step of a number's day, so many minutes after eight."""
    return {
        "action": action, "at": f"2026-11-20T{8 + minutes // 60:02d}:{minutes % 60:02d}:00+07:00",
        "counter": None, "clerk": None, "to": None, "reason": None, "note": None,
        "forgotten": False, "until": None, "undone": False,
    } | told  # fmt: skip


AT_ONE: dict[str, Any] = {"counter": 1, "clerk": "Cán bộ 1"}
STEPS = [
    step("take", 4), step("call", 19, **AT_ONE), step("recall", 20, **AT_ONE),
    step("start", 21, **AT_ONE),
    step("hold", 24, **AT_ONE, undone=True,
         reason={"name": "Điền tờ khai", "name_en": "Fill in a form"}),
    step("transfer", 29, **AT_ONE, to={"name": "Quầy 3", "name_en": "Counter 3"},
         note="Đã kiểm tra giấy tờ, chỉ còn nộp lệ phí và ký nhận."),
    step("call", 41, counter=3, clerk="Cán bộ 3"), step("start", 42, counter=3, clerk="Cán bộ 3"),
    step("note", 46, counter=3, clerk="Cán bộ 3", forgotten=True),
]  # fmt: skip
OWN_DAY: dict[str, Any] = {
    "served": 23, "missed": 2, "held": 3, "service_s": {"usual": 412, "longest": 1730},
    "walk_s": 34, "open_s": 13_500, "paused_s": 900, "quick": {"n": 4, "s": 1260},
    "hours": [{"hour": 7 + i, "served": n} for i, n in enumerate((3, 8, 7, 5))],
    "since": "2026-11-20T07:28:00+07:00",
}  # fmt: skip

OWN_RATINGS: dict[str, Any] = {
    "from": "2026-10-19", "to": "2026-11-15", "least": 10, "asked": 96, "n": 41,
    "scores": [{"scale": 5, "n": 41, "mean": 4.37, "levels": [1, 2, 3, 10, 25]}],
}  # fmt: skip
