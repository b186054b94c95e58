"""The `[hall]` part of config.toml: it founds a new database and is not read again."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field as Setting

from config.cases import USUAL_MEASURES, Cases, Measure
from config.checks import Checks
from config.reporting import Letterhead
from config.waiting_room import Room, Slide, WaitingRoom
from config.words import (
    Charge,
    Clock,
    ClockOrNone,
    Code,
    CounterNumber,
    Group,
    Minutes,
    Name,
    Pin,
    Seconds,
    Sentence,
    Series,
    SignIn,
    Slug,
    SlugOrNone,
    Text,
    Weekday,
)


def _vietnamese(key: str) -> Any:
    """English left out falls back on the Vietnamese words: better than an empty button."""
    return Setting(default_factory=lambda entry: entry.get(key, ""))


class Office(Group):
    """Whose hall this is: the names on the board, the kiosk and the ticket."""

    name: Name
    name_en: Name = _vietnamese("name")
    parent: Text = ""
    parent_en: Text = _vietnamese("parent")
    address: Text = ""
    phone: Text = ""
    motto: Text = ""
    motto_en: Text = _vietnamese("motto")
    about: Text = ""
    about_en: Text = _vietnamese("about")


class Session(Group):
    """One stretch of open hours; the time between two of a day is the break."""

    days: Annotated[list[Weekday], Setting(min_length=1)]
    open: Clock
    close: Clock


class Stretch(Group):
    """Open hours of one date alone."""

    open: Clock
    close: Clock


class CalendarDay(Group):
    """A date unlike its weekday: closed, `like` another, or with `sessions` of its own."""

    date: dt.date
    name: Name
    name_en: Name = _vietnamese("name")
    like: Weekday | None = None
    sessions: list[Stretch] = []
    source: Text = ""


class Rules(Group):
    """The numbers of the law of the queue (queue.md, Defaults)."""

    recall_limit: Annotated[int, Setting(ge=0, le=10)] = 3
    grace_min: Minutes = 30
    rejoin_after: Annotated[int, Setting(ge=0, le=20)] = 2
    close_before_min: Annotated[int, Setting(ge=0, le=120)] = 15
    close_after_min: Annotated[int, Setting(ge=0, le=480)] = 60
    undo_window_s: Annotated[int, Setting(ge=0, le=60)] = 10
    rating_window_s: Seconds = 60
    rating_min_s: Annotated[int, Setting(ge=0, le=120)] = 20
    rating_levels: Literal[3, 4, 5] = 5
    rating_axes: bool = False
    rating_later_days: Annotated[int, Setting(ge=0, le=30)] = 7
    forgotten_after_min: Annotated[int, Setting(ge=5, le=1_440)] = 120
    call_this_by: Literal["clerk", "supervisor"] = "clerk"
    wait_target_min: Annotated[int, Setting(ge=0, le=480)] = 30
    service_late_percent: Annotated[int, Setting(ge=0, le=1_000)] = 200
    no_show_percent: Annotated[int, Setting(ge=0, le=100)] = 30
    alert_again_min: Annotated[int, Setting(ge=1, le=480)] = 15
    hold_reminder_min: Annotated[int, Setting(ge=1, le=240)] = 10
    idle_s: Annotated[int, Setting(ge=10, le=600)] = 45
    idle_warning_s: Annotated[int, Setting(ge=5, le=120)] = 20
    announcement_max_age_s: Seconds = 60
    print_max_age_s: Seconds = 180
    wait_min_samples: Annotated[int, Setting(ge=1, le=1_000)] = 5
    appointment_class: Text = "hen-truoc"
    appointment_early_min: Annotated[int, Setting(ge=0, le=480)] = 30
    appointment_late_min: Annotated[int, Setting(ge=0, le=480)] = 15
    same_day_until: ClockOrNone = "15:00"
    kiosk_per_minute: Annotated[int, Setting(ge=0, le=120)] = 0
    kiosk_in_a_row: Annotated[int, Setting(ge=0, le=100)] = 0
    guidance_field: SlugOrNone = "huong-dan"
    kiosk_rest_s: Annotated[int, Setting(ge=2, le=120)] = 5
    suggestion_days: Annotated[int, Setting(ge=7, le=730)] = 90
    suggestion_answer_days: Annotated[int, Setting(ge=1, le=60)] = 5


class Contact(Group):
    """Whom of the leaders citizens may call or write to; a post, not a person's name."""

    title: Name
    title_en: Name = _vietnamese("title")
    phone: Text = ""
    email: Text = ""
    receives: Text = ""
    receives_en: Text = _vietnamese("receives")


class HouseRule(Group):
    """One line of the rules of the office (nội quy)."""

    text: Sentence
    text_en: Sentence = _vietnamese("text")


class Posted(Group):
    """From when contacts and rules hold, and by what paper."""

    as_of: dt.date | None = None
    source: Text = ""


class Field(Group):
    """A field (lĩnh vực): one line of waiting people and one series letter."""

    id: Slug
    series: Series
    name: Name
    name_en: Name = _vietnamese("name")
    hours: list[Session] = []
    daily_limit: Annotated[int, Setting(ge=0, le=100_000)] = 0
    retired: bool = False


class Service(Group):
    """What a citizen picks; `minutes` is its usual time, `share` its part of a usual day (0–1)."""

    id: Slug
    field: Slug
    name: Name
    name_en: Name = _vietnamese("name")
    minutes: Annotated[int, Setting(ge=1, le=240)] = 10
    share: Annotated[float, Setting(ge=0, le=1)] = 0.0
    code: Text = ""
    also: list[Sentence] = []
    documents: list[Sentence] = []
    limit_text: Text = ""
    cutoff: bool = False
    charge_text: Charge = ""
    source: Text = ""
    as_of: dt.date | None = None
    note: Text = ""
    verified: bool = False


class Line(Group):
    """A field that a counter serves; `offset_min` is how much longer it waits when only helped."""

    field: Slug
    offset_min: Annotated[int, Setting(ge=0, le=240)] = 0


class Counter(Group):
    """A desk with a number, and the lines it serves."""

    n: CounterNumber
    label: Name
    label_en: Name = _vietnamese("label")
    lines: Annotated[list[Line], Setting(min_length=1)]


# What somebody may do: web/access.py says which pages and presses are whose.
Role = Literal["clerk", "supervisor", "head", "reporter", "observer", "administrator"]


class Staff(Group):
    """Who may sign in; `label` is what citizens see, `name` what is typed."""

    id: Slug
    name: SignIn
    label: Name
    role: Role = "clerk"
    # Out of every repr, so that no log shows them; the database keeps argon2id hashes only.
    password: Annotated[str, Setting(max_length=200, repr=False)] = ""
    pin: Annotated[Pin, Setting(repr=False)] = ""


class Priority(Group):
    """A class of tickets that count as if taken `head_start_min` earlier."""

    id: Slug
    name: Name
    name_en: Name = _vietnamese("name")
    rule: Text = ""
    rule_en: Text = _vietnamese("rule")
    head_start_min: Minutes
    ask: bool = True


class Slogan(Group):
    """One line for the board's foot, with the plan it was taken from."""

    set: Name
    plan: Text = ""
    text: Sentence


class Reason(Group):
    """Why a citizen was displeased or pleased, and who reads it."""

    code: Code
    name: Name
    name_en: Name = _vietnamese("name")
    kind: Literal["reason", "praise"] = "reason"
    route: Literal["supervisor", "head", "head-only", "office"] = "supervisor"
    of_clerk: bool = True


class Pause(Group):
    """Why a counter may pause; the board shows it."""

    code: Code
    name: Name
    name_en: Name = _vietnamese("name")


class HoldReason(Pause):
    """What somebody is sent to do who stays with a counter meanwhile."""


class CallReason(Pause):
    """Why a counter may call somebody out of order: stored with the call, shown to the others."""


class OpenFigures(Group):
    """What everybody may read of the months that are over, and by which licence it may be used."""

    shown: bool = True
    licence: Name = "CC BY 4.0"
    licence_url: Text = "https://creativecommons.org/licenses/by/4.0/"


class Hall(Group):
    """One commune's hall as it is founded."""

    always_open: bool = False
    office: Office
    hours: list[Session] = []
    public_holidays: bool = True
    calendar: list[CalendarDay] = []
    rules: Rules = Rules()
    checks: Checks = Checks()
    cases: Cases = Cases()
    measures: list[Measure] = USUAL_MEASURES
    contacts: Annotated[list[Contact], Setting(max_length=24)] = []
    house_rules: Annotated[list[HouseRule], Setting(max_length=40)] = []
    posted: Posted = Posted()
    letterhead: Letterhead = Letterhead()
    fields: Annotated[list[Field], Setting(min_length=1)]
    services: Annotated[list[Service], Setting(min_length=1)]
    counters: Annotated[list[Counter], Setting(min_length=1)]
    staff: list[Staff] = []
    priorities: list[Priority] = []
    slogans: list[Slogan] = []
    waiting_room: WaitingRoom = WaitingRoom()
    open_figures: OpenFigures = OpenFigures()
    rooms: list[Room] = []
    slides: list[Slide] = []
    reasons: list[Reason] = []
    pauses: list[Pause] = []
    hold_reasons: list[HoldReason] = []
    call_reasons: list[CallReason] = []
