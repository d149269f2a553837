"""The register of consents: who agreed to which text, when, and when it was taken back."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.consents.models import Consent
from app.consents.rules import Act
from app.core.actor import Actor
from app.people import queries as people
from app.people.models import Member, Team
from app.privacy.rules.register import Span, spans_of
from app.web.database import db


@dataclass(frozen=True)
class ConsentRow:
    """One consent of one member to the text of ``version``; ``withdrawn_at`` is empty while it stands."""

    member: str
    team: str
    purpose: str
    version: int
    given_at: datetime
    withdrawn_at: datetime | None
    by_phone: bool


def list_consents(actor: Actor) -> list[ConsentRow]:
    """Every consent in the actor's books, the newest first; one statement."""
    question = (
        select(Consent, Member.name, Team.name.label("team"))
        .join(Member, (Member.commune_id == Consent.commune_id) & (Member.id == Consent.member_id))
        .join(Team, (Team.commune_id == Consent.commune_id) & (Team.id == Consent.team_id))
        .where(people.in_books(actor, Consent.commune_id))
        .order_by(Consent.at, Consent.id)
    )
    acts: dict[tuple[UUID, str], list[Act]] = defaultdict(list)
    about: dict[UUID, tuple[str, str, str, bool]] = {}
    for row, member, team in db.session.execute(question):
        acts[(row.member_id, row.purpose)].append(Act(row.id, row.member_id, row.version, row.given, row.at))
        about[row.id] = (member, team, row.purpose, row.device_id is not None)
    found = [_row(span, *about[span.given.id]) for mine in acts.values() for span in spans_of(mine)]
    return sorted(found, key=lambda row: row.given_at, reverse=True)


def _row(span: Span, member: str, team: str, purpose: str, by_phone: bool) -> ConsentRow:
    withdrawn_at = span.withdrawn.at if span.withdrawn else None
    return ConsentRow(member, team, purpose, span.given.version, span.given.at, withdrawn_at, by_phone)
