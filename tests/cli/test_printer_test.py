"""`motcua printer test`: a page on the paper itself, by which somebody chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hardware.printer.codepages import NUMBERS, TEXTS
from hardware.printer.sample import SAMPLE
from hardware.printer.wire import CUT_AFTER_FEED
from tests.cli.typed import motcua, sentence
from tests.config_text import changed, shipped
from tests.hall import Hall
from tests.hardware.printer.fake_printer import FakePrinter
from tests.hardware.printer.text_printer import TextPrinter


def written(folder: Path, driver: str) -> Path:
    text = changed(shipped(), "[[printers]]", "driver", driver)
    (folder / "config.toml").write_text(text, "utf-8")
    return folder / "config.toml"


def page_of(received: bytes) -> str:
    """What is on the paper; the page begins where the printer was told to begin anew."""
    job = received[received.rindex(b"\x1b@") : received.rindex(CUT_AFTER_FEED)]
    return TextPrinter(job, 576).text


def test_each_way_of_writing_is_on_the_paper(tmp_path: Path) -> None:
    with FakePrinter() as printer:
        printer.reader.takes_letters = True
        config = written(tmp_path, printer.address)
        said = motcua("printer", "test", "may-in-1", "--config", config, "--state", tmp_path)
        words = page_of(bytes(printer.reader.heard))
    assert said.returncode == 0, said.stderr
    assert "may-in-1 printed the page." in said.stdout
    assert "code_page" in said.stdout
    assert SAMPLE in words
    for mode in TEXTS:
        assert f'text = "{mode}"' in words
        assert all(f"code_page = {number}" in words for number in NUMBERS.get(mode, ()))


def test_a_printer_without_paper_is_said(tmp_path: Path) -> None:
    with FakePrinter(fault="paper-out") as printer:
        config = written(tmp_path, printer.address)
        said = motcua("printer", "test", "may-in-1", "--config", config, "--state", tmp_path)
    assert sentence(said, 1) == "may-in-1 took nothing: paper-out."


def test_a_printer_that_nobody_knows_or_nobody_can_hold_is_said(tmp_path: Path) -> None:
    config = written(tmp_path, "virtual")
    for name, word in (("may-in-9", "may-in-1"), ("may-in-1", "virtual")):
        said = motcua("printer", "test", name, "--config", config, "--state", tmp_path)
        assert word in sentence(said, 2)


def test_a_hall_that_runs_keeps_its_printer(new_hall: Callable[..., Hall]) -> None:
    with FakePrinter() as printer:
        hall = new_hall(changed(shipped(), "[[printers]]", "driver", printer.address))
        assert "holds may-in-1" in sentence(hall.motcua("printer", "test", "may-in-1"), 1)
        assert printer.papers == []
