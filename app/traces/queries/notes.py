"""Notes of the journal: the history of a record, the book of a commune page by page, and its state."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, String, exists, literal, or_, select, true, union_all

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.text import words_in
from app.journal import queries as journal
from app.journal.models import JournalNote
from app.journal.queries import Head
from app.people import queries as people
from app.people.models import Account, Member, Team
from app.people.queries import TeamColumns
from app.people.rules import CHIEF
from app.reports import queries as reports
from app.reports.models import Operation
from app.traces import rules
from app.traces.models import JournalCheck
from app.traces.queries.access import start_of
from app.web.database import db
from app.web.pages import Place, Rows, read_rows

# Retention has taken the members out of what was sent: the chain keeps the id, and nobody is told whose it is.
_NAMELESS = JournalNote.actor.startswith("member:") & exists().where(
    Operation.commune_id == JournalNote.commune_id, Operation.id == JournalNote.operation_id, Operation.actor_id.is_(None)
)
_COLUMNS = (
    JournalNote.commune_id, JournalNote.seq, JournalNote.id, JournalNote.at, JournalNote.at.label("night"), JournalNote.kind,
    JournalNote.subject_kind, JournalNote.subject_id, JournalNote.actor, JournalNote.device_id, JournalNote.facts,
    _NAMELESS.label("nameless"),
)  # fmt: skip
CHECKED = "journal.checked"
# What a member agreed to stands under the member's own id.
_TOGETHER = {"member": ("member", "consent")}


class _Order:
    """The columns that the pages of a history go by."""

    night = JournalNote.at
    id = JournalNote.id


def list_history(actor: Actor, kind: str, record_id: UUID, place: Place | None, limit: int) -> Rows:
    """A page of what the journal says of a record, newest first; at most two statements.

    ``NOT_FOUND`` for a record outside the actor's scope, and for one of which nothing was ever noted.
    """
    if kind == "report":
        reports.find_row(actor, record_id)
    elif kind in rules.OF_CHIEF and actor.role != CHIEF:
        raise DomainError(NOT_FOUND)
    about = JournalNote.subject_kind.in_(_TOGETHER.get(kind, (kind,))) & (JournalNote.subject_id == record_id)
    question = select(*_COLUMNS).where(people.in_books(actor, JournalNote.commune_id), about, _in_scope(actor, kind))
    page = read_rows(question, _Order, place, limit)
    if not page.rows and place is None:
        raise DomainError(NOT_FOUND)
    return page


def _in_scope(actor: Actor, kind: str) -> Any:
    """The chief's is the whole book; an officer's are the notes about teams in scope, and about notices to all."""
    if kind == "report" or (actor.role == CHIEF and actor.village_ids is None):
        return true()
    mine = JournalNote.team_id.in_(select(Team.id).where(people.scope(actor, TeamColumns)))
    return or_(mine, JournalNote.team_id.is_(None)) if kind == "notice" else mine


@dataclass(frozen=True)
class Looked:
    """Which notes of a book are looked for; what is None does not narrow. ``about`` are kinds of records."""

    about: Collection[str] | None = None
    actors: Collection[str] | None = None
    first: date | None = None
    last: date | None = None
    records: Collection[UUID] | None = None
    seq: int | None = None


@dataclass(frozen=True)
class NotePage:
    """A page of a book, newest first; ``newer`` and ``older`` are the numbers from which the neighbours go on."""

    rows: Sequence[Row[Any]]
    newer: int | None
    older: int | None


def list_notes(
    actor: Actor, book: str, looked: Looked, *, before: int | None = None, after: int | None = None, limit: int = 50
) -> NotePage:
    """A page of a book by its numbers: those ``before`` one, or the next ones ``after`` it; one statement."""
    rules.check_may_read_book(actor)
    back = after is not None and before is None
    question = select(*_COLUMNS).where(JournalNote.commune_id == book, *_narrowed(looked))
    if before is not None:
        question = question.where(JournalNote.seq < before)
    elif back:
        question = question.where(JournalNote.seq > after)
    order = JournalNote.seq.asc() if back else JournalNote.seq.desc()
    found = list(db.session.execute(question.order_by(order).limit(limit + 1)).all())
    more = len(found) > limit
    rows = found[:limit][::-1] if back else found[:limit]
    if not rows:
        return NotePage([], None, None)
    has_newer = more if back else before is not None
    has_older = True if back else more
    return NotePage(rows, rows[0].seq if has_newer else None, rows[-1].seq if has_older else None)


def _narrowed(looked: Looked) -> list[Any]:
    found: list[Any] = []
    for column, values in (
        (JournalNote.subject_kind, looked.about),
        (JournalNote.actor, looked.actors),
        (JournalNote.subject_id, looked.records),
    ):
        if values is not None:
            found.append(column.in_(values))
    if looked.actors is not None:
        found.append(~_NAMELESS)
    if looked.first is not None:
        found.append(JournalNote.at >= start_of(looked.first))
    if looked.last is not None:
        found.append(JournalNote.at < start_of(looked.last) + timedelta(days=1))
    if looked.seq is not None:
        found.append(JournalNote.seq == looked.seq)
    return found


def find_actors(actor: Actor, text: str) -> list[str]:
    """Who of the commune's desks and members has a name with these words, as the journal writes them; one statement."""
    wanted = words_in(text)
    rows = db.session.execute(
        union_all(
            select(literal("account", String()).label("kind"), Account.id.label("id"), Account.name).where(
                Account.commune_id.in_(actor.books)
            ),
            select(literal("member", String()), Member.id, Member.name).where(Member.commune_id.in_(actor.books)),
        )
    )
    return [f"{row.kind}:{row.id}" for row in rows if wanted and set(wanted) <= set(words_in(row.name))]


@dataclass(frozen=True)
class Book:
    """The state of a book: its head, the check under way or the last one, and the last note that one was ended."""

    head: Head
    check: JournalCheck | None
    checked: Row[Any] | None


def read_book(actor: Actor, book: str) -> Book:
    """Where a book stands; three statements. ``NOT_ALLOWED`` for who does not read it."""
    own = rules.check_may_read_book(actor)
    last = select(*_COLUMNS).where(JournalNote.commune_id == own, JournalNote.kind == CHECKED)
    noted = db.session.execute(last.order_by(JournalNote.seq.desc()).limit(20)).all()
    checked = next((row for row in noted if (row.facts or {}).get("book") == book), None)
    return Book(journal.find_head(book), db.session.get(JournalCheck, book), checked)


def find_note(actor: Actor, book: str, seq: int) -> tuple[datetime, bytes] | None:
    """When the note of this number was written, and the chain after it; one statement."""
    rules.check_may_read_book(actor)
    here = (JournalNote.commune_id == book) & (JournalNote.seq == seq)
    found = db.session.execute(select(JournalNote.at, JournalNote.chain).where(here)).one_or_none()
    return (found.at, found.chain) if found else None
