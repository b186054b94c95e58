"""From a press to paper on a printer with letters of its own, and what people are told of it."""

from __future__ import annotations

from collections.abc import Callable

from hardware.printer.wire import CUT_AFTER_FEED
from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until
from tests.hardware.printer.fake_printer import FakePrinter, read_codes
from tests.hardware.printer.text_printer import PAGES, WINDOWS, TextPrinter


def fed_by(new_hall: Callable[..., Hall], printer: FakePrinter, **said: object) -> Hall:
    text = changed(shipped(), "[[printers]]", "driver", printer.address)
    for key, value in said.items():
        text = changed(text, "[[printers]]", key, value)
    printer.reader.takes_letters = True
    return new_hall(text)


def on_paper(printer: FakePrinter, pages: dict[int, dict[int, str]] = PAGES) -> TextPrinter:
    wait_until(lambda: printer.papers, 20, "a slip")
    heard = bytes(printer.reader.heard)
    return TextPrinter(heard[heard.rindex(b"\x1b@") : heard.rindex(CUT_AFTER_FEED)], 576, pages)


def test_the_slip_is_written_in_the_code_page_of_the_settings(
    new_hall: Callable[..., Hall],
) -> None:
    with FakePrinter() as printer:
        hall = fed_by(new_hall, printer, text="cp1258", code_page=94)
        taken = hall.take("A", print=True)
        paper = on_paper(printer, {94: WINDOWS})
        assert taken["number"] in paper.text
        assert "PHIẾU SỐ THỨ TỰ" in paper.text
        codes = [code for picture in paper.pictures for code in read_codes(picture)]
        assert codes == [taken["track_url"]]


def test_staff_are_told_that_slips_come_without_marks(new_hall: Callable[..., Hall]) -> None:
    with FakePrinter() as printer:
        hall = fed_by(new_hall, printer, text="unaccented")
        hall.take("A", print=True)
        assert "PHIEU SO THU TU" in on_paper(printer).text

        def told() -> str | None:
            rows = hall.as_("supervisor").get("devices")["devices"]
            row = next(row for row in rows if row["name"] == "may-in-1")
            return str(row["todo"]["vi"]) if row["detail"] == "no-marks" else None

        assert "không dấu" in wait_until(told, 20, "it is told")
