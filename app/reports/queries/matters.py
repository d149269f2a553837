"""Open matters of the commune, from night to night until somebody settles them: a fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import night_of
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns
from app.reports.models import Matter, MatterWord, Report, is_live
from app.reports.queries.bodies import read_bodies
from app.reports.queries.present import names_of_deciders
from app.reports.rules import matters as rules
from app.reports.rules.matters import Act, By
from app.units.models import Village
from app.web.database import db

Key = tuple[UUID, UUID]


@dataclass(frozen=True)
class Standing:
    """How a matter stands. ``report_id`` is the newest report that names it, on the night ``last``; both are None for what
    the office asked and no shift has carried yet. ``words`` are those with which the office settled or reopened it.
    """

    id: UUID
    team_id: UUID
    text: str
    since: date
    last: date | None
    report_id: UUID | None
    settled: By | None
    settled_at: datetime | None
    words: str
    account_id: UUID | None


@dataclass(frozen=True)
class MatterRow:
    """A matter with its names: team, village, leader's team; ``by`` is who of the office spoke last of it."""

    stands: Standing
    team: str
    village: str
    by: str


def list_standing(actor: Actor, matter_id: UUID | None = None) -> list[Standing]:
    """The matters in scope that are open, or were settled in the last sixty days, oldest first; four statements."""
    words = _words(actor, matter_id)
    reported = _reported(actor, [key[1] for key in words], matter_id)
    told = read_bodies(actor.books, [row for key, row in reported.items() if not _opened(words.get(key, []))])
    found = [
        _standing(key, reported.get(key), words.get(key, []), told)
        for key in dict.fromkeys((*reported, *words))
        if key in reported or _opened(words[key])
    ]
    oldest = clock.now() - rules.SETTLED_SHOWN
    shown = [one for one in found if one.settled_at is None or one.settled_at >= oldest]
    return sorted(shown, key=lambda one: (one.since, str(one.id)))


def list_matters(actor: Actor) -> list[MatterRow]:
    """The same with their names; six statements."""
    standing = list_standing(actor)
    accounts = names_of_deciders([one.account_id for one in standing if one.account_id])
    names = _names(actor)
    return [
        MatterRow(one, *names.get(one.team_id, ("", "")), accounts.get(one.account_id, "") if one.account_id else "")
        for one in standing
    ]


def get_matter(actor: Actor, matter_id: UUID) -> Standing:
    """One matter; ``NOT_FOUND`` outside the actor's scope. Four statements."""
    found = list_standing(actor, matter_id)
    if not found:
        raise DomainError(NOT_FOUND)
    return found[0]


def _words(actor: Actor, matter_id: UUID | None) -> dict[Key, list[MatterWord]]:
    question = select(MatterWord).where(people.scope(actor, MatterWord)).order_by(MatterWord.at, MatterWord.id)
    found: dict[Key, list[MatterWord]] = {}
    for word in db.session.scalars(question if matter_id is None else question.where(MatterWord.matter_id == matter_id)):
        found.setdefault((word.team_id, word.matter_id), []).append(word)
    return found


def _reported(actor: Actor, spoken_of: Collection[UUID], matter_id: UUID | None) -> dict[Key, Any]:
    """The newest report of each matter, and since which night it is known. What a team settled long ago is left out."""
    same = (Report.team_id, Matter.id)
    question = (
        select(Matter.id.label("matter_id"), Matter.settled, Report.id, Report.version, Report.team_id, Report.night)
        .add_columns(
            Report.ended_at,
            func.min(Report.night).over(partition_by=same).label("since"),
            func.row_number().over(partition_by=same, order_by=(Report.ended_at.desc(), Report.id.desc())).label("place"),
        )
        .join(Report, (Report.commune_id == Matter.commune_id) & (Report.id == Matter.report_id))
        .where(people.scope(actor, Report), is_live(), Report.night >= night_of(clock.now() - rules.CARRIED))
    )
    named = (question if matter_id is None else question.where(Matter.id == matter_id)).subquery()
    recent = named.c.ended_at >= clock.now() - rules.SETTLED_SHOWN
    rows = db.session.execute(
        select(named).where(named.c.place == 1, or_(~named.c.settled, recent, named.c.matter_id.in_(spoken_of)))
    )
    return {(row.team_id, row.matter_id): row for row in rows}


def _opened(words: Sequence[MatterWord]) -> str:
    """What the office asked for; empty for what a team found itself."""
    return next((word.words for word in words if word.act == Act.OPENED), "")


def _standing(key: Key, row: Any, words: Sequence[MatterWord], told: Mapping[UUID, Mapping[str, Any]]) -> Standing:
    last = words[-1] if words else None
    reported = rules.Reported(row.settled, row.ended_at) if row is not None else None
    settled = rules.settled_by(reported, rules.Word(last.act, last.at) if last is not None else None)
    moments = {By.TEAM: row.ended_at if row is not None else None, By.OFFICE: last.at if last is not None else None}
    begun = [night_of(word.at) for word in words[:1] if word.act == Act.OPENED]
    spoken = last if last is not None and last.act != Act.OPENED else None
    return Standing(
        id=key[1],
        team_id=key[0],
        text=_opened(words) or _text(told.get(row.id, {}), key[1]),
        since=min([*begun, *([row.since] if row is not None else [])]),
        last=row.night if row is not None else None,
        report_id=row.id if row is not None else None,
        settled=settled,
        settled_at=moments[settled] if settled is not None else None,
        words=spoken.words if spoken is not None else "",
        account_id=last.account_id if last is not None else None,
    )


def _text(body: Mapping[str, Any], matter_id: UUID) -> str:
    matters = body.get("open_matters") or []
    return next((str(one["text"]) for one in matters if one["matter_id"] == str(matter_id)), "")


def _names(actor: Actor) -> dict[UUID, tuple[str, str]]:
    rows = db.session.execute(
        select(Team.id, Team.name, Village.name.label("village"))
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(people.scope(actor, TeamColumns))
    )
    return {team_id: (team, village) for team_id, team, village in rows}
