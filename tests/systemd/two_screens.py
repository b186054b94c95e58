"""The shipped screens on two outputs that nobody sees: labwc without a display, Chromium, pictures.

Needs what Debian 13 has: labwc, chromium, wlr-randr, grim; of Python the standard library alone, so
that it also runs inside a bare root of that system: `python3 tests/systemd/two_screens.py FOLDER`
writes FOLDER/kiosk.ppm and board.ppm, and ends with 1 when something is not as it should be.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SHIPPED = Path(__file__).resolve().parents[2] / "systemd" / "screens"
POLICY = Path("/etc/chromium/policies/managed/motcua-test.json")
NEEDED = ("labwc", "chromium", "wlr-randr", "grim")
OUTPUTS = {"HDMI-A-1": "HEADLESS-1", "HDMI-A-2": "HEADLESS-2"}
PATIENCE = 60
# All of it but a pointer that nobody moved: the offer to translate would cover a hundredth.
WHOLE = 0.9995
# In Vietnamese, over which Chromium would hang its offer to translate.
PAGE = """<!doctype html><html lang=vi><meta charset=utf-8><title>Một Cửa</title>
<style>html,body{margin:0;height:100%;overflow:hidden;background:COLOUR;color:COLOUR;cursor:none}
p{visibility:hidden}
iframe{border:0;width:0;height:0}</style>
<p>Kính chào Ông/Bà. Mời Ông/Bà chọn lĩnh vực cần giải quyết và lấy số thứ tự.</p>
<iframe src="OUTSIDE"></iframe>
<script>onresize = () => fetch(`/size?${innerWidth}x${innerHeight}`); onresize();</script>"""
COLOURS = {"kiosk": (140, 29, 24), "display": (31, 77, 58)}


class Seen(NamedTuple):
    """One output: its size in pixels, and the part of it that shows its page's colour."""

    width: int
    height: int
    share: float


class Pages(http.server.ThreadingHTTPServer):
    """Stands in the hall's place; knows how large each page last was, and who went elsewhere."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.outside = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.sizes: dict[str, str] = {}
        self.strayed: list[str] = []
        for server in (self, self.outside):
            threading.Thread(target=server.serve_forever, daemon=True).start()


class Page(http.server.BaseHTTPRequestHandler):
    """A page of one colour, which tries to show another address inside itself."""

    def do_GET(self) -> None:
        pages: Pages = PAGES[0]
        if self.server is pages.outside:
            pages.strayed.append(self.path)
        path, _, size = self.path.partition("?")
        if path == "/size":
            pages.sizes[self.headers["Referer"].split("/")[3]] = size
        name = path.strip("/")
        colour = "rgb({}, {}, {})".format(*COLOURS.get(name, (0, 0, 0)))
        outside = f"http://127.0.0.1:{pages.outside.server_address[1]}/"
        body = PAGE.replace("COLOUR", colour).replace("OUTSIDE", outside).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


PAGES: list[Pages] = []


def configured(folder: Path, hall: str) -> Path:
    """The shipped configuration with this machine's outputs; windows started without systemd."""
    made = folder / "labwc"
    shutil.copytree(SHIPPED / "labwc", made)
    for file in made.iterdir():
        text = file.read_text("utf-8")
        for ours, here in OUTPUTS.items():
            text = text.replace(ours, here)
        if file.name == "autostart":
            # A panel has a mode of its own.
            text = re.sub(r"(--output \S+)", r"\1 --custom-mode 1920x1080", text)
            text = re.sub(r"^systemctl .*\n", "", text, flags=re.MULTILINE)
            text += "".join(f"{window(folder, name, hall)} &\n" for name in ("kiosk", "board"))
        file.write_text(text, "utf-8")
    return made


def window(folder: Path, name: str, hall: str) -> str:
    """What the unit would start for this screen, in a root where nobody has a session."""
    unit = (SHIPPED / "motcua-screen@.service").read_text("utf-8")
    command = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    lines = (SHIPPED / f"{name}.env").read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")
    values = {"${HALL}": hall, "${PAGE}": told["PAGE"], "%S": str(folder), "%i": name}
    command = command.removeprefix("ExecStart=")
    for hole, value in values.items():
        command = command.replace(hole, shlex.quote(value))
    return f"{command} --no-sandbox --disable-gpu >{folder}/{name}.log 2>&1"


@contextlib.contextmanager
def policy(hall: str) -> Iterator[None]:
    """The shipped policy, for this hall's address, in its place."""
    told = json.loads((SHIPPED / "chromium-policy.json").read_text("utf-8"))
    told["URLAllowlist"] = [hall]
    POLICY.parent.mkdir(parents=True, exist_ok=True)
    POLICY.write_text(json.dumps(told), "utf-8")
    try:
        yield
    finally:
        POLICY.unlink()


@contextlib.contextmanager
def running(folder: Path, configuration: Path) -> Iterator[dict[str, str]]:
    """Labwc and its windows; what a program needs to speak to it."""
    place = folder / "run"
    place.mkdir(mode=0o700)
    env = {
        **os.environ, "XDG_RUNTIME_DIR": str(place), "WLR_BACKENDS": "headless",
        "WLR_HEADLESS_OUTPUTS": "2", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1",
        "HOME": str(folder), "LANG": "C.UTF-8",
    }  # fmt: skip
    with (folder / "labwc.log").open("wb") as log:
        process = subprocess.Popen(
            ["labwc", "-C", configuration], env=env, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield {**env, "WAYLAND_DISPLAY": "wayland-0"}
    finally:
        # Its own session: labwc, both browsers and all of their processes, and nobody else's.
        os.killpg(process.pid, 15)
        process.wait(10)


def picture(output: str, place: Path, env: dict[str, str]) -> bytes:
    """What this output shows (PPM), b"" when it is not there yet."""
    command = ["grim", "-t", "ppm", "-o", OUTPUTS[output], str(place)]
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    return place.read_bytes() if done.returncode == 0 else b""


def seen(data: bytes, colour: tuple[int, int, int]) -> Seen:
    """A picture's size, and how much of it has the colour."""
    if not data:
        return Seen(0, 0, 0)
    _, size, _, pixels = data.split(b"\n", 3)
    width, height = map(int, size.split())
    step = 3 * 97  # every 97th pixel is enough, and meets every column
    points = [pixels[at : at + 3] for at in range(0, width * height * 3, step)]
    return Seen(width, height, points.count(bytes(colour)) / len(points))


def shown(folder: Path) -> dict[str, Any]:
    """What there was to see once both screens stood, or when patience was over."""
    pages = Pages()
    PAGES[:] = [pages]
    hall = f"http://127.0.0.1:{pages.server_address[1]}"
    with policy(hall), running(folder, configured(folder, hall)) as env:
        over = time.monotonic() + PATIENCE
        while True:
            kiosk = seen(picture("HDMI-A-1", folder / "kiosk.ppm", env), COLOURS["kiosk"])
            board = seen(picture("HDMI-A-2", folder / "board.ppm", env), COLOURS["display"])
            whole = min(kiosk.share, board.share) > WHOLE
            if (whole and len(pages.sizes) == 2) or time.monotonic() > over:
                break
            time.sleep(0.5)
    return {"kiosk": kiosk, "board": board, "sizes": pages.sizes, "strayed": pages.strayed}


def as_it_should_be(found: dict[str, Any]) -> bool:
    """Each window whole on its own output, and nobody has left the hall."""
    sizes = {"kiosk": "1080x1920", "display": "1920x1080"}
    whole = all(found[name].share > WHOLE for name in ("kiosk", "board"))
    return whole and found["sizes"] == sizes and not found["strayed"]


if __name__ == "__main__":
    told = shown(Path(sys.argv[1]))
    print(told)
    sys.exit(not as_it_should_be(told))
