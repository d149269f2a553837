"""What the tables know of a site in a period: the evidence beside its review sheet. What is not there was not recorded."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from app.core.actor import Actor
from app.people.queries.filters import in_books
from app.registry.models import Asset, AssetCheck, Difficulty, GroupCount, ModelActivity, ModelGroup, ModelSite
from app.registry.queries.scopes import readable
from app.registry.queries.sites import latest_count
from app.reports.models import Report
from app.web.database import db

_SHOWN = 8


@dataclass(frozen=True)
class Evidence:
    """What was recorded: ``activities`` by kind as ``(times, people)`` with the latest of them, looks at the site's things
    (and how many found one broken), difficulties raised and solved, approved shifts of its teams and their person-nights,
    members of its groups, things by state."""

    activities: dict[str, tuple[int, int]]
    latest: list[ModelActivity]
    looks: int
    defects: int
    raised: int
    solved: int
    shifts: int
    turns: int
    members: int
    things: dict[str, int]

    @property
    def is_bare(self) -> bool:
        """Whether nothing shows that the model was at work."""
        return not (self.activities or self.looks or self.shifts)


def read_evidence(actor: Actor, site: ModelSite, first: date, last: date) -> Evidence:
    """The evidence of the days ``first`` to ``last``. Six statements."""
    found = _activities(site, first, last)
    people: dict[str, list[int]] = {}
    for one in found:
        people.setdefault(one.kind, []).append(one.people or 0)
    looks, defects = _looks(site, first, last)
    raised, solved = _difficulties(actor, site, first, last)
    shifts, turns = _shifts(actor, site, first, last)
    return Evidence(
        activities={kind: (len(numbers), sum(numbers)) for kind, numbers in people.items()},
        latest=found[:_SHOWN],
        looks=looks,
        defects=defects,
        raised=raised,
        solved=solved,
        shifts=shifts,
        turns=turns,
        members=_members(site, last),
        things=_things(site),
    )


def _activities(site: ModelSite, first: date, last: date) -> list[ModelActivity]:
    question = select(ModelActivity).where(
        ModelActivity.commune_id == site.commune_id,
        ModelActivity.site_id == site.id,
        ModelActivity.on.between(first, last),
        ModelActivity.withdrawn_at.is_(None),
    )
    return list(db.session.scalars(question.order_by(ModelActivity.on.desc(), ModelActivity.id.desc())))


def _looks(site: ModelSite, first: date, last: date) -> tuple[int, int]:
    question = (
        select(AssetCheck.state, func.count())
        .join(Asset, and_(Asset.commune_id == AssetCheck.commune_id, Asset.id == AssetCheck.asset_id))
        .where(
            Asset.commune_id == site.commune_id,
            Asset.site_id == site.id,
            AssetCheck.on.between(first, last),
        )
        .group_by(AssetCheck.state)
    )
    counts = {row[0]: int(row[1]) for row in db.session.execute(question)}
    return sum(counts.values()), sum(number for state, number in counts.items() if state != "working")


def _things(site: ModelSite) -> dict[str, int]:
    here = (Asset.commune_id == site.commune_id) & (Asset.site_id == site.id)
    states = db.session.scalars(select(Asset.state).where(here, Asset.removed_on.is_(None)))
    return dict(Counter(states))


def _difficulties(actor: Actor, site: ModelSite, first: date, last: date) -> tuple[int, int]:
    mine = (Difficulty.commune_id == site.commune_id) & (Difficulty.site_id == site.id) & readable(actor, Difficulty)
    rows = db.session.execute(select(Difficulty.raised_on, Difficulty.state, Difficulty.settled_on).where(mine)).all()
    raised = sum(first <= row.raised_on <= last for row in rows)
    solved = sum(row.state == "solved" and row.settled_on is not None and first <= row.settled_on <= last for row in rows)
    return raised, solved


def _shifts(actor: Actor, site: ModelSite, first: date, last: date) -> tuple[int, int]:
    """Counts alone: whoever reviews need not be allowed to read the reports."""
    question = select(func.count(), func.coalesce(func.sum(Report.people), 0)).where(
        in_books(actor, Report.commune_id),
        Report.team_id.in_(_teams_of(site.commune_id, site.id)),
        Report.night.between(first, last),
        Report.state.in_(("approved", "locked")),
    )
    shifts, turns = db.session.execute(question).one()
    return int(shifts), int(turns)


def _teams_of(commune_id: str, site_id: UUID) -> Select[UUID | None]:
    here = (ModelGroup.commune_id == commune_id) & (ModelGroup.site_id == site_id)
    return select(ModelGroup.team_id).where(here, ModelGroup.team_id.is_not(None))


def _members(site: ModelSite, on: date) -> int:
    question = (
        select(func.coalesce(func.sum(GroupCount.members), 0))
        .join(ModelGroup, and_(ModelGroup.commune_id == GroupCount.commune_id, ModelGroup.id == GroupCount.group_id))
        .where(ModelGroup.commune_id == site.commune_id, ModelGroup.site_id == site.id, ModelGroup.ended_on.is_(None))
        .where(GroupCount.valid_from == latest_count(on))
    )
    return int(db.session.scalar(question) or 0)
