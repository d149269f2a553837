"""What is told beside an item: its entries, the names of team and village, the team's own words. One statement each."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.people.models import Team
from app.reports import queries as reports
from app.units.models import Village
from app.web.database import db


def entries_of(
    table: Any, communes: Collection[str], ids: Sequence[UUID], more: Any
) -> Mapping[UUID, list[tuple[str, Any]]]:
    """Category and one more column of the incidents or activities of these reports, in their order, by report."""
    rows = db.session.execute(
        select(table.report_id, table.category, more)
        .where(table.commune_id.in_(communes), table.report_id.in_(ids))
        .order_by(table.report_id, table.position)
    )
    found: dict[UUID, list[tuple[str, Any]]] = {}
    for report_id, category, value in rows:
        found.setdefault(report_id, []).append((category, value))
    return found


def names_of(communes: Collection[str], rows: Sequence[Row[Any]]) -> Mapping[UUID, str]:
    """The names of the reports' teams and villages, by id."""
    teams = select(Team.id, Team.name).where(Team.commune_id.in_(communes), Team.id.in_({row.team_id for row in rows}))
    villages = select(Village.id, Village.name).where(
        Village.commune_id.in_(communes), Village.id.in_({row.village_id for row in rows})
    )
    return dict(db.session.execute(teams.union_all(villages)).all())


def texts_of(communes: Collection[str], rows: Sequence[Row[Any]]) -> Mapping[UUID, str]:
    """What the teams wrote, for those who read it whole: about the first incident, else the remark."""
    busy = [row for row in rows if row.incidents or row.activities or not row.quiet]
    if not busy:
        return {}
    return {report_id: _text(body) for report_id, body in reports.read_bodies(communes, busy).items()}


def _text(body: Mapping[str, Any]) -> str:
    for entry in body.get("incidents") or []:
        if entry.get("what"):
            return str(entry["what"])
    return str(body.get("remark") or "")
