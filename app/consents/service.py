"""The verb: write down that a member gave or withdrew a consent."""

from datetime import datetime
from uuid import UUID

from app.consents.models import Consent
from app.consents.rules import POSITION, Act
from app.web.database import db


def record(commune_id: str, team_id: UUID, act: Act, *, received_at: datetime, device_id: UUID | None) -> None:
    """Add one act; what was written before stays as it is."""
    db.session.add(
        Consent(
            commune_id=commune_id,
            id=act.id,
            team_id=team_id,
            member_id=act.member_id,
            purpose=POSITION,
            version=act.version,
            given=act.given,
            at=min(act.at, received_at),
            received_at=received_at,
            device_id=device_id,
        )
    )
