"""The grammar of udev's rules by udev(7): what `udevadm verify` finds, without systemd 254."""

from __future__ import annotations

import re
from collections.abc import Iterator

MATCH, ASSIGN = {"==", "!="}, {"=", "+=", "-=", ":="}
PLAIN = {
    "ACTION": MATCH, "DEVPATH": MATCH, "KERNEL": MATCH, "KERNELS": MATCH, "SUBSYSTEM": MATCH,
    "SUBSYSTEMS": MATCH, "DRIVER": MATCH, "DRIVERS": MATCH, "TAGS": MATCH, "RESULT": MATCH,
    "NAME": MATCH | {"=", ":="}, "SYMLINK": MATCH | ASSIGN, "TAG": MATCH | ASSIGN,
    "OWNER": {"=", ":="}, "GROUP": {"=", ":="}, "MODE": {"=", ":="}, "OPTIONS": {"=", "+=", ":="},
    "PROGRAM": MATCH | {"="}, "RUN": ASSIGN, "LABEL": {"="}, "GOTO": {"="}, "TEST": MATCH,
}  # fmt: skip
WITH_NAME = {
    "ATTR": MATCH | {"="}, "ATTRS": MATCH, "SYSCTL": MATCH | {"="}, "ENV": MATCH | {"=", "+="},
    "CONST": MATCH, "IMPORT": MATCH | {"="}, "RUN": ASSIGN, "SECLABEL": {"=", "+="},
    "TEST": MATCH,
}  # fmt: skip
BUILTINS = {
    "usb_id", "path_id", "input_id", "hwdb", "blkid", "btrfs", "keyboard", "kmod", "net_id",
    "net_driver", "net_setup_link", "uaccess",
}  # fmt: skip

_TOKEN = re.compile(r'([A-Z]+)(?:\{([^}]*)\})?\s*(==|!=|\+=|-=|:=|=)\s*"((?:[^"\\]|\\.)*)"')


def faults(text: str) -> list[str]:
    """What is wrong with a file of rules, each with its line."""
    labels: set[str] = set()
    jumps: list[tuple[int, str]] = []
    found: list[str] = []
    for n, rule in _rules(text):
        found += [f"{n}: {fault}" for fault in _faults_of(rule)]
        for key, _, _, value in _TOKEN.findall(rule):
            if key == "LABEL":
                labels.add(value)
            elif key == "GOTO":
                jumps.append((n, value))
    return found + [f"{n}: no LABEL {label}" for n, label in jumps if label not in labels]


def _rules(text: str) -> Iterator[tuple[int, str]]:
    """(line, rule); a rule goes on after a backslash."""
    begun, rule = 0, ""
    for n, line in enumerate(text.splitlines(), 1):
        if not rule and (not line.strip() or line.lstrip().startswith("#")):
            continue
        begun = begun if rule else n
        rule += line.strip()
        if rule.endswith("\\"):
            rule = rule[:-1] + " "
            continue
        yield begun, rule
        rule = ""


def _faults_of(rule: str) -> Iterator[str]:
    at = 0
    while at < len(rule):
        token = _TOKEN.match(rule, at)
        if token is None:
            yield f"cannot be read from here: {rule[at : at + 30]}"
            return
        yield from _faults_in(*token.groups())
        rest = re.match(r"\s*(,?)\s*", rule[token.end() :])
        assert rest
        at = token.end() + rest.end()
        if at < len(rule) and not rest[1]:
            yield f"no comma before: {rule[at : at + 30]}"


def _faults_in(key: str, name: str | None, operator: str, value: str) -> Iterator[str]:
    known = (PLAIN if name is None else WITH_NAME).get(key)
    if known is None:
        yield f"no key {key}{'' if name is None else '{' + name + '}'}"
    elif operator not in known:
        yield f"{key} cannot have {operator}"
    if key == "IMPORT" and name == "builtin" and value.split(maxsplit=1)[0] not in BUILTINS:
        yield f"no builtin {value}"
    if key == "SYMLINK" and operator not in MATCH and value.startswith("/"):
        yield f"a link below /dev begins with no slash: {value}"
    if key == "MODE" and not re.fullmatch(r"[0-7]{3,4}", value):
        yield f"no mode {value}"
    for hole in re.findall(r"\$env(?!\{[A-Za-z0-9_.]+\})|\$(?![a-z$])|%(?![a-zA-Z%])", value):
        yield f"no such substitution: {hole}"
