"""The `motcua` command: its sub-commands, their arguments, and what its exit codes mean."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from config import ConfigError
from db.errors import MotCuaError
from hall.asking import Mistake
from hall.commands import COMMANDS


def main(argv: list[str] | None = None) -> int:
    """Runs one sub-command; 0 done, 1 a promise is broken or the work failed, 2 your mistake."""
    asked = parser().parse_args(argv)
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


def parser() -> argparse.ArgumentParser:
    """What can be typed: every sub-command with its arguments and an example."""
    whole = argparse.ArgumentParser(
        prog="motcua", description="The queue of a Vietnamese one-stop counter."
    )
    names = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        says = (command.run.__doc__ or "").strip()
        sub = names.add_parser(
            name, help=says, description=says, epilog=f"example: {command.example}"
        )
        sub.add_argument("--config", type=Path, default=Path("config.toml"), metavar="FILE")
        sub.add_argument("--state", type=Path, default=Path("var"), metavar="DIR")
        for argument, options in command.arguments.items():
            sub.add_argument(argument, **options)
    return whole


if __name__ == "__main__":
    sys.exit(main())
