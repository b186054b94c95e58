"""One table of a letter in Word: a head that is repeated, figures to the right, the sum in bold."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from letters.letter import Table, shown

SIZE, HEADS, NOTES, TITLE = 10, 9, 9, 12
# On either side of what stands in a cell (mm); Word's own 1.9 mm tear the heads of narrow columns.
BESIDE = 0.8
TWIPS = 1440 / 25.4  # to the millimetre
# A table of so many rows is not torn apart over two pages.
WHOLE = 12


def put_table(page: Any, told: Table, lang: str, width: float) -> None:
    """The table under its title, as wide as the page (mm)."""
    title = page.add_paragraph()
    title.alignment = ALIGN.LEFT
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(6), Pt(3)
    title.paragraph_format.keep_with_next = True
    add_run(title, told["title"], TITLE).bold = True
    table = page.add_table(rows=1 + len(told["rows"]), cols=len(told["columns"]))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    set_cell_margins(table, BESIDE)
    whole = sum(column["width"] for column in told["columns"])
    widths = [Mm(width * column["width"] / whole) for column in told["columns"]]
    _set_grid(table, widths)
    _head(table.rows[0], [column["head"] for column in told["columns"]], widths)
    for i, values in enumerate(told["rows"]):
        last = told["total"] and i == len(told["rows"]) - 1
        _row(table.rows[i + 1], values, told, lang, widths, bold=last)
    if len(told["rows"]) <= WHOLE:
        _keep_together(table.rows if told["notes"] else table.rows[:-1])
    for note in told["notes"]:
        paragraph = page.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(2)
        add_run(paragraph, note, NOTES).italic = True
    page.add_paragraph().paragraph_format.line_spacing = Pt(6)


def add_run(paragraph: Any, text: str, size: float) -> Any:
    """Text of this size, and the paragraph's own mark with it: a line is as high as its mark."""
    mark = OxmlElement("w:rPr")
    height = OxmlElement("w:sz")
    height.set(qn("w:val"), str(round(2 * size)))
    mark.append(height)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no word for it
    if properties.find(qn("w:rPr")) is None:
        properties.insert_element_before(mark, "w:sectPr", "w:pPrChange")
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    return run


def set_cell_margins(table: Any, mm: float) -> None:
    """So much room on either side within every cell of a table."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(round(mm * TWIPS)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001 - no word for it


def _keep_together(rows: Any) -> None:
    for row in rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _set_grid(table: Any, widths: list[Any]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _head(row: Any, heads: list[str], widths: list[Any]) -> None:
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no word for it
    for cell, text, width in zip(row.cells, heads, widths, strict=True):
        _cell(cell, text, width, ALIGN.CENTER, bold=True, size=HEADS)


def _row(
    row: Any, values: list[Any], told: Table, lang: str, widths: list[Any], *, bold: bool
) -> None:
    whole = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(whole)  # noqa: SLF001 - nor for this
    for cell, value, column, width in zip(row.cells, values, told["columns"], widths, strict=True):
        kind = column["kind"]
        side = ALIGN.LEFT if kind == "text" else ALIGN.RIGHT
        _cell(cell, shown(value, kind, lang), width, side, bold=bold)


def _cell(cell: Any, text: str, width: Any, side: Any, *, bold: bool, size: float = SIZE) -> None:
    cell.width, cell.vertical_alignment = width, WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    add_run(paragraph, text, size).bold = bold
