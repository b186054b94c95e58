"""`motcua devices`: a table of them, a fault for a virtual one, a look at all of them now."""

from __future__ import annotations

import argparse
import datetime as dt
import time
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from config import load
from hall.asking import Mistake, ask

VIRTUAL = {"printer": "printer", "board": "boards", "speaker": "speaker", "keypad": "keypads"}
"""The folder of hardware/ in which each kind's virtual twin says which faults it plays."""

HEAD = ("NAME", "KIND", "STATE", "SINCE", "LAST SEEN", "DETAIL")


VERDICTS = {"good": "ok", "look": "look", "bad": "FAIL", "none": "-", "running": "…"}


def devices(asked: argparse.Namespace) -> int:
    """How each device is, a fault for a virtual one, a look at all of them, or a trial of them."""
    if asked.what == "fault":
        return _fault(asked)
    if asked.what == "test":
        return _test(asked)
    if asked.what == "probe":
        ask(asked, "probe", running=True)
        print("Every device is looked at now; `motcua devices` shows what was found.")
        return 0
    rows = ask(asked, "devices", running=True)
    zone = ZoneInfo(load(asked.config).day.timezone)
    table = [HEAD, *(_cells(row, zone) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEAD))]
    for line, row in zip(table, [None, *rows], strict=True):
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        print("  ".join(cells).rstrip())
        if row and row["todo"]["vi"]:
            print(f"    → {row['todo']['vi']}")
    return 0


def _test(asked: argparse.Namespace) -> int:
    """Tries one device or all; 1 when one of them failed."""
    ask(asked, "try", running=True, names=[asked.name] if asked.name else None)
    while (told := ask(asked, "trial", running=True))["running"]:
        time.sleep(0.5)
    rows = [row for row in told["rows"] if asked.name in (None, row["name"])]
    for row in rows:
        print(f"{VERDICTS[row['verdict']]:<5} {row['name']:<24} {row['told'].get('vi', '')}")
    return 1 if any(row["verdict"] == "bad" for row in rows) else 0


def _cells(row: dict[str, Any], zone: ZoneInfo) -> tuple[str, ...]:
    since, seen = _at(row["since"], zone), _at(row["last_seen"], zone)
    return row["name"], row["kind"], row["state"], since, seen, row["detail"]


def _at(time: str | None, zone: ZoneInfo) -> str:
    """In the hall's zone, as on its pages: a machine is often set to another."""
    if time is None:
        return "never"
    return dt.datetime.fromisoformat(time).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def _fault(asked: argparse.Namespace) -> int:
    every = {fault for kind in VIRTUAL for fault in faults(kind)}
    if not asked.name or asked.fault not in {None, *every}:
        raise Mistake(f"devices fault NAME needs one of: {', '.join(sorted(every))}.")
    rows = ask(asked, "devices", running=True)
    kind = next((row["kind"] for row in rows if row["name"] == asked.name), "")
    if kind in VIRTUAL and asked.fault not in faults(kind):
        raise Mistake(f"{asked.name} is a {kind} and plays one of: {', '.join(faults(kind))}.")
    ask(asked, "fault", running=True, name=asked.name, fault=asked.fault)
    print(f"{asked.name} plays {asked.fault}.")
    return 0


def faults(kind: str) -> tuple[str, ...]:
    """What the virtual twin of a kind of device can be told to play."""
    twin = import_module(f"hardware.{VIRTUAL[kind]}.virtual")
    keys = getattr(twin, "KEYS", ())
    return (*twin.FAULTS, *(f"press:{key}" for key in keys))
