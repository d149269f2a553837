"""What the present versions of reports say: as they were sent, and as officers' corrections left their words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.core.actor import Actor
from app.people import queries as people
from app.reports import rules
from app.reports.models import Correction, Redaction, Report, ReportVersion
from app.web.database import db


def bodies_of(communes: Collection[str], reports: Sequence[Any]) -> Mapping[UUID, dict[str, Any]]:
    """The present body of each of these reports (anything with ``id`` and ``version``), whole."""
    if not reports:
        return {}
    present = {one.id: one.version for one in reports}
    rows = db.session.execute(
        select(ReportVersion.report_id, ReportVersion.version, ReportVersion.body).where(
            ReportVersion.commune_id.in_(communes), ReportVersion.report_id.in_(present)
        )
    )
    return {report_id: body for report_id, version, body in rows if present[report_id] == version}


def read_bodies(communes: Collection[str], reports: Sequence[Any]) -> Mapping[UUID, dict[str, Any]]:
    """The same with the words as corrections left them: what people are shown. Two statements."""
    changes = changes_of(communes, [one.id for one in reports])
    return {key: rules.as_mended(body, changes[key]) for key, body in bodies_of(communes, reports).items()}


def changes_of(
    communes: Collection[str], report_ids: Collection[UUID], *, ask: Callable[[Any], Any] | None = None
) -> Mapping[UUID, list[rules.Change]]:
    """What officers corrected or covered in each of these reports, the oldest first, for ``as_mended``; one statement.

    ``ask`` puts the question where no session is at hand, to a connection for one.
    """
    corrected, covered = (
        select(table.report_id, named, table.changes, table.at, table.id).where(
            table.commune_id.in_(communes), table.report_id.in_(report_ids)
        )
        for table, named in ((Correction, Correction.incident_id), (Redaction, Redaction.photo_id))
    )
    both = corrected.union_all(covered.where(covers_words()))
    rows = (ask or db.session.execute)(both.order_by("at", "id"))
    found: dict[UUID, list[rules.Change]] = defaultdict(list)
    for report_id, incident_id, changes, _at, _id in rows:
        found[report_id].append((incident_id, changes))
    return found


def covers_words() -> ColumnElement[bool]:
    """Whether a redaction is one of words and stands."""
    return Redaction.photo_id.is_(None) & Redaction.undone_at.is_(None)


def covered_words(
    actor: Actor, *, shift_ids: Collection[UUID] | None = None, report_id: UUID | None = None
) -> Mapping[UUID, list[str]]:
    """The phrases that are covered in the reports in scope (or one of them), by report; by shift where shifts are asked for.

    One statement.
    """
    key = Report.id if shift_ids is None else Report.shift_id
    wanted = [key.in_(shift_ids)] if shift_ids is not None else [key == report_id] if report_id else []
    rows = db.session.execute(
        select(key, Redaction.changes)
        .join(Report, (Report.commune_id == Redaction.commune_id) & (Report.id == Redaction.report_id))
        .where(people.scope(actor, Report), covers_words(), *wanted)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for named, changes in rows:
        found[named] += rules.phrases_in([(None, changes)])
    return found
