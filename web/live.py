"""The live boards: whole state first, then changes in order, to whoever may see them.

Screens hold a socket and never speak but to `watch`. A board is built once per change for all who
watch it: a call at once, other changes merged for 50 ms.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import gevent
from flask import Flask, Request, request
from flask_socketio import SocketIO, join_room, leave_room
from gevent.lock import RLock

from web.access import LEADERS, identities

log = logging.getLogger(__name__)

State = dict[str, Any]
BOARD = re.compile(r"hall|kiosk|stats|slips|(counter|pad):[0-9]{1,3}")
MERGE_S = 0.05
BEAT_S = 5.0

# Who may watch what; a counter's boards only at that counter.
WATCHERS = {
    "hall": {"display", "kiosk", "counter", "reception", "api", "clerk", "supervisor"},
    "kiosk": {"kiosk", "reception", "api", "clerk", "supervisor"},
    "counter": {"counter", "api", "clerk", "supervisor"},
    "pad": {"pad", "supervisor"},
    "stats": {*LEADERS},
    "slips": {"reception", "api", "clerk", "supervisor"},
}


# Reads one board by its name: its version and its state, of the same moment.
Look = Callable[[str], tuple[int, State]]


@dataclass
class _Board:
    version: int = -1
    state: State = field(default_factory=dict)
    stale: bool = True
    waiting: bool = False
    lock: RLock = field(default_factory=RLock)


class Boards:
    """Every board that somebody watches, and the sockets of those who do."""

    def __init__(
        self, app: Flask, epoch: str, look: Look, now: Callable[[], str], limit: int
    ) -> None:
        """`look` reads a board; `now` is the server's time (ISO 8601), said with every message.

        `limit` is how many sockets the hall takes on.
        """
        self.epoch, self._look, self._now, self._limit = epoch, look, now, limit
        self._boards: dict[str, _Board] = {}
        self._app = app
        self._rights: dict[str, set[str]] = {}
        self._nobody: set[str] = set()
        # The stubs know half of what reaches python-socketio and engine.io.
        options: dict[str, Any] = {
            "async_mode": "gevent",
            "transports": ["websocket"],
            "cors_allowed_origins": None,
            "max_http_buffer_size": 10_000,
            "ping_interval": 10,
            "ping_timeout": 8,
            "serve_client": False,
        }
        self.sockets: Any = SocketIO(app, **options)
        self.sockets.on_event("connect", self._connect)
        self.sockets.on_event("disconnect", self._disconnect)
        self.sockets.on_event("watch", self._watch)

    # --- told from outside ---

    def changed(self, board: str, urgent: bool) -> None:
        """What this board shows has changed; those who watch it will be told."""
        known = self._boards.get(board)
        if known is None:
            return
        known.stale = True
        if not self.watched(board):
            return
        if urgent:
            gevent.spawn(self._tell, board, known)
        elif not known.waiting:
            known.waiting = True
            gevent.spawn_later(MERGE_S, self._tell, board, known)

    def beat(self) -> None:
        """One heartbeat: each watcher hears the version of its board; strangers are cut off."""
        self.look_again()
        self._cut_off_nobody()
        for board, known in list(self._boards.items()):
            if known.version >= 0 and self.watched(board):
                self.sockets.emit("heartbeat", {board: known.version}, to=board)

    def watchers(self) -> int:
        """How many sockets are connected."""
        return len(self._rights)

    def watched(self, board: str) -> bool:
        """Whether a screen shows this board now."""
        rooms = self.sockets.server.manager.rooms.get("/", {})
        return bool(rooms.get(board))

    # --- who is there ---

    def look_again(self) -> None:
        """Cuts off every screen that has lost a right since it connected."""
        server = self.sockets.server
        for sid, wire in self._connected():
            environ = server.environ.get(wire)
            with self._app.app_context():
                rights = _rights(Request(environ)) if environ else set()
            if not rights or rights != self._rights.get(sid):
                server.disconnect(sid)

    def _cut_off_nobody(self) -> None:
        """Ends the lines that were open at the last beat too, and over which nobody has come in.

        A line costs a file and a greenlet before anybody says who he is; answering pings keeps it.
        """
        lines = self.sockets.server.eio
        nobody = set(lines.sockets) - {wire for _, wire in self._connected()}
        for wire in nobody & self._nobody:
            gevent.spawn(lines.disconnect, wire)
        self._nobody = nobody

    def _connected(self) -> list[tuple[str, str]]:
        """(Socket.IO's id, engine.io's id) of each screen."""
        return list(self.sockets.server.manager.get_participants("/", None))

    # --- a board ---

    def _tell(self, board: str, known: _Board) -> None:
        known.waiting = False
        with known.lock:
            if not known.stale:
                return
            known.stale = False
            after, before = known.version, known.state
            try:
                version, state = self._look(board)
            except Exception:
                # What could not be read is still not known: the next who asks reads it again.
                known.stale = True
                raise
            if version == after:
                return
            known.version, known.state = version, state
            if after < 0:
                return
            change = {k: v for k, v in state.items() if before.get(k) != v} | {"now": self._now()}
            message = {
                "board": board, "epoch": self.epoch, "after": after, "version": version,
                "change": change,
            }  # fmt: skip
            self.sockets.emit("change", message, to=board)

    def _whole(self, board: str) -> dict[str, Any]:
        known = self._boards.setdefault(board, _Board())
        self._tell(board, known)
        with known.lock:
            state = known.state | {"now": self._now()}
            return {"epoch": self.epoch, "version": known.version, "state": state}

    # --- sockets ---

    def _connect(self, auth: Any = None) -> bool:
        """Refuses strangers; what may be watched follows from who connects."""
        rights = _rights(request)
        if len(self._rights) >= self._limit:
            log.warning("%d screens are connected; one more is refused", self._limit)
            return False
        if rights:
            self._rights[_sid()] = rights
        return bool(rights)

    def _disconnect(self, *_: Any) -> None:
        self._rights.pop(_sid(), None)

    def _watch(self, asked: Any = None) -> dict[str, Any]:
        """The whole state of a board; from now on its changes come too."""
        board = asked.get("board") if isinstance(asked, dict) else None
        rights = self._rights.get(_sid(), set())
        if not isinstance(board, str) or not {board, board.partition(":")[0]} & rights:
            return {"error": {"code": "http_403"}}
        if not BOARD.fullmatch(board):
            return {"error": {"code": "http_404"}}
        try:
            join_room(board)
            return self._whole(board)
        except LookupError:
            leave_room(board)
            return {"error": {"code": "http_404"}}


def _rights(asked: Request) -> set[str]:
    """Which boards, or kinds of boards, whoever asks may watch."""
    return {
        f"{kind}:{identity.counter}" if kind in ("counter", "pad") and identity.counter else kind
        for identity, _ in identities(asked)
        for kind, roles in WATCHERS.items()
        if identity.role in roles
    }


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]
