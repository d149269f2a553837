"""What was found, with the texts in which it stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.people import queries as people
from app.reports import queries as reports
from app.reports import rules as report_rules
from app.reports.models import Activity, Incident, Supplement
from app.reports.queries import ReportRow
from app.search.queries.hits import Hit
from app.web.database import db


@dataclass(frozen=True)
class Found:
    """A report that was found, or an ``incident`` of it; ``texts`` are what the team wrote there, as people read it.

    ``place`` is where the incident was, ``done`` are the kinds of the report's activities.
    """

    row: ReportRow
    incident: Incident | None
    texts: list[str]
    place: str = ""
    done: Sequence[str] = ()


def read_found(actor: Actor, hits: Sequence[Hit], teams: Mapping[UUID, str]) -> list[Found]:
    """The reports and incidents of these hits, in their order, teams called as in ``teams``; seven statements at most."""
    if not hits:
        return []
    rows = {row.facts.id: row for row in reports.list_known(actor, {hit.report_id for hit in hits}, teams)}
    facts = [row.facts for row in rows.values()]
    bodies, later = reports.bodies_of(actor.books, facts), _sent_later(actor, facts)
    incidents = _incidents(actor, [hit for hit in hits if hit.incident_id])
    changes, done = reports.changes_of(actor.books, list(rows)), _done(actor, [one.id for one in facts if one.activities])
    found = []
    for hit in hits:
        row = rows.get(hit.report_id)
        incident = incidents.get((hit.report_id, hit.incident_id)) if hit.incident_id else None
        if row is None or (hit.incident_id and incident is None):
            continue
        sent = [bodies.get(hit.report_id, {}), *_of(row.facts, later)]
        content = [report_rules.as_mended(body, changes[hit.report_id]) for body in sent]
        if incident is None:
            texts = [text for body in content for text in report_rules.texts_of_body(body) if text.strip()]
            found.append(Found(row, None, texts, done=done.get(hit.report_id, [])))
        else:
            place, what = report_rules.texts_of_incident(report_rules.incidents_once(content).get(str(incident.id), {}))
            found.append(Found(row, incident, [what] if what else [], place=place))
    return found


def _sent_later(actor: Actor, facts: Sequence[Any]) -> Sequence[Supplement]:
    ids = [one.shift_id for one in facts if one.supplements]
    if not ids:
        return ()
    here, shifts = people.in_books(actor, Supplement.commune_id), Supplement.shift_id.in_(ids)
    return db.session.scalars(select(Supplement).where(here, shifts).order_by(Supplement.at, Supplement.id)).all()


def _of(report: Any, later: Sequence[Supplement]) -> list[dict[str, Any]]:
    """The parts of its shift and its own addenda."""
    mine = [one for one in later if (one.shift_id, one.team_id) == (report.shift_id, report.team_id)]
    return [one.body for one in mine if one.kind == "part" or one.report_id == report.id]


def _incidents(actor: Actor, hits: Sequence[Hit]) -> dict[tuple[UUID, UUID], Incident]:
    if not hits:
        return {}
    # The reports are named as well, because the key of an incident begins with its report.
    named = Incident.report_id.in_([hit.report_id for hit in hits]) & Incident.id.in_([hit.incident_id for hit in hits])
    rows = db.session.scalars(select(Incident).where(people.in_books(actor, Incident.commune_id), named))
    return {(row.report_id, row.id): row for row in rows}


def _done(actor: Actor, ids: Collection[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    if not ids:
        return found
    here = people.in_books(actor, Activity.commune_id) & Activity.report_id.in_(ids)
    for report_id, code in db.session.execute(
        select(Activity.report_id, Activity.category).where(here).order_by(Activity.position)
    ):
        found.setdefault(report_id, []).append(code)
    return found
