"""The hall, running: what is started here in order is stopped in the reverse order.

Imported only after gevent has patched the process (cli does); one process owns one hall.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from gevent.event import Event
from gevent.server import StreamServer

import office
from app import create_app
from config import Settings
from counter.board import core
from db.clock import Clock, SetClock
from db.door import Door
from db.store import open_store
from display.sound import Sound
from entrance.keyring import Keyring
from hall.control import BackDoor
from hall.devices import Devices
from hall.keeping import Keeping
from hall.listening import listen, serve
from hall.network import EVERYWHERE, with_public_url
from hall.notify import notify
from hall.pulse import HallPulse
from hall.sockets import fit_for_gevent
from hall.speaking import PORT as SPEAKER
from hall.trying import trial_of
from hall.voice import Voice
from tickets import Bus, Desk, reading
from web import furnish
from web.health import Pulse
from web.live import BEAT_S, Boards
from web.words import load

log = logging.getLogger("motcua")
TICK_S = 0.5
DRAIN_S = 5
COPY_S = 30  # a copy that is being made when the hall stops
MINUTE = 60_000  # ms


class Hall:
    """Everything that runs: `start` in order, `stop` in reverse."""

    def __init__(self, settings: Settings, state: Path, clock: Clock) -> None:
        self.settings, self.state, self.clock = settings, state, clock
        self.damaged = ""
        self.stopped = Event()
        self._in_hand = 0
        self._shown: tuple[Any, ...] = ()

    def start(self, host: str, port: int) -> str:
        """Opens the state, the devices and the listener; returns the address it serves at."""
        listener = listen(host, port)
        port = listener.getsockname()[1]
        self.address = f"http://{'127.0.0.1' if host in EVERYWHERE else host}:{port}"
        self.settings = with_public_url(self.settings, host, port)
        bus = Bus()
        self.store = open_store(self.state, self.clock, self.settings)
        limits = self.settings.limits
        self.door = Door(self.store.writer, bus.tell, limits.queue, limits.batch)
        self.door.open()
        self.desk = Desk(self.store, self.door, core)
        if not self.store.founded:
            self.desk.told(lambda tx: office.found(tx, self.settings.hall))
        self.desk.tick()
        self.devices = Devices(self.settings, self.state, self._device_changed)
        self.devices.listen(bus)
        self.app = create_app(self.settings, self.state, self.desk, self.devices, bus)
        self.boards: Boards = self.app.extensions["Boards"]
        self._listen_to_the_voice(self.app.extensions["Sound"])
        pulse = HallPulse(self.desk, self.door, self.state, self.devices, self.boards)
        furnish(self.app, pulse, Pulse)
        self.devices.start(self.desk)
        self.trial = trial_of(self.app, self.settings, self.state, self.desk, self.devices)
        shown = self.app.extensions["Figures"]
        self.keeping = Keeping(self.desk, self.state, self.settings.backup, shown)
        self.control = self._back_door()
        self.control_server = _serve_control(self.state / "control.sock", self.control)
        self.wsgi = serve(listener, self._counted(self.app), log)
        self.timers = [gevent.spawn(self._tick), gevent.spawn(self._beat)]
        # What is there now stays: a collection that looked at all of it again took 40 ms, in which
        # nobody was answered.
        gc.collect()
        gc.freeze()
        notify("READY=1")
        return self.address

    def stop(self) -> None:
        """Finishes requests in hand, ends the devices, leaves an empty WAL."""
        notify("STOPPING=1")
        gevent.killall(self.timers)
        self.wsgi.close()
        until = time.monotonic() + DRAIN_S
        while self._in_hand and time.monotonic() < until:
            gevent.sleep(0.01)
        self.wsgi.stop(timeout=0.2)
        self.control_server.stop(timeout=1)
        self.devices.close()
        # Nothing good comes out of a damaged database any more.
        self.keeping.close(patience=0 if self.damaged else COPY_S)
        self.door.close()
        self.store.close()

    def _listen_to_the_voice(self, sound: Sound) -> None:
        self.devices.speaking.by(sound)
        if self.settings.voice.engine != "none" or self.settings.voice.clips:
            self.devices.listen_to(Voice(sound.trouble, load("display")))

    def _back_door(self) -> BackDoor:
        door = BackDoor(self.desk, self.state, self.settings.backup)
        keyring: Keyring = self.app.extensions["Keyring"]

        def and_forget(what: str) -> Callable[..., Any]:
            """Whoever loses a right loses it at once, not when the hall starts again."""
            do = door.does[what]

            def done(**values: Any) -> Any:
                try:
                    return do(**values)
                finally:
                    keyring.forget()

            return done

        door.does |= {
            "token revoke": and_forget("token revoke"),
            "staff password": and_forget("staff password"),
            "staff change": and_forget("staff change"),
            "staff retire": and_forget("staff retire"),
            "hall import": and_forget("hall import"),
            "devices": self.devices.devices,
            "fault": self.devices.fault,
            "trial": self.trial.told,
            "try": self.trial.begin,
            "probe": self.devices.probe,
            "clock": self._move_clock,
        }
        return door

    def _move_clock(self, to: int) -> dict[str, int]:
        """Moves a set clock forward (wall ms), stopping at everything that is due on the way.

        And at every minute: the rules of the day are kept by the clock, not by what is due.
        """
        if not isinstance(self.clock, SetClock):
            raise ValueError("this hall runs by the machine's clock")
        while self.clock.now < to:
            due = self.desk.tick()
            now, hall = self.clock.now, self.store.writer.hall_time()
            at = to if due is None else now + due - hall
            self.clock.move_to(min(to, max(at, now + 1), now + MINUTE))
        self.pass_time()
        self.keep()
        return {"now": self.clock.now}

    def _counted(self, app: Callable[..., Any]) -> Callable[..., Any]:
        """Counts requests in hand; a socket's upgrade is not one (it never ends by itself)."""

        def counted(environ: dict[str, Any], start_response: Any) -> Any:
            if environ.get("HTTP_UPGRADE"):
                return app(environ, start_response)
            self._in_hand += 1
            try:
                return app(environ, start_response)
            finally:
                self._in_hand -= 1

        return counted

    def _tick(self) -> None:
        """Timers and the day's rules, by the hall's clock; the watchdog hears that both live."""
        while True:
            gevent.sleep(TICK_S)
            if not isinstance(self.clock, SetClock):
                self.pass_time()
            self.keep()
            self.trial.look()
            notify("WATCHDOG=1")

    def pass_time(self) -> None:
        """Does what is due; screens are told what the hours change: open, closed, too late."""
        try:
            self.desk.tick()
            shown = self.desk.ask(reading.by_the_clock, self.desk.moment())
            if shown != self._shown:
                self._shown = shown
                self.desk.touch("hall", "kiosk")
        except Exception:
            log.exception("A timer failed")

    def keep(self) -> None:
        """Looks after what is kept; a damaged database ends the hall, and systemd starts it."""
        self.damaged = self.keeping.look()
        if self.damaged:
            self.stopped.set()

    def _beat(self) -> None:
        while True:
            gevent.sleep(BEAT_S)
            try:
                self.boards.beat()
            except Exception:
                log.exception("A heartbeat failed")

    def _device_changed(self, names: set[str]) -> None:
        # Of the devices the waiting room is told of the sound card alone.
        hall = ["hall"] if SPEAKER in names else []
        gevent.spawn(self.desk.touch, *hall, "kiosk", "stats", "slips")


def run(settings: Settings, state: Path, host: str, port: int, clock: Clock, say: Any) -> int:
    """Serves until SIGTERM or SIGINT; `say(hall)` prints what people need to know."""
    fit_for_gevent()
    hall = Hall(settings, state, clock)
    # Before the start, which tells systemd READY: a stop right after it must not kill us.
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, hall.stopped.set)
    hall.start(host, port)
    say(hall)
    hall.stopped.wait()
    hall.stop()
    return 1 if hall.damaged else 0


def _serve_control(path: Path, door: BackDoor) -> StreamServer:
    """One JSON line in, one out, for this hall's owner alone."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    listener.listen(8)
    listener.settimeout(0)

    def serve(connection: Any, _address: Any) -> None:
        # Whoever asked may have gone meanwhile.
        with contextlib.suppress(OSError), connection.makefile("rw") as lines:
            for line in lines:
                lines.write(door.answer(line) + "\n")
                lines.flush()

    server = StreamServer(listener, serve)
    server.start()
    return server
