"""A letter as a Word file: real tables, Times New Roman, the layout of NĐ 30/2020/NĐ-CP.

The file is built from nothing each time; no template lies anywhere that could be another one.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from letters.letter import Block, Letter
from letters.word_table import add_run, put_table, set_cell_margins

FONT = "Times New Roman"
# Phụ lục I: the page, and letters of 13 points; tables and addressees are smaller.
WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 210, 297, 20, 20, 30, 15
INSIDE = WIDTH - LEFT - RIGHT
SIZE, SMALL, ADDRESSEES, FOOT = 13, 12, 11, 7.5
# The country's name is one line of 12 points, bold: 95 mm.
LEFT_SHARE, RIGHT_SHARE = 0.4, 0.6
# So many paragraphs before the signature go with it to its page; so many points are between.
WITH_SIGNATURE, APART = 2, 6
FIRST_LINE = Mm(10)
SEAL = Mm(30)
# A zip entry without a time of its own: the earliest that the format knows.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def to_docx(letter: Letter) -> bytes:
    """The letter as the bytes of a .docx; the same letter gives the same bytes."""
    page = Document()
    _properties(page, letter)
    _styles(page)
    _page(page.sections[0], letter["foot"])
    _head(page, letter)
    _title(page, letter)
    for block in letter["body"]:
        _block(page, block, letter["lang"], INSIDE)
    _end(page, letter)
    if letter["annex"]:
        _annex(page, letter)
    file = io.BytesIO()
    page.save(file)
    return _timeless(file.getvalue())


def _properties(page: Any, letter: Letter) -> None:
    made = dt.datetime.fromisoformat(letter["made"]).replace(tzinfo=None)
    told = page.core_properties
    told.title = f"{letter['name']} {letter['about']}"
    told.author = told.last_modified_by = letter["office"][-1]
    told.created = told.modified = made
    told.language = {"vi": "vi-VN", "en": "en-GB"}[letter["lang"]]
    told.comments = letter["foot"]


def _styles(page: Any) -> None:
    style = page.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    for level in (1, 2):
        heading = page.styles[f"Heading {level}"]
        heading.base_style = style
        heading.font.name, heading.font.size, heading.font.bold = FONT, Pt(SIZE), True
        heading.font.italic = False
        found = heading.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            found.attrib.pop(qn(f"w:{theme}"), None)
        found.set(qn("w:hAnsi"), FONT)
        heading.font.color.rgb = None
        for color in heading.element.rPr.findall(qn("w:color")):
            heading.element.rPr.remove(color)
        heading.paragraph_format.space_before = Pt(8)
        heading.paragraph_format.space_after = Pt(4)
        heading.paragraph_format.keep_with_next = True


def _page(section: Any, foot: str) -> None:
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _number(section.header.paragraphs[0])
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        add_run(paragraph, foot, FOOT).italic = True


def _number(paragraph: Any) -> None:
    """The number of the page, in the middle of the upper margin."""
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if text:
            field = OxmlElement("w:instrText")
            field.set(qn("xml:space"), "preserve")
            field.text = text
        else:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind or "")
        run._r.append(field)  # noqa: SLF001 - python-docx has no word for fields


def _head(page: Any, letter: Letter) -> None:
    """Who writes on the left; on the right the country, and below both number, place and date."""
    table = page.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    set_cell_margins(table, 0)
    widths = (Mm(INSIDE * LEFT_SHARE), Mm(INSIDE * RIGHT_SHARE))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    say, (left, right) = letter["say"], table.rows[0].cells
    for text in letter["parent"]:
        _line(left, text.upper(), SMALL)
    for text in letter["office"]:
        _line(left, text.upper(), SMALL, bold=True)
    _rule(left, INSIDE * LEFT_SHARE, 0.4)
    _line(right, say["country"], SMALL, bold=True)
    _line(right, say["device"], SIZE, bold=True)
    _rule(right, INSIDE * RIGHT_SHARE, 0.56)
    below, beside = table.rows[1].cells
    _line(below, letter["number"], SIZE)
    _line(beside, letter["place_and_date"], SIZE, italic=True)


def _line(cell: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Any:
    first = cell.paragraphs[0]
    paragraph = first if not first.text and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.line_spacing = 1.0
    run = add_run(paragraph, text, size)
    run.bold, run.italic = bold, italic
    return paragraph


def _rule(place: Any, width: float, share: float) -> None:
    """A line under what stands above it, so much of the width (mm) long, in its middle."""
    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(width * (1 - share) / 2)
    # Clear of the letters above it: their tails and lower marks reach 3 points down.
    form.line_spacing, form.space_before, form.space_after = Pt(3), Pt(4), Pt(4)
    edges = OxmlElement("w:pBdr")
    edge = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        edge.set(qn(f"w:{name}"), value)
    edges.append(edge)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - borders have no word either
    properties.insert_element_before(
        edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _title(page: Any, letter: Letter) -> None:
    for text, size, space in ((letter["name"], SIZE + 1, 14), (letter["about"], SIZE, 0)):
        paragraph = page.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.space_before = Pt(space)
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(size)
    _rule(page, INSIDE, 0.3)


def _block(page: Any, block: Block, lang: str, width: float) -> None:
    kind = block["kind"]
    if kind == "table":
        put_table(page, block["table"], lang, width)
    elif kind in ("heading", "subheading"):
        page.add_heading(block["text"], level=1 if kind == "heading" else 2)
    else:
        paragraph = page.add_paragraph(("- " if kind == "item" else "") + block["text"])
        paragraph.alignment = ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = FIRST_LINE
        paragraph.paragraph_format.space_after = Pt(6)


def _end(page: Any, letter: Letter) -> None:
    """Who receives it on the left, who signs on the right, on a page that says something."""
    page.add_paragraph().paragraph_format.line_spacing = Pt(APART)
    for paragraph in page.paragraphs[-1 - WITH_SIGNATURE :]:
        paragraph.paragraph_format.keep_with_next = True
    table = page.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    heard = add_run(left.paragraphs[0], letter["say"]["to"], SMALL)
    heard.bold = heard.italic = True
    for text in letter["addressees"]:
        add_run(left.add_paragraph(), f"- {text}", ADDRESSEES)
    for text in letter["authority"]:
        _line(right, text.upper(), SIZE, bold=True)
    name = _line(right, letter["signer"], SIZE, bold=True)
    name.paragraph_format.space_before = SEAL
    # Torn apart over two pages, nobody sees who signed what.
    for row in table.rows:
        kept = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(kept)  # noqa: SLF001 - nor has this


def _annex(page: Any, letter: Letter) -> None:
    """The wide tables, on sheets that lie."""
    section = page.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(HEIGHT), Mm(WIDTH)
    section.left_margin = section.right_margin = Mm(BOTTOM)
    section.different_first_page_header_footer = False
    heading = page.add_heading(letter["annex_title"], level=1)
    heading.alignment = ALIGN.CENTER
    for block in letter["annex"]:
        _block(page, block, letter["lang"], HEIGHT - 2 * BOTTOM)


def _timeless(file: bytes) -> bytes:
    """The same archive without the time at which it was packed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, NO_TIME), old.read(entry),
                         zipfile.ZIP_DEFLATED)  # fmt: skip
    return packed.getvalue()
