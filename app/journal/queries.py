"""Reading the journal: its head, pages of it, and whether it is whole."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select

from app.journal import rules
from app.journal.models import JournalHead, JournalNote
from app.web.database import db, table_of


@dataclass(frozen=True)
class Fault:
    """A place where a journal is not whole: the number, and what is wrong there."""

    commune_id: str
    seq: int
    what: str


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


def find_faults(commune_id: str) -> Iterator[Fault]:
    """Walk one journal from its first note to its head: every change, gap or swap is found. Memory stays constant."""
    table = table_of(JournalNote)
    chain, expected = rules.first_chain(commune_id), 1
    rows = db.session.execute(
        select(*table.c).where(table.c.commune_id == commune_id).order_by(table.c.seq).execution_options(yield_per=1000)
    )
    for row in rows.mappings():
        if row["seq"] != expected:
            yield Fault(commune_id, expected, f"thiếu số {expected}, kế tiếp là {row['seq']}")
            expected = row["seq"]
        if row["facts"] is not None and rules.facts_digest(row["facts"]) != row["digest"]:
            yield Fault(commune_id, row["seq"], "nội dung không khớp dấu")
        chain = rules.next_chain(chain, dict(row))
        if chain != row["chain"]:
            yield Fault(commune_id, row["seq"], "chuỗi bị đứt")
            chain = row["chain"]
        expected += 1
    head = db.session.get(JournalHead, commune_id)
    if head is not None and (head.seq != expected - 1 or head.chain != chain):
        yield Fault(commune_id, head.seq, "đầu sổ không khớp ghi chép cuối")


def notes_about(commune_id: str, subject_id: UUID) -> list[JournalNote]:
    """The notes about one thing, oldest first; one statement."""
    mine = (JournalNote.commune_id == commune_id) & (JournalNote.subject_id == subject_id)
    return list(db.session.scalars(select(JournalNote).where(mine).order_by(JournalNote.seq)))
