"""What each `motcua` sub-command does: over a running hall, or over its state at rest."""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from config import ConfigError, Settings, check, load
from db.errors import MotCuaError
from hall import offices, printers, wording
from hall.asking import Mistake, ask
from hall.looking import devices
from web import words

ROLES = ("kiosk", "display", "pad", "counter", "reception", "api", "supervisor")


def run(asked: argparse.Namespace) -> int:
    """Serves the hall until SIGTERM."""
    from gevent import monkey

    monkey.patch_all()
    settings = _settings(asked)
    # What devices do is news, good and bad; what libraries do is not.
    logging.basicConfig(format="%(message)s")
    for ours in ("hall", "hardware", "motcua"):
        logging.getLogger(ours).setLevel(logging.INFO)
    from db.clock import MachineClock, SetClock
    from hall import signs
    from hall.memory import give_back_large_blocks
    from hall.server import run as serve

    give_back_large_blocks()
    at = asked.clock_from
    # Set to another time it is another boot: the machine was off meanwhile.
    clock = SetClock(at, boot=f"set to {at}") if at else MachineClock()
    host = asked.host or settings.server.host
    port = settings.server.port if asked.port is None else asked.port
    return serve(settings, asked.state, host, port, clock, signs.show)


def check_config(asked: argparse.Namespace) -> int:
    """Every fault of the configuration, then what should be looked at."""
    try:
        settings = load(asked.config)
    except ConfigError as fault:
        for line in fault.faults:
            print(f"{asked.config}: {line}", file=sys.stderr)
        return 2
    for warning in (*check(settings), *words.faults()):
        print(f"{asked.config}: {warning}")
    print(f"{asked.config}: no faults")
    return 0


def migrate(asked: argparse.Namespace) -> int:
    """Brings the database to this program's schema; founds a new one."""
    from hall.at_rest import AtRest

    with AtRest(_settings(asked), asked.state):
        print("The database is up to date.")
    return 0


def token(asked: argparse.Namespace) -> int:
    """Identities of devices."""
    if asked.what == "create":
        if not asked.role or not asked.name:
            raise Mistake("token create needs --role and --name.")
        if asked.role in ("counter", "pad") and asked.counter is None:
            raise Mistake(f"A {asked.role}'s token needs --counter N.")
        made = ask(asked, "token create", role=asked.role, name=asked.name, counter=asked.counter)
        print(f"Token {made['id']} for {asked.role} {asked.name}; it is shown only once:")
        print(made["token"])
    elif asked.what == "revoke":
        if asked.id is None:
            raise Mistake("token revoke needs --id N; `motcua token list` shows them.")
        ask(asked, "token revoke", id=asked.id)
        print(f"Token {asked.id} is revoked.")
    else:
        for row in ask(asked, "token list"):
            state = "revoked" if row["revoked"] else "in use"
            where = row["counter"] or ""
            print(f"{row['id']:>4}  {row['role']:<10} {where:>3}  {state}  {row['name']}")
    return 0


def day(asked: argparse.Namespace) -> int:
    """Opens or closes the business day, or says that the machine's date is right."""
    done = ask(asked, f"day {asked.what}")
    if asked.what == "confirm-date":
        print(f"It is {done['date']}; the date is believed until the machine starts again.")
        return 0
    print(f"The day {done['date']} is {done['state']}.")
    if "seal" in done:
        print(f"Seal: {done['seal']}")
    return 0


def verify(asked: argparse.Namespace) -> int:
    """Re-reads everything that promises something."""
    from audit import verify as audit

    if not (asked.state / "motcua.db").exists():
        raise Mistake(f"There is no hall in {asked.state}; name one with --state.")
    broken, printed = 0, dict(map(_seal, asked.seal))
    for promise, faults in audit(asked.state, _settings(asked), printed).items():
        print(f"{'ok  ' if not faults else 'FAIL'}  {promise}")
        for fault in faults[:20]:
            print(f"      {fault}")
        broken += bool(faults)
    return 1 if broken else 0


def _seal(text: str) -> tuple[str, str]:
    """A seal as the closing sheet has it: 2026-11-20:3f9a 41c2 … with or without its spaces."""
    found = SEAL.fullmatch(text)
    if not found:
        raise Mistake("A seal is DATE:DIGITS as on the closing sheet, 2026-11-20:3f9a41c20b7de815.")
    return found[1], found[2].replace(" ", "").lower()


def simulate(asked: argparse.Namespace) -> int:
    """Days of the demo hall through its own HTTP API, ending yesterday."""
    from simulate import PressFailed
    from simulate import simulate as play

    if asked.days < 1:
        raise Mistake("simulate needs --days 1 or more.")
    if asked.into and (asked.into / "motcua.db").exists():
        raise Mistake(f"{asked.into} holds a hall already; name an empty folder with --into.")
    try:
        return play(asked.config, asked.days, asked.seed, asked.into)
    except PressFailed as fault:
        raise MotCuaError(str(fault)) from fault


def voice(asked: argparse.Namespace) -> int:
    """A call as a wav file; or list, record and import the recordings of a person's voice."""
    from hall.voices import voice as done

    return done(asked)


def backup(asked: argparse.Namespace) -> int:
    """A copy of the database and the pictures while the hall runs, checked by opening it."""
    done = ask(asked, "backup")
    print(done["path"])
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Puts a copy back; numbers go on above those already given."""
    from db.backup import restore as put_back

    if not asked.file.exists():
        raise Mistake(f"There is no {asked.file}; `motcua backup` says where it puts its copies.")
    put_back(asked.state, asked.file)
    print("Restored. At the next start the numbers go on above the floor; the gap is declared.")
    return 0


class Command(NamedTuple):
    """A sub-command: what it does, its arguments, an example."""

    run: Callable[[argparse.Namespace], int]
    example: str
    arguments: dict[str, dict[str, Any]] = {}


SEAL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}):((?: ?[0-9a-fA-F]{4}){4,16})")
COMMANDS = {
    "run": Command(run, "motcua run --port 8080", {
        "--host": {}, "--port": {"type": int},
        "--clock-from": {"type": int, "help": argparse.SUPPRESS},
    }),
    "check": Command(check_config, "motcua check --config config.toml"),
    "migrate": Command(migrate, "motcua migrate --state var"),
    "backup": Command(backup, "motcua backup --state var"),
    "restore": Command(restore, "motcua restore var/backups/copy.db", {"file": {"type": Path}}),
    "verify": Command(verify, "motcua verify --seal '2026-11-20:3f9a 41c2 0b7d e815'", {
        "--seal": {"action": "append", "default": [], "metavar": "DATE:SEAL",
                   "help": "of a closing sheet that was kept on paper"},
    }),
    "simulate": Command(simulate, "motcua simulate --days 5 --seed 1 --into sim", {
        "--days": {"type": int, "default": 5}, "--seed": {"type": int, "default": 1},
        "--into": {"type": Path},
    }),
    "token": Command(token, "motcua token create --role kiosk --name 'Ki-ốt 1'", {
        "what": {"choices": ("create", "list", "revoke")}, "--role": {"choices": ROLES},
        "--name": {}, "--counter": {"type": int}, "--id": {"type": int},
    }),
    "staff": Command(offices.staff, "motcua staff add --name canbo7 --label 'Cán bộ 7'", {
        "what": {"choices": ("list", "password", "add", "change", "retire")}, "--name": {},
        "--label": {}, "--role": {"choices": offices.ROLES}, "--id": {},
    }),
    "hall": Command(offices.office, "motcua hall import hall.toml", {
        "what": {"choices": ("export", "import")}, "file": {"type": Path, "nargs": "?"},
    }),
    "devices": Command(devices, "motcua devices fault may-in-1 paper-out", {
        "what": {"choices": ("list", "fault", "probe", "test"), "nargs": "?", "default": "list"},
        "name": {"nargs": "?"}, "fault": {"nargs": "?"},
    }),
    "printer": Command(printers.try_out, "motcua printer test may-in-1", {
        "what": {"choices": ("test",)}, "name": {},
    }),
    "voice": Command(voice, "motcua voice A012 3 --out call.wav", {
        "what": {"metavar": "NUMBER|list|record|import", "help": "a ticket's number, or a verb"},
        "which": {"nargs": "*", "metavar": "COUNTER|NAME|FILE"},
        "--language": {"choices": ("vi", "en"), "default": "vi"},
        "--recall": {"type": int, "default": 0, "metavar": "N", "help": "calls before this one"},
        "--out": {"type": Path, "default": Path("call.wav"), "metavar": "FILE"},
        "--play": {"action": "store_true", "help": "by aplay"},
        "--card": {"default": "default", "help": "what aplay and arecord use"},
        "--pack": {"metavar": "NAME", "help": "the folder in STATE/voices"},
        "--speaker": {"metavar": "WHO"}, "--consent": {"metavar": "WORDS"},
    }),
    "words": Command(wording.untranslated, "motcua words km", {
        "code": {"metavar": "LANGUAGE", "help": "a language's code, as km or zh-Hant"},
    }),
    "day": Command(day, "motcua day close", {
        "what": {"choices": ("open", "close", "confirm-date")},
    }),
}  # fmt: skip


def _settings(asked: argparse.Namespace) -> Settings:
    return load(asked.config)
