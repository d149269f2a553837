"""Questions about consents; the caller has proved which books and whose members it may ask about."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.catalogue.queries import recent_setting
from app.consents.models import Consent
from app.consents.rules import DAYS_SETTING, POSITION, Act, days_kept
from app.web.database import db


def acts_of_members(communes: Collection[str], members: Collection[UUID]) -> dict[UUID, list[Act]]:
    """What these members have given and withdrawn for positions, by member; one statement."""
    return _acts(Consent.commune_id.in_(communes) & Consent.member_id.in_(members))


def acts_of_team(communes: Collection[str], team_id: UUID) -> dict[UUID, list[Act]]:
    """The same for all who ever did so in a team; one statement."""
    return _acts(Consent.commune_id.in_(communes) & (Consent.team_id == team_id))


def time_kept(commune_id: str) -> timedelta:
    """How long positions are kept in the books of a commune, from their reading on."""
    return timedelta(days=days_kept(recent_setting(DAYS_SETTING, commune_id)))


def _acts(condition: ColumnElement[bool]) -> dict[UUID, list[Act]]:
    found: dict[UUID, list[Act]] = defaultdict(list)
    rows = db.session.execute(
        select(Consent.id, Consent.member_id, Consent.version, Consent.given, Consent.at)
        .where(condition, Consent.purpose == POSITION)
        .order_by(Consent.at, Consent.id)
    )
    for row in rows:
        found[row.member_id].append(Act(row.id, row.member_id, row.version, row.given, row.at))
    return dict(found)
