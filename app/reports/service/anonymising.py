"""Taking the members out of a report whose days are over: out of its row, every version, part and held operation, the texts
that were written about it, the lines of the search, and from who sent what.

The journal's notes stay as they are, for the chain covers who acted; its pages ask the operation, and that knows nobody any
more (``traces/queries/notes.py``). What the team was planned as stands in the roster, which the allowance is paid by.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from app.core.actor import SYSTEM
from app.journal.rules import POLICE
from app.journal.service import Subject, note
from app.people import queries as people
from app.people.models import Member, Membership
from app.reports import queries
from app.reports.models import (
    Matter,
    MatterWord,
    MoveNote,
    Operation,
    ParkedOperation,
    Redaction,
    Report,
    ReportVersion,
    Supplement,
)
from app.reports.rules import anonymous
from app.reports.rules.words import change_words
from app.reports.service import content
from app.reports.service.erasing_words import forget_phrases, places_of
from app.reports.service.moves import write_erasure
from app.reports.service.telling_team import find_told
from app.roster.models import Notice
from app.web.database import db

Change = Callable[[str], str]
Sent = ReportVersion | Supplement | ParkedOperation


def take_out_members(report: Report, books: Collection[str], *, reason: str) -> None:
    """Make the members in a report anonymous that the caller has locked and may change; ``books`` are those of its commune.

    The report's history says that it happened, and why.
    """
    places = list(places_of(report))
    sent: list[Sent] = [row for row in places if isinstance(row, Sent)]
    blanks: dict[str, UUID] = defaultdict(anonymous.new_blank)
    names = _names(report, books, _members(sent))
    change = anonymous.unnaming(names)
    for row in (*_told(report, places), *places):
        for name, written in change_words(queries.written_in(row), change).items():
            setattr(row, name, written)
    for word in _words_about(report):
        word.words = change(word.words)
    for row in sent:
        _take_out(row, blanks, change)
    _uncover_names(report, names, change)
    _forget_senders(report)
    write_erasure(SYSTEM, report, anonymous.POINTER, reason)
    db.session.flush()
    for name, value in content.rewrite(report.commune_id, report.id, report.shift_id, report.version).items():
        setattr(report, name, value)
    # The phones have let go of so old a night long ago, and are not told of it again.
    subject = Subject("report", report.id, report.team_id)
    facts = {"rev": report.rev, "night": report.night.isoformat()}
    note(report.commune_id, "members.anonymised", subject, SYSTEM, facts=facts, audience=POLICE)


def _told(report: Report, places: Iterable[Any]) -> list[Notice]:
    """The notices to the team that say what officers wrote about the report."""
    comments = {one.comment for one in places if isinstance(one, MoveNote) and one.comment}
    return [notice for text in sorted(comments) for notice in find_told(report, text)]


def _words_about(report: Report) -> list[MatterWord]:
    """What the office said of the matters that this report names."""
    named = select(Matter.id).where(Matter.commune_id == report.commune_id, Matter.report_id == report.id)
    mine = (MatterWord.commune_id == report.commune_id) & (MatterWord.team_id == report.team_id)
    return list(db.session.scalars(select(MatterWord).where(mine, MatterWord.matter_id.in_(named))))


def _members(sent: Iterable[Sent]) -> set[UUID]:
    found: set[UUID] = set()
    for row in sent:
        if isinstance(row, ParkedOperation):
            ids = [*anonymous.find_members(row.operation), *anonymous.find_members(row.problem)]
        else:
            ids = [*anonymous.find_members(row.body), *([str(row.actor_id)] if row.actor_id else [])]
        found |= {UUID(one) for one in ids if _is_id(one)}
    return found


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _names(report: Report, books: Collection[str], named: Collection[UUID]) -> list[str]:
    """The names of those whom the report names, and of whoever else was of the team on that night."""
    of_team = select(Membership.member_id).where(
        Membership.commune_id.in_(books), Membership.team_id == report.team_id, people.existed_on(Membership, report.night)
    )
    mine = or_(Member.id.in_(named), Member.id.in_(of_team))
    return list(db.session.scalars(select(Member.name).where(Member.commune_id.in_(books), mine).distinct()))


def _take_out(row: Sent, blanks: dict[str, UUID], change: Change) -> None:
    def blank(key: str) -> UUID:
        return blanks[key.lower()]

    if isinstance(row, ParkedOperation):
        row.operation = anonymous.without_members(row.operation, blank)
        row.problem = change_words(anonymous.without_members(row.problem, blank), change)
        return
    row.body = anonymous.without_members(row.body, blank)
    # A phone is often called by its holder's name.
    row.device_id = None
    if row.actor_id is not None and not anonymous.is_blank(row.actor_id):
        row.actor_id = blank(str(row.actor_id))


def _uncover_names(report: Report, names: Collection[str], change: Change) -> None:
    """A covered phrase that is a member's name stands in no text any more, and would itself keep the name."""
    mine = (Redaction.commune_id == report.commune_id) & (Redaction.report_id == report.id)
    for one in db.session.scalars(select(Redaction).where(mine)):
        phrase = one.changes.get("words")
        if phrase:
            one.changes = {} if anonymous.is_part_of_name(phrase, names) else {"words": change(phrase)}
        one.undone_why = change(one.undone_why)
    forget_phrases(report)


def _forget_senders(report: Report) -> None:
    of_shift = (Operation.shift_id == report.shift_id) & (Operation.team_id == report.team_id)
    mine = (Operation.commune_id == report.commune_id) & or_(Operation.report_id == report.id, of_shift)
    db.session.execute(update(Operation).where(mine).values(actor_id=None).execution_options(synchronize_session=False))
