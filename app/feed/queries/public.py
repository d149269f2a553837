"""What a commune tells everybody, where it has decided to: one entry a night, made of approved reports alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.feed import rules
from app.feed.queries.items import question_of
from app.feed.queries.told import entries_of, names_of
from app.feed.queries.visible import lexicon
from app.journal import queries as journal
from app.people.rules import FRONT
from app.reports.models import Activity, Incident, Report
from app.web.database import db
from app.web.wording import language

SETTING = "public_feed"
_NIGHTS = timedelta(days=30)
_MOST = 1500


@dataclass(frozen=True)
class PublicNight:
    """A night of the whole commune: how many shifts were walked, how many of them quiet, and what there is to tell."""

    night: date
    changed_at: datetime
    shifts: int
    quiet: int
    incidents: list[str]
    activities: list[str]


@dataclass(frozen=True)
class PublicFeed:
    """The last thirty nights, newest first, and their sums; ``incidents`` is None where they are too few to be told."""

    nights: list[PublicNight]
    shifts: int
    quiet: int
    reminders: int
    incidents: int | None


def is_public(commune_id: str) -> bool:
    """Whether the commune itself has opened its feed; one statement. What a province sets opens nobody's."""
    today = local(clock.now()).date()
    return catalogue.setting_values((SETTING,), on=today, commune_id=commune_id).get(SETTING) is True


def read_public(commune_id: str) -> PublicFeed:
    """What everybody may read of a commune; five statements."""
    # Whoever reads approved things at another desk sees no more than this; the public is told less of it.
    actor = Actor("office", role=FRONT, commune_id=commune_id, former_ids=journal.list_former(commune_id))
    since = local(clock.now()).date() - _NIGHTS
    question = question_of(actor).add_columns(Report.reminders).where(Report.night >= since)
    rows = db.session.execute(question.order_by(Report.night.desc(), Report.id).limit(_MOST)).all()
    ids = [row.id for row in rows]
    names = names_of(actor.books, rows) if rows else {}
    incidents = entries_of(Incident, actor.books, ids, Incident.result)
    activities = entries_of(Activity, actor.books, ids, Activity.details)
    told = {
        row.id: rules.Told(
            row.night, names[row.village_id], row.quiet, incidents.get(row.id, ()), activities.get(row.id, ())
        )
        for row in rows
    }
    shown = sum(len(one.for_others(lexicon()).incidents) for one in told.values())
    return PublicFeed(
        nights=_nights(rows, told),
        shifts=len(rows),
        quiet=sum(row.quiet for row in rows),
        reminders=sum(row.reminders for row in rows),
        incidents=rules.public_number(shown),
    )


def _nights(rows: Any, told: Mapping[UUID, rules.Told]) -> list[PublicNight]:
    by_night: dict[date, list[Row[Any]]] = {}
    for row in rows:
        by_night.setdefault(row.night, []).append(row)
    found = []
    for night, mine in by_night.items():
        incidents, activities = rules.phrases_for_public([told[row.id] for row in mine], lexicon(), language())
        changed_at = max(row.decided_at or row.received_at for row in mine)
        found.append(PublicNight(night, changed_at, len(mine), sum(row.quiet for row in mine), incidents, activities))
    return found
