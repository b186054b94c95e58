"""Giving numbers and serving: against an empty POST on the same server, and the bare disk."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

from tests.bench.disk import raw_commits
from tests.bench.figures import Pairs, say
from tests.bench.load import Line, Make, Run, at_once, drive, poster
from tests.bench.servers import HOUSE, Started, hall
from tests.config_text import shipped, without

REPEATS, STRETCH_S, MANY, ROUNDS = 7, 1.0, 32, 40
_SERVICE = r'^\[\[hall\.services\]\]\n(?:#.*\n)*id = "(.*)"\n(?:#.*\n)*field = "(.*)"'
# One of each line.
SERVICES = sorted({
    field: id for id, field in re.findall(_SERVICE, shipped(), re.MULTILINE)
}.values())  # fmt: skip
EMPTY = "/api/v1/bench/empty"
SLOWER_MS = 20


def issuing(state: Path) -> list[bool]:
    """By 1 client and by 32, the devices off and on."""
    met: list[bool] = []
    with hall(state) as server:
        kiosk = server.token("kiosk")
        for clients in (1, MANY):
            for paper in (False, True):
                runs = _interleaved(state, server, kiosk, clients, paper=paper)
                met += _figures(runs, clients, "on" if paper else "off")
    return met


def takes(kiosk: str, *, paper: bool = False) -> Make:
    """Makes presses that take a number, of several lines in turn."""
    makes = [
        poster("/api/v1/tickets", kiosk, json.dumps({"service": s, "print": paper}).encode())
        for s in SERVICES
    ]
    turn = itertools.cycle(makes)

    def take() -> bytes:
        return next(turn)()

    return take


def _interleaved(
    state: Path, server: Started, kiosk: str, clients: int, *, paper: bool
) -> list[tuple[Run, Run, Run]]:
    def stretch(make: Make) -> Run:
        return drive(server.port, server.pid, clients, STRETCH_S, make)

    issue, empty = takes(kiosk, paper=paper), poster(EMPTY, kiosk, b"")
    return [
        (stretch(issue), stretch(empty), raw_commits(state, STRETCH_S / 2))
        for _ in range(REPEATS)
    ]  # fmt: skip


def _figures(runs: list[tuple[Run, Run, Run]], clients: int, devices: str) -> list[bool]:
    name = f"issue, {clients} client{'s' * (clients > 1)}, devices {devices}"
    off = devices == "off"
    rate_goal = 0.5 if off and clients == MANY else None
    cpu_goal = 2.5 if off and clients == MANY else None
    p50_goal = 2.2 if off and clients == 1 else None
    return [
        say(f"{name}: rate / empty POST", "1/s", [(i.rate, e.rate) for i, e, _ in runs],
            rate_goal, more=True),
        say(f"{name}: rate / raw commits", "1/s", [(i.rate, r.rate) for i, _, r in runs]),
        say(f"{name}: CPU / empty POST", "ms", [(i.cpu_ms, e.cpu_ms) for i, e, _ in runs],
            cpu_goal),
        say(f"{name}: p50 / (raw commit + empty POST)", "ms",
            [(i.p50_ms, r.p50_ms + e.p50_ms) for i, e, r in runs], p50_goal),
    ]  # fmt: skip


def on_a_slow_disk(state: Path) -> list[bool]:
    """The same, and one durable ticket per commit, when each sync takes 20 ms longer."""
    with hall(state, faults={"BENCH_SYNC_MS": str(SLOWER_MS)}) as server:
        issue, pairs = takes(server.token("kiosk")), []
        for _ in range(3):
            ours = drive(server.port, server.pid, MANY, 3, issue)
            pairs.append((ours.rate, _raw_on_a_slow_disk(state)))
    name = f"issue, {MANY} clients, each sync {SLOWER_MS} ms longer: rate / raw commits"
    return [say(name, "1/s", pairs, 10, more=True)]


def _raw_on_a_slow_disk(state: Path) -> float:
    """Raw commits a second, by a process whose disk is as slow as the hall's."""
    command = [sys.executable, "-m", "tests.bench.disk", str(state), str(SLOWER_MS)]
    told = subprocess.run(command, cwd=HOUSE, check=True, capture_output=True, text=True)
    return float(told.stdout)


def serving(state: Path) -> list[bool]:
    """CPU of each press of a visit, 32 at once, against as many empty POSTs."""
    spent: dict[str, Pairs] = {"issue": [], "call": [], "start": [], "finish": []}
    with hall(state, config=config_of(MANY)) as server:
        kiosk = server.token("kiosk")
        desks = [server.token("counter", n) for n in range(1, MANY + 1)]
        lines = [Line(server.port) for _ in range(MANY)]
        for n, (line, desk) in enumerate(zip(lines, desks, strict=True), 1):
            line.ask(poster(f"/api/v1/counters/{n}/open", desk, b"{}")())
        # Nobody must find an empty line: that answers sooner.
        stock = takes(kiosk)
        for _ in range(ROUNDS * len(SERVICES)):
            lines[0].ask(stock())
        visit = [("issue", takes(kiosk)), *((verb, None) for verb in ("call", "start", "finish"))]
        for _ in range(ROUNDS):
            for verb, make in visit:
                presses = [make() for _ in lines] if make else _presses(verb, desks)
                pressed = at_once(server.pid, lines, presses)
                empty = poster(EMPTY, kiosk, b"")
                spent[verb].append((pressed, at_once(server.pid, lines, [empty() for _ in lines])))
        for line in lines:
            line.sock.close()
    return [
        say(f"{verb}, {MANY} clients, each with the next step of a visit: CPU / empty POST", "ms",
            pairs, 2.5 if verb in ("issue", "call", "finish") else None)
        for verb, pairs in spent.items()
    ]  # fmt: skip


def config_of(counters: int) -> str:
    """The demo hall with so many counters: each has a line of its own and helps with the next."""
    text = without(without(shipped(), "[[hall.counters]]"), "[[hall.counters.lines]]")
    text = re.sub(r'\[\[screens\]\]\nkind = "(counter|pad)"\n.*?\n\n', "", text, flags=re.DOTALL)
    fields = re.findall(r'^\[\[hall\.fields\]\]\n(?:#.*\n)*id = "(.*)"', text, re.MULTILINE)
    for n in range(1, counters + 1):
        own, helped = fields[n % len(fields)], fields[(n + 1) % len(fields)]
        lines = f'{{ field = "{own}" }}, {{ field = "{helped}", offset_min = 10 }}'
        text += f'\n[[hall.counters]]\nn = {n}\nlabel = "Quầy {n}"\nlines = [{lines}]\n'
    return text


def _presses(verb: str, desks: list[str]) -> list[bytes]:
    word = "call-next" if verb == "call" else verb
    return [
        poster(f"/api/v1/counters/{n}/{word}", desk, b"{}")() for n, desk in enumerate(desks, 1)
    ]
