"""What `motcua hall` and `motcua staff` do: the office and its people, also while it runs."""

from __future__ import annotations

import argparse
import sys
from typing import get_args

from config.hall import Role
from hall.asking import Mistake, Wrong, ask

ROLES = get_args(Role)
# An entry of `[hall]` and what was done to it, as a person reads it.
VERBS = {
    "add": "added", "assign": "serves other lines", "change": "changed", "hire": "hired",
    "order": "in another order", "rename": "renamed", "retire": "retired",
}  # fmt: skip


def staff(asked: argparse.Namespace) -> int:
    """People who sign in: listed, added, changed, retired; passwords come on standard input."""
    if asked.what == "list":
        for row in ask(asked, "staff list"):
            print(f"{row['id']:<12} {row['name']:<12} {row['role']:<10} {row['label']}")
        return 0
    if not asked.name:
        raise Mistake(f"staff {asked.what} needs --name; `motcua staff list` shows them.")
    {"password": _password, "add": _add, "change": _change, "retire": _retire}[asked.what](asked)
    return 0


def office(asked: argparse.Namespace) -> int:
    """The office as it is now, without passwords; or what a file says of it, taken over."""
    if asked.what == "export":
        print(ask(asked, "hall export"), end="")
        return 0
    if asked.file is None:
        raise Mistake("hall import needs a file; `motcua hall export` writes one.")
    try:
        text = asked.file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistake(f"{asked.file} is not UTF-8 text: save it again as UTF-8.") from None
    try:
        done = ask(asked, "hall import", text=text)["done"]
    except Wrong as wrong:
        print(
            "\n".join(f"{asked.file}: {fault}" for fault in str(wrong).splitlines()),
            file=sys.stderr,
        )
        return 2
    for table, id, verb in done:
        print(f"{table} {id}".rstrip() + f": {VERBS[verb]}")
    if not done:
        print("Nothing changes: the office is so already.")
    return 0


def _password(asked: argparse.Namespace) -> None:
    ask(asked, "staff password", name=asked.name, password=_typed())
    print(f"{asked.name} has a new password.")


def _add(asked: argparse.Namespace) -> None:
    if not asked.label:
        raise Mistake("staff add needs --label: what citizens see instead of a person's name.")
    what = {"name": asked.name, "label": asked.label, "role": asked.role or "clerk"}
    ask(asked, "staff add", id=asked.id or asked.name, what=what, password=_typed())
    print(f"{asked.name} works here from now on.")


def _change(asked: argparse.Namespace) -> None:
    what = {key: value for key in ("label", "role") if (value := getattr(asked, key))}
    if not what:
        raise Mistake("staff change needs --label or --role.")
    ask(asked, "staff change", name=asked.name, what=what)
    print(f"{asked.name} is changed.")


def _retire(asked: argparse.Namespace) -> None:
    ask(asked, "staff retire", name=asked.name)
    print(f"{asked.name} works here no more; every session of theirs has ended.")


def _typed() -> str:
    password = sys.stdin.readline().rstrip("\n")
    if len(password) < 10:
        raise Mistake("The password needs ten characters or more; type it on standard input.")
    return password
