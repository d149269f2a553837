"""Writing into a fund book: entries, counter-entries, the yearly publication. Nothing in it is ever changed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.emulation import queries
from app.emulation.models import FundEntry, FundPublication
from app.emulation.rules import funds as rules
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.people.models import Team
from app.reports.rules import find_personal
from app.web.database import db


@dataclass(frozen=True)
class Money:
    """An entry as somebody writes it: ``amount`` in đồng, above 0 what came in, below what went out."""

    on: date
    amount: int
    purpose: str


@dataclass(frozen=True)
class _Book:
    """A team's book as it stands while the transaction holds it."""

    team: Team
    entries: list[FundEntry]
    published: int | None

    @property
    def left(self) -> int:
        return sum(one.amount for one in self.entries)

    @property
    def last(self) -> FundEntry | None:
        return self.entries[-1] if self.entries else None


def write_entry(actor: Actor, team_id: UUID, money: Money) -> FundEntry:
    """Add an entry. ``NOT_ALLOWED``, ``NOT_FOUND``, ``INVALID``: names of people in the purpose, more than there is, a day
    before the last entry's or in a published year."""
    book = _open(actor, team_id)
    return _add(actor, book, money, "fund.entered")


def undo_entry(actor: Actor, team_id: UUID, entry_id: UUID, why: str, right: Money | None = None) -> FundEntry:
    """Take an entry back by a counter-entry of today, and write the ``right`` one after it, where there is one.

    ``ALREADY_THERE`` for one that was taken back, ``INVALID`` for a counter-entry.
    """
    book = _open(actor, team_id)
    wrong = next((one for one in book.entries if one.id == entry_id), None)
    if wrong is None:
        raise DomainError(NOT_FOUND)
    if any(one.undoes == entry_id for one in book.entries):
        raise DomainError(ALREADY_THERE)
    if wrong.undoes is not None:
        raise DomainError(INVALID, errors=[fault_at("/why", "Bút toán đảo thì không đảo lại được; xin ghi bút toán mới")])
    today = local(clock.now()).date()
    counter = _add(actor, book, Money(today, -wrong.amount, why), "fund.undone", undoes=wrong.id)
    if right is not None:
        later = _Book(book.team, [*book.entries, counter], book.published)
        _add(actor, later, right, "fund.entered")
    return counter


def publish_year(actor: Actor, team_id: UUID, year: int) -> FundPublication:
    """Freeze a year that is over with its sums. ``ALREADY_THERE`` once it (or a later one) is published; ``INVALID``."""
    book = _open(actor, team_id)
    today = local(clock.now()).date()
    if book.published is not None and year <= book.published:
        raise DomainError(ALREADY_THERE)
    if year >= today.year or not any(one.on.year <= year for one in book.entries):
        raise DomainError(INVALID, errors=[fault_at("/year", "Chỉ công khai năm đã hết, có ghi sổ")])
    sums = rules.sums_of(book.entries, year)
    last = max(one.seq for one in book.entries if one.on.year <= year)
    one = FundPublication(commune_id=book.team.commune_id, team_id=team_id, year=year, last_seq=last, at=clock.now())
    one.opening, one.came_in, one.went_out, one.closing = sums.opening, sums.came_in, sums.went_out, sums.closing
    one.account_id = actor.account_id
    db.session.add(one)
    facts = {"year": year, "closing": one.closing}
    note(one.commune_id, "fund.published", Subject("fund", team_id), actor, facts=facts, audience=POLICE_ONLY)
    return one


def _open(actor: Actor, team_id: UUID) -> _Book:
    rules.check_may_keep(actor)
    team, _village = queries.get_fund_team(actor, team_id, lock=True)
    published = max((one.year for one in queries.list_publications(actor, team_id)), default=None)
    return _Book(team, queries.list_entries(actor, team_id), published)


def _add(actor: Actor, book: _Book, money: Money, kind: str, *, undoes: UUID | None = None) -> FundEntry:
    purpose = nfc(money.purpose).strip()
    # A counter-entry takes back what was written, even where the money is gone.
    faults = rules.entry_faults(money.amount, purpose, left=max(book.left, -money.amount) if undoes else book.left)
    today, last = local(clock.now()).date(), book.last
    faults += rules.day_faults(money.on, today=today, last=last.on if last else None, published=book.published)
    if find_personal(purpose):
        faults.append(fault_at("/purpose", "Xin bỏ tên người, số điện thoại, số giấy tờ: sổ quỹ được công khai"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    one = FundEntry(commune_id=book.team.commune_id, id=new_id(), team_id=book.team.id, seq=last.seq + 1 if last else 1)
    one.on, one.amount, one.purpose, one.undoes = money.on, money.amount, purpose, undoes
    one.at, one.account_id = clock.now(), actor.account_id
    db.session.add(one)
    facts = {"seq": one.seq, "on": one.on.isoformat(), "amount": one.amount}
    note(one.commune_id, kind, Subject("fund", book.team.id), actor, facts=facts, audience=POLICE_ONLY)
    return one
