"""Keeping the dated sums in the transaction that changes the book of models, and counting all of them anew.

Each change is told by its note in the journal. As the transaction's last deed the records that it touched are counted, and
what they give otherwise than before is added to the sums. The commune's journal is locked by then: nobody else counts too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, and_, bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from app.core import clock
from app.core.night import local
from app.journal.models import JournalNote
from app.journal.service import Subject, hold_book
from app.tallies import rules
from app.tallies.models import ModelShare, ModelSum, ModelTally
from app.tallies.rules import ALL, BOARD, EVER, Share
from app.tallies.service.records import RECORDS, Given, activities_of, ids_of
from app.web.database import db, table_of
from app.web.transaction import before_commit, end_reading, unit_of_work

# What a note is about when the book of models has changed.
TOUCHING = (*RECORDS, "difficulty", "round")
_SHARE, _SUM, _TALLY = table_of(ModelShare), table_of(ModelSum), table_of(ModelTally)
_AT_ONCE = 400
_KNOWN = select(_SHARE.c.id, _SHARE.c.kind_code, _SHARE.c.given).where(
    _SHARE.c.commune_id == bindparam("commune"),
    _SHARE.c.record == bindparam("record"),
    _SHARE.c.id.in_(bindparam("ids", expanding=True)),
)


def follow(commune_id: str, kind: str, subject: Subject, facts: Mapping[str, Any]) -> None:
    """Told of every note: remember until the end of the transaction which records it may have changed."""
    if subject.kind in RECORDS:
        before_commit(_recount, (commune_id, subject.kind, subject.id))
    if subject.kind in TOUCHING:
        before_commit(_touch, commune_id)


def rebuild() -> int:
    """Count every commune anew, one at a time, while its writers wait; gives how many records stand afterwards."""
    communes: set[str] = set()
    for table in (*(table_of(one) for one, _ in RECORDS.values()), _SHARE, _TALLY):
        communes |= set(db.session.scalars(select(table.c.commune_id).distinct()))
    end_reading()
    count = 0
    for commune_id in sorted(communes):
        with unit_of_work():
            hold_book(commune_id)
            count += _count_whole(commune_id)
    return count


def is_behind() -> bool:
    """Whether there is a book of models and not a single record that was counted: a database from before the sums."""
    if db.session.execute(select(_SHARE.c.id).limit(1)).first() is not None:
        return False
    tables = [table_of(one) for one, _ in RECORDS.values()]
    return any(db.session.execute(select(one.c.id).limit(1)).first() is not None for one in tables)


def _count_whole(commune_id: str) -> int:
    for table in (_SHARE, _SUM, _TALLY):
        db.session.execute(delete(table).where(table.c.commune_id == commune_id))
    count = 0
    for record in RECORDS:
        ids = ids_of(commune_id, record)
        _recount((commune_id, record, one) for one in ids)
        count += len(ids)
    mine = (JournalNote.commune_id == commune_id) & JournalNote.subject_kind.in_(TOUCHING)
    last = db.session.scalar(select(func.max(JournalNote.at)).where(mine))
    if last is not None:
        _write_day(commune_id, local(last).date())
    return count


def _touch(communes: set[Any]) -> None:
    for commune_id in sorted(communes):
        _write_day(commune_id, local(clock.now()).date())


def _write_day(commune_id: str, day: date) -> None:
    row = {"span": ALL, "day": EVER, "commune_id": commune_id} | dict.fromkeys(BOARD, 0)
    _write(_TALLY, [row | {"changed_on": day}], "changed_on")


def _recount(records: Iterable[Any]) -> None:
    db.session.flush()
    by_kind: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for commune_id, record, record_id in sorted(records):
        by_kind[commune_id, record].append(record_id)
    for (commune_id, record), ids in by_kind.items():
        for begin in range(0, len(ids), _AT_ONCE):
            _recount_some(commune_id, record, ids[begin : begin + _AT_ONCE])


def _recount_some(commune_id: str, record: str, ids: Sequence[UUID]) -> None:
    here = {"commune": commune_id, "record": record, "ids": ids}
    rows = db.session.connection().execute(_KNOWN, here).all()
    before = {row.id: Given(_read(row.given), row.kind_code) for row in rows}
    after = RECORDS[record][1](commune_id, ids)
    changes: Counter[Share] = Counter()
    for one in ids:
        changes.update(after[one].shares if one in after else {})
        changes.subtract(before[one].shares if one in before else {})
    changed = [one for one in ids if before.get(one) != after.get(one)]
    _keep(
        commune_id, record, {one: after[one] for one in changed if one in after}, [one for one in changed if one in before]
    )
    _add(commune_id, {share: amount for share, amount in changes.items() if amount})
    renamed = [one for one in changed if one in before and one in after and before[one].kind_code != after[one].kind_code]
    if renamed:
        _recount((commune_id, "activity", one) for one in activities_of(commune_id, renamed))


def _keep(commune_id: str, record: str, given: Mapping[UUID, Given], gone: Sequence[UUID]) -> None:
    if gone:
        mine = (_SHARE.c.commune_id == commune_id) & (_SHARE.c.record == record) & _SHARE.c.id.in_(gone)
        db.session.execute(delete(_SHARE).where(mine))
    if given:
        here: dict[str, Any] = {"commune_id": commune_id, "record": record}
        rows = [here | {"id": key, "kind_code": one.kind_code, "given": _written(one.shares)} for key, one in given.items()]
        db.session.execute(insert(_SHARE), rows)


def _written(shares: Mapping[Share, int]) -> list[list[Any]]:
    return [[share.day.isoformat(), str(share.village_id), *share[2:], amount] for share, amount in sorted(shares.items())]


def _read(given: Sequence[Sequence[Any]]) -> dict[Share, int]:
    return {
        Share(date.fromisoformat(day), UUID(village), measure, kind, state): amount
        for day, village, measure, kind, state, amount in given
    }


def _add(commune_id: str, changes: Mapping[Share, int]) -> None:
    if not changes:
        return
    _write(_SUM, [{"commune_id": commune_id, **share._asdict(), "amount": amount} for share, amount in changes.items()])
    tallied = rules.tallied(changes)
    rows = [
        {"span": span, "day": day, "commune_id": commune_id, "changed_on": None} | {name: columns[name] for name in BOARD}
        for (span, day), columns in tallied.items()
    ]
    _write(_TALLY, rows)
    for table, empty in ((_SUM, _SUM.c.amount == 0), (_TALLY, _NOTHING)):
        days = {share.day for share in changes} if table is _SUM else {day for _span, day in tallied}
        gone = delete(table).where(table.c.commune_id == commune_id, table.c.day.in_(sorted(days)), empty)
        db.session.execute(gone)


_NOTHING = and_(_TALLY.c.changed_on.is_(None), *(_TALLY.c[name] == 0 for name in BOARD))


@cache
def _writer(table: Table, dialect: str, sets: str) -> Any:
    """Inserts a row or adds its numbers to those that stand there; ``sets`` names the one column that is put in place."""
    row: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect](table)
    new = row.excluded
    if sets:
        values = {sets: new[sets]}
    else:
        values = {
            one.name: table.c[one.name] + new[one.name] for one in table.c if one.name == "amount" or one.name in BOARD
        }
    return row.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)


def _write(table: Table, rows: list[dict[str, Any]], sets: str = "") -> None:
    connection = db.session.connection()
    if rows:
        connection.execute(_writer(table, connection.dialect.name, sets), rows)
