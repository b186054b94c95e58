"""Our files in somebody else's office suite: what a reader of the paper would see."""

from __future__ import annotations

import copy
import datetime as dt
import io
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from letters import Letter, draw
from letters.letter import shown, tables
from reports import keeping
from reports.composed import letter
from tests.figures.history import History
from tests.reports.told import frozen, live

pytestmark = pytest.mark.soak

KINDS = {
    "day": "2026-06-12", "week": "2026-06-08", "month": "2026-05-15", "quarter": "2026-03-15",
    "half-year": "2025-12-15", "nine-months": "2025-12-15", "year": "2025-12-15",
    "calendar-month": "2026-05-01", "calendar-quarter": "2026-01-01",
    "calendar-half": "2026-01-01", "calendar-year": "2026-01-01",
}  # fmt: skip
FOR_A_MEETING = ("day", "week", "month", "calendar-month")
PPI, EDGE_MM = 60, 13
# A signature is as high as six lines of words: by steps of four one of these ends just above it.
LENGTHS = range(0, 36, 4)
KEPT = b"<w:keepNext/>"


class Office:
    """LibreOffice and poppler, in a profile of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pdfs(self, files: dict[str, bytes], form: str) -> dict[str, Path]:
        """The files as it would print them, by name."""
        given, made = (self._folder / f"{form}-{part}" for part in ("given", "made"))
        given.mkdir(exist_ok=True)
        names = {name: given / f"{name}.{form}" for name in files}
        for name, path in names.items():
            path.write_bytes(files[name])
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(made)]
        subprocess.run([*command, *map(str, names.values())], check=True, timeout=900,
                       capture_output=True)  # fmt: skip
        return {name: made / f"{name}.pdf" for name in files}


def pages(pdf: Path) -> list[str]:
    """The text of each page without any blanks: words are torn where a line ends."""
    said = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True
    )
    return [solid(page) for page in said.stdout.split("\f")[:-1]]


def solid(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).replace("\u2060", "").split())


def pictures(pdf: Path) -> list[Image.Image]:
    folder = pdf.with_suffix("")
    folder.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", str(PPI), "-png", str(pdf), f"{folder}/p"], check=True)
    return [Image.open(file).convert("L") for file in sorted(folder.glob("*.png"))]


def leaves_its_page(picture: Image.Image) -> bool:
    """Whether anything stands in the outer 13 mm on the left or the right."""
    edge, (width, height) = round(EDGE_MM / 25.4 * PPI), picture.size
    strips = ((0, 0, edge, height), (width - edge, 0, width, height))
    return any(min(picture.crop(strip).tobytes()) < 128 for strip in strips)


def lost(told: Letter, seen: list[str]) -> list[str]:
    """What was written and is not on the paper."""
    whole, wanted = "".join(seen), [told["name"], told["about"], told["number"]]
    wanted += [block["text"] for block in (*told["body"], *told["annex"]) if "text" in block]
    for table in tables(told):
        kinds = [column["kind"] for column in table["columns"]]
        wanted += [table["title"], *(column["head"] for column in table["columns"])]
        for row in table["rows"]:
            cells = zip(row, kinds, strict=True)
            wanted += [shown(value, kind, told["lang"]) for value, kind in cells]
    return [text for text in wanted if solid(text) not in whole]


def signed_alone(told: Letter, seen: list[str]) -> bool:
    """Whether the signature stands on a page without the last words above it."""
    [page] = [page for page in seen if solid(f"- {told['addressees'][0]}") in page]
    last = solid(told["body"][-1]["text"])
    return last[-30:] not in page or solid(told["authority"][-1].upper()) not in page


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    if not all(map(shutil.which, ("soffice", "pdftoppm", "pdftotext"))):
        pytest.skip("LibreOffice or poppler is not here; `scripts/setup soak` installs them")
    serif = subprocess.run(
        ["fc-list", ":lang=vi:family=Liberation Serif"], check=True, capture_output=True
    )
    if not serif.stdout:
        pytest.skip("no Vietnamese serif as wide as Times New Roman; see `scripts/setup soak`")
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Letter]]:
    """Every kind of report of a half-year; one of each length in English, and internal."""
    begin, end = (dt.date.fromisoformat(date) for date in ("2025-12-15", "2026-06-14"))
    every = (begin + dt.timedelta(days) for days in range((end - begin).days + 1))
    dates = [day.isoformat() for day in every if day.weekday() < 5]
    with History(tmp_path_factory.mktemp("half") / "state", dates[0]) as hall:
        live(hall, dates, people=4)
        told = {}
        for kind, begins in KINDS.items():
            version = keeping.version(frozen(hall, kind, begins))
            told[f"{kind}-vi"] = letter(*version, "vi", internal=False)
            if kind in ("day", "month", "half-year"):
                told[f"{kind}-en"] = letter(*version, "en", internal=False)
                told[f"{kind}-internal"] = letter(*version, "vi", internal=True)
        yield told


@pytest.fixture(scope="module")
def printed(office: Office, letters: dict[str, Letter]) -> dict[str, Path]:
    return office.pdfs({name: draw("docx", told) for name, told in letters.items()}, "docx")


def test_every_word_and_number_is_on_the_paper(
    letters: dict[str, Letter], printed: dict[str, Path]
) -> None:
    for name, told in letters.items():
        seen = pages(printed[name])
        assert lost(told, seen) == [], name
        checksum = solid(told["foot"])
        assert all(checksum in page for page in seen), name
        assert all(page.startswith(str(n)) for n, page in enumerate(seen[1:], 2)), name
    other = copy.deepcopy(letters["day-vi"])
    other["body"][0]["text"] = "Không ai đã viết câu này."
    assert lost(other, pages(printed["day-vi"])) == ["Không ai đã viết câu này."]


def test_what_is_for_a_meeting_is_one_page(printed: dict[str, Path]) -> None:
    many = {name: len(pages(pdf)) for name, pdf in printed.items()}
    for name, n in many.items():
        kind, _, version = name.rpartition("-")
        if kind in FOR_A_MEETING:
            assert n == (2 if version == "internal" else 1), name
    assert many["half-year-internal"] > 2


def test_no_table_leaves_its_page(
    office: Office, letters: dict[str, Letter], printed: dict[str, Path]
) -> None:
    for name, pdf in printed.items():
        assert not any(map(leaves_its_page, pictures(pdf))), name
    # Planted: a page with next to no margin on the right.
    narrow = changed(draw("docx", letters["day-vi"]), b'w:right="850"', b'w:right="100"')
    [planted] = office.pdfs({"planted": narrow}, "docx").values()
    assert leaves_its_page(pictures(planted)[0])


def changed(file: bytes, old: bytes, new: bytes) -> bytes:
    """The same Word file with other bytes in its text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as before, zipfile.ZipFile(packed, "w") as after:
        for entry in before.infolist():
            body = before.read(entry)
            after.writestr(entry, body.replace(old, new) if "document" in entry.filename else body)
    return packed.getvalue()


def longer(told: Letter, lines: int) -> Letter:
    """The same report with so many more lines of people's words at its end."""
    more = copy.deepcopy(told)
    more["body"] += [{"kind": "text", "text": f"Việc thứ {n}: thêm một quầy."}
                     for n in range(lines)]  # fmt: skip
    return more


def test_nobody_signs_an_empty_page(office: Office, letters: dict[str, Letter]) -> None:
    told = {f"plus-{n}": longer(letters["half-year-vi"], n) for n in LENGTHS}
    files = {name: draw("docx", each) for name, each in told.items()}
    for name, pdf in office.pdfs(files, "docx").items():
        assert not signed_alone(told[name], pages(pdf)), name
    # Planted: the same files without what keeps paragraphs together.
    loose = {name: changed(file, KEPT, b"") for name, file in files.items()}
    found = office.pdfs(loose, "docx")
    assert any(signed_alone(told[name], pages(pdf)) for name, pdf in found.items())


@pytest.mark.usefixtures("office")
def test_nobody_signs_an_empty_page_of_a_pdf(letters: dict[str, Letter], tmp_path: Path) -> None:
    for n in LENGTHS:
        told = longer(letters["half-year-vi"], n)
        drawn = tmp_path / f"{n}.pdf"
        drawn.write_bytes(draw("pdf", told))
        assert not signed_alone(told, pages(drawn)), n


def test_a_table_of_two_pages_has_its_head_on_both(
    office: Office, letters: dict[str, Letter]
) -> None:
    told = copy.deepcopy(letters["half-year-vi"])
    table = next(block["table"] for block in told["annex"] if "table" in block)
    table["rows"] = [[str(n), f"Thủ tục số {n}", *table["rows"][0][2:]] for n in range(1, 61)]
    told["annex"] = [{"kind": "table", "table": table}]
    file = draw("docx", told)
    head = solid(table["columns"][1]["head"] + table["columns"][2]["head"])
    both = {"repeated": file, "planted": changed(file, b"<w:tblHeader", b"<w:tblHidden")}

    def headed(pdf: Path) -> list[bool]:
        return [head in page for page in pages(pdf) if "Thủtụcsố" in page]

    found = office.pdfs(both, "docx")
    assert len(headed(found["repeated"])) > 1
    assert all(headed(found["repeated"]))
    assert not all(headed(found["planted"]))


def test_every_sheet_is_one_page_wide_and_shows_its_numbers(
    office: Office, letters: dict[str, Letter]
) -> None:
    told = {name: each for name, each in letters.items() if name.endswith("internal")}
    found = office.pdfs({name: draw("xlsx", each) for name, each in told.items()}, "xlsx")
    for name, pdf in found.items():
        seen = pages(pdf)
        assert len(seen) == len(tables(told[name])) + 1, name
        assert not [page for page in seen if "###" in page], name
        for table, page in zip(tables(told[name]), seen, strict=False):
            for text in (table["title"], *(c["head"] for c in table["columns"]), *table["notes"]):
                assert solid(text) in page, (name, text)
