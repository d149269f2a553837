"""What a team's phone needs of the book of models: things, living sites, approved texts, its own looks and activities."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.core import clock
from app.core.actor import Actor
from app.people import queries as people
from app.photos.models import Photo
from app.registry import rules
from app.registry.models import Asset, AssetCheck, LoudScript, ModelActivity, ModelSite
from app.registry.queries.phones import of_team
from app.registry.queries.pictures import photos_of
from app.registry.queries.scripts import offered
from app.reports import rules as report_rules
from app.web.database import db

Entity = dict[str, Any]


def _mine(actor: Actor, table: type[Any]) -> ColumnElement[bool]:
    assert actor.team_id is not None
    return of_team(actor.books, actor.team_id, table)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def asset_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """The things of the team's village and of the whole commune that are still there. One statement."""
    wanted = _mine(actor, Asset) & Asset.removed_on.is_(None)
    rows = db.session.scalars(select(Asset).where(wanted if ids is None else wanted & Asset.id.in_(ids)))
    return [_asset(one, rev) for one in rows]


def _asset(one: Asset, rev: int) -> Entity:
    dues = [line["due"] for line in one.values.get("kit", []) if line.get("due")]
    return {
        "entity": "asset",
        "id": str(one.id),
        "version": one.version,
        "rev": rev,
        "kind": one.kind,
        "label": one.label,
        "place": one.place,
        "site_id": _text(one.site_id),
        "state": one.state,
        "defects": one.defects,
        "checked_at": one.checked_at.isoformat() if one.checked_at else None,
        "signals": one.values.get("signals", []),
        "kit_due": min(dues, default=None),
    }


def site_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """The living sites of the team's village and of the whole commune. One statement."""
    wanted = _mine(actor, ModelSite) & ModelSite.state.in_(rules.LIVING)
    rows = db.session.scalars(select(ModelSite).where(wanted if ids is None else wanted & ModelSite.id.in_(ids)))
    return [
        {"entity": "site", "id": str(one.id), "version": 1, "rev": rev, "kind": one.kind_code, "name": one.name}
        for one in rows
    ]


def launched(actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Those of these sites that ever were launched: of the others a phone never heard. One statement."""
    here = people.in_books(actor, ModelSite.commune_id) & ModelSite.id.in_(ids)
    return set(db.session.scalars(select(ModelSite.id).where(here, ModelSite.launched_on.is_not(None))))


def script_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """The texts that loudspeakers may read. One statement."""
    wanted = people.in_books(actor, LoudScript.commune_id) & offered()
    rows = db.session.scalars(select(LoudScript).where(wanted if ids is None else wanted & LoudScript.id.in_(ids)))
    return [
        {
            "entity": "script",
            "id": str(one.id),
            "version": one.version,
            "rev": rev,
            "title": one.title,
            "topic": one.topic,
            "text": one.text,
        }
        for one in rows
    ]


def look_entities(actor: Actor, rev: int, which: ColumnElement[bool] | None = None) -> list[Entity]:
    """The team's looks of the last 60 days, or those of them that ``which`` says. At most two statements."""
    own = people.in_books(actor, AssetCheck.commune_id) & (AssetCheck.team_id == actor.team_id)
    recent = own & (AssetCheck.at >= clock.now() - report_rules.PHONE_SEES)
    rows = db.session.scalars(select(AssetCheck).where(recent if which is None else recent & which)).all()
    pictures = photos_of(actor, [one.id for one in rows if one.photos])
    return [
        {
            "entity": "look",
            "id": str(one.id),
            "version": 1,
            "rev": rev,
            "asset_id": str(one.asset_id),
            "shift_id": _text(one.shift_id),
            "state": one.state,
            "defects": one.defects,
            "note": one.note,
            "at": rules.seen_at(one.client_at, one.at).isoformat(),
            "photos": _photos(pictures[one.id]),
        }
        for one in rows
    ]


def activity_entities(actor: Actor, rev: int, ids: Collection[UUID] | None = None) -> list[Entity]:
    """What the team did in the last 60 days, also what the office took out of the count. At most two statements."""
    own = people.in_books(actor, ModelActivity.commune_id) & (ModelActivity.team_id == actor.team_id)
    recent = own & (ModelActivity.at >= clock.now() - report_rules.PHONE_SEES)
    wanted = recent if ids is None else recent & ModelActivity.id.in_(ids)
    rows = db.session.scalars(select(ModelActivity).where(wanted)).all()
    pictures = photos_of(actor, [one.id for one in rows if one.photos])
    return [_activity(one, rev) | {"photos": _photos(pictures[one.id])} for one in rows]


def _activity(one: ModelActivity, rev: int) -> Entity:
    return {
        "entity": "activity",
        "id": str(one.id),
        "version": 1,
        "rev": rev,
        "kind": one.kind,
        "site_id": _text(one.site_id),
        "asset_id": _text(one.asset_id),
        "shift_id": _text(one.shift_id),
        "began_at": one.began_at.isoformat() if one.began_at else None,
        "minutes": one.minutes,
        "people": one.people,
        "values": one.values,
        "words": one.words,
        "withdrawn": one.withdrawn_why,
    }


def _photos(found: list[Photo]) -> list[Entity]:
    return [{"photo_id": str(one.id), "state": one.state} for one in found]


def whole_book(actor: Actor, rev: int) -> list[Entity]:
    """All of it, for a first reading."""
    return [
        *asset_entities(actor, rev),
        *site_entities(actor, rev),
        *script_entities(actor, rev),
        *look_entities(actor, rev),
        *activity_entities(actor, rev),
    ]


def looks_of_assets(actor: Actor, rev: int, ids: Collection[UUID]) -> list[Entity]:
    """The team's looks at these things."""
    return look_entities(actor, rev, AssetCheck.asset_id.in_(ids))


def behind_photos(actor: Actor, rev: int, photo_ids: Collection[UUID]) -> list[Entity]:
    """The team's looks and activities that these photos belong to."""
    mine = people.in_books(actor, Photo.commune_id) & (Photo.team_id == actor.team_id) & Photo.id.in_(photo_ids)
    owners = set(db.session.scalars(select(Photo.owner_id).where(mine)))
    if not owners:
        return []
    return look_entities(actor, rev, AssetCheck.id.in_(owners)) + activity_entities(actor, rev, owners)


BOOK_READERS = {"asset": asset_entities, "site": site_entities, "script": script_entities, "activity": activity_entities}
# Every phone of the commune may be concerned, whoever changed them: what it may see, its reader decides.
OF_EVERYBODY = ("asset", "site", "script")
