"""What lies beside the database and goes with its copies: the pictures of the waiting room.

A notice names its picture; a hall put back without it would show an empty place.
"""

from __future__ import annotations

import logging
import os
import zipfile
from pathlib import Path

log = logging.getLogger("motcua")
PICTURES = "pictures"
"""Their folder in STATE."""


def size(state: Path) -> int:
    """Bytes of all of them."""
    return sum(picture.stat().st_size for picture in _all(state))


def pack(state: Path, target: Path) -> None:
    """Writes them into one file, if there are any."""
    if not (pictures := _all(state)):
        return
    with target.open("wb") as file, zipfile.ZipFile(file, "w") as packed:
        for picture in pictures:
            packed.writestr(zipfile.ZipInfo(picture.name), picture.read_bytes())
        packed.close()
        file.flush()
        os.fsync(file.fileno())


def unpack(source: Path, state: Path, aside: Path) -> None:
    """Each is again as it was; the one that it displaces is kept aside, later ones stay.

    A file that is damaged is told of: for want of a picture no hall stays without its database.
    """
    if not source.exists():
        return
    folder = state / PICTURES
    folder.mkdir(exist_ok=True)
    try:
        with zipfile.ZipFile(source) as packed:
            for entry in packed.infolist():
                _bring(folder / Path(entry.filename).name, packed.read(entry), aside)
    except zipfile.BadZipFile as fault:
        log.warning("Pictures in %s are damaged (%s) and were not put back.", source, fault)


def _bring(picture: Path, data: bytes, aside: Path) -> None:
    if picture.exists():
        if picture.read_bytes() == data:
            return
        (aside / PICTURES).mkdir(exist_ok=True)
        picture.rename(aside / PICTURES / picture.name)
    with picture.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _all(state: Path) -> list[Path]:
    return sorted((state / PICTURES).glob("*.webp"))
