"""Reading the journal: its head, pages of it, and whether it is whole."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select

from app.journal import rules
from app.journal.models import JournalHead, JournalNote
from app.journal.rules import Fault, Walk
from app.web.database import db, table_of


@dataclass(frozen=True)
class Head:
    """The end of a journal: the last number given, the chain so far (32 bytes), and the number of the last note there is."""

    seq: int
    chain: bytes
    last: int


def head_of(commune_id: str) -> int:
    """The last number given in the commune's journal; 0 before the first."""
    return heads_of([commune_id])[commune_id]


def heads_of(communes: Collection[str]) -> dict[str, int]:
    """The last number given in each of these journals; 0 before the first. One statement."""
    rows = db.session.execute(select(JournalHead.commune_id, JournalHead.seq).where(JournalHead.commune_id.in_(communes)))
    return dict.fromkeys(communes, 0) | dict(rows.all())


def count_notes(commune_id: str, subject_ids: Collection[UUID]) -> dict[UUID, int]:
    """How often each of these subjects stands in a commune's journal; others are left out. At most one statement."""
    if not subject_ids:
        return {}
    here = (JournalNote.commune_id == commune_id) & JournalNote.subject_id.in_(subject_ids)
    counted = select(JournalNote.subject_id, func.count()).where(here).group_by(JournalNote.subject_id)
    return dict(db.session.execute(counted).all())


def list_communes(*, present: bool = False) -> list[str]:
    """The communes that have a journal; ``present`` leaves out those that were merged into another."""
    question = select(JournalHead.commune_id).order_by(JournalHead.commune_id)
    return list(db.session.scalars(question.where(JournalHead.continued_in.is_(None)) if present else question))


def former_ids_column(commune_id: Any) -> ScalarSelect[str | None]:
    """The communes whose books ``commune_id`` keeps on, as one text for ``read_former_ids``: part of a larger question."""
    kept = select(func.aggregate_strings(JournalHead.commune_id, ",")).where(JournalHead.continued_in == commune_id)
    return kept.scalar_subquery()


def read_former_ids(text: str | None) -> tuple[str, ...]:
    """What ``former_ids_column`` gave, in a fixed order."""
    return tuple(sorted(text.split(","))) if text else ()


def list_former(commune_id: str | None) -> tuple[str, ...]:
    """The communes whose books this one keeps on; one statement."""
    kept = select(JournalHead.commune_id).where(JournalHead.continued_in == commune_id)
    return tuple(sorted(db.session.scalars(kept))) if commune_id else ()


def find_successor(commune_id: str) -> str | None:
    """The commune that keeps on this one's book after a merger; one statement."""
    return db.session.scalar(select(JournalHead.continued_in).where(JournalHead.commune_id == commune_id))


def find_head(commune_id: str) -> Head:
    """Where a journal ends; its beginning when it has not been opened. One statement, so that all of it is of one moment."""
    last = select(func.max(JournalNote.seq)).where(JournalNote.commune_id == commune_id).scalar_subquery()
    found = db.session.execute(
        select(JournalHead.seq, JournalHead.chain, last.label("last")).where(JournalHead.commune_id == commune_id)
    ).one_or_none()
    return Head(found.seq, found.chain, found.last or 0) if found else Head(0, rules.first_chain(commune_id), 0)


def find_faults(commune_id: str) -> Iterator[Fault]:
    """Walk one journal from its first note to its head: every change, gap or swap is found. Memory stays constant."""
    walk, head = Walk.begin(commune_id), find_head(commune_id)
    rows = db.session.execute(_notes_after(walk, head.last).execution_options(yield_per=1000))
    for row in rows.mappings():
        yield from walk.step(dict(row))
    yield from walk.arrive(head.seq, head.chain)


def walk_on(walk: Walk, upto: int, most: int) -> list[Fault]:
    """Take a walk on by at most ``most`` notes, not beyond the number ``upto``. One statement."""
    rows = db.session.execute(_notes_after(walk, upto).limit(most)).mappings().all()
    return [fault for row in rows for fault in walk.step(dict(row))]


def _notes_after(walk: Walk, upto: int) -> Any:
    table = table_of(JournalNote)
    here = (table.c.commune_id == walk.commune_id) & (table.c.seq > walk.seq) & (table.c.seq <= upto)
    return select(*table.c).where(here).order_by(table.c.seq)


def notes_about(commune_id: str, subject_id: UUID) -> list[JournalNote]:
    """The notes about one thing, oldest first; one statement."""
    mine = (JournalNote.commune_id == commune_id) & (JournalNote.subject_id == subject_id)
    return list(db.session.scalars(select(JournalNote).where(mine).order_by(JournalNote.seq)))
