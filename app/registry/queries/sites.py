"""Sites as lists: with their villages, and what their groups add up to on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.core.text import fold
from app.people import queries as people
from app.people.models import Account
from app.registry.models import Asset as Thing
from app.registry.models import GroupCount, ModelActivity, ModelGroup, ModelSite, SiteMove
from app.registry.queries.scopes import readable
from app.registry.rules import life
from app.registry.rules.importing import KnownSite, SiteKey
from app.units.models import Village
from app.web.database import db

Key = tuple[str, UUID]


@dataclass(frozen=True)
class Sum:
    """What groups add up to on a day."""

    groups: int = 0
    members: int = 0
    women: int = 0
    trained: int = 0
    households: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(*(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)))


@dataclass(frozen=True)
class SiteRow:
    """A site, its village's name (empty: the whole commune), and what its groups add up to."""

    site: ModelSite
    village: str
    sum: Sum


def list_places(actor: Actor) -> list[Village]:
    """The villages in which the actor may keep models today; one statement."""
    return people.list_villages(actor, local(clock.now()).date())


def places_for(actor: Actor, commune_id: str) -> dict[UUID, str]:
    """The villages that a row of this book may be put into: none for a book that is only kept on after a merger."""
    return {one.id: one.name for one in list_places(actor)} if commune_id == actor.commune_id else {}


def list_sites(actor: Actor, on: date, *, kind: str = "") -> list[SiteRow]:
    """Every site that the actor reads, by kind and name, with the sums of a day; two statements."""
    question = select(ModelSite, Village.name).outerjoin(Village, _of_village(ModelSite)).where(readable(actor, ModelSite))
    if kind:
        question = question.where(ModelSite.kind_code == kind)
    sums = sums_on(readable(actor, ModelSite), on)
    rows = db.session.execute(question.order_by(ModelSite.kind_code, ModelSite.name, ModelSite.id))
    return [SiteRow(site, name or "", sums.get((site.commune_id, site.id), Sum())) for site, name in rows]


def _of_village(table: Any) -> Any:
    return and_(Village.commune_id == table.commune_id, Village.id == table.village_id)


def counts_on(on: date) -> Any:
    """The row of each group's numbers that counts on a day, as a subquery.

    Which one is asked by the key of each: a table of all latest days would be made anew for every group by a PostgreSQL
    that thinks the tables small.
    """
    return select(GroupCount).where(GroupCount.valid_from == latest_count(on)).subquery()


def latest_count(on: date) -> Any:
    """Since when the numbers hold that count on a day, of the group of the ``GroupCount`` in question."""
    other = aliased(GroupCount)
    same = (other.commune_id == GroupCount.commune_id) & (other.group_id == GroupCount.group_id)
    return select(func.max(other.valid_from)).where(same, other.valid_from <= on).correlate(GroupCount).scalar_subquery()


def sums_on(sites: Any, on: date) -> dict[Key, Sum]:
    """What the groups of these sites (a condition on ``ModelSite``) add up to on a day, by site; one statement.

    A group counts from the day on which it was formed to the day on which it ended.
    """
    counted = counts_on(on)
    numbers = [func.coalesce(func.sum(counted.c[name]), 0) for name in ("members", "women", "trained", "households")]
    question: Any = (
        select(ModelGroup.commune_id, ModelGroup.site_id, func.count(), *numbers)
        .join(ModelSite, and_(ModelSite.commune_id == ModelGroup.commune_id, ModelSite.id == ModelGroup.site_id))
        .outerjoin(counted, and_(counted.c.commune_id == ModelGroup.commune_id, counted.c.group_id == ModelGroup.id))
        .where(sites, or_(ModelGroup.formed_on.is_(None), ModelGroup.formed_on <= on))
        .where(or_(ModelGroup.ended_on.is_(None), ModelGroup.ended_on > on))
        .group_by(ModelGroup.commune_id, ModelGroup.site_id)
    )
    return {(row[0], row[1]): Sum(*map(int, row[2:])) for row in db.session.execute(question)}


def name_of_village(site: ModelSite) -> str:
    """The village of a site; empty for the whole commune."""
    if site.village_id is None:
        return ""
    return db.session.scalar(select(Village.name).where(_of_village(ModelSite), _is(ModelSite, site))) or ""


def _is(table: Any, site: ModelSite) -> Any:
    return and_(table.commune_id == site.commune_id, table.id == site.id)


def list_moves(site: ModelSite) -> list[tuple[SiteMove, str, str]]:
    """The steps of a site's life, the first one first, each with the role and the name of the colleague who wrote it."""
    question = (
        select(SiteMove, Account.role, Account.name)
        .outerjoin(Account, Account.id == SiteMove.account_id)
        .where(SiteMove.commune_id == site.commune_id, SiteMove.site_id == site.id)
    )
    rows = db.session.execute(question.order_by(SiteMove.on, SiteMove.at, SiteMove.id))
    return [(step, role or "", name or "") for step, role, name in rows]


def last_step_on(site: ModelSite) -> date | None:
    """The day of the last step of a site's life."""
    mine = (SiteMove.commune_id == site.commune_id, SiteMove.site_id == site.id, SiteMove.move != life.CORRECTED)
    return db.session.scalar(select(func.max(SiteMove.on)).where(*mine))


def list_things(site: ModelSite) -> list[Thing]:
    """The things of a site that are there, by kind."""
    mine = (Thing.commune_id == site.commune_id, Thing.site_id == site.id, Thing.removed_on.is_(None))
    return list(db.session.scalars(select(Thing).where(*mine).order_by(Thing.kind, Thing.label, Thing.id)))


def list_doings(site: ModelSite, most: int) -> tuple[int, list[ModelActivity]]:
    """How many activities a site had, and the latest of them."""
    mine = (
        ModelActivity.commune_id == site.commune_id,
        ModelActivity.site_id == site.id,
        ModelActivity.withdrawn_at.is_(None),
    )
    count = db.session.scalar(select(func.count()).select_from(ModelActivity).where(*mine)) or 0
    newest = select(ModelActivity).where(*mine).order_by(ModelActivity.on.desc(), ModelActivity.at.desc()).limit(most)
    return count, list(db.session.scalars(newest)) if count else []


def total(rows: list[SiteRow]) -> Sum:
    """What the groups of these sites add up to."""
    found = Sum()
    for row in rows:
        found += row.sum
    return found


def known_sites(actor: Actor) -> dict[SiteKey, KnownSite]:
    """The sites of the actor's own commune by kind, village and folded name, with their groups; one statement."""
    same = and_(ModelGroup.commune_id == ModelSite.commune_id, ModelGroup.site_id == ModelSite.id)
    question = (
        select(ModelSite.id, ModelSite.kind_code, ModelSite.village_id, ModelSite.name, ModelGroup.name.label("group"))
        .outerjoin(ModelGroup, same)
        .where(readable(actor, ModelSite), ModelSite.commune_id == actor.commune_id)
        .where(ModelSite.state.not_in((life.ENDED, life.DECLINED)))
    )
    found: dict[SiteKey, tuple[UUID, set[str]]] = {}
    for row in db.session.execute(question):
        known = found.setdefault((row.kind_code, row.village_id, fold(row.name)), (row.id, set()))
        known[1].add(fold(row.group or ""))
    return {key: KnownSite(site_id, frozenset(groups)) for key, (site_id, groups) in found.items()}
