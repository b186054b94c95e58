"""What is kept: every table of the hall, one class each.

Times are whole milliseconds: ``*_hall`` of hall time (never goes back, see db/clock.py),
``*_wall`` of the wall clock (UTC). The journal is the truth; ticket and counter rows are
projections of it that `motcua verify` rebuilds and compares.
"""

from __future__ import annotations

from db.models.base import Model
from db.models.box import Suggestion
from db.models.cases import LowCase, Reminder
from db.models.follows import Announcement, Answer, OpenRating, PrintJob, Rating, Roll
from db.models.integrity import Exclusion, OwnPress
from db.models.office import Counter, CounterLine, Field, Pace, Priority, Service, Setting, Staff
from db.models.presses import Board, Idempotency, Session, SignIn, Token
from db.models.reports import Report, ReportText
from db.models.rolled import Figure, Rolled
from db.models.visits import (
    IS_ALIVE,
    IS_WAITING,
    Appointment,
    Boot,
    Day,
    Due,
    Journal,
    Need,
    Note,
    Number,
    Standing,
    Ticket,
)
from db.models.watch import Alert

__all__ = [
    "IS_ALIVE",
    "IS_WAITING",
    "TABLES",
    "Alert",
    "Announcement",
    "Answer",
    "Appointment",
    "Board",
    "Boot",
    "Counter",
    "CounterLine",
    "Day",
    "Due",
    "Exclusion",
    "Field",
    "Figure",
    "Idempotency",
    "Journal",
    "LowCase",
    "Model",
    "Need",
    "Note",
    "Number",
    "OpenRating",
    "OwnPress",
    "Pace",
    "PrintJob",
    "Priority",
    "Rating",
    "Reminder",
    "Report",
    "ReportText",
    "Roll",
    "Rolled",
    "Service",
    "Session",
    "Setting",
    "SignIn",
    "Staff",
    "Standing",
    "Suggestion",
    "Ticket",
    "Token",
]

TABLES: list[type[Model]] = [
    Setting, Field, Service, Pace, Counter, CounterLine, Staff, Priority, Boot, Day, Number,
    Standing, Ticket, Need, Appointment, Journal, Note, Due, PrintJob, Roll, Announcement,
    OpenRating, Rating, Answer, OwnPress, Exclusion, Suggestion, Idempotency, Board, Token,
    Session, SignIn, Alert, Rolled, Figure, LowCase, Reminder,
    Report, ReportText,
]  # fmt: skip
