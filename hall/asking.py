"""How a `motcua` sub-command asks: the hall that runs, or its state opened for a moment."""

from __future__ import annotations

import argparse
import json
import os
import socket
from typing import Any

from config import load
from db.errors import MotCuaError

# What a hall says that does not know what was named ...
MISTAKES = {
    "token_unknown": "No token has this id; `motcua token list` shows them.",
    "staff_unknown": "Nobody signs in by this name; `motcua staff list` shows who does.",
    "counter_unknown": "This hall has no counter of this number.",
    "device_unknown": "No device of this name can do that; `motcua devices` shows what there is.",
}
# ... and what it says that cannot do it now.
REFUSALS = {
    "day_is_open": "A business day is open already; close it first with `motcua day close`.",
    "day_is_closed": "No business day is open; open one with `motcua day open`.",
    "staff_exists": "Somebody of this id works here already; `motcua staff list` shows them.",
    "name_taken": "Somebody else signs in, or signed in, by this name; choose another.",
    "last_supervisor": "This is the last supervisor; make somebody else one first.",
    "clerk_at_counter": "This clerk sits at counter {counter}; close it there first.",
    "field_in_use": "Somebody still waits or is served in {field}; retire it when nobody does.",
    "counter_in_use": "Somebody is working at counter {counter}; close it before you retire it.",
    "label_taken": "Another counter is called {label} already; choose another name.",
    "date_is_past": "The clock stands before the last business day; set the machine's date.",
}
GONE = '{"error": "the hall ended before it answered; ask again"}'


class Mistake(MotCuaError):
    """The caller's mistake: exit code 2."""


class Wrong(Mistake):
    """What was asked for cannot be set; every fault of it is one line."""


def ask(asked: argparse.Namespace, do: str, *, running: bool = False, **values: Any) -> Any:
    """Asks the hall that runs; without one, opens its state and does it here."""
    sock = socket.socket(socket.AF_UNIX)
    try:
        sock.connect(os.path.relpath(asked.state / "control.sock"))
    except OSError:
        if running:
            raise MotCuaError(
                f"No hall runs on {asked.state}; start it with `motcua run`."
            ) from None
        from hall.at_rest import AtRest

        with AtRest(load(asked.config), asked.state) as hall:
            return _answered(do, hall.answer(do, values))
    with sock, sock.makefile("rw") as lines:
        lines.write(json.dumps({"do": do, **values}) + "\n")
        lines.flush()
        return _answered(do, json.loads(lines.readline() or GONE))


def _answered(do: str, told: dict[str, Any]) -> Any:
    if "ok" in told:
        return told["ok"]
    if told["error"] in MISTAKES:
        raise Mistake(MISTAKES[told["error"]])
    if told["error"] == "wrong":
        raise Wrong("\n".join(told["fields"]["faults"]))
    said = REFUSALS.get(told["error"], f"{do}: {told['error']}.")
    raise MotCuaError(said.format(**told["fields"]) if "{" in said and told.get("fields") else said)
