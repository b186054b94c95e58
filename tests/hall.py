"""A running hall, in sentences: `hall.take("A")`, `hall.counter(3).next()`, `hall.kill()`.

The server is always a process of its own, so that pytest's own is never patched by gevent.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw

from tests.asking import GONE, Client
from tests.at_work import AtCounter, Pad, wait_until
from tests.config_text import shipped
from tests.watching import Screen

__all__ = ["Hall", "wait_until"]

HOUSE = Path(__file__).resolve().parent.parent


class Hall:
    """`motcua run` on a state of its own; the same state and address after every `start`."""

    def __init__(
        self, home: Path, config: str | None = None, clock_from: int | None = None, **env: str
    ) -> None:
        """`config` is the text of a config.toml; `clock_from` (wall ms) sets the clock by hand."""
        self.home, self.state, self.config = home, home / "state", home / "config.toml"
        self.config.write_text(config or shipped(), "utf-8")
        self.address = ""
        self._clock_from, self._env = clock_from, env
        self._process: subprocess.Popen[bytes] | None = None
        self._tokens: dict[tuple[str, int | None], str] = {}
        self._clients: dict[tuple[str, int | None], Client] = {}
        self._made: list[Client] = []
        self._screens: list[Screen] = []

    # --- the process ---

    def start(self, patience: float = 60) -> Hall:
        """Runs it, and waits until it says its address."""
        port = self.address.rpartition(":")[2] or "0"
        clock = ["--clock-from", str(self._clock_from)] if self._clock_from else []
        said = self.home / "said.txt"
        with said.open("wb") as out, (self.home / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                self._command("run", "--port", port, *clock), cwd=HOUSE, stdout=out, stderr=log,
                env={**os.environ, **self._env},
            )  # fmt: skip
        line = wait_until(lambda: self._first_line(said), patience, "the hall says its address")
        self.address = line.partition(": ")[2]
        return self

    def kill(self) -> None:
        """SIGKILL: nothing is said, finished or closed."""
        process = self._running()
        process.kill()
        process.wait(10)
        self._hang_up()

    def stop(self) -> None:
        """SIGTERM; the hall must end well by itself."""
        process = self._running()
        process.send_signal(signal.SIGTERM)
        code = process.wait(30)
        self._hang_up()
        assert code == 0, f"exit code {code}\n{self.log()}"

    def ended(self) -> int | None:
        """Its exit code, once it has ended by itself."""
        code = self._running().poll()
        if code is not None:
            self._hang_up()
        return code

    def end(self) -> None:
        """Whatever a test left running goes away."""
        for screen in self._screens:
            screen.close()
        if self._process:
            self.kill()
        self._hang_up()
        # What pytest keeps to look at is not meant to fill the disk.
        (self.state / "reserve").unlink(missing_ok=True)

    @property
    def pid(self) -> int:
        return self._running().pid

    def log(self) -> str:
        """What the hall has written to stderr."""
        return (self.home / "log.txt").read_text("utf-8")

    def motcua(
        self, *arguments: str, stdin: str = "", patience: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """A `motcua` sub-command on this hall's configuration and state."""
        return subprocess.run(
            self._command(*arguments), cwd=HOUSE, input=stdin, capture_output=True, text=True,
            check=False, timeout=patience,
        )  # fmt: skip

    def verify(self, patience: float = 120) -> str:
        """`motcua verify` must find every promise kept; what it said."""
        said = self.motcua("verify", patience=patience)
        assert said.returncode == 0, said.stdout + said.stderr
        return said.stdout

    def at_the_back_door(self, do: str, **values: Any) -> Any:
        """What STATE/control.sock answers."""
        with socket.socket(socket.AF_UNIX) as sock, _short(self.state) as state:
            sock.connect(f"{state}/control.sock")
            with sock.makefile("rw") as lines:
                lines.write(json.dumps({"do": do, **values}) + "\n")
                lines.flush()
                told = json.loads(lines.readline())
        assert "ok" in told, f"{do}: {told}"
        return told["ok"]

    def move_clock(self, to: int) -> None:
        """Moves a clock set by `clock_from` to this wall time (ms); what is due happens."""
        self.at_the_back_door("clock", to=to)

    # --- who asks ---

    def token(self, role: str, counter: int | None = None) -> str:
        """A bearer token of this role, one for each role and counter."""
        if (role, counter) not in self._tokens:
            self._tokens[role, counter] = self.new_token(role, counter)["token"]
        return self._tokens[role, counter]

    def new_token(self, role: str, counter: int | None = None, name: str = "") -> dict[str, Any]:
        """A further device: {"id", "token", …}."""
        name = name or f"{role} {counter or ''}".strip()
        made: dict[str, Any] = self.at_the_back_door(
            "token create", role=role, name=name, counter=counter
        )
        return made

    def as_(self, role: str, counter: int | None = None) -> Client:
        """The client of this role; one connection, so for one thread."""
        if (role, counter) not in self._clients:
            self._clients[role, counter] = self.another(role, counter)
        return self._clients[role, counter]

    def another(self, role: str, counter: int | None = None) -> Client:
        """A further client with the same token, for a thread of its own."""
        return self.stranger(Authorization=f"Bearer {self.token(role, counter)}")

    def stranger(self, **headers: str) -> Client:
        """Somebody whom nobody knows."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._made.append(client := Client(self.address, named))
        return client

    def signed_in(self, name: str, password: str = "") -> Client:
        """A person's browser after the sign-in, with the header that our pages send."""
        client = self.stranger(X_Motcua="1")
        answer = client.ask(
            "POST", "session", {"name": name, "password": password or f"demo-{name}"}
        )
        answer.expecting(200)
        cookie = answer.headers["set-cookie"].partition(";")[0]
        client.headers = {**client.headers, "Cookie": cookie}
        return client

    # --- what people do ---

    def take(
        self, what: str = "A", priority: str | None = None, key: str | None = None, **more: Any
    ) -> dict[str, Any]:
        """A number for a service's id, or for the first service of a series letter."""
        service = what if len(what) > 1 else self.service_of(what)
        body = {"service": service, "print": False, **more}
        if priority:
            body["priority"] = priority
        taken: dict[str, Any] = self.as_("kiosk").press("tickets", body, key).expecting(201)
        return taken

    def service_of(self, series: str) -> str:
        """The first service of a series letter, as the kiosk lists them."""
        known = self.as_("kiosk").get("services")["services"]
        return next(str(s["id"]) for s in known if s["series"] == series)

    def ticket(self, id: int) -> dict[str, Any]:
        """One ticket with its passages."""
        found: dict[str, Any] = self.as_("api").get(f"tickets/{id}")
        return found

    def counter(self, n: int) -> AtCounter:
        """Counter `n`, pressed by its own device."""
        return AtCounter(self.as_("counter", n), n)

    def pad(self, n: int) -> Pad:
        """The rating pad of counter `n`."""
        return Pad(self.as_("pad", n), n)

    def board(self) -> dict[str, Any]:
        """The state of the hall's screen."""
        found: dict[str, Any] = self.as_("display").get("board")["state"]
        return found

    def screen(self, board: str, role: str, counter: int | None = None) -> Screen:
        """A connected screen that watches `board`; it goes away with the hall."""
        headers = {"Authorization": f"Bearer {self.token(role, counter)}"}
        screen = Screen(self.address, board, headers).connect()
        self._screens.append(screen)
        return screen

    # --- what is there ---

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the database, read beside the hall that writes it."""
        with self.database() as db:
            return list(db.execute(sql, values))

    @contextlib.contextmanager
    def database(self) -> Iterator[apsw.Connection]:
        """The database, for reading only."""
        db = apsw.Connection(str(self.state / "motcua.db"), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            db.set_busy_timeout(5000)
            yield db
        finally:
            db.close()

    def papers(self) -> list[Path]:
        """The slips that virtual printers have put out, as raw bytes."""
        return sorted((self.state / "paper").rglob("*.bin"))

    def wait_until_healthy(self, patience: float = 20) -> None:
        """Until /healthz says that the writer lives."""
        client = self.stranger()
        wait_until(lambda: _healthy(client), patience, "/healthz answers 200", every=0.01)

    # --- within ---

    def _command(self, *arguments: str) -> list[str]:
        places = ["--config", str(self.config), "--state", str(self.state)]
        return [sys.executable, "-m", "cli", arguments[0], *places, *arguments[1:]]

    def _first_line(self, said: Path) -> str | None:
        code = self._running().poll()
        assert code is None, f"the hall ended with {code}\n{self.log()}"
        line, whole, _ = said.read_text("utf-8").partition("\n")
        return line if whole else None

    def _hang_up(self) -> None:
        self._process = None
        for client in self._made:
            client.close()

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process, "the hall does not run"
        return self._process


def _healthy(client: Client) -> bool:
    try:
        return client.ask("GET", "/healthz").status == 200
    except (*GONE, OSError):
        return False


@contextlib.contextmanager
def _short(folder: Path) -> Iterator[str]:
    """A short name of a folder: a socket's path may have 107 bytes, a test's folder has more."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}"
    finally:
        os.close(handle)
