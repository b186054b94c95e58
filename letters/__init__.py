"""Documents on paper: a letter of blocks drawn as Word, Excel or PDF. Knows no hall and no Flask.

The layout is that of Vietnamese administrative documents (NĐ 30/2020/NĐ-CP, Phụ lục I). The same
letter gives the same bytes, today and in a year.

Public: `Letter` and its blocks (what is drawn), `shown` (a value as people write it), `draw` (the
file, made by a child process).
"""

from __future__ import annotations

from letters.drawing import FORMS, NotDrawn, draw
from letters.letter import Block, Column, Letter, Table, shown

__all__ = ["FORMS", "Block", "Column", "Letter", "NotDrawn", "Table", "draw", "shown"]
