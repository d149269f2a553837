"""What each kind of operation does to the reports of its team (protocol.md §2, §6)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, or_, select
from sqlalchemy.orm import aliased

from app.core.errors import REPORT_CLOSED, SHIFT_EXISTS
from app.journal.service import Subject
from app.people.models import Team
from app.photos import service as photos
from app.reports import rules
from app.reports.models import ParkedOperation, Report, ReportVersion, Supplement, is_live
from app.reports.service import alerts, content, erasing_words, indexing
from app.reports.service.consenting import keep_consent
from app.reports.service.intake import Op, Refused
from app.reports.service.rights import ask_about_data
from app.reports.service.roster_effects import ROSTER_EFFECTS
from app.reports.service.swap_effects import SWAP_EFFECTS
from app.reports.service.targets import (
    Context,
    Effect,
    change_report,
    conflict,
    effect_on_report,
    find_live_report,
    lock_report,
    village_of,
)
from app.web.database import db, table_of


def _submit(context: Context, op: Op) -> Effect:
    assert op.report_id is not None and op.shift_id is not None
    place = _find_place(op)
    parts = content.load_parts(op.commune_id, op.shift_id, op.team_id) if place.supplements else []
    summary = rules.summarise(op.loaded, parts)
    columns = content.columns_of(op.loaded, summary)
    row = {
        "commune_id": op.commune_id,
        "id": op.report_id,
        "shift_id": op.shift_id,
        "team_id": op.team_id,
        "village_id": place.village_id,
        "source": op.loaded["source"],
        "entered_by": context.actor.account_id,
        "paper_why": (op.loaded.get("paper") or {}).get("why"),
        "state": rules.State.SUBMITTED.value,
        "version": 1,
        "rev": 1,
        "photos_expected": len(op.photos),
        "client_at": op.client_at,
        "offset_ms": context.offset_ms,
        "received_at": context.at,
        "changed_at": context.at,
        "receipt": op.receipt,
        "supplements": place.supplements,
    }
    db.session.connection().execute(_WRITE_REPORT, row | columns)
    _write_version(context, op, version=1)
    content.write_entries(op.commune_id, op.report_id, columns["night"], [op.loaded, *parts])
    keys = (op.commune_id, op.report_id, op.shift_id, op.team_id, place.village_id)
    indexing.write_lines(indexing.Standing(*keys, columns["night"]), [op.loaded, *parts])
    slot = photos.Slot(op.commune_id, op.shift_id, op.report_id, op.team_id, place.village_id)
    photos.open_slots(slot, op.photos)
    if place.supplements:
        content.count_photos(op.commune_id, op.shift_id)
    effect = effect_on_report(op, "report.submitted", 1, 1, night=columns["night"].isoformat(), quiet=summary.quiet)
    return replace(effect, may_supersede=bool(place.parked or context.actor.former_ids))


# Built once: building a statement costs more than running it, and a province's mornings run these.
_WRITE_REPORT = table_of(Report).insert()
_WRITE_VERSION = table_of(ReportVersion).insert()
_other = aliased(Report)
_of_shift = (_other.shift_id == bindparam("shift")) & is_live(_other)
_FIND_PLACE = (
    select(
        Team.village_id,
        _other.id,
        _other.team_id,
        select(func.count())
        .where(Supplement.commune_id == Team.commune_id, Supplement.shift_id == bindparam("shift"))
        .where(Supplement.team_id == Team.id)
        .scalar_subquery()
        .label("supplements"),
        select(func.count())
        .where(
            ParkedOperation.commune_id == Team.commune_id,
            ParkedOperation.settled_at.is_(None),
            or_(ParkedOperation.id == bindparam("operation"), ParkedOperation.report_id == bindparam("report")),
        )
        .scalar_subquery()
        .label("parked"),
    )
    .outerjoin(_other, (_other.commune_id == Team.commune_id) & (_of_shift | (_other.id == bindparam("report"))))
    .where(Team.commune_id == bindparam("commune"), Team.id == bindparam("team"))
)


def _find_place(op: Op) -> Any:
    """The team's village and what came before, once it is sure that the shift has no live report and the id is new."""
    asked = {"commune": op.commune_id, "team": op.team_id, "shift": op.shift_id, "report": op.report_id}
    rows = db.session.connection().execute(_FIND_PLACE, asked | {"operation": op.op_id}).all()
    for row in rows:
        if row.id == op.report_id:
            raise conflict(op)
        if row.id is not None:
            # Another team's report stays unnamed: a shift's id can be guessed, and says nothing about who may know.
            raise Refused("held", SHIFT_EXISTS, report_id=str(row.id) if row.team_id == op.team_id else None)
    return rows[0]


def _amend(context: Context, op: Op) -> Effect:
    report = lock_report(op)
    if report.version != op.base_version or not rules.may_move(report.state, rules.Move.AMEND, "team"):
        raise conflict(op)
    version, rev = report.version + 1, report.rev + 1
    op = _clean(op, report)
    op = replace(op, body=content.keep_police_only(op.commune_id, report.id, report.version, op.body))
    _write_version(context, op, version=version)
    columns = content.rewrite(op.commune_id, report.id, report.shift_id, version)
    _announce_again(op, report)
    change_report(
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
    night = {"night": columns["night"].isoformat()}
    if columns["night"] != report.night:
        night["night_before"] = report.night.isoformat()
    return effect_on_report(op, "report.amended", version, rev, **night, quiet=columns["quiet"])


def _announce_again(op: Op, report: Any) -> None:
    """An amend names all photos: kept ones have their slot already, new ones get one, the rest stay with the old version."""
    named = [photo["photo_id"] for photo in op.photos]
    known = photos.name_again(op.commune_id, report.id, named)
    slot = photos.Slot(op.commune_id, report.shift_id, report.id, op.team_id, report.village_id)
    photos.open_slots(slot, [photo for photo in op.photos if photo["photo_id"] not in known])


def _clean(op: Op, report: Any) -> Op:
    body, announced = erasing_words.without_erased(op.commune_id, report.id, [op.body, op.photos])
    return replace(op, body=body, photos=announced)


def _part(context: Context, op: Op) -> Effect:
    assert op.shift_id is not None
    report = find_live_report(op)
    if report is not None and report.state == rules.State.LOCKED:
        raise Refused("held", REPORT_CLOSED, report_id=str(report.id))
    return _supplement(context, op, "part", report, op.shift_id)


def _addendum(context: Context, op: Op) -> Effect:
    report = lock_report(op)
    return _supplement(context, op, "addendum", report, report.shift_id)


def _supplement(context: Context, op: Op, kind: str, report: Any, shift_id: UUID) -> Effect:
    village_id = report.village_id if report is not None else village_of(op)
    op = _clean(op, report) if report is not None else op
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
            oldest_position_at=rules.oldest_reading(op.body),
        )
    )
    photos.open_slots(photos.Slot(op.commune_id, shift_id, op.op_id, op.team_id, village_id), op.photos)
    if report is None:
        subject = Subject("shift", shift_id, op.team_id)
        return Effect(None, None, None, subject, "report.part", {"kind": kind})
    columns = content.rewrite(op.commune_id, report.id, shift_id, report.version)
    change_report(report, columns | {"rev": report.rev + 1, "changed_at": context.at})
    content.count_photos(op.commune_id, shift_id)
    night = columns["night"].isoformat()
    return effect_on_report(op, f"report.{kind}", report.version, report.rev + 1, report_id=report.id, night=night)


def _withdraw(context: Context, op: Op) -> Effect:
    report = lock_report(op)
    if not rules.may_move(report.state, rules.Move.WITHDRAW, "team"):
        raise conflict(op)
    photos.retire_slots(op.commune_id, report.id)
    state = rules.next_state(report.state, rules.Move.WITHDRAW).value
    change_report(report, {"state": state, "rev": report.rev + 1, "changed_at": context.at, "due_at": None})
    return effect_on_report(op, "report.withdrawn", report.version, report.rev + 1, night=report.night.isoformat())


EFFECTS: dict[str, Callable[[Context, Op], Effect]] = {
    "report.submit": _submit,
    "report.amend": _amend,
    "report.part": _part,
    "report.addendum": _addendum,
    "report.withdraw": _withdraw,
    "alert.raise": alerts.raise_alert,
    "consent.give": keep_consent,
    "consent.withdraw": keep_consent,
    "data.ask": ask_about_data,
    **ROSTER_EFFECTS,
    **SWAP_EFFECTS,
}


def register_effects(effects: Mapping[str, Callable[[Context, Op], Effect]]) -> None:
    """Tell what kinds of operations do that rooms above keep."""
    EFFECTS.update(effects)


def _write_version(context: Context, op: Op, *, version: int) -> None:
    row = {
        "commune_id": op.commune_id,
        "report_id": op.report_id,
        "version": version,
        "operation_id": op.op_id,
        "schema": op.schema,
        "body": op.body,
        "photos": op.photo_ids,
        "actor_id": op.actor_id,
        "device_id": context.actor.device_id,
        "account_id": context.actor.account_id,
        "client_at": op.client_at,
        "at": context.at,
        "oldest_position_at": rules.oldest_reading(op.body),
    }
    db.session.connection().execute(_WRITE_VERSION, row)
