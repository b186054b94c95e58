"""A hall of our own: its process, its port, its state, its clock, and a device for each press."""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

HOUSE = Path(__file__).resolve().parent.parent
ALWAYS_OPEN = re.compile(r"(?m)^always_open *= *true")
STOP_S = 30
GONE = "The hall went away in the middle of a day; it says why above."


class PressFailed(Exception):
    """The hall answered a press with something that the play did not expect."""


class Hall:
    """The server on a set clock; `with` starts it and ends it."""

    def __init__(self, config: Path, state: Path, begin: int) -> None:
        """`begin` is the wall clock (ms) at which the hall wakes up."""
        self._config, self.state, self.now = config, state, begin
        self._devices: dict[tuple[str, int | None], Device] = {}

    def __enter__(self) -> Self:
        self.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        command = [
            sys.executable, "-m", "cli", "run", "--port", "0", "--config", str(self._real_hours()),
            "--state", str(self.state), "--clock-from", str(self.now),
        ]  # fmt: skip
        environment = {**os.environ, "PYTHONPATH": str(HOUSE)}
        self._server = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.PIPE, text=True, env=environment
        )
        try:
            self._meet()
        except BaseException:
            # Whatever ended us, Ctrl-C too: nothing is left running.
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()
        self._control.close()
        self._end()

    def _real_hours(self) -> Path:
        """The configuration; the demo hall is always open only so that one can look at night."""
        config = self.state / "simulated.toml"
        text = self._config.read_text("utf-8")
        config.write_text(ALWAYS_OPEN.sub("always_open = false", text), "utf-8")
        return config

    def _meet(self) -> None:
        """Waits for its address, and knocks at its back door."""
        assert self._server.stdout
        found = re.search(r"http://([\d.]+):(\d+)", self._server.stdout.readline())
        if not found:
            code = self._server.wait(STOP_S)
            raise PressFailed(f"The hall did not start (exit code {code}); it says why above.")
        self._address = (found[1], int(found[2]))
        self._control = socket.socket(socket.AF_UNIX)
        self._control.connect(os.path.relpath(self.state / "control.sock"))
        self._lines = self._control.makefile("rw")

    def _end(self) -> None:
        self._server.terminate()
        try:
            self._server.communicate(timeout=STOP_S)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.communicate()

    def ask(self, do: str, **values: Any) -> Any:
        """Something of the hall's back door."""
        try:
            self._lines.write(json.dumps({"do": do, **values}) + "\n")
            self._lines.flush()
            told = json.loads(self._lines.readline())
        except (OSError, ValueError) as fault:
            raise PressFailed(GONE) from fault
        if "error" in told:
            raise PressFailed(f"The hall refused “{do}”: {told['error']}.")
        return told["ok"]

    def move_to(self, wall: int) -> None:
        """Lets time pass up to a wall clock (ms); whatever falls due on the way happens."""
        if wall > self.now:
            self.now = self.ask("clock", to=wall)["now"]

    def device(self, role: str, counter: int | None = None, name: str = "") -> Device:
        """The device of a role; made once."""
        known = (role + name, counter)
        if known not in self._devices:
            made = self.ask(
                "token create", role=role, name=name or f"{role} {counter or ''}", counter=counter
            )
            self._devices[known] = Device(self._address, made["token"])
        return self._devices[known]


class Device:
    """Presses by HTTP on one connection, each with its own Idempotency-Key."""

    def __init__(self, address: tuple[str, int], token: str) -> None:
        self._connection = http.client.HTTPConnection(*address, timeout=30)
        self._token = token

    def get(self, path: str) -> Any:
        """The answer's JSON."""
        return self._send("GET", path, None, ())

    def post(self, path: str, refusals: tuple[str, ...] = (), /, **body: Any) -> Any:
        """The answer's JSON, None for 204 or for one of the `refusals` (codes of a 409)."""
        return self._send("POST", path, body, refusals)

    def _send(self, method: str, path: str, body: Any, refusals: tuple[str, ...]) -> Any:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "Idempotency-Key": secrets.token_hex(8),
        }
        text = None if body is None else json.dumps(body)
        try:
            self._connection.request(method, f"/api/v1{path}", text, headers)
            answer = self._connection.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as fault:
            raise PressFailed(GONE) from fault
        told: Any = json.loads(data) if data else None
        if answer.status < 400:
            return told
        if answer.status == 409 and told["error"]["code"] in refusals:
            return None
        raise PressFailed(f"{method} {path}: {answer.status} {told}")
