"""The access log of a commune: who saw or took what. A fixed number of statements a page."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, Row, Select, select
from sqlalchemy.orm import aliased

from app.core.actor import Actor
from app.core.errors import BAD_FILTER, DomainError
from app.core.night import VIETNAM
from app.journal.models import AccessNote
from app.people import queries as people
from app.people.models import Account, Device
from app.reports.models import Report
from app.traces import rules
from app.web.database import db
from app.web.pages import Place, Rows, read_rows
from app.web.wall import with_present_books

_AT_ONCE = 2000


@dataclass(frozen=True)
class Asked:
    """Which accesses are asked for; what is None does not narrow. ``actions`` are codes, days are Vietnamese ones."""

    account: UUID | None = None
    actions: Collection[str] | None = None
    but_actions: Collection[str] | None = None
    first: date | None = None
    last: date | None = None
    records: Collection[UUID] | None = None


class _Order:
    """The columns that the pages go by."""

    night = AccessNote.at
    id = AccessNote.id


def list_access(actor: Actor, asked: Asked, place: Place | None, limit: int) -> Rows:
    """A page of the log, newest first; one statement. ``NOT_ALLOWED`` for who does not read it."""
    rules.check_may_read_log(actor)
    columns = (
        AccessNote.at.label("night"), AccessNote.id, AccessNote.account_id, AccessNote.device_id, AccessNote.action,
        AccessNote.subject_kind, AccessNote.subject_id, AccessNote.facts,
    )  # fmt: skip
    return read_rows(select(*columns).where(*_narrowed(actor, asked)), _Order, place, limit)


def start_of(day: date) -> datetime:
    """The first moment of a Vietnamese day; ``BAD_FILTER`` for one that no calendar of ours has."""
    if not 2000 <= day.year < 2100:
        raise DomainError(BAD_FILTER)
    return datetime.combine(day, time(), VIETNAM)


def _narrowed(actor: Actor, asked: Asked) -> list[Any]:
    found: list[Any] = [people.in_books(actor, AccessNote.commune_id)]
    if asked.account is not None:
        found.append(AccessNote.account_id == asked.account)
    if asked.actions is not None:
        found.append(AccessNote.action.in_(asked.actions))
    if asked.but_actions is not None:
        found.append(AccessNote.action.not_in(asked.but_actions))
    if asked.first is not None:
        found.append(AccessNote.at >= start_of(asked.first))
    if asked.last is not None:
        found.append(AccessNote.at < start_of(asked.last) + timedelta(days=1))
    if asked.records is not None:
        found.append(AccessNote.subject_id.in_(asked.records))
    return found


def find_record_ids(actor: Actor, text: str) -> list[UUID]:
    """What a person typed to name a record: its whole id, or a report's receipt. At most one statement."""
    try:
        return [UUID(text.strip())]
    except ValueError:
        receipt = rules.typed_receipt(text)
    mine = people.in_books(actor, Report.commune_id) & (Report.receipt == receipt)
    return list(db.session.scalars(select(Report.id).where(mine)))


def list_desks(actor: Actor) -> list[Row[Any]]:
    """``(id, name, role, closed_at)`` of every office account of the commune, closed ones too, by name; one statement."""
    question = select(Account.id, Account.name, Account.role, Account.closed_at)
    return list(db.session.execute(question.where(Account.commune_id.in_(actor.books)).order_by(Account.name, Account.id)))


def stream_access(actor: Actor, asked: Asked) -> Iterator[Sequence[Row[Any]]]:
    """The whole log as asked, oldest first, in blocks, by a connection of its own: ``(at, action, subject_kind, subject_id,
    facts, name, role, device, receipt)``."""
    rules.check_may_read_log(actor)
    report, device = aliased(Report), aliased(Device)
    same = AccessNote.commune_id
    question: Select[Any] = (
        select(AccessNote.at, AccessNote.action, AccessNote.subject_kind, AccessNote.subject_id, AccessNote.facts)
        .add_columns(Account.name, Account.role, device.name.label("device"), report.receipt)
        .outerjoin(Account, Account.id == AccessNote.account_id)
        .outerjoin(device, (device.commune_id == same) & (device.id == AccessNote.device_id))
        .outerjoin(report, (report.commune_id == same) & (report.id == AccessNote.subject_id))
        .where(*_narrowed(actor, asked))
        .order_by(AccessNote.at, AccessNote.id)
    )
    return _blocks(question, with_present_books(db.engine))


def _blocks(question: Select[Any], engine: Engine) -> Iterator[Sequence[Row[Any]]]:
    with engine.connect().execution_options(yield_per=_AT_ONCE) as connection:
        yield from connection.execute(question).partitions()
