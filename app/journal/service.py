"""``note()``: order in the commune's journal, and the chain. Called as the last statement before the commit.

The counter row is locked only from here to the commit, so writers of one commune queue for a moment, the numbers have no
gap and tell the order of commits on every database (protocol.md §4).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, BUSY, DomainError
from app.core.ids import new_id
from app.journal import rules
from app.journal.models import AccessMember, AccessNote, JournalHead, JournalNote
from app.journal.queries import list_communes
from app.web.database import db, table_of
from app.web.transaction import unit_of_work

# A piece of what is forgotten: nobody waits long for the lock.
_AT_ONCE = 1000


@dataclass(frozen=True)
class Subject:
    """What a note is about: its kind (``report``, ``photo``, ``shift`` …), id, and the team it belongs to."""

    kind: str
    id: UUID
    team_id: UUID | None = None


# ``(commune, kind, subject, facts)``, told of each note within its transaction.
Follower = Callable[[str, str, Subject, dict[str, Any]], None]
_followers: list[Follower] = []


def register_follower(follower: Follower) -> None:
    """Tell a room above of every note, so that it may follow what changes."""
    if follower not in _followers:
        _followers.append(follower)


def note(
    commune_id: str,
    kind: str,
    subject: Subject,
    actor: Actor,
    *,
    facts: dict[str, Any] | None = None,
    audience: str = rules.TEAM,
    member_id: UUID | None = None,
    operation_id: UUID | None = None,
) -> int:
    """Append one note and give its number. ``facts`` are coded values, never what a person wrote.

    ``BUSY`` when the actor's commune was merged into another one since the request began: it comes again as that one's.
    """
    db.session.flush()
    row: dict[str, Any] = {
        "commune_id": commune_id,
        "id": new_id(),
        "at": clock.now(),
        "kind": kind,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "team_id": subject.team_id,
        "actor": rules.actor_words(actor.kind, actor.id, member_id),
        "device_id": actor.device_id,
        "operation_id": operation_id,
        "audience": audience,
        "facts": facts or {},
    }
    row["digest"] = rules.facts_digest(row["facts"])
    before = _lock_head(commune_id)
    if before.continued_in is not None and actor.commune_id == commune_id:
        raise DomainError(BUSY)
    row["seq"] = before.seq + 1
    row["chain"] = rules.next_chain(before.chain, row)
    _write(row)
    for follow in _followers:
        follow(commune_id, kind, subject, row["facts"])
    return int(row["seq"])


def _write(row: dict[str, Any]) -> None:
    """The note and, with it, its commune's counter."""
    connection = db.session.connection()
    head = {"head_commune": row["commune_id"], "head_seq": row["seq"], "head_chain": row["chain"]}
    if connection.dialect.name == "postgresql":
        connection.execute(_WRITE_BOTH, head | {f"note_{name}": value for name, value in row.items()})
    else:
        connection.execute(_SET_HEAD, head)
        connection.execute(_WRITE_NOTE, row)


# Built once: building a statement costs more than running it, and every change of state runs these.
_HEAD, _NOTE = table_of(JournalHead), table_of(JournalNote)
_WRITE_NOTE = _NOTE.insert()
_LOCK_HEAD = (
    select(_HEAD.c.seq, _HEAD.c.chain, _HEAD.c.continued_in)
    .where(_HEAD.c.commune_id == bindparam("commune"))
    .with_for_update()
)
_SET_HEAD = (
    update(_HEAD)
    .where(_HEAD.c.commune_id == bindparam("head_commune"))
    .values(seq=bindparam("head_seq"), chain=bindparam("head_chain"))
)
# PostgreSQL does both at once: one round trip less while the others of the commune wait.
_WRITE_BOTH = _WRITE_NOTE.values({column.name: bindparam(f"note_{column.name}") for column in _NOTE.c}).add_cte(
    _SET_HEAD.cte("head")
)


def _lock_head(commune_id: str) -> Any:
    """Lock the commune's counter row until the commit: ``seq`` is the last number given, ``chain`` the chain so far."""
    connection = db.session.connection()
    found = connection.execute(_LOCK_HEAD, {"commune": commune_id}).one_or_none()
    if found is None:
        open_journal(commune_id)
        found = connection.execute(_LOCK_HEAD, {"commune": commune_id}).one()
    return found


def hold_book(commune_id: str) -> None:
    """Let nobody change anything of the commune until the commit."""
    _lock_head(commune_id)


def open_journal(commune_id: str) -> None:
    """Make the commune's counter row; harmless when it is there."""
    try:
        with db.session.begin_nested():
            first = rules.first_chain(commune_id)
            db.session.execute(insert(JournalHead).values(commune_id=commune_id, seq=0, chain=first))
    except IntegrityError:
        # Another writer opened it first, which is just as good.
        db.session.execute(select(JournalHead.seq).where(JournalHead.commune_id == commune_id))


def continue_book(former_id: str, commune_id: str) -> None:
    """From this commit on ``commune_id`` keeps on the book of ``former_id``, and those that ``former_id`` kept on itself.

    Both counter rows stay locked until then: what is under way for the former commune ends before, or comes again.
    ``ALREADY_THERE`` when somebody was quicker.
    """
    open_journal(commune_id)
    heads = {book: _lock_head(book) for book in sorted((former_id, commune_id))}
    if any(head.continued_in is not None for head in heads.values()):
        raise DomainError(ALREADY_THERE)
    books = or_(_HEAD.c.commune_id == former_id, _HEAD.c.continued_in == former_id)
    db.session.execute(update(_HEAD).where(books).values(continued_in=commune_id))


def note_access(
    commune_id: str, actor: Actor, action: str, subject_kind: str, subject_id: UUID | None = None, **facts: Any
) -> UUID:
    """Write down who saw or took what; not part of the journal. Gives the note's id."""
    access = AccessNote(
        commune_id=commune_id,
        id=new_id(),
        at=clock.now(),
        account_id=actor.account_id,
        device_id=actor.device_id,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        facts=facts or None,
    )
    db.session.add(access)
    return access.id


def note_positions(commune_id: str, access_id: UUID, members: Collection[UUID]) -> None:
    """Write down whose positions were shown by what was just noted: these members are told so."""
    if members:
        db.session.flush()
        shown = [{"commune_id": commune_id, "access_id": access_id, "member_id": one} for one in sorted(members)]
        db.session.execute(insert(AccessMember), shown)


def forget_access() -> int:
    """Delete what was noted of accesses more than 24 months ago, a piece at a time; gives how many notes went."""
    before = rules.access_kept_since(clock.now())
    return sum(_forget_access_of(commune_id, before) for commune_id in list_communes())


def _forget_access_of(commune_id: str, before: datetime) -> int:
    here = (AccessNote.commune_id == commune_id) & (AccessNote.at < before)
    count = 0
    while True:
        with unit_of_work():
            ids = db.session.scalars(select(AccessNote.id).where(here).order_by(AccessNote.at).limit(_AT_ONCE)).all()
            db.session.execute(delete(AccessNote).where(AccessNote.commune_id == commune_id, AccessNote.id.in_(ids)))
        count += len(ids)
        if len(ids) < _AT_ONCE:
            return count
