"""What each kind of operation does to the reports of its team (protocol.md §2, §6)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import aliased

from app.core.actor import Actor
from app.core.errors import REPORT_CLOSED, SHIFT_EXISTS, UNKNOWN_REPORT, VERSION_CONFLICT
from app.journal.service import Subject
from app.people.models import Team
from app.photos import service as photos
from app.reports import queries, rules
from app.reports.models import Report, ReportVersion, Supplement
from app.reports.service import content
from app.reports.service.intake import Op, Refused
from app.web.database import db


@dataclass(frozen=True)
class Context:
    """What surrounds an operation: the phone, the time of receipt, and the phone's clock against ours in milliseconds."""

    actor: Actor
    at: datetime
    offset_ms: int | None


@dataclass(frozen=True)
class Effect:
    """What an operation did: the report as it now is, and the note that tells it."""

    report_id: UUID | None
    version: int | None
    rev: int | None
    subject: Subject
    kind: str
    facts: dict[str, Any]


def _submit(context: Context, op: Op) -> Effect:
    assert op.report_id is not None and op.shift_id is not None
    village_id = _place_for(op)
    parts = content.load_parts(op.commune_id, op.shift_id)
    summary = rules.summarise(op.loaded, parts)
    columns = content.columns_of(op.loaded, summary)
    db.session.execute(
        insert(Report).values(
            commune_id=op.commune_id,
            id=op.report_id,
            shift_id=op.shift_id,
            team_id=op.team_id,
            village_id=village_id,
            source=op.loaded["source"],
            state=rules.State.SUBMITTED.value,
            version=1,
            rev=1,
            photos_expected=len(op.photos),
            client_at=op.client_at,
            offset_ms=context.offset_ms,
            received_at=context.at,
            changed_at=context.at,
            receipt=rules.make_receipt(op.commune_id, op.op_id, op.hash),
            supplements=content.count_supplements(op.commune_id, op.shift_id) if parts else 0,
            **columns,
        )
    )
    _write_version(context, op, version=1)
    content.write_entries(op.commune_id, op.report_id, columns["night"], [op.loaded, *parts])
    slot = photos.Slot(op.commune_id, op.shift_id, op.report_id, op.team_id, village_id)
    photos.open_slots(slot, op.photos)
    if parts:
        content.count_photos(op.commune_id, op.shift_id)
    return _effect(op, "report.submitted", 1, 1, night=columns["night"].isoformat(), quiet=summary.quiet)


def _place_for(op: Op) -> UUID:
    """The team's village, once it is sure that the shift has no other live report and the id is new."""
    other = aliased(Report)
    rows = db.session.execute(
        select(Team.village_id, other.id, other.state)
        .outerjoin(
            other,
            (other.commune_id == Team.commune_id)
            & (
                ((other.shift_id == op.shift_id) & other.state.not_in(("withdrawn", "rejected")))
                | (other.id == op.report_id)
            ),
        )
        .where(Team.commune_id == op.commune_id, Team.id == op.team_id)
    ).all()
    for row in rows:
        if row.id == op.report_id:
            raise conflict(op)
        if row.id is not None:
            raise Refused("held", SHIFT_EXISTS, report_id=str(row.id))
    village: UUID = rows[0].village_id
    return village


def _amend(context: Context, op: Op) -> Effect:
    report = _lock(op)
    if report.version != op.base_version or not rules.may_move(report.state, rules.Move.AMEND, "team"):
        raise conflict(op)
    version, rev = report.version + 1, report.rev + 1
    op = replace(op, body=content.keep_police_only(op.commune_id, report.id, report.version, op.body))
    _write_version(context, op, version=version)
    columns = content.rewrite(op.commune_id, report.id, report.shift_id, version)
    _announce_again(op, report)
    _change(
        report,
        columns
        | {
            "state": rules.next_state(report.state, rules.Move.AMEND).value,
            "version": version,
            "rev": rev,
            "changed_at": context.at,
            "due_at": None,
        },
    )
    content.count_photos(op.commune_id, report.shift_id)
    return _effect(op, "report.amended", version, rev, night=columns["night"].isoformat(), quiet=columns["quiet"])


def _announce_again(op: Op, report: Any) -> None:
    """An amend names all photos: kept ones have their slot already, new ones get one, the rest stay with the old version."""
    named = [photo["photo_id"] for photo in op.photos]
    known = photos.name_again(op.commune_id, report.id, named)
    slot = photos.Slot(op.commune_id, report.shift_id, report.id, op.team_id, report.village_id)
    photos.open_slots(slot, [photo for photo in op.photos if photo["photo_id"] not in known])


def _part(context: Context, op: Op) -> Effect:
    assert op.shift_id is not None
    report = _find_live(op)
    if report is not None and report.state == rules.State.LOCKED:
        raise Refused("held", REPORT_CLOSED, report_id=str(report.id))
    return _supplement(context, op, "part", report, op.shift_id)


def _addendum(context: Context, op: Op) -> Effect:
    report = _lock(op)
    return _supplement(context, op, "addendum", report, report.shift_id)


def _supplement(context: Context, op: Op, kind: str, report: Any, shift_id: UUID) -> Effect:
    village_id = report.village_id if report is not None else _village_of(op)
    db.session.execute(
        insert(Supplement).values(
            commune_id=op.commune_id,
            id=op.op_id,
            kind=kind,
            shift_id=shift_id,
            team_id=op.team_id,
            report_id=report.id if report is not None else None,
            body=op.body,
            photos=op.photo_ids,
            actor_id=op.actor_id,
            device_id=context.actor.device_id,
            client_at=op.client_at,
            at=context.at,
        )
    )
    photos.open_slots(photos.Slot(op.commune_id, shift_id, op.op_id, op.team_id, village_id), op.photos)
    if report is None:
        subject = Subject("shift", shift_id, op.team_id)
        return Effect(None, None, None, subject, "report.part", {"kind": kind})
    columns = content.rewrite(op.commune_id, report.id, shift_id, report.version)
    _change(report, columns | {"rev": report.rev + 1, "changed_at": context.at})
    content.count_photos(op.commune_id, shift_id)
    return _effect(op, f"report.{kind}", report.version, report.rev + 1, report_id=report.id)


def _village_of(op: Op) -> UUID:
    return db.session.scalars(select(Team.village_id).where(Team.commune_id == op.commune_id, Team.id == op.team_id)).one()


def _withdraw(context: Context, op: Op) -> Effect:
    report = _lock(op)
    if not rules.may_move(report.state, rules.Move.WITHDRAW, "team"):
        raise conflict(op)
    photos.retire_slots(op.commune_id, report.id)
    state = rules.next_state(report.state, rules.Move.WITHDRAW).value
    _change(report, {"state": state, "rev": report.rev + 1, "changed_at": context.at, "due_at": None})
    return _effect(op, "report.withdrawn", report.version, report.rev + 1)


EFFECTS = {
    "report.submit": _submit,
    "report.amend": _amend,
    "report.part": _part,
    "report.addendum": _addendum,
    "report.withdraw": _withdraw,
}


def conflict(op: Op) -> Refused:
    """The operation meets another content or state than it knew; the answer carries the present report."""
    assert op.report_id is not None
    current = queries.present_reports(op.commune_id, [op.report_id], with_body=True)
    return Refused("conflict", VERSION_CONFLICT, current=current[0] if current else None, base_version=op.base_version)


def _lock(op: Op) -> Any:
    """The report of the operation's team, locked until the commit; ``Refused`` (retry) while it is not here yet."""
    found = db.session.execute(
        _columns().where(Report.commune_id == op.commune_id, Report.id == op.report_id, Report.team_id == op.team_id)
    ).one_or_none()
    if found is None:
        raise Refused("retry", UNKNOWN_REPORT)
    return found


def _find_live(op: Op) -> Any:
    return db.session.execute(
        _columns().where(
            Report.commune_id == op.commune_id,
            Report.shift_id == op.shift_id,
            Report.team_id == op.team_id,
            Report.state.not_in(("withdrawn", "rejected")),
        )
    ).one_or_none()


def _columns() -> Any:
    columns = (Report.commune_id, Report.id, Report.shift_id, Report.village_id, Report.state, Report.version, Report.rev)
    return select(*columns).with_for_update()


def _change(report: Any, values: dict[str, Any]) -> None:
    db.session.execute(
        update(Report)
        .where(Report.commune_id == report.commune_id, Report.id == report.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _write_version(context: Context, op: Op, *, version: int) -> None:
    db.session.execute(
        insert(ReportVersion).values(
            commune_id=op.commune_id,
            report_id=op.report_id,
            version=version,
            operation_id=op.op_id,
            schema=op.schema,
            body=op.body,
            photos=op.photo_ids,
            actor_id=op.actor_id,
            device_id=context.actor.device_id,
            client_at=op.client_at,
            at=context.at,
        )
    )


def _effect(op: Op, kind: str, version: int, rev: int, *, report_id: UUID | None = None, **facts: Any) -> Effect:
    found = report_id or op.report_id
    assert found is not None
    return Effect(found, version, rev, Subject("report", found, op.team_id), kind, facts | {"version": version, "rev": rev})
