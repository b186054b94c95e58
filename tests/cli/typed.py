"""Commands as a person types them, and what they answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.asking import Client
from tests.config_text import changed, shipped
from tests.hall import HOUSE


def motcua(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The command as a person types it."""
    command = [sys.executable, "-m", "cli", *map(str, arguments)]
    said = subprocess.run(
        command, cwd=HOUSE, input=stdin, capture_output=True, text=True, check=False, timeout=100
    )
    assert "Traceback" not in said.stderr
    return said


def sentence(said: subprocess.CompletedProcess[str], code: int) -> str:
    """The one sentence on stderr of a command that failed with this exit code."""
    assert said.returncode == code, said.stdout + said.stderr
    begun, _, told = said.stderr.partition("motcua: ")
    assert begun == ""
    assert told.count("\n") == 1
    return told.strip()


def token_role(address: str, token: str) -> str | None:
    """The role that a running hall gives to this bearer token."""
    client = Client(address, {"Authorization": f"Bearer {token}"})
    try:
        role: str | None = client.get("me")["role"]
        return role
    finally:
        client.close()


def wrong_file(folder: Path) -> tuple[Path, set[int]]:
    """A configuration with three faults, and their lines."""
    text = changed(shipped(), "[server]", "port", 99999)
    text = changed(text, "[hall.rules]", "recall_limit", "three")
    text = text.replace('series = "C"', 'series = "B"')
    lines = text.splitlines()
    faulty = ("port = 99999", 'recall_limit = "three"', 'series = "B"')
    (folder / "config.toml").write_text(text, "utf-8")
    return folder / "config.toml", {lines.index(line) + 1 for line in faulty}
