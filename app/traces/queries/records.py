"""What notes and accesses are about, and who did them: by id, for all rows of a page at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, String, cast, literal, null, select, union_all

from app.people.models import Account, Device, Member, Team
from app.photos.models import Photo
from app.reports.models import Report
from app.roster.models import Notice, PlannedShift, Route
from app.web.database import db

Key = tuple[str, UUID]


@dataclass(frozen=True)
class Record:
    """What a note is about, as far as it is still there: ``number`` is a report's receipt or an account's username."""

    kind: str
    id: UUID
    name: str = ""
    team: str = ""
    night: date | None = None
    number: str = ""


@dataclass(frozen=True)
class Name:
    """Somebody who acts: ``kind`` is account, member, device or system; ``role`` an account's."""

    kind: str
    name: str = ""
    role: str = ""


_NONE = literal("", String())
_NO_NIGHT = cast(null(), Date)


def _of_team(kind: str, table: Any, *columns: Any) -> Select[Any]:
    here = (Team.commune_id == table.commune_id) & (Team.id == table.team_id)
    name, night, number = columns
    words = (literal(kind, String()).label("kind"), table.id.label("id"), name.label("name"))
    return select(*words, Team.name.label("team"), night.label("night"), number.label("number")).outerjoin(Team, here)


def _plain(kind: str, table: Any, name: Any, number: Any = _NONE) -> Select[Any]:
    words = (literal(kind, String()).label("kind"), table.id.label("id"), name.label("name"))
    return select(*words, _NONE.label("team"), _NO_NIGHT.label("night"), number.label("number"))


def _questions() -> dict[str, tuple[Any, Select[Any]]]:
    return {
        "report": (Report, _of_team("report", Report, _NONE, Report.night, Report.receipt)),
        "shift": (PlannedShift, _of_team("shift", PlannedShift, PlannedShift.preset, PlannedShift.night, _NONE)),
        "photo": (Photo, _of_team("photo", Photo, _NONE, _NO_NIGHT, _NONE)),
        "device": (Device, _of_team("device", Device, Device.name, _NO_NIGHT, _NONE)),
        "route": (Route, _of_team("route", Route, Route.name, _NO_NIGHT, _NONE)),
        "notice": (Notice, _of_team("notice", Notice, Notice.title, _NO_NIGHT, _NONE)),
        "team": (Team, _plain("team", Team, Team.name)),
        "member": (Member, _plain("member", Member, Member.name)),
        "account": (Account, _plain("account", Account, Account.name, Account.username)),
    }


def read_records(books: Collection[str], wanted: Iterable[Key]) -> Mapping[Key, Record]:
    """What these ids are in these books; what is gone, or of another kind, is left out. One statement, none for nothing."""
    ids: dict[str, set[UUID]] = {}
    for kind, key in wanted:
        ids.setdefault(kind, set()).add(key)
    if not ids:
        return {}
    # An account may stand in no commune at all, as an administrator's does.
    parts = [
        question.where(table.id.in_(ids.get(kind, set())), *([] if kind == "account" else [table.commune_id.in_(books)]))
        for kind, (table, question) in _questions().items()
    ]
    rows = db.session.execute(union_all(*parts))
    return {
        (row.kind, row.id): Record(row.kind, row.id, row.name, row.team or "", row.night, row.number or "") for row in rows
    }


def read_actors(books: Collection[str], actors: Iterable[str]) -> Mapping[str, Name]:
    """Who these actors of the journal are (``account:<id>`` …). One statement."""
    ids: dict[str, set[UUID]] = {"account": set(), "member": set(), "device": set()}
    for actor in actors:
        kind, _, key = actor.partition(":")
        if kind in ids and key:
            ids[kind].add(UUID(key))
    parts = [
        select(literal("account", String()).label("kind"), Account.id.label("id"), Account.name, Account.role).where(
            Account.id.in_(ids["account"])
        ),
        *(
            select(literal(kind, String()), table.id, table.name, _NONE).where(
                table.commune_id.in_(books), table.id.in_(ids[kind])
            )
            for kind, table in (("member", Member), ("device", Device))
        ),
    ]
    rows = db.session.execute(union_all(*parts))
    return {f"{row.kind}:{row.id}": Name(row.kind, row.name, row.role) for row in rows}
