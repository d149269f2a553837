"""Checking a journal in pieces: each takes little time and no lock, and the next goes on where it stopped."""

import time
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.ids import new_id
from app.journal import queries as journal
from app.journal import rules as journal_rules
from app.journal.queries import find_successor
from app.journal.rules import Fault, Walk
from app.journal.service import Subject, note
from app.people.rules import CHIEF
from app.traces import rules
from app.traces.models import JournalCheck
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work

_AT_ONCE = 2000


def check_journal(actor: Actor, book: str) -> None:
    """Begin a check of a book that the actor reads, or go on with the one under way: so much of it as a press holds.
    Ends with a note in the journal. In its own units of work."""
    rules.check_may_read_book(actor)
    with unit_of_work():
        check = db.session.get(JournalCheck, book) or JournalCheck(commune_id=book, ended_at=clock.now())
        if check.ended_at is not None:
            check.id, check.account_id, check.begun_at, check.ended_at = new_id(), actor.account_id, clock.now(), None
            begun = Walk.begin(book)
            check.seq, check.chain, check.fault_count, check.faults = begun.seq, begun.chain, 0, []
            db.session.add(check)
    _go_on(book, rules.AT_A_PRESS)


def go_on_checking() -> int:
    """Go on with every check that somebody began and left; gives how many. A chore, safe to run at any time."""
    waiting = db.session.scalars(select(JournalCheck.commune_id).where(JournalCheck.ended_at.is_(None))).all()
    end_reading()
    for book in waiting:
        _go_on(book, rules.IN_BACKGROUND)
    return len(waiting)


def _go_on(book: str, seconds: float) -> None:
    check = db.session.get_one(JournalCheck, book)
    key, begun_from, walk = check.id, check.seq, Walk(book, check.seq, check.chain)
    found: list[Fault] = []
    until = time.monotonic() + seconds
    arrived = False
    while not arrived:
        head = journal.find_head(book)
        found += journal.walk_on(walk, head.last, _AT_ONCE)
        arrived = walk.seq >= head.last
        if arrived:
            found += walk.arrive(head.seq, head.chain)
        end_reading()
        if time.monotonic() >= until:
            break
    with unit_of_work():
        _keep(key, begun_from, walk, found, arrived=arrived)


def _keep(key: UUID, begun_from: int, walk: Walk, found: list[Fault], *, arrived: bool) -> None:
    check = db.session.scalar(select(JournalCheck).where(JournalCheck.commune_id == walk.commune_id).with_for_update())
    if check is None or (check.id, check.seq, check.ended_at) != (key, begun_from, None):
        # Somebody else pressed at the same time and was quicker.
        return
    told = [{"seq": one.seq, "what": one.what} for one in found]
    check.seq, check.chain = walk.seq, walk.chain
    check.fault_count += len(found)
    check.faults = (check.faults + told)[: rules.MOST_FAULTS]
    if arrived:
        check.ended_at = clock.now()
        own = find_successor(check.commune_id) or check.commune_id
        actor = Actor("office", id=check.account_id, role=CHIEF, commune_id=own)
        facts = {"notes": check.seq, "faults": check.fault_count, "book": check.commune_id}
        note(own, "journal.checked", Subject("commune", check.id), actor, facts=facts, audience=journal_rules.POLICE)
