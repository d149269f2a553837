""" "Gỡ lời khỏi hệ thống": a text that must not be here goes from every version, part and held operation of its report.

Phones are told its digest with the report and erase their own copies; what still comes with it is cleaned on its way in.
"""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.errors import INVALID, NOT_ALLOWED, NOT_FOUND, DomainError, fault_at
from app.journal.service import Subject, note
from app.people.rules import CHIEF
from app.photos.models import Photo
from app.reports import queries, rules
from app.reports.models import ParkedOperation, Report, ReportVersion, Supplement
from app.reports.service import content
from app.reports.service.moves import lock_report, write_erasure
from app.web.database import db


def list_words(actor: Actor, report_id: UUID) -> dict[str, str]:
    """The texts that the chief may erase, by digest, each once; ``NOT_ALLOWED``, ``NOT_FOUND``."""
    if actor.role != CHIEF:
        raise DomainError(NOT_ALLOWED)
    report = lock_report(actor, report_id)
    return rules.name_words(report.id, map(_content_of, _places(report)))


def erase_words(actor: Actor, report_id: UUID, digest: str, *, reason: str) -> None:
    """Erase one text of a report, everywhere: here now, on the phones at their next contact.

    Who, when and why stay in the history. ``INVALID`` without a reason.
    """
    if digest not in list_words(actor, report_id):
        raise DomainError(NOT_FOUND)
    if not reason.strip():
        raise DomainError(INVALID, errors=[fault_at("/reason", "Xin ghi lý do gỡ")])
    report = lock_report(actor, report_id)
    for place in _places(report):
        _clean(place, report.id, [digest])
    write_erasure(actor, report, queries.words_pointer(digest), reason)
    db.session.flush()
    for name, value in content.rewrite(report.commune_id, report.id, report.shift_id, report.version).items():
        setattr(report, name, value)
    note(report.commune_id, "words.erased", Subject("report", report.id, report.team_id), actor, facts={"rev": report.rev})


def without_erased(commune_id: str, report_id: UUID, sent: Any) -> Any:
    """What a phone sends for this report, without the texts that were erased from it; one statement."""
    erased = queries.erased_words([commune_id], [report_id]).get(report_id)
    return rules.without_words(sent, report_id, erased) if erased else sent


def _places(report: Report) -> Iterator[Any]:
    """Every row in which a text of this report may stand."""
    here = report.commune_id
    of_report = (ReportVersion.commune_id == here) & (ReportVersion.report_id == report.id)
    yield from db.session.scalars(select(ReportVersion).where(of_report).order_by(ReportVersion.version))
    yield from db.session.scalars(select(Supplement).where(content.of_shift(here, report.shift_id, report.team_id)))
    parked = (ParkedOperation.commune_id == here) & (ParkedOperation.report_id == report.id)
    yield from db.session.scalars(select(ParkedOperation).where(parked))
    pictures = (Photo.commune_id == here) & (Photo.owner_id == report.shift_id) & (Photo.team_id == report.team_id)
    yield from db.session.scalars(select(Photo).where(pictures))


def _content_of(place: Any) -> Any:
    match place:
        case Photo():
            return {"caption": place.caption}
        case ParkedOperation():
            return place.operation
        case _:
            return place.body


def _clean(place: Any, report_id: UUID, digests: Collection[str]) -> None:
    match place:
        case Photo():
            place.caption = rules.without_words(place.caption, report_id, digests)
        case ParkedOperation():
            place.operation = rules.without_words(place.operation, report_id, digests)
        case _:
            place.body = rules.without_words(place.body, report_id, digests)
