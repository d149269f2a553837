"""Carrying a commune over into the one that it became, in one transaction.

Reports, operations, photos and journal stay in the former commune's book, which the successor's people read and keep on.
What lives goes over under the same ids: villages, teams, members, routes, the roster ahead, notices, phones and accounts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_bytes
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update

from app.core import clock
from app.core.actor import SYSTEM
from app.core.errors import INVALID, NOT_FOUND, DomainError
from app.core.ids import new_id
from app.core.night import local
from app.journal import queries as journal_queries
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.mergers import rules
from app.mergers.rules import Standing
from app.people.models import Account, AccountVillage, Device, Invitation, Member, Membership, StandIn, Team
from app.roster.models import Checkpoint, Notice, PlannedMember, PlannedShift, Route, Swap
from app.units import queries as units
from app.units import service as units_service
from app.units.models import Village
from app.units.rules import PROVINCE
from app.web.database import db, table_of


@dataclass(frozen=True)
class Merged:
    """What went over: the first day in the successor, and how many of each kind."""

    first_day: date
    counts: Mapping[str, int]


def merge_commune(former_id: str, heir_id: str, *, on: date | None = None) -> Merged:
    """Let ``former_id`` go on in ``heir_id`` from the day ``on``; by default from the day after it ended.

    A commune that the tree of units still has as present is ended there. ``NOT_FOUND``; ``INVALID`` with every obstacle.
    """
    first_day = _check(former_id, heir_id, on)
    journal.continue_book(former_id, heir_id)
    units_service.end_unit(former_id, first_day - timedelta(days=1), heir_id)
    counts = _Carrier(former_id, heir_id, first_day).carry()
    facts = {"former": former_id, "successor": heir_id, "first_day": first_day.isoformat()}
    for book, kind in ((former_id, "commune.merged"), (heir_id, "commune.took-over")):
        subject = Subject("commune", new_id())
        journal.note(book, kind, subject, SYSTEM, facts=facts | counts, audience=journal_rules.POLICE)
    return Merged(first_day, counts)


def _check(former_id: str, heir_id: str, on: date | None) -> date:
    former, heir = _standing(former_id), _standing(heir_id)
    today = local(clock.now()).date()
    ended = former.valid_to + timedelta(days=1) if former.valid_to else None
    first_day = ended or on or today
    obstacles = rules.find_obstacles(former, heir, units.list_heirs(former_id), first_day, today)
    if ended and on and on != ended:
        obstacles.append(f"{former_id} ended on {former.valid_to}, so its successor begins on {ended}")
    if obstacles:
        raise DomainError(INVALID, errors=[{"pointer": "/merger", "detail": one} for one in obstacles])
    return first_day


def _standing(commune_id: str) -> Standing:
    unit = units.find_unit(commune_id)
    if unit is None:
        raise DomainError(NOT_FOUND, unit=commune_id)
    return Standing(
        id=unit.id,
        is_commune=unit.kind != PROVINCE,
        valid_to=unit.valid_to,
        has_book=commune_id in journal_queries.list_communes(),
        continued_in=journal_queries.find_successor(commune_id),
    )


@dataclass(frozen=True)
class _Carrier:
    """Takes rows from the former commune to its successor; ``first_day`` is the first one there."""

    former_id: str
    heir_id: str
    first_day: date

    @property
    def _last_day(self) -> date:
        return self.first_day - timedelta(days=1)

    def carry(self) -> dict[str, int]:
        """Everything that lives, in the order of its foreign keys; how many of each kind."""
        place = func.coalesce(func.max(Village.position), 0)
        after = db.session.scalar(select(place).where(Village.commune_id == self.heir_id)) or 0
        counts = {
            "villages": self._copy(Village, change=lambda row: self._dated(row) | {"position": row["position"] + after}),
            "teams": self._copy(Team, change=self._dated),
            "members": self._copy(Member),
            "memberships": self._copy(Membership, self._lives(Membership), change=self._dated),
            "routes": self._copy(Route, Route.ended_at.is_(None)),
            "checkpoints": self._copy(Checkpoint, self._of_living_routes()),
            "shifts": self._move_shifts(),
            "notices": self._copy_notices(),
            "phones": self._move_phones(),
            "invitations": self._move_invitations(),
            "accounts": self._move_accounts(),
        }
        for table in (Membership, Team, Village):
            ends = update(table).where(table.commune_id == self.former_id, self._lives(table))
            db.session.execute(ends.values(valid_to=self._last_day))
        return counts

    def _lives(self, table: Any) -> ColumnElement[bool]:
        return or_(table.valid_to.is_(None), table.valid_to >= self.first_day)

    def _dated(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row that goes on begins in its new commune; one that had ended keeps its dates."""
        if row["valid_to"] is not None and row["valid_to"] < self.first_day:
            return {}
        begun = row["valid_from"]
        return {"valid_from": max(begun, self.first_day) if begun else self.first_day}

    def _rows(self, table: Any, *conditions: ColumnElement[bool]) -> list[dict[str, Any]]:
        columns = table_of(table).c
        found = db.session.execute(select(*columns).where(table.commune_id == self.former_id, *conditions))
        return [dict(row) for row in found.mappings()]

    def _copy(
        self,
        table: Any,
        *conditions: ColumnElement[bool],
        change: Callable[[dict[str, Any]], dict[str, Any]] = lambda row: {},
    ) -> int:
        rows = [row | {"commune_id": self.heir_id} | change(row) for row in self._rows(table, *conditions)]
        if rows:
            db.session.execute(insert(table), rows)
        return len(rows)

    def _of_living_routes(self) -> ColumnElement[bool]:
        living = select(Route.id).where(Route.commune_id == self.former_id, Route.ended_at.is_(None))
        return Checkpoint.route_id.in_(living)

    def _move_shifts(self) -> int:
        """The roster ahead is no history yet: each planned shift stands in one book, that of its night."""
        ahead = (PlannedShift.commune_id == self.former_id) & (PlannedShift.night >= self.first_day)
        ids = select(PlannedShift.id).where(ahead)
        living = select(Route.id).where(Route.commune_id == self.heir_id)
        used = set(db.session.scalars(living))
        moved = self._copy(PlannedShift, ahead, change=lambda row: {} if row["route_id"] in used else {"route_id": None})
        for table in (PlannedMember, Swap):
            self._copy(table, table.shift_id.in_(ids))
            gone = (table.commune_id == self.former_id) & table.shift_id.in_(ids)
            db.session.execute(delete(table).where(gone).execution_options(synchronize_session=False))
        db.session.execute(delete(PlannedShift).where(ahead).execution_options(synchronize_session=False))
        return moved

    def _copy_notices(self) -> int:
        """A word to all teams of the former commune is one to each of them, and to no other team of the successor."""
        lasts = or_(Notice.until.is_(None), Notice.until >= self.first_day)
        teams = [row["id"] for row in self._rows(Team, self._lives(Team))]
        rows = [
            row | {"commune_id": self.heir_id, "id": new_id() if row["team_id"] is None else row["id"], "team_id": team_id}
            for row in self._rows(Notice, lasts)
            for team_id in ([row["team_id"]] if row["team_id"] else teams)
        ]
        if rows:
            db.session.execute(insert(Notice), rows)
        return len(rows)

    def _move_phones(self) -> int:
        """Phones keep id and cookie. Their old rows stay for the names in old reports, and open no door."""
        rows = self._rows(Device)
        for row in rows:
            here = (Device.commune_id == self.former_id) & (Device.id == row["id"])
            shut = {"token_hash": token_bytes(32), "next_token_hash": None, "revoked_at": row["revoked_at"] or clock.now()}
            db.session.execute(update(Device).where(here).values(**shut).execution_options(synchronize_session=False))
        if rows:
            db.session.execute(insert(Device), [row | {"commune_id": self.heir_id} for row in rows])
        return len(rows)

    def _move_invitations(self) -> int:
        """Sheets that were printed this morning still open the door of their team."""
        still = (Invitation.commune_id == self.former_id) & (Invitation.expires_at > clock.now())
        moved = update(Invitation).where(still).values(commune_id=self.heir_id).returning(Invitation.id)
        return len(db.session.execute(moved.execution_options(synchronize_session=False)).all())

    def _move_accounts(self) -> int:
        villages = update(AccountVillage).where(AccountVillage.commune_id == self.former_id)
        db.session.execute(villages.values(commune_id=self.heir_id).execution_options(synchronize_session=False))
        stand_ins = update(StandIn).where(StandIn.commune_id == self.former_id).values(commune_id=self.heir_id)
        db.session.execute(stand_ins.execution_options(synchronize_session=False))
        theirs = update(Account).where(Account.commune_id == self.former_id).values(commune_id=self.heir_id)
        moved = theirs.returning(Account.id).execution_options(synchronize_session=False)
        return len(db.session.execute(moved).all())
