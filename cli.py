"""The `motcua` command: one function a sub-command, over a running hall or its state at rest."""

from __future__ import annotations

import argparse
import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from config import ConfigError, Settings, check, load
from db.errors import MotCuaError

ROLES = ("kiosk", "display", "pad", "counter", "reception", "api", "supervisor")
FAULTS = ("paper-out", "cover-open", "offline", "stall", "reset", "ok")


class Mistake(MotCuaError):
    """The caller's mistake: exit code 2."""


def run(asked: argparse.Namespace) -> int:
    """Serves the hall until SIGTERM."""
    from gevent import monkey

    monkey.patch_all()
    settings = _settings(asked)
    import signs
    from db.clock import MachineClock, SetClock
    from server import run as serve

    clock = SetClock(asked.clock_from) if asked.clock_from else MachineClock()
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
    for warning in check(settings):
        print(f"{asked.config}: {warning}")
    print(f"{asked.config}: no faults")
    return 0


def migrate(asked: argparse.Namespace) -> int:
    """Brings the database to this program's schema; founds a new one."""
    from atrest import AtRest

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
        made = _ask(asked, "token create", role=asked.role, name=asked.name, counter=asked.counter)
        print(f"Token {made['id']} for {asked.role} {asked.name}; it is shown only once:")
        print(made["token"])
    elif asked.what == "revoke":
        if asked.id is None:
            raise Mistake("token revoke needs --id N; `motcua token list` shows them.")
        _ask(asked, "token revoke", id=asked.id)
        print(f"Token {asked.id} is revoked.")
    else:
        for row in _ask(asked, "token list"):
            state = "revoked" if row["revoked"] else "in use"
            where = row["counter"] or ""
            print(f"{row['id']:>4}  {row['role']:<10} {where:>3}  {state}  {row['name']}")
    return 0


def staff(asked: argparse.Namespace) -> int:
    """People who sign in: list them, or give one a new password (read from standard input)."""
    if asked.what == "list":
        for row in _ask(asked, "staff list"):
            print(f"{row['id']:<12} {row['name']:<12} {row['role']:<10} {row['label']}")
        return 0
    if not asked.name:
        raise Mistake("staff password needs --name; `motcua staff list` shows them.")
    password = sys.stdin.readline().rstrip("\n")
    if len(password) < 10:
        raise Mistake("The password needs ten characters or more; type it on standard input.")
    _ask(asked, "staff password", name=asked.name, password=password)
    print(f"{asked.name} has a new password.")
    return 0


def devices(asked: argparse.Namespace) -> int:
    """How each device is, or a fault for a virtual one."""
    if asked.what == "fault":
        if not asked.name or asked.fault not in FAULTS:
            raise Mistake(f"devices fault NAME needs one of: {', '.join(FAULTS)}.")
        _ask(asked, "fault", running=True, name=asked.name, fault=asked.fault)
        print(f"{asked.name} plays {asked.fault}.")
        return 0
    for row in _ask(asked, "devices", running=True):
        print(f"{row['name']:<12} {row['state']:<10} since {row['since']}  {row['todo']['vi']}")
    return 0


def day(asked: argparse.Namespace) -> int:
    """Opens or closes the business day."""
    done = _ask(asked, f"day {asked.what}")
    print(f"The day {done['date']} is {done['state']}.")
    if "seal" in done:
        print(f"Seal: {done['seal']}")
    return 0


def verify(asked: argparse.Namespace) -> int:
    """Re-reads everything that promises something."""
    from audit import verify as audit

    if not (asked.state / "motcua.db").exists():
        raise Mistake(f"There is no hall in {asked.state}; name one with --state.")
    broken = 0
    for promise, faults in audit(asked.state, _settings(asked)).items():
        print(f"{'ok  ' if not faults else 'FAIL'}  {promise}")
        for fault in faults[:20]:
            print(f"      {fault}")
        broken += bool(faults)
    return 1 if broken else 0


def simulate(asked: argparse.Namespace) -> int:
    """Days of the demo hall through its own HTTP API, ending yesterday."""
    from simulate import simulate as play

    return play(asked.config, asked.days, asked.seed, asked.into)


def backup(asked: argparse.Namespace) -> int:
    """A copy of the database while the hall runs, checked by opening it."""
    done = _ask(asked, "backup")
    print(done["path"])
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Puts a copy back; numbers go on above those already given."""
    from db.backup import restore as put_back

    put_back(asked.state, asked.file)
    print("Restored. At the next start the numbers go on above the floor; the gap is declared.")
    return 0


class Command(NamedTuple):
    """A sub-command: what it does, its arguments, an example."""

    run: Callable[[argparse.Namespace], int]
    example: str
    arguments: dict[str, dict[str, Any]] = {}


COMMANDS = {
    "run": Command(run, "motcua run --port 8080", {
        "--host": {}, "--port": {"type": int},
        "--clock-from": {"type": int, "help": argparse.SUPPRESS},
    }),
    "check": Command(check_config, "motcua check --config config.toml"),
    "migrate": Command(migrate, "motcua migrate --state var"),
    "backup": Command(backup, "motcua backup --state var"),
    "restore": Command(restore, "motcua restore var/backups/copy.db", {"file": {"type": Path}}),
    "verify": Command(verify, "motcua verify --state var"),
    "simulate": Command(simulate, "motcua simulate --days 5 --seed 1 --into sim", {
        "--days": {"type": int, "default": 5}, "--seed": {"type": int, "default": 1},
        "--into": {"type": Path},
    }),
    "token": Command(token, "motcua token create --role kiosk --name 'Ki-ốt 1'", {
        "what": {"choices": ("create", "list", "revoke")}, "--role": {"choices": ROLES},
        "--name": {}, "--counter": {"type": int}, "--id": {"type": int},
    }),
    "staff": Command(staff, "motcua staff password --name canbo1", {
        "what": {"choices": ("list", "password")}, "--name": {},
    }),
    "devices": Command(devices, "motcua devices fault may-in paper-out", {
        "what": {"choices": ("list", "fault"), "nargs": "?", "default": "list"},
        "name": {"nargs": "?"}, "fault": {"nargs": "?"},
    }),
    "day": Command(day, "motcua day close", {"what": {"choices": ("open", "close")}}),
}  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Runs one sub-command; 0 done, 1 a promise is broken or the work failed, 2 your mistake."""
    asked = _parser().parse_args(argv)
    try:
        return COMMANDS[asked.command].run(asked)
    except (ConfigError, Mistake) as fault:
        print(f"motcua: {fault}", file=sys.stderr)
        return 2
    except (MotCuaError, OSError) as fault:
        print(f"motcua: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="motcua", description="The queue of a Vietnamese one-stop counter."
    )
    names = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        says = (command.run.__doc__ or "").strip()
        sub = names.add_parser(
            name, help=says, description=says, epilog=f"example: {command.example}"
        )
        sub.add_argument("--config", type=Path, default=Path("config.toml"), metavar="FILE")
        sub.add_argument("--state", type=Path, default=Path("var"), metavar="DIR")
        for argument, options in command.arguments.items():
            sub.add_argument(argument, **options)
    return parser


def _settings(asked: argparse.Namespace) -> Settings:
    return load(asked.config)


def _ask(asked: argparse.Namespace, do: str, *, running: bool = False, **values: Any) -> Any:
    """Asks the hall that runs; without one, opens its state and does it here."""
    sock = socket.socket(socket.AF_UNIX)
    try:
        sock.connect(os.path.relpath(asked.state / "control.sock"))
    except OSError:
        if running:
            raise MotCuaError(
                f"No hall runs on {asked.state}; start it with `motcua run`."
            ) from None
        from atrest import AtRest

        with AtRest(_settings(asked), asked.state) as hall:
            return hall.answer(do, values)
    with sock, sock.makefile("rw") as lines:
        lines.write(json.dumps({"do": do, **values}) + "\n")
        lines.flush()
        told = json.loads(lines.readline())
    if "error" in told:
        raise MotCuaError(f"{do}: {told['error']}.")
    return told["ok"]


if __name__ == "__main__":
    sys.exit(main())
