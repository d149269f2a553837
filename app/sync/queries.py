"""The pull and the proof: what changed for a phone since its cursor, and what it sent that is missing here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from app.core.actor import Actor
from app.feed import queries as feed
from app.journal import queries as journal
from app.journal import rules as journal_rules
from app.journal.models import JournalNote
from app.people import queries as people
from app.photos.models import Photo
from app.reports import queries as reports
from app.reports.models import Operation, ParkedOperation
from app.sync import agreed, book_entities, entities
from app.sync.cursor import Cursor, scope_of, write_cursor
from app.sync.entities import Entity
from app.sync.roster_entities import shift_entities
from app.web.database import db
from app.web.epoch import current_epoch

# How many notes one page looks at; most of them are other teams', and the cursor advances over those too.
_NOTES_A_PAGE = 500
_READERS = entities.READERS | {"consent": agreed.consent_entities} | book_entities.BOOK_READERS
# These say how something stands, and never end.
_LASTING = ("held", "consent")
_TEAM_KINDS = ("team", "member", "membership", "setting")


@dataclass(frozen=True)
class Page:
    """One page of a pull."""

    cursor: str
    more: bool
    changes: list[Entity]
    removed: list[Entity]


def changes_since(actor: Actor, cursor: Cursor | None, limit: int) -> Page:
    """The page after ``cursor``; without one, the first page of everything the phone may see."""
    if cursor is None:
        return _first(actor, limit)
    if cursor.after is not None:
        return _go_on(actor, cursor, limit)
    return _next(actor, cursor)


def _first(actor: Actor, limit: int) -> Page:
    heads = journal.heads_of(actor.books)
    seq, former = _apart(actor, heads)
    matters, _ = entities.matter_entities(actor, seq)
    # Whoever reads from nothing may have missed how something was settled: after a restore, say.
    settled = entities.held_entities(actor, seq)
    about_it = [
        *settled,
        *reports.present_alerts(actor, seq),
        *entities.nudge_entities(actor, seq),
        *agreed.consent_entities(actor, seq),
    ]
    known = [*_of_the_day(actor, seq), *entities.route_entities(actor, seq), *matters, *about_it, *feed.phone_items(actor)]
    known += book_entities.whole_book(actor, seq)
    cursor = Cursor(current_epoch(), scope_of(actor), seq, entities.today().isoformat(), former=former)
    page = _go_on(actor, cursor, limit)
    return Page(page.cursor, page.more, known + page.changes, [])


def _apart(actor: Actor, heads: Mapping[str, int]) -> tuple[int, dict[str, int] | None]:
    """The number of the commune's own book, and those of the books that it keeps on."""
    return heads[actor.books[0]], {book: heads.get(book, 0) for book in actor.former_ids} or None


def _of_the_day(actor: Actor, seq: int) -> list[Entity]:
    """What changes by the calendar alone: who belongs to the team, the fortnight of the roster, notices."""
    return [
        *entities.team_entity(actor, seq),
        *shift_entities(actor, seq),
        *entities.notice_entities(actor, seq),
    ]


def _go_on(actor: Actor, cursor: Cursor, limit: int) -> Page:
    """The next reports of the first reading; what changes meanwhile has a higher number and comes afterwards."""
    ids = entities.reports_after(actor, cursor.after_id, limit)
    more = len(ids) == limit
    after = str(ids[-1]) if more else None
    following = replace(cursor, after=after)
    return Page(write_cursor(following), more, entities.own_reports(actor, ids), [])


def _next(actor: Actor, cursor: Cursor) -> Page:
    known = {actor.books[0]: cursor.seq} | (cursor.former or {})
    unread = [(JournalNote.commune_id == book) & (JournalNote.seq > known.get(book, 0)) for book in actor.books]
    notes = db.session.execute(
        select(
            JournalNote.commune_id,
            JournalNote.seq,
            JournalNote.kind,
            JournalNote.subject_kind,
            JournalNote.subject_id,
            JournalNote.team_id,
            JournalNote.audience,
        )
        .where(or_(*unread))
        .order_by(JournalNote.commune_id, JournalNote.seq)
        .limit(_NOTES_A_PAGE)
    ).all()
    seq, former = _apart(actor, known | {one.commune_id: one.seq for one in notes})
    mine = [one for one in notes if _concerns(actor, one)]
    subjects: dict[str, set[UUID]] = {}
    for one in mine:
        subjects.setdefault(one.subject_kind, set()).add(one.subject_id)
    erased = {one.subject_id for one in mine if one.kind == "photo.erased"}
    changes, removed = _present(actor, subjects, erased, seq)
    told = {one.subject_id for one in notes if one.kind in feed.PHONE_KINDS}
    if told:
        items = feed.phone_items(actor, told)
        changes += items
        removed += feed.phone_gone(told, items)
    today = entities.today().isoformat()
    if today != cursor.day:
        changes += _of_the_day(actor, seq)
    cursor_text = write_cursor(replace(cursor, seq=seq, day=today, former=former))
    return Page(cursor_text, len(notes) == _NOTES_A_PAGE, changes, removed)


def _concerns(actor: Actor, one: Any) -> bool:
    """A phone hears of its own team's things, and of what is for every team; never of what is the police's alone.

    That a site lives is for every team, who told of it is not: of the note itself nothing is told.
    """
    if one.subject_kind in book_entities.OF_EVERYBODY:
        return True
    if one.audience == journal_rules.POLICE:
        return False
    return bool(one.team_id == actor.team_id or one.audience == journal_rules.COMMUNE)


def _present(actor: Actor, subjects: dict[str, set[UUID]], erased: set[UUID], seq: int) -> tuple[list[Entity], list[Entity]]:
    changes: list[Entity] = []
    removed: list[Entity] = []
    # A device's notes reach its whole team; a reminder and the three words are for the one phone alone.
    about_me = actor.device_id in subjects.get("device", ())
    if about_me or any(kind in subjects for kind in _TEAM_KINDS):
        changes += entities.team_entity(actor, seq)
    if about_me:
        changes += entities.nudge_entities(actor, seq)
    for kind, read in _READERS.items():
        if kind in subjects:
            found = read(actor, seq, subjects[kind])
            changes += found
            removed += _gone(kind, _heard_of(actor, kind, subjects[kind]), found) if kind not in _LASTING else []
    if "asset" in subjects:
        changes += book_entities.looks_of_assets(actor, seq, subjects["asset"])
    if "photo" in subjects:
        changes += book_entities.behind_photos(actor, seq, subjects["photo"])
    removed += [{"entity": "photo", "id": str(one), "reason": "erased"} for one in sorted(erased)]
    report_ids = subjects.get("report", set()) | _reports_behind(actor, subjects.get("photo", set()))
    if report_ids:
        changes += entities.own_reports(actor, report_ids)
    if report_ids or "matter" in subjects:
        matters, settled = entities.matter_entities(actor, seq)
        changes += matters
        removed += settled
    return changes, removed


def _reports_behind(actor: Actor, photo_ids: Collection[UUID]) -> set[UUID]:
    return set(entities.reports_of_photos(actor, photo_ids)) if photo_ids else set()


def _heard_of(actor: Actor, kind: str, ids: set[UUID]) -> Collection[UUID]:
    return book_entities.launched(actor, ids) if kind == "site" else ids


def _gone(kind: str, asked: Collection[UUID], found: list[Entity]) -> list[Entity]:
    present = {one["id"] for one in found}
    return [{"entity": kind, "id": str(one), "reason": "ended"} for one in sorted(asked) if str(one) not in present]


@dataclass(frozen=True)
class Verdict:
    """What this history does not have and must be sent again; and which operations it keeps without their effect."""

    missing_ops: list[UUID]
    parked_ops: list[UUID]
    missing_photos: list[UUID]


def prove(actor: Actor, op_ids: Collection[UUID], photos: Collection[dict[str, Any]]) -> Verdict:
    """What this history knows of a phone's operations and photos (protocol.md §5); at most three statements."""
    found: dict[Any, set[UUID]] = {}
    # What the phone itself sent counts under whatever team it was enrolled then.
    mine = people.devices_of_installation(actor)
    for table in (Operation, ParkedOperation):
        rows = select(table.id).where(
            people.in_books(actor, table.commune_id),
            or_(table.team_id == actor.team_id, table.device_id.in_(mine)),
            table.id.in_(op_ids),
        )
        found[table] = set(db.session.scalars(rows))
    sent = select(Operation.report_id).where(people.in_books(actor, Operation.commune_id), Operation.device_id.in_(mine))
    added = select(Operation.id).where(people.in_books(actor, Operation.commune_id), Operation.device_id.in_(mine))
    stored = {
        row.id: row.sha256.hex()
        for row in db.session.execute(
            select(Photo.id, Photo.sha256).where(
                people.in_books(actor, Photo.commune_id),
                or_(Photo.team_id == actor.team_id, Photo.source_id.in_(sent), Photo.source_id.in_(added)),
                Photo.id.in_([one["id"] for one in photos]),
                or_(Photo.state != "expected", Photo.erased_at.is_not(None)),
            )
        )
    }
    missing_photos = [one["id"] for one in photos if stored.get(one["id"]) != one["sha256"]]
    effective, parked = found[Operation], found[ParkedOperation] - found[Operation]
    return Verdict(
        missing_ops=[one for one in op_ids if one not in effective | parked],
        parked_ops=[one for one in op_ids if one in parked],
        missing_photos=missing_photos,
    )
