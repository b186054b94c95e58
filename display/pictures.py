"""Pictures for the media area: looked at before they are kept, made small, without their past.

A telephone's photograph says where and when it was taken; what is kept are its pixels alone, no
more than the area can show. Everything here blocks; a page's view runs it in a thread.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, ImageOps

BYTES: Final = 8 * 2**20  # of a file that is brought in: more than a telephone's photograph has
MOST: Final = 40  # pictures kept
LARGEST: Final = (1464, 712)  # pixels kept: twice the area, for a screen of 3840×2160
SMALLEST: Final = (320, 180)  # below, letters in it cannot be read from the chairs
KINDS: Final = ("JPEG", "PNG", "WEBP")
_PIXELS = 50_000_000  # of a photograph, which is read at an eighth of its size if need be
_DRAWN = 16_000_000  # of what must be read whole
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.webp")


class Picture(NamedTuple):
    """A picture as it is kept: its file's name, its pixels, its bytes."""

    name: str
    width: int
    height: int
    bytes: int


class NoPicture(Exception):
    """What was brought in is not kept; `code` of web/errors.toml says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Pictures:
    """The pictures in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path | None:
        """Where a picture lies, if there is one of this name."""
        if not _NAME.fullmatch(name) or len(name) > 64:
            return None
        path = self.folder / name
        return path if path.is_file() else None

    def all(self) -> list[Picture]:
        """Every picture, by name."""
        return [_told(path) for path in sorted(self.folder.glob("*.webp"))]

    def keep(self, slug: str, data: bytes) -> Picture:
        """Keeps the picture in `data` as `slug`.webp, also over an older one; raises NoPicture."""
        name = f"{slug}.webp"
        if not _NAME.fullmatch(name) or len(name) > 64:
            raise NoPicture("picture_name")
        if self.path(name) is None and len(list(self.folder.glob("*.webp"))) >= MOST:
            raise NoPicture("picture_room")
        made = _small(data)
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(descriptor, "wb") as file:
            file.write(made)
        Path(part).replace(self.folder / name)
        return _told(self.folder / name)

    def remove(self, name: str) -> None:
        """Forgets a picture."""
        if path := self.path(name):
            path.unlink(missing_ok=True)


def _small(data: bytes) -> bytes:
    """The pixels of a picture, turned the right way, no larger than LARGEST; raises NoPicture."""
    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as image:
            _must_be_fit(image)
            with suppress(AttributeError):
                image.draft("RGB", LARGEST)  # a photograph is then never in memory whole
            shown = ImageOps.exif_transpose(image)
            shown.thumbnail(LARGEST)
            kept = shown.convert("RGBA" if "A" in shown.getbands() else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise NoPicture("picture_kind") from fault
    out = io.BytesIO()
    kept.save(out, "WEBP", quality=85)
    return out.getvalue()


def _must_be_fit(image: Image.Image) -> None:
    width, height = image.size
    if width < SMALLEST[0] or height < SMALLEST[1]:
        raise NoPicture("picture_small")
    if width * height > (_PIXELS if image.format == "JPEG" else _DRAWN):
        raise NoPicture("picture_large")


def _told(path: Path) -> Picture:
    with Image.open(path) as image:
        return Picture(path.name, *image.size, path.stat().st_size)
