"""What the present versions of reports say: as they were sent, and as officers' corrections left their words."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.reports import rules
from app.reports.models import Correction, ReportVersion
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


def changes_of(communes: Collection[str], report_ids: Collection[UUID]) -> Mapping[UUID, list[rules.Change]]:
    """What officers corrected in each of these reports, the oldest first, for ``as_mended``; one statement."""
    rows = db.session.execute(
        select(Correction.report_id, Correction.incident_id, Correction.changes)
        .where(Correction.commune_id.in_(communes), Correction.report_id.in_(report_ids))
        .order_by(Correction.at, Correction.id)
    )
    found: dict[UUID, list[rules.Change]] = defaultdict(list)
    for report_id, incident_id, changes in rows:
        found[report_id].append((incident_id, changes))
    return found
