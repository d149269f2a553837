"""What difficulties, inspections and proposals can be about: the actor's sites, teams and villages, for choosing."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import and_, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.people.models import Team
from app.people.queries import TeamColumns, existed_on
from app.people.queries.filters import scope_of_figures
from app.registry import rules
from app.registry.models import Asset, ModelSite
from app.registry.queries.scopes import readable
from app.registry.rules.life import ENDED
from app.units.models import Village
from app.web.database import db


def list_names(actor: Actor) -> list[tuple[UUID, str, str]]:
    """Sites that have not ended, as ``(id, name, village)``, by name; one statement."""
    question = (
        select(ModelSite.id, ModelSite.name, Village.name.label("village"))
        .outerjoin(Village, and_(Village.commune_id == ModelSite.commune_id, Village.id == ModelSite.village_id))
        .where(readable(actor, ModelSite), ModelSite.state.in_([one for one in rules.STATES if one != ENDED]))
        .order_by(ModelSite.name, ModelSite.id)
    )
    return [(row.id, row.name, row.village or "") for row in db.session.execute(question)]


def list_team_names(actor: Actor) -> list[tuple[UUID, str]]:
    """The present teams in the actor's villages, by name; one statement."""
    today = local(clock.now()).date()
    mine = scope_of_figures(replace(actor, former_ids=()), TeamColumns)
    question = select(Team.id, Team.name).where(mine, existed_on(Team, today)).order_by(Team.name, Team.id)
    return [(row.id, row.name) for row in db.session.execute(question)]


def get_team_here(actor: Actor, team_id: UUID) -> Team:
    """A team in the actor's villages, ended ones too; ``NOT_FOUND``. One statement."""
    mine = scope_of_figures(replace(actor, former_ids=()), TeamColumns)
    team = db.session.scalar(select(Team).where(mine, Team.id == team_id))
    if team is None:
        raise DomainError(NOT_FOUND)
    return team


def get_thing(actor: Actor, asset_id: UUID) -> Asset:
    """A thing that the actor may read; ``NOT_FOUND``. One statement."""
    thing = db.session.scalar(select(Asset).where(Asset.id == asset_id, readable(actor, Asset)))
    if thing is None:
        raise DomainError(NOT_FOUND)
    return thing
