"""Writing down what was done for models, withdrawing what was wrong, linking it to the shift that bears it out."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE, TEAM
from app.journal.service import Subject, note
from app.registry import rules
from app.registry.models import Asset, ModelActivity, ModelSite
from app.registry.queries import activities as queries
from app.registry.queries import readable
from app.registry.rules import Doing
from app.registry.service.places import find_place_faults
from app.reports.rules import find_personal
from app.web.database import db

LEAST_WHY, MOST_WHY = 5, 200


@dataclass(frozen=True)
class Teller:
    """Who told of an activity, beside the actor: the row's id, when it was received, a phone's team, shift and member."""

    id: UUID
    at: datetime
    source: str = "desk"
    team_id: UUID | None = None
    shift_id: UUID | None = None
    member_id: UUID | None = None
    photos: int = 0


def log_activity(actor: Actor, doing: Doing, *, activity_id: UUID | None = None) -> ModelActivity:
    """Write down at a desk what was done. ``NOT_ALLOWED`` by role (weapons: police alone), ``INVALID`` names the rest."""
    commune_id = rules.check_may_log(actor)
    rules.check_may_log_kind(actor, doing.kind)
    faults = find_place_faults(actor, commune_id, doing.village_id, doing.site_id)
    site, asset = None, None
    if not faults and doing.site_id is not None:
        site = db.session.get(ModelSite, (commune_id, doing.site_id))
    if doing.asset_id is not None:
        mine = (Asset.commune_id == commune_id) & (Asset.id == doing.asset_id)
        asset = db.session.scalar(select(Asset).where(mine, readable(actor, Asset)))
        faults += [] if asset else [fault_at("/asset_id", "Không có phương tiện này")]
    row = write_activity(actor, commune_id, doing, Teller(activity_id or new_id(), clock.now()), (site, asset), faults)
    _note(row, "activity.logged", actor)
    return row


def write_activity(
    actor: Actor,
    commune_id: str,
    doing: Doing,
    teller: Teller,
    about: tuple[ModelSite | None, Asset | None],
    faults: list[dict[str, str]],
) -> ModelActivity:
    """Write the row, and let its site know that it is alive; ``faults`` are those that the caller found. The note is his.

    What was done with a thing was done for its site, and in its village, where no other is named.
    """
    doing, (site, asset) = _neat(doing), about
    kinds = catalogue.terms("activities")
    if doing.kind not in kinds:
        raise DomainError(INVALID, errors=[fault_at("/kind", "Chưa có loại hoạt động này")])
    faults = faults + rules.find_doing_faults(
        doing, local(clock.now()).date(), kinds[doing.kind].fields, find_personal(doing.words)
    )
    if faults:
        raise DomainError(INVALID, errors=faults)
    if site is None and asset is not None and asset.site_id is not None:
        site = db.session.get(ModelSite, (asset.commune_id, asset.site_id))
    near = (doing.village_id, site and site.village_id, asset and asset.village_id)
    row = ModelActivity(commune_id=commune_id, id=teller.id, kind=doing.kind, source=teller.source, on=doing.on)
    row.site_id, row.asset_id = site.id if site else None, asset.id if asset else None
    row.village_id = next((one for one in near if one), None)
    row.began_at, row.minutes, row.people = doing.began_at, doing.minutes, doing.people
    row.values, row.words, row.photos = dict(doing.values), doing.words, teller.photos
    row.team_id, row.shift_id, row.actor_id, row.at = teller.team_id, teller.shift_id, teller.member_id, teller.at
    row.device_id, row.account_id = actor.device_id, actor.account_id
    db.session.add(row)
    if site is not None and (site.active_on is None or site.active_on < doing.on):
        site.active_on = doing.on
    db.session.flush()
    return row


def withdraw_activity(actor: Actor, activity_id: UUID, why: str) -> ModelActivity:
    """Take out of the count what was entered wrongly; it stays, with the reason. ``ALREADY_THERE`` when it is out."""
    rules.check_may_log(actor)
    row = queries.lock_activity(actor, activity_id)
    rules.check_may_log_kind(actor, row.kind)
    why = " ".join(nfc(why).split())
    if row.withdrawn_at is not None:
        raise DomainError(ALREADY_THERE)
    if not LEAST_WHY <= len(why) <= MOST_WHY:
        raise DomainError(INVALID, errors=[fault_at("/why", "Lý do có 5–200 ký tự")])
    row.withdrawn_at, row.withdrawn_why = clock.now(), why
    db.session.flush()
    _follow_site(row)
    _note(row, "activity.withdrawn", actor)
    return row


def link_shift(actor: Actor, activity_id: UUID, shift_id: UUID) -> ModelActivity:
    """Name the shift in which it was done, one of those that the actor reads of those nights (``INVALID`` otherwise)."""
    rules.check_may_log(actor)
    row = queries.lock_activity(actor, activity_id)
    if row.withdrawn_at is not None or row.source == "phone":
        raise DomainError(ALREADY_THERE)
    if shift_id not in {one[0] for one in queries.shifts_around(actor, row)}:
        raise DomainError(INVALID, errors=[fault_at("/shift", "Ca này không ở quanh ngày đó")])
    row.shift_id = shift_id
    _note(row, "activity.linked", actor)
    return row


def _follow_site(row: ModelActivity) -> None:
    """The last day on which something was done for the site, after an activity went."""
    site = db.session.get(ModelSite, (row.commune_id, row.site_id)) if row.site_id else None
    if site is not None and site.active_on == row.on:
        left = (ModelActivity.commune_id == row.commune_id) & (ModelActivity.site_id == row.site_id)
        site.active_on = db.session.scalar(
            select(func.max(ModelActivity.on)).where(left, ModelActivity.withdrawn_at.is_(None))
        )


def _note(row: ModelActivity, kind: str, actor: Actor) -> None:
    audience = POLICE if rules.is_police_only(row.kind) else TEAM
    note(row.commune_id, kind, Subject("activity", row.id, row.team_id), actor, facts=facts_of(row), audience=audience)


def facts_of(row: ModelActivity) -> dict[str, Any]:
    """What the journal keeps of an activity: its kind, its day, its site."""
    return {"doing": row.kind, "day": row.on.isoformat(), "site": str(row.site_id) if row.site_id else None}


def _neat(doing: Doing) -> Doing:
    answered = {key: nfc(value) if isinstance(value, str) else value for key, value in doing.values.items()}
    values = {key: value for key, value in answered.items() if value not in (None, "")}
    return replace(doing, words=" ".join(nfc(doing.words).split()), values=values)
