"""The slip of a trial: no number, no code, and the signs by which a printer is seen to be right."""

from __future__ import annotations

from kiosk.slip import Block

MARK = "BẢN IN THỬ"
TONES = "ỔỄẴỰ ỜỐẾỘ ẶỮỢỸ Đđ ăâêôơư"
"""Capitals that lose their tones first, and letters that a wrong code page does not have."""

SPACE: Block = {"block": "space", "height": 10}


def trial_blocks(office: str, printer: str, at: str) -> list[Block]:
    """The sheet from top to bottom; `at` as people read it."""
    return [
        {"block": "mark", "text": MARK},
        SPACE,
        _text(office, 30, 800),
        {"block": "rule", "thickness": 2},
        {"block": "pair", "label": "Máy in", "value": printer, "size": 28},
        {"block": "pair", "label": "In lúc", "value": at, "size": 28},
        {"block": "rule", "thickness": 2},
        SPACE,
        _text(TONES, 40, 700),
        SPACE,
        _text("Dòng trên đủ dấu, nét đậm đều là máy in tốt.", 28, 600),
        {"block": "rule", "thickness": 2},
        _text("Phiếu này không có số thứ tự, không dùng để chờ lượt.", 28, 600),
        _text("Test print. Not a queue ticket.", 26, 500),
    ]


def _text(words: str, size: int, weight: int) -> Block:
    return {"block": "text", "text": words, "size": size, "weight": weight, "align": "center"}
