"""Which living sites give no sign of life, and which silences stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.people.queries.filters import in_books
from app.registry import rules
from app.registry.models import ModelGroup, ModelSite, SiteMove, SiteSilence
from app.registry.queries.scopes import readable
from app.registry.rules.life import CORRECTED
from app.reports.models import Report
from app.units.models import Village
from app.web.database import db


@dataclass(frozen=True)
class Heard:
    """A living site and the days on which it gave a sign of life."""

    commune_id: str
    site_id: UUID
    days: tuple[date | None, ...]


@dataclass(frozen=True)
class SilenceRow:
    """A silence that stands: the site, since when, for how many days, and what was made of it."""

    it: SiteSilence
    site: ModelSite
    village: str
    days: int


def read_heard(actor: Actor) -> list[Heard]:
    """The living sites of the actor's books with their signs of life; one statement.

    A sign is the launch or a step of the site's life, an activity, or a night of a team that carries the model out.
    """
    moved = _latest(SiteMove.site_id, SiteMove.on, in_books(actor, SiteMove.commune_id) & (SiteMove.move != CORRECTED))
    # A team goes over to a new commune under the same id, its nights stay in the former book.
    nights = (
        select(ModelGroup.commune_id, ModelGroup.site_id, func.max(Report.night).label("on"))
        .join(Report, Report.team_id == ModelGroup.team_id)
        .where(in_books(actor, ModelGroup.commune_id), in_books(actor, Report.commune_id))
        .where(Report.state.not_in(("withdrawn", "rejected")))
        .group_by(ModelGroup.commune_id, ModelGroup.site_id)
        .subquery()
    )
    question = (
        select(ModelSite.commune_id, ModelSite.id, ModelSite.launched_on, ModelSite.active_on, moved.c.on, nights.c.on)
        .outerjoin(moved, moved.c.site_id == ModelSite.id)
        .outerjoin(nights, and_(nights.c.commune_id == ModelSite.commune_id, nights.c.site_id == ModelSite.id))
        .where(readable(actor, ModelSite), ModelSite.state.in_(rules.LIVING))
    )
    return [Heard(row[0], row[1], tuple(row[2:])) for row in db.session.execute(question)]


def list_silences(actor: Actor) -> list[SilenceRow]:
    """The silences that stand in the actor's villages, the longest first; one statement."""
    question = (
        select(SiteSilence, ModelSite, Village.name)
        .join(ModelSite, and_(ModelSite.commune_id == SiteSilence.commune_id, ModelSite.id == SiteSilence.site_id))
        .outerjoin(Village, and_(Village.commune_id == ModelSite.commune_id, Village.id == ModelSite.village_id))
        .where(readable(actor, ModelSite), SiteSilence.over_at.is_(None))
        .order_by(SiteSilence.since, ModelSite.name)
    )
    today = local(clock.now()).date()
    return [
        SilenceRow(one, site, village or "", (today - one.since).days) for one, site, village in db.session.execute(question)
    ]


def get_silence(actor: Actor, site_id: UUID) -> SiteSilence:
    """The silence of a site that stands, locked until the end of the transaction; ``NOT_FOUND``."""
    question = (
        select(SiteSilence)
        .join(ModelSite, and_(ModelSite.commune_id == SiteSilence.commune_id, ModelSite.id == SiteSilence.site_id))
        .where(readable(actor, ModelSite), SiteSilence.site_id == site_id, SiteSilence.over_at.is_(None))
    )
    found = db.session.scalar(question.with_for_update(of=SiteSilence))
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def silences_of(communes: Collection[str]) -> dict[tuple[str, UUID], list[SiteSilence]]:
    """Every silence of these books by its site, the newest first; one statement."""
    found: dict[tuple[str, UUID], list[SiteSilence]] = {}
    question = select(SiteSilence).where(SiteSilence.commune_id.in_(communes)).order_by(SiteSilence.since.desc())
    for one in db.session.scalars(question):
        found.setdefault((one.commune_id, one.site_id), []).append(one)
    return found


def _latest(key: Any, day: Any, condition: Any) -> Any:
    return select(key, func.max(day).label("on")).where(condition).group_by(key).subquery()
