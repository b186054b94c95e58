"""Each printer of the settings as its driver knows it; and the page that tries one."""

from __future__ import annotations

import argparse
from pathlib import Path

from config import Printer as PrinterConfig
from config import load, shipped_profiles
from db.errors import MotCuaError
from hall.asking import Mistake
from hardware.lock import hold
from hardware.printer.driver import Place, Result, driver_for

SAID = {
    "printed": "{name} printed the page.",
    "sent": "{name} took the page; it never says whether it printed: please look.",
    "unknown": "{name} took some of the page, then: {detail}.",
    "failed": "{name} took nothing: {detail}.",
}
CHOOSE = "Write the text (and code_page) above the line that is right into its [[printers]]."


def place_of(config: PrinterConfig, state: Path) -> Place:
    """Where a printer is, what is known of its kind, and how it writes."""
    profile = shipped_profiles()[config.profile]
    return Place(
        address=config.driver, name=config.name, state=state, width_px=config.width_px,
        timeout_s=config.timeout_s, deadline_s=config.deadline_s, text=config.text,
        code_page=config.code_page, completion=profile.completion, speaks=profile.speaks,
        tear_after_mm=profile.tear_after_mm,
    )  # fmt: skip


def try_out(asked: argparse.Namespace) -> int:
    """Prints a page of every way to write, by which to choose one for config.toml."""
    printers = {printer.name: printer for printer in load(asked.config).printers}
    if asked.name not in printers:
        names = ", ".join(printers) or "none"
        raise Mistake(f"There is no printer {asked.name}; config.toml has: {names}.")
    if printers[asked.name].driver == "virtual":
        raise Mistake(f"{asked.name} is virtual: it has no letters of its own to choose from.")
    result = _print(place_of(printers[asked.name], asked.state))
    said = SAID[result.state].format(name=asked.name, detail=result.detail)
    if result.state == "failed":
        raise MotCuaError(said)
    print(said)
    print(CHOOSE)
    return 0


def _print(place: Place) -> Result:
    # Here, because the server never loads python-escpos.
    from hardware.printer.sample import page
    from hardware.printer.wire import fed

    def held() -> None:
        raise MotCuaError(f"The hall runs and holds {place.name}; end it first, then try again.")

    job = page(place.width_px)
    job = fed(job, place.tear_after_mm) if place.tear_after_mm else job
    with hold(place.state, place.port, waiting=held):
        return driver_for(place).print(0, job, lambda: None)
