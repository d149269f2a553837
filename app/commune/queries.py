"""What a commune has set, what it plans, and what it changed before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from app.catalogue import queries as catalogue
from app.catalogue.models import Category, Setting
from app.catalogue.rules import OF_FIELDS
from app.commune.models import SettingChange
from app.commune.rules import Sort, check_may_decide, check_may_set, sorts_of_province, sorts_with
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.journal import queries as journal
from app.people.models import Account
from app.units.models import Unit
from app.units.queries import find_unit
from app.web.database import db

OWN, PROVINCE, USUAL = "own", "province", "usual"


@dataclass(frozen=True)
class Change:
    """A change as its history tells it; ``by`` is a name."""

    id: UUID
    key: str
    since: date
    before: Any
    value: Any
    by: str
    at: Any
    taken_back_at: Any

    def is_planned(self, today: date) -> bool:
        """Whether it has not come yet, and may be taken back."""
        return self.since > today and self.taken_back_at is None


@dataclass(frozen=True)
class Standing:
    """What holds today: the ``value``, since when (None: always), and whose word it is: own, province or usual."""

    value: Any
    since: date | None
    whose: str
    changes: list[Change] = field(default_factory=list)


def today() -> date:
    """The calendar day in Viet Nam."""
    return local(clock.now()).date()


def all_sorts(actor: Actor) -> dict[str, dict[str, Sort]]:
    """Every setting that the actor's commune, or province, may change, by group and key."""
    return sorts_with(list(catalogue.presets())) if actor.commune_id else sorts_of_province()


def sort_of(actor: Actor, key: str) -> Sort:
    """How a setting is written; ``NOT_FOUND`` when the actor's commune or province may change none of this name."""
    found = next((sorts[key] for sorts in all_sorts(actor).values() if key in sorts), None)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def read_standings(actor: Actor) -> dict[str, Standing]:
    """How every setting stands in the actor's commune or province, with its own history, the newest change first."""
    own_id = check_may_decide(actor)
    unit = find_unit(own_id)
    scopes = ["", *([unit.parent_id] if unit and unit.parent_id else []), own_id]
    keys = [key for sorts in all_sorts(actor).values() for key in sorts]
    question = select(Setting).where(Setting.key.in_(keys), Setting.scope.in_(scopes), Setting.valid_from <= today())
    rows = [one for one in db.session.scalars(question) if one.valid_to is None or one.valid_to >= today()]
    nearest = {one.key: one for one in sorted(rows, key=lambda one: (scopes.index(one.scope), one.valid_from))}
    changes = list_changes(actor)
    presets = {f"preset.{code}": {"start": one.start, "end": one.end} for code, one in catalogue.presets().items()}
    return {key: _standing(nearest.get(key), presets.get(key), changes.get(key, []), own_id) for key in keys}


def _standing(row: Setting | None, usual: Any, changes: list[Change], own_id: str) -> Standing:
    if row is None:
        return Standing(usual, None, USUAL, changes)
    whose = OWN if row.scope == own_id else PROVINCE if row.scope else USUAL
    return Standing(row.value, row.valid_from if row.scope else None, whose, changes)


def list_changes(actor: Actor, key: str | None = None) -> dict[str, list[Change]]:
    """Every change that the commune or province made of its settings, or of one, by key, the newest first; one statement."""
    question = (
        select(SettingChange, Account.name)
        .outerjoin(Account, Account.id == SettingChange.account_id)
        .where(SettingChange.commune_id == check_may_decide(actor))
        .order_by(SettingChange.at.desc(), SettingChange.id.desc())
    )
    found: dict[str, list[Change]] = {}
    for row, name in db.session.execute(question if key is None else question.where(SettingChange.key == key)):
        change = Change(row.id, row.key, row.since, row.before, row.value, name or "", row.at, row.taken_back_at)
        found.setdefault(row.key, []).append(change)
    return found


def count_exceptions(actor: Actor) -> dict[str, int]:
    """How many communes of the actor's province have a value of their own today, by setting; one statement."""
    on = today()
    question = (
        select(Setting.key, func.count(Setting.scope.distinct()))
        .join(Unit, Unit.id == Setting.scope)
        .where(Unit.parent_id == check_may_decide(actor), Setting.valid_from <= on)
        .where(or_(Setting.valid_to.is_(None), Setting.valid_to >= on))
        .group_by(Setting.key)
    )
    return dict(db.session.execute(question).all())


def communes_under(unit_id: str) -> list[str]:
    """In which books a change of this commune or province is noted: its own, or those of the province's communes."""
    kept = journal.list_communes(present=True)
    below = set(db.session.scalars(select(Unit.id).where(Unit.parent_id == unit_id, Unit.id.in_(kept))))
    return [one for one in kept if one == unit_id or one in below]


def list_categories(actor: Actor) -> list[tuple[Category, Mapping[str, Any] | None]]:
    """The categories of the commune and the country, each with the commune's word of today; one statement."""
    return catalogue.rows_for(check_may_set(actor), today())


def get_category(actor: Actor, code: str) -> tuple[Category, Mapping[str, Any] | None]:
    """One of them; ``NOT_FOUND`` when the commune has none of this code."""
    found = next((one for one in list_categories(actor) if one[0].code == code), None)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def get_own_category(actor: Actor, code: str) -> Category:
    """A category that the commune has made itself; ``NOT_FOUND`` for every other."""
    row = db.session.get(Category, code)
    if row is None or row.scope != check_may_set(actor):
        raise DomainError(NOT_FOUND)
    return row


def questions_on(row: Category, on: date) -> list[dict[str, Any]]:
    """What a category of a commune's own asks on a day, what it asks no more at the end; one statement."""
    found = catalogue.setting_values((f"{OF_FIELDS}{row.code}",), on=on, commune_id=row.scope)
    return list(found.get(f"{OF_FIELDS}{row.code}", row.facts["fields"]))


def questions_ever(row: Category) -> list[dict[str, Any]]:
    """Every question that was ever written for the category, in effect or not; one statement."""
    mine = (SettingChange.commune_id == row.scope) & (SettingChange.key == f"{OF_FIELDS}{row.code}")
    lists = db.session.scalars(select(SettingChange.value).where(mine))
    return [*row.facts["fields"], *(one for listed in lists for one in listed)]


def planned_after(actor: Actor, key: str, since: date) -> date | None:
    """The first later day for which the commune has planned a change of a setting; one statement."""
    mine = (SettingChange.commune_id == check_may_set(actor)) & (SettingChange.key == key)
    waiting = mine & SettingChange.taken_back_at.is_(None) & (SettingChange.since > since) & (SettingChange.since > today())
    return db.session.scalar(select(func.min(SettingChange.since)).where(waiting))
