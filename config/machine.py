"""The machine's part of config.toml: read at every start, never written by the program."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from config.words import (
    Clock,
    CounterNumber,
    Group,
    Host,
    Name,
    Port,
    PublicUrl,
    SlugOrNone,
    Text,
    Timezone,
)


class Server(Group):
    """Where the hall listens, and how phones and screens find it."""

    host: Host = "127.0.0.1"
    port: Port = 8080
    public_url: PublicUrl = "auto"
    demo: bool = False


class DayRules(Group):
    """When a business day begins and which clock it believes (queue.md, Business day)."""

    trust_clock: Literal["auto", "always"] = "auto"
    roll_at: Clock = "03:00"
    timezone: Timezone = "Asia/Ho_Chi_Minh"
    self_test: bool = True


class Limits(Group):
    """How much one hall takes on before it says "busy" instead of slowing down."""

    body_bytes: Annotated[int, Field(ge=1024, le=16_777_216)] = 65_536
    queue: Annotated[int, Field(ge=10, le=100_000)] = 2_000
    batch: Annotated[int, Field(ge=1, le=10_000)] = 128
    sockets: Annotated[int, Field(ge=1, le=10_000)] = 600
    reserve_mib: Annotated[int, Field(ge=1, le=65_536)] = 32


class Screen(Group):
    """One screen of the hall, by the work it does and the place where it stands."""

    kind: Literal["kiosk", "display", "pad", "counter", "reception", "supervisor"]
    name: Name
    counter: CounterNumber | None = None
    room: SlugOrNone = ""
    width_mm: Annotated[int, Field(ge=0, le=20_000)] = 0
    distance_cm: Annotated[int, Field(ge=0, le=10_000)] = 0


class Floor(Group):
    """Where the numbers already promised are kept a second time (queue.md, Numbers)."""

    path: Text = ""
    block: Annotated[int, Field(ge=10, le=1_000)] = 100


class Backup(Group):
    """Where copies go and how many stay."""

    path: Text = ""
    keep: Annotated[int, Field(ge=1, le=1_000)] = 14
