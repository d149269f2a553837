"""Who drafts, signs and opens again which report, and of which periods there is one."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.people.rules import CHIEF, COMMITTEE, POLICE, PROVINCE, REVIEWERS


class State(StrEnum):
    """Where a period's report stands. ``reopened`` is drafted like ``draft``, and was signed before."""

    DRAFT = "draft"
    SIGNED = "signed"
    REOPENED = "reopened"


# Names of ``figures.rules.KINDS``.
TEAM_KINDS = ("month", "week")
COMMUNE_KINDS = ("half", "year", "police-year")
READERS = (*POLICE, COMMITTEE)
# The committee issues the commune's report, so it signs it as well.
SIGNERS = (CHIEF, COMMITTEE)
_SPACE = UUID("5a8f1c2e-6f0b-5d57-9b7e-3f1f0c8d9e21")


def kinds_of(*, of_team: bool) -> tuple[str, ...]:
    """The kinds of period of which a team, or a commune, makes a report."""
    return TEAM_KINDS if of_team else COMMUNE_KINDS


def report_id(commune_id: str, team_id: UUID | None, kind: str, first: date) -> UUID:
    """The id of the one report of a period."""
    return uuid5(_SPACE, f"{commune_id}/{team_id or ''}/{kind}/{first}")


def sees_whole(actor: Actor) -> bool:
    """Whether the actor answers for the whole commune, and not for some villages of it."""
    return actor.kind == "office" and actor.commune_id is not None and actor.village_ids is None


def may_read(actor: Actor, *, of_team: bool) -> bool:
    """Whether the actor reads such reports of its commune; a team's only where it sees the team."""
    if of_team:
        return actor.kind == "office" and actor.role in POLICE
    return sees_whole(actor) and actor.role in READERS


def may_write(actor: Actor, *, of_team: bool) -> bool:
    """Whether the actor opens a draft and writes its texts."""
    if of_team:
        return actor.kind == "office" and actor.role in REVIEWERS
    return sees_whole(actor) and actor.role in (*REVIEWERS, COMMITTEE)


def may_sign(actor: Actor, *, of_team: bool) -> bool:
    """Whether the actor signs: the officer who answers for the team; the chief or the committee for the commune."""
    if of_team:
        return may_write(actor, of_team=True)
    return sees_whole(actor) and actor.role in SIGNERS


def may_reopen(actor: Actor, *, of_team: bool) -> bool:
    """Whether the actor is the level above: the chief over a team's report, the province over a commune's."""
    return actor.kind == "office" and actor.role == (CHIEF if of_team else PROVINCE)


def check_may(allowed: bool) -> None:
    """``NOT_ALLOWED`` unless it is."""
    if not allowed:
        raise DomainError(NOT_ALLOWED)
