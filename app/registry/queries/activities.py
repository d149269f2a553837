"""What was done for models: lists, sums with the share that has evidence, one activity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people.models import Team
from app.people.queries import scope
from app.registry import rules
from app.registry.models import Asset, ModelActivity, ModelSite
from app.registry.queries.scopes import readable
from app.reports.models import Report, is_live
from app.units.models import Village
from app.web.database import db

MOST_SHOWN = 300


@dataclass(frozen=True)
class ActivityRow:
    """An activity with the names of what it names."""

    activity: ModelActivity
    site: str
    thing: str
    village: str
    team: str

    @property
    def has_evidence(self) -> bool:
        """Whether something bears it out."""
        return rules.has_evidence(self.activity.photos, self.activity.shift_id)


@dataclass(frozen=True)
class Sum:
    """What the activities of a kind add up to: how many, how many of them with evidence, people as turns, minutes."""

    kind: str
    count: int
    with_evidence: int
    people: int
    minutes: int


def with_evidence() -> ColumnElement[bool]:
    """``rules.has_evidence``, in a question."""
    return or_(ModelActivity.photos > 0, ModelActivity.shift_id.is_not(None))


def narrowed(actor: Actor, first: date, last: date, asked: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """What counts from day to day as far as the actor reads, narrowed by ``kind, village, site``; weapons for police."""
    wanted = [_readable(actor), ModelActivity.on.between(first, last), ModelActivity.withdrawn_at.is_(None)]
    columns = {"kind": ModelActivity.kind, "village": ModelActivity.village_id, "site": ModelActivity.site_id}
    wanted += [columns[name] == asked[name] for name in columns if asked.get(name)]
    return wanted


def _readable(actor: Actor) -> ColumnElement[bool]:
    own = readable(actor, ModelActivity)
    return own if rules.reads_weapons(actor) else own & (ModelActivity.kind != rules.WEAPONS)


def list_activities(actor: Actor, first: date, last: date, asked: Mapping[str, Any]) -> list[ActivityRow]:
    """At most 300 of them, the newest first; one statement."""
    order = (ModelActivity.on.desc(), ModelActivity.at.desc(), ModelActivity.id)
    question = _rows().where(*narrowed(actor, first, last, asked)).order_by(*order).limit(MOST_SHOWN)
    return [_row(row) for row in db.session.execute(question)]


def sum_activities(actor: Actor, first: date, last: date, asked: Mapping[str, Any]) -> list[Sum]:
    """The same by kind, all of them; one statement."""
    borne_out = func.sum(case((with_evidence(), 1), else_=0))
    sums = (func.count(), borne_out, func.coalesce(func.sum(ModelActivity.people), 0))
    question = select(ModelActivity.kind, *sums, func.coalesce(func.sum(ModelActivity.minutes), 0))
    rows = db.session.execute(question.where(*narrowed(actor, first, last, asked)).group_by(ModelActivity.kind))
    found = {row[0]: Sum(*row) for row in rows}
    return [found[kind] for kind in rules.ACTIVITY_KINDS if kind in found]


def get_activity(actor: Actor, activity_id: UUID) -> ActivityRow:
    """One of them, a withdrawn one too; ``NOT_FOUND``."""
    found = db.session.execute(_rows().where(ModelActivity.id == activity_id, _readable(actor))).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return _row(found)


def lock_activity(actor: Actor, activity_id: UUID) -> ModelActivity:
    """The same until the end of the transaction, for whoever changes it."""
    question = select(ModelActivity).where(ModelActivity.id == activity_id, _readable(actor)).with_for_update()
    found = db.session.scalar(question)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def activities_of(asset: Asset, actor: Actor) -> list[ActivityRow]:
    """The last ten with a thing; one statement."""
    mine = (ModelActivity.commune_id == asset.commune_id) & (ModelActivity.asset_id == asset.id)
    question = _rows().where(mine, _readable(actor), ModelActivity.withdrawn_at.is_(None))
    rows = db.session.execute(question.order_by(ModelActivity.on.desc(), ModelActivity.id).limit(10))
    return [_row(row) for row in rows]


def shifts_around(actor: Actor, activity: ModelActivity) -> list[tuple[UUID, str, date]]:
    """The shifts in which it may have been done: ``(shift, team, night)`` of reports that the actor reads whole, of that
    day's night and the one before; one statement."""
    near = Report.night.between(activity.on - timedelta(days=1), activity.on)
    here = (Report.commune_id == activity.commune_id) & near & is_live()
    if activity.village_id is not None:
        here = here & (Report.village_id == activity.village_id)
    teams = (Team.commune_id == Report.commune_id) & (Team.id == Report.team_id)
    question = select(Report.shift_id, Team.name, Report.night).join(Team, teams).where(scope(actor, Report), here)
    return [(row[0], row[1], row[2]) for row in db.session.execute(question.order_by(Report.night.desc(), Team.name))]


def report_of(actor: Actor, activity: ModelActivity) -> tuple[UUID, str, date] | None:
    """The report of the shift in which it was done, ``(report, team, night)``, where the actor may read it."""
    mine = (Report.commune_id == activity.commune_id) & (Report.shift_id == activity.shift_id) & is_live()
    teams = (Team.commune_id == Report.commune_id) & (Team.id == Report.team_id)
    question = select(Report.id, Team.name, Report.night).join(Team, teams).where(scope(actor, Report), mine)
    row = db.session.execute(question.limit(1)).one_or_none()
    return (row[0], row[1], row[2]) if row else None


def _rows() -> Select[ModelActivity, str, str, str, str, str]:
    own = ModelActivity
    return (
        select(own, ModelSite.name, Asset.label, Asset.place, Village.name, Team.name)
        .outerjoin(ModelSite, (ModelSite.commune_id == own.commune_id) & (ModelSite.id == own.site_id))
        .outerjoin(Asset, (Asset.commune_id == own.commune_id) & (Asset.id == own.asset_id))
        .outerjoin(Village, (Village.commune_id == own.commune_id) & (Village.id == own.village_id))
        .outerjoin(Team, (Team.commune_id == own.commune_id) & (Team.id == own.team_id))
    )


def _row(row: Any) -> ActivityRow:
    activity, site, label, place, village, team = row
    return ActivityRow(activity, site or "", " ".join(filter(None, (label, place))), village or "", team or "")
