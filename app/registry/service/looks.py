"""Looks at things, from a desk and from phones: the latest one decides how a thing stands, whatever the order of arrival."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.service import Subject, note
from app.photos.service import Picture
from app.registry import rules
from app.registry.models import Asset, AssetCheck
from app.registry.queries import assets as queries
from app.registry.service.defects import raise_defect
from app.registry.service.pictures import add_to_look
from app.web.database import db

MOST_NOTE, MOST_DEFECTS = 200, 10


@dataclass(frozen=True)
class Found:
    """How a thing was found: its state, coded defects, a word. ``client_at`` by the clock of whoever looked."""

    state: str
    client_at: datetime
    defects: tuple[str, ...] = ()
    note: str = ""
    photos: int = 0


@dataclass(frozen=True)
class Looker:
    """Who looked, beside the actor: the row's id (a phone's operation), its team, shift and member; when it was received."""

    id: UUID
    at: datetime
    team_id: UUID | None = None
    shift_id: UUID | None = None
    member_id: UUID | None = field(default=None)


def check_asset(
    actor: Actor,
    asset_id: UUID,
    state: str,
    *,
    defects: tuple[str, ...] = (),
    words: str = "",
    picture: Picture | None = None,
) -> AssetCheck:
    """A look from a desk, now, with a photo whose bytes were laid down. ``NOT_ALLOWED`` by role, ``NOT_FOUND``, ``INVALID``
    names what does not fit."""
    rules.check_may_log(actor)
    asset = queries.lock_asset(actor, asset_id)
    now = clock.now()
    check = take_look(actor, asset, Found(state, now, defects, words), Looker(new_id(), now))
    if picture is not None:
        add_to_look(actor, check, asset.village_id, picture)
    note(asset.commune_id, "asset.checked", Subject("asset", asset.id), actor, facts=facts_of(asset, check))
    return check


def take_look(actor: Actor, asset: Asset, found: Found, looker: Looker) -> AssetCheck:
    """Write a look at a thing whose row is locked, let the latest one say how it stands, raise what it found.

    The note is the caller's. ``INVALID`` names what does not fit, also that the thing was taken away before.
    """
    seen = rules.seen_at(found.client_at, looker.at)
    on = local(seen).date()
    words = " ".join(nfc(found.note).split())
    faults = find_look_faults(asset, found, words)
    if asset.removed_on is not None and asset.removed_on <= on:
        faults.append(fault_at("/asset_id", "Phương tiện này đã thôi dùng"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    check = AssetCheck(commune_id=asset.commune_id, id=looker.id, asset_id=asset.id, state=found.state, note=words, on=on)
    check.defects, check.photos = list(found.defects), found.photos
    check.client_at, check.at = found.client_at, looker.at
    check.team_id, check.shift_id, check.actor_id = looker.team_id, looker.shift_id, looker.member_id
    check.device_id, check.account_id = actor.device_id, actor.account_id
    db.session.add(check)
    db.session.flush()
    latest = queries.latest_look(asset)
    if latest is check:
        asset.state, asset.defects, asset.checked_at = check.state, check.defects, seen
        if check.state in rules.FAULTY and asset.removed_on is None:
            raise_defect(actor, asset, check)
    return check


def find_look_faults(asset: Asset, found: Found, words: str) -> list[dict[str, str]]:
    """What of a look does not fit its thing."""
    facts = catalogue.terms("assets")[asset.kind].facts
    known = {one["code"] for one in facts["defects"]}
    checks = (
        (found.state in facts["states"], fault_at("/state", "Phương tiện loại này không có tình trạng đó")),
        (
            len(found.defects) <= MOST_DEFECTS and known.issuperset(found.defects),
            fault_at("/defects", "Có lỗi chưa có trong danh mục"),
        ),
        (len(words) <= MOST_NOTE, fault_at("/note", "Nhiều nhất 200 ký tự")),
    )
    return [fault for fits, fault in checks if not fits]


def facts_of(asset: Asset, check: AssetCheck) -> dict[str, Any]:
    """What the journal keeps of a look."""
    return {"thing": asset.kind, "found": check.state, "day": check.on.isoformat()}
