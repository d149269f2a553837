"""Urgent alerts: those that nobody has acknowledged, those of the last days, and what a phone is told of its own."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import queries as people
from app.people.models import Team
from app.reports import rules
from app.reports.models import Alert
from app.reports.queries.bodies import covered_words
from app.reports.queries.present import names_of_deciders
from app.units.models import Village
from app.web.database import db

# A phone hears of the alerts of the last two nights.
_PHONE_HEARS = timedelta(hours=48)
# Nobody looks at a banner of last week any more: it is on the page.
_ASKS = timedelta(hours=24)
_SHOWN = timedelta(days=7)
_MOST = 200


@dataclass(frozen=True)
class AlertRow:
    """An alert with the names of its team and village; ``by`` is who acknowledged it, ``Trực ban Hoàng Minh Tú``."""

    alert: Alert
    team: str
    village: str
    by: str
    # Where it happened, as people read it.
    place: str = ""

    @property
    def raised_at(self) -> datetime:
        """When the team raised it, by our clock; by a phone whose clock makes no sense, when it was received."""
        try:
            return self.alert.raised_at - timedelta(milliseconds=self.alert.offset_ms or 0)
        except OverflowError:
            return self.alert.received_at


def is_open_alert() -> ColumnElement[bool]:
    """Whether an alert waits for somebody to acknowledge it; the words are those of its index."""
    return Alert.acknowledged_at.is_(None) & Alert.cancelled_at.is_(None)


def recent_alerts(actor: Actor) -> ColumnElement[bool]:
    """Alerts that the banner would still show."""
    return people.scope(actor, Alert) & (Alert.received_at >= clock.now() - _ASKS)


def _question(actor: Actor, since: datetime) -> Select[Any, Any, Any]:
    here = Team.commune_id == Alert.commune_id
    return (
        select(Alert, Team.name.label("team"), Village.name.label("village"))
        .join(Team, here & (Team.id == Alert.team_id))
        .join(Village, (Village.commune_id == Alert.commune_id) & (Village.id == Alert.village_id))
        .where(people.scope(actor, Alert), Alert.received_at >= since)
    )


def list_open_alerts(actor: Actor) -> list[AlertRow]:
    """The alerts of a day and a night that nobody has acknowledged, gravest and oldest first; at most two statements."""
    question = _question(actor, clock.now() - _ASKS).where(is_open_alert())
    rows = db.session.execute(question.order_by(Alert.severity.desc(), Alert.received_at, Alert.id).limit(20))
    return _told(actor, rows.all(), {})


def open_alerts_tag(rows: Sequence[AlertRow]) -> str:
    """A mark that changes whenever what the banner shows of these alerts does."""
    shown = [(str(row.alert.id), row.alert.count, row.team, row.village, row.place) for row in rows]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def list_alerts(actor: Actor) -> list[AlertRow]:
    """The alerts of the last seven days, newest first; three statements."""
    newest = _question(actor, clock.now() - _SHOWN).order_by(Alert.received_at.desc(), Alert.id).limit(_MOST)
    return _named(actor, newest)


def list_alerts_between(actor: Actor, first: datetime, last: datetime) -> list[AlertRow]:
    """The alerts of what happened from ``first`` to before ``last``, in that order; three statements."""
    happened = _question(actor, first).where(Alert.at >= first, Alert.at < last)
    return _named(actor, happened.order_by(Alert.at, Alert.id).limit(_MOST))


def _named(actor: Actor, question: Select[Any, Any, Any]) -> list[AlertRow]:
    rows = db.session.execute(question).all()
    names = names_of_deciders([row.Alert.acknowledged_by for row in rows if row.Alert.acknowledged_by])
    return _told(actor, rows, names)


def _told(actor: Actor, rows: Sequence[Any], names: Mapping[Any, str]) -> list[AlertRow]:
    covered = covered_words(actor, shift_ids={row.Alert.shift_id for row in rows}) if rows else {}
    return [
        AlertRow(
            row.Alert,
            row.team,
            row.village,
            names.get(row.Alert.acknowledged_by, ""),
            rules.cover_phrases(row.Alert.place, covered.get(row.Alert.shift_id, ())),
        )
        for row in rows
    ]


def get_alert(actor: Actor, alert_id: UUID) -> Alert:
    """One alert; ``NOT_FOUND`` outside the actor's scope."""
    found = db.session.scalar(select(Alert).where(people.scope(actor, Alert), Alert.id == alert_id))
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def present_alerts(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[dict[str, Any]]:
    """The alerts of a phone's team of the last two nights, as the phone is told them; two statements."""
    recent = people.scope(actor, Alert) & (Alert.received_at >= clock.now() - _PHONE_HEARS)
    wanted = recent if ids is None else recent & Alert.id.in_(ids)
    rows = list(db.session.scalars(select(Alert).where(wanted).order_by(Alert.received_at)))
    names = names_of_deciders([one.acknowledged_by for one in rows if one.acknowledged_by])
    return [_present(one, names.get(one.acknowledged_by) if one.acknowledged_by else None, rev) for one in rows]


def _present(alert: Alert, by: str | None, rev: int) -> dict[str, Any]:
    acknowledged = alert.acknowledged_at
    return {
        "entity": "alert",
        "id": str(alert.id),
        "version": alert.count,
        "rev": rev,
        "shift_id": str(alert.shift_id),
        "incident_id": str(alert.incident_id),
        "category": alert.category,
        "severity": alert.severity,
        "raised_at": alert.raised_at.isoformat(),
        "received_at": alert.received_at.isoformat(),
        "cancelled": alert.cancelled_at is not None,
        "acknowledged_at": acknowledged.isoformat() if acknowledged else None,
        "acknowledged_by": by,
    }
