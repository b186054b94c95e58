"""Reports as they are kept: words that grow, versions that never change, and what was sent.

Every version is a row whose content has a checksum in the journal: `motcua verify` holds it
against it, and the same file can be drawn again in ten years.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import peewee as pw

from config.reporting import Span
from db.errors import Refused, Unknown
from db.models import Report, ReportText, Staff
from db.transaction import Transaction
from reports.gathering import Content
from tickets import Moment

# The free texts of a full report; a page for a meeting has all but the first.
PARTS = ("results", "difficulties", "shortcomings", "causes", "plans")


# As it stands in a version: in people's words a quotation mark has a sign before it.
COMPLETE = '"complete":true'


def checksum(content: str) -> str:
    """SHA-256 of a version as it is kept, in hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def write(
    tx: Transaction, kind: str, begins: str, part: str, text: str, actor: str
) -> dict[str, Any]:
    """People's words under one heading; the journal has their checksum, every version the words."""
    if part not in PARTS:
        raise Unknown("part")
    detail = json.dumps({"sha256": checksum(text)})
    seq = tx.append("report", f"{kind}:{begins}:{part}", "write", actor, detail=detail)
    ReportText.replace(kind=kind, begins=begins, part=part, text=text, seq=seq).execute()
    return {"part": part, "text": text}


def freeze(tx: Transaction, span: Span, content: Content, actor: str) -> dict[str, Any]:
    """A version: these figures with the words as they stand now. {"id", "checksum"}."""
    kind, begins, ends = content["kind"], span.begin.isoformat(), span.end.isoformat()
    whole = {**content, "texts": texts(kind, begins), "by_whom": _label(actor)}
    kept = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    told = {"kind": kind, "begins": begins, "ends": ends, "sha256": checksum(kept)}
    seq = tx.append("report", tx.seq + 1, "freeze", actor, detail=json.dumps(told))
    Report.create(
        id=seq, kind=kind, begins=begins, ends=ends, content=kept, checksum=told["sha256"],
        staff=actor, made_wall=tx.wall, force_insert=True,
    )  # fmt: skip
    return {"id": seq, "checksum": told["sha256"]}


def send(tx: Transaction, id: int, actor: str) -> dict[str, Any]:
    """Somebody has sent this version; Refused `report_sent` when it was said before."""
    row = Report.get_or_none(Report.id == id)
    if row is None:
        raise Unknown("report")
    if row.sent is not None:
        raise Refused("report_sent")
    seq = tx.append("report", id, "send", actor)
    Report.update(sent=seq, sent_wall=tx.wall).where(Report.id == id).execute()
    return {"id": id}


def texts(kind: str, begins: str) -> dict[str, str]:
    """{part: words} of one period's report as they stand now."""
    found = ReportText.select().where((ReportText.kind == kind) & (ReportText.begins == begins))
    return {row.part: row.text for row in found if row.text}


def earlier(kind: str, begins: str) -> dict[str, str]:
    """{part: words} of the last report of this kind before it, to go on from."""
    before = (
        ReportText.select(ReportText.begins)
        .where((ReportText.kind == kind) & (ReportText.begins < begins) & (ReportText.text != ""))
        .order_by(ReportText.begins.desc())
        .first()
    )
    return texts(kind, before.begins) if before else {}


def versions(kind: str, begins: str, moment: Moment) -> list[dict[str, Any]]:
    """[{"id", "n", "made", "by", "checksum", "complete", "sent"}], the newest first."""
    found: list[Any] = list(
        Report.select(Report, Staff.label.alias("label"))
        .join(Staff, pw.JOIN.LEFT_OUTER, on=(Staff.id == Report.staff))
        .where((Report.kind == kind) & (Report.begins == begins))
        .order_by(Report.id)
        .dicts()
    )
    told = [
        {"id": row["id"], "n": n, "made": moment.iso(row["made_wall"]), "by": row["label"],
         "checksum": row["checksum"], "complete": COMPLETE in row["content"],
         "sent": moment.iso(row["sent_wall"]) if row["sent_wall"] else None}
        for n, row in enumerate(found, 1)
    ]  # fmt: skip
    return told[::-1]


def version(id: int) -> tuple[Content, str, int]:
    """A frozen version: what it holds, its checksum, and which of its period it is; Unknown."""
    row = Report.get_or_none(Report.id == id)
    if row is None:
        raise Unknown("report")
    before = Report.select().where(
        (Report.kind == row.kind) & (Report.begins == row.begins) & (Report.id <= id)
    )
    return json.loads(row.content), row.checksum, before.count()


def sent() -> set[tuple[str, str]]:
    """(kind, first date) of every report that is on its way."""
    found = Report.select(Report.kind, Report.begins).where(~Report.sent.is_null())
    return {(row.kind, row.begins) for row in found}


def _label(actor: str) -> str:
    person = Staff.get_or_none(Staff.id == actor)
    return person.label if person else actor
