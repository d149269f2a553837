"""What records of the book of models give to the sums, read by many at a time; a function for each kind of record."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.core.night import local
from app.registry.models import (
    Asset,
    AssetCheck,
    CameraNeed,
    CameraRoad,
    GroupCount,
    ModelActivity,
    ModelGroup,
    ModelSite,
    ReviewRound,
    ReviewSheet,
    SiteMove,
)
from app.registry.rules.life import CORRECTED
from app.tallies import rules
from app.tallies.rules import Share
from app.web.database import db, table_of


class Given(NamedTuple):
    """A record's shares, and for a site the kind of its model."""

    shares: Mapping[Share, int]
    kind_code: str | None = None


def _read(table: type[Any], commune_id: str, column: str, ids: Sequence[UUID], *order: str) -> list[Any]:
    """Plain rows: nothing of them is kept in the session, which may hold older ones."""
    columns = table_of(table).c
    question = select(table_of(table)).where(columns.commune_id == commune_id, columns[column].in_(ids))
    return list(db.session.connection().execute(question.order_by(*(columns[name] for name in order))))


def _grouped(rows: Sequence[Any], name: str) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _sites(commune_id: str, ids: Sequence[UUID]) -> dict[UUID, Given]:
    moves = _grouped(_read(SiteMove, commune_id, "site_id", ids, "at", "id"), "site_id")
    groups = _grouped(_read(ModelGroup, commune_id, "site_id", ids, "id"), "site_id")
    group_ids = [one.id for of_site in groups.values() for one in of_site]
    counts = _grouped(_read(GroupCount, commune_id, "group_id", group_ids, "valid_from"), "group_id") if group_ids else {}
    reviews = _reviews(commune_id, ids)
    return {
        site.id: Given(
            rules.site_gives(site, _steps(site, moves[site.id]), groups[site.id], counts, reviews[site.id]),
            site.kind_code,
        )
        for site in _read(ModelSite, commune_id, "id", ids)
    }


def _reviews(commune_id: str, ids: Sequence[UUID]) -> dict[UUID, list[tuple[date, str]]]:
    """By site the class of each closed round, in which it may stand in the book of a commune's successor."""
    sheet, of_round = table_of(ReviewSheet).c, table_of(ReviewRound).c
    question = (
        select(sheet.site_id, sheet.level, of_round.closed_at)
        .join_from(
            table_of(ReviewSheet),
            table_of(ReviewRound),
            (of_round.commune_id == sheet.commune_id) & (of_round.id == sheet.round_id),
        )
        .where(sheet.site_commune_id == commune_id, sheet.site_id.in_(ids), sheet.level.is_not(None))
        .where(sheet.state == "done", of_round.closed_at.is_not(None))
        .order_by(of_round.closed_at)
    )
    found: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    for site_id, level, closed_at in db.session.connection().execute(question):
        found[site_id].append((local(closed_at).date(), level))
    return found


def _roads(commune_id: str, ids: Sequence[UUID]) -> dict[UUID, Given]:
    return {one.id: Given(rules.road_gives(one)) for one in _read(CameraRoad, commune_id, "id", ids)}


def _needs(commune_id: str, ids: Sequence[UUID]) -> dict[UUID, Given]:
    cameras = _grouped(_read(Asset, commune_id, "need_id", ids, "id"), "need_id")
    needs = _read(CameraNeed, commune_id, "id", ids)
    return {one.id: Given(rules.need_gives(one, cameras[one.id])) for one in needs}


def _steps(site: Any, moves: Sequence[Any]) -> list["_Move"]:
    """The steps of a site's life as they took effect: its launch on the day that the site says, since that may have been
    put right; a correction itself is no step."""
    steps = [_move(one) for one in moves if one.move != CORRECTED]
    return [one._replace(on=site.launched_on or one.on) if one.move == "launch" else one for one in steps]


class _Move(NamedTuple):
    move: str
    state: str
    on: Any


def _move(row: Any) -> _Move:
    return _Move(row.move, row.state, row.on_day)


def _assets(commune_id: str, ids: Sequence[UUID]) -> dict[UUID, Given]:
    checks = _grouped(_read(AssetCheck, commune_id, "asset_id", ids, "on_day", "client_at", "at", "id"), "asset_id")
    return {
        asset.id: Given(rules.asset_gives(asset, [_Move("", one.state, one.on_day) for one in checks[asset.id]]))
        for asset in _read(Asset, commune_id, "id", ids)
    }


class _Activity(NamedTuple):
    village_id: UUID | None
    on: Any
    kind: str
    people: int | None
    photos: int
    shift_id: UUID | None
    withdrawn_at: Any


def _activities(commune_id: str, ids: Sequence[UUID]) -> dict[UUID, Given]:
    rows = _read(ModelActivity, commune_id, "id", ids)
    sites = sorted({row.site_id for row in rows if row.site_id}, key=str)
    kinds = {one.id: one.kind_code for one in _read(ModelSite, commune_id, "id", sites)} if sites else {}
    return {
        row.id: Given(
            rules.activity_gives(
                _Activity(row.village_id, row.on_day, row.kind, row.people, row.photos, row.shift_id, row.withdrawn_at),
                kinds.get(row.site_id),
            )
        )
        for row in rows
    }


# The kinds of subjects in the journal whose records are counted, each with its table and what its records give.
RECORDS: Mapping[str, tuple[type[Any], Callable[[str, Sequence[UUID]], dict[UUID, Given]]]] = {
    "site": (ModelSite, _sites),
    "asset": (Asset, _assets),
    "activity": (ModelActivity, _activities),
    "road": (CameraRoad, _roads),
    "need": (CameraNeed, _needs),
}


def ids_of(commune_id: str, record: str) -> list[UUID]:
    """Every record of a kind in a commune's book; one statement."""
    columns = table_of(RECORDS[record][0]).c
    return list(db.session.scalars(select(columns.id).where(columns.commune_id == commune_id).order_by(columns.id)))


def activities_of(commune_id: str, site_ids: Sequence[UUID]) -> list[UUID]:
    """The activities of some sites; one statement."""
    columns = table_of(ModelActivity).c
    mine = (columns.commune_id == commune_id) & columns.site_id.in_(site_ids)
    return list(db.session.scalars(select(columns.id).where(mine).order_by(columns.id)))
