"""The present state of things as a team's phone sees them, each kind by a fixed number of statements (protocol.md §4)."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.people import queries as people
from app.people.rules.phones import has_seen
from app.photos.models import Photo
from app.reports import queries as reports
from app.reports import rules as report_rules
from app.reports.models import Incident, ParkedOperation, Report
from app.reports.queries import Standing
from app.roster import queries as roster
from app.roster.models import Checkpoint, Notice, Route
from app.sync.roster_entities import shift_entities
from app.web.database import db

Entity = dict[str, Any]
_FREQUENT = 6
_ASKED = timedelta(days=180)


def today() -> date:
    """The calendar day in Viet Nam."""
    return local(clock.now()).date()


def _own(actor: Actor, table: Any) -> Any:
    return people.in_books(actor, table.commune_id) & (table.team_id == actor.team_id)


def team_entity(actor: Actor, rev: int) -> list[Entity]:
    """The team with its members, settings, the six categories it uses most, and this phone's three words."""
    assert actor.commune_id is not None and actor.team_id is not None
    team = people.find_team(actor.commune_id, actor.team_id, today())
    if team is None:
        return []
    face = people.team_face(team)
    settings = people.phone_settings(team.commune_id, team.province_id, today())
    known = {
        "entity": "team",
        "version": 1,
        "rev": rev,
        **face["team"],
        "members": face["members"],
        "commune": face["commune"],
    }
    # Of the whole team it is this phone's own that it hears.
    words = people.words_to_compare(people.find_device(actor)) if settings["compare_words"] else None
    return [known | {"settings": settings, "frequent": _frequent(actor), "words": words}]


def _frequent(actor: Actor) -> list[str]:
    rows = db.session.execute(
        select(Incident.category, func.count().label("times"))
        .join(Report, (Report.commune_id == Incident.commune_id) & (Report.id == Incident.report_id))
        .where(_own(actor, Report), Report.night >= today() - _ASKED)
        .group_by(Incident.category)
        .order_by(func.count().desc(), Incident.category)
        .limit(_FREQUENT)
    )
    return [category for category, _ in rows]


def route_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """The team's routes in use, with their checkpoints in order."""
    wanted = (Route.commune_id == actor.commune_id) & (Route.team_id == actor.team_id) & Route.ended_at.is_(None)
    routes = db.session.scalars(select(Route).where(wanted if ids is None else wanted & Route.id.in_(ids))).all()
    points: dict[UUID, list[Entity]] = {one.id: [] for one in routes}
    rows = db.session.scalars(
        select(Checkpoint)
        .where(Checkpoint.commune_id == actor.commune_id, Checkpoint.route_id.in_(points), Checkpoint.ended_at.is_(None))
        .order_by(Checkpoint.position)
    )
    for row in rows:
        point = {"id": str(row.id), "name": row.name, "position": row.position, "lat": row.lat, "lon": row.lon}
        points[row.route_id].append(point)
    return [
        {
            "entity": "route",
            "id": str(one.id),
            "version": 1,
            "rev": rev,
            "team_id": str(one.team_id),
            "name": one.name,
            "length_m": one.length_m,
            "checkpoints": points[one.id],
        }
        for one in routes
    ]


def notice_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """The notices to this team or to all, while they last."""
    wanted = (
        (Notice.commune_id == actor.commune_id)
        & or_(Notice.team_id.is_(None), Notice.team_id == actor.team_id)
        & or_(Notice.until.is_(None), Notice.until >= today())
    )
    rows = db.session.scalars(
        select(Notice).where(wanted if ids is None else wanted & Notice.id.in_(ids)).order_by(Notice.at.desc()).limit(50)
    ).all()
    readers = roster.readers_of(actor, [one.id for one in rows], team_id=actor.team_id)
    return [
        {
            "entity": "notice",
            "id": str(one.id),
            "version": 1,
            "rev": rev,
            "title": one.title,
            "text": one.text,
            "at": one.at.isoformat(),
            "until": one.until.isoformat() if one.until else None,
            "read_by": [str(reader.member_id) for reader in readers.get(one.id, [])],
        }
        for one in rows
    ]


def held_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """Held operations of this team that were settled; without ``ids``, those of the last 60 days."""
    settled = ParkedOperation.settled_at.is_not(None)
    recent = ParkedOperation.settled_at >= clock.now() - report_rules.PHONE_SEES
    wanted = recent if ids is None else settled & ParkedOperation.id.in_(ids)
    rows = db.session.scalars(select(ParkedOperation).where(_own(actor, ParkedOperation), wanted))
    return [
        {
            "entity": "held",
            "id": str(one.id),
            "version": 1,
            "rev": rev,
            "op_id": str(one.id),
            "resolution": one.resolution,
            "note": one.note,
            "at": one.settled_at.isoformat() if one.settled_at else None,
        }
        for one in rows
    ]


def nudge_entities(actor: Actor, rev: int) -> list[Entity]:
    """The office's reminder to the very phone that asks, until its holder has read it. One statement."""
    device = people.find_device(actor)
    nudge = people.nudge_of(device) if device is not None else None
    if device is None or nudge is None or has_seen(device.health or {}, nudge):
        return []
    told = {"reason": nudge.reason, "at": nudge.at.isoformat()}
    return [{"entity": "nudge", "id": str(device.id), "version": 1, "rev": rev} | told]


def matter_entities(actor: Actor, rev: int) -> tuple[list[Entity], list[Entity]]:
    """The team's open matters, and as removed those that it or the office settled. Three statements."""
    changes: list[Entity] = []
    removed: list[Entity] = []
    for one in reports.list_standing(actor):
        if one.settled is None:
            changes.append(_matter(one, rev))
        else:
            removed.append({"entity": "matter", "id": str(one.id), "reason": "settled"})
    return changes, removed


def _matter(one: Standing, rev: int) -> Entity:
    return {
        "entity": "matter",
        "id": str(one.id),
        "version": 1,
        "rev": rev,
        "text": one.text,
        "night": (one.last or one.since).isoformat(),
        "report_id": str(one.report_id) if one.report_id else None,
        "settled": False,
    }


def reports_after(actor: Actor, after: UUID | None, limit: int) -> list[UUID]:
    """The next of the team's reports of the last 60 days, by id."""
    oldest = (clock.now() - report_rules.PHONE_SEES).date()
    wanted = select(Report.id).where(_own(actor, Report), Report.night >= oldest).order_by(Report.id).limit(limit)
    return list(db.session.scalars(wanted.where(Report.id > after) if after else wanted))


def reports_of_photos(actor: Actor, photo_ids: Collection[UUID]) -> list[UUID]:
    """Which of the team's reports these photos belong to."""
    return list(
        db.session.scalars(
            select(Report.id)
            .join(Photo, (Photo.commune_id == Report.commune_id) & (Photo.owner_id == Report.shift_id))
            .where(_own(actor, Report), Photo.id.in_(photo_ids))
            .distinct()
        )
    )


def own_reports(actor: Actor, ids: Collection[UUID]) -> list[Entity]:
    """These reports, if they are the team's."""
    own = db.session.scalars(select(Report.id).where(_own(actor, Report), Report.id.in_(ids)))
    return reports.present_reports(actor.books, own)


Reader = Callable[[Actor, int, Collection[UUID]], list[Entity]]
READERS: dict[str, Reader] = {
    "route": route_entities,
    "shift": shift_entities,
    "notice": notice_entities,
    "held": held_entities,
    "alert": reports.present_alerts,
}
