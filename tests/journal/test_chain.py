"""The journal: numbered without a gap, chained; any change, gap or swap is found."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, update

from app.core.actor import SYSTEM
from app.core.ids import new_id
from app.journal import queries
from app.journal.models import JournalHead, JournalNote
from app.journal.service import Subject, note, open_journal
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import COMMUNE

SPOILERS: dict[str, Callable[[int], None]] = {
    "a fact changed": lambda seq: _set(seq, facts={"state": "approved"}),
    "the actor changed": lambda seq: _set(seq, actor="account:somebody-else"),
    "the kind changed": lambda seq: _set(seq, kind="report.rejected"),
    "a note removed": lambda seq: _execute(delete(JournalNote).where(JournalNote.seq == seq)),
    "the chain changed": lambda seq: _set(seq, chain=bytes(32)),
    "two notes swapped": lambda seq: _swap(seq, seq + 1),
    "the last notes cut off": lambda seq: _execute(delete(JournalNote).where(JournalNote.seq > seq)),
}


def _execute(statement: object) -> None:
    db.session.execute(statement)  # type: ignore[call-overload]


def _set(number: int, **values: object) -> None:
    _execute(update(JournalNote).where(JournalNote.commune_id == COMMUNE, JournalNote.seq == number).values(**values))


def _swap(one: int, other: int) -> None:
    for before, after in ((one, -1), (other, one), (-1, other)):
        _set(before, seq=after)


def _write(times: int) -> int:
    for number in range(times):
        with unit_of_work():
            last = note(COMMUNE, "test.note", Subject("test", new_id()), SYSTEM, facts={"number": number})
    return last


def test_numbers_have_no_gap_even_when_a_writer_fails(inside: None) -> None:
    before = _write(1)
    with pytest.raises(RuntimeError), unit_of_work():
        note(COMMUNE, "test.note", Subject("test", new_id()), SYSTEM)
        raise RuntimeError

    assert _write(1) == before + 1


def test_a_journal_that_nobody_touched_is_whole(inside: None) -> None:
    _write(3)

    assert list(queries.find_faults(COMMUNE)) == []


@pytest.mark.parametrize("what", SPOILERS)
def test_every_kind_of_spoiling_is_found(inside: None, what: str) -> None:
    last = _write(4)
    with unit_of_work():
        SPOILERS[what](last - 2)

    assert list(queries.find_faults(COMMUNE)) != []


def test_facts_may_be_erased_without_breaking_the_chain(inside: None) -> None:
    last = _write(2)
    with unit_of_work():
        _set(last, facts=None)

    assert list(queries.find_faults(COMMUNE)) == []


def test_a_journal_opens_itself_at_its_first_note(inside: None) -> None:
    with unit_of_work():
        _execute(delete(JournalNote))
        _execute(delete(JournalHead))

    assert _write(1) == 1
    with unit_of_work():
        open_journal(COMMUNE)
    assert list(queries.find_faults(COMMUNE)) == []


def test_the_command_says_whether_journals_are_whole(app: object, inside: None) -> None:
    _write(2)
    runner = app.test_cli_runner()  # type: ignore[attr-defined]

    assert runner.invoke(args=["journal", "verify"]).exit_code == 0
    with unit_of_work():
        _set(1, kind="forged")
    assert runner.invoke(args=["journal", "verify", COMMUNE]).exit_code == 1
