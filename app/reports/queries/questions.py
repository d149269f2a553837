"""What came before a report, for questions that only a comparison raises: the team's texts, photos with equal bytes."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.people import queries as people
from app.people.models import Team
from app.photos.models import Photo
from app.reports.models import Report, ReportVersion, is_live
from app.reports.queries.whole import WholeReport
from app.web.database import db

_LOOKS_BACK = timedelta(days=30)
_MOST_NIGHTS = 60


@dataclass(frozen=True)
class SeenBefore:
    """An earlier report that holds a photo with the same bytes."""

    report_id: UUID
    night: date
    team: str


@dataclass(frozen=True)
class Before:
    """The texts of the team's last nights (as bodies), and by the photo's id where it was seen before."""

    nights: list[tuple[date, dict[str, Any]]] = field(default_factory=list)
    photos: dict[UUID, SeenBefore] = field(default_factory=dict)


def read_before(actor: Actor, whole: WholeReport) -> Before:
    """What the actor may see of what came before this report; two statements."""
    return Before(_nights(actor, whole), _photos(actor, whole))


def _nights(actor: Actor, whole: WholeReport) -> list[tuple[date, dict[str, Any]]]:
    facts, body = whole.facts, ReportVersion.body
    rows = db.session.execute(
        select(Report.night, body["remark"], body["proposal"], body["handover"], body["incidents"])
        .join(ReportVersion, (ReportVersion.commune_id == Report.commune_id) & (ReportVersion.report_id == Report.id))
        .where(people.scope(actor, Report), Report.team_id == facts.team_id, is_live(), Report.id != facts.id)
        .where(Report.night.between(facts.night - _LOOKS_BACK, facts.night), Report.received_at < facts.received_at)
        .where(ReportVersion.version == Report.version)
        .order_by(Report.night.desc(), Report.id)
        .limit(_MOST_NIGHTS)
    )
    names = ("remark", "proposal", "handover", "incidents")
    return [(night, dict(zip(names, texts, strict=True))) for night, *texts in rows]


def _photos(actor: Actor, whole: WholeReport) -> dict[UUID, SeenBefore]:
    """Equal bytes in another shift's report that came earlier. An erased photo keeps its digest, and says nothing here."""
    mine = [one for one in whole.photos if one.erased_at is None]
    of_report = (
        (Photo.commune_id == Report.commune_id) & (Photo.owner_id == Report.shift_id) & (Photo.team_id == Report.team_id)
    )
    rows = db.session.execute(
        select(Photo.sha256, Report.id, Report.night, Team.name)
        .join(Report, of_report)
        .join(Team, (Team.commune_id == Report.commune_id) & (Team.id == Report.team_id))
        .where(people.scope(actor, Report), is_live(), Report.shift_id != whole.facts.shift_id)
        .where(Photo.commune_id == whole.facts.commune_id, Photo.sha256.in_({one.sha256 for one in mine}))
        .where(Photo.current, Photo.erased_at.is_(None), Report.received_at < whole.facts.received_at)
        .order_by(Report.night, Report.id)
    )
    seen = {sha256: SeenBefore(report_id, night, team) for sha256, report_id, night, team in rows}
    return {one.id: seen[one.sha256] for one in mine if one.sha256 in seen}
