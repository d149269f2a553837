""" "Gỡ lời khỏi hệ thống": a text that must not be here goes from every version, part and held operation of its report,
and from what the police wrote about it.

Phones are told its digest with the report and erase their own copies; what still comes with it is cleaned on its way in.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from app.core.actor import Actor
from app.core.errors import INVALID, NOT_ALLOWED, NOT_FOUND, DomainError, fault_at
from app.journal.service import Subject, note
from app.people.rules import CHIEF
from app.photos.models import Photo
from app.reports import queries, rules
from app.reports.models import Alert, Correction, MoveNote, ParkedOperation, Redaction, Report, ReportVersion, Supplement
from app.reports.service import content
from app.reports.service.erasing import check_free
from app.reports.service.moves import lock_report, write_erasure
from app.reports.service.telling_team import find_told
from app.roster import service as roster
from app.roster.models import Notice
from app.web.database import db


def list_words(actor: Actor, report_id: UUID) -> dict[str, str]:
    """The texts that the chief may erase, by digest, each once; ``NOT_ALLOWED``, ``NOT_FOUND``."""
    if actor.role != CHIEF:
        raise DomainError(NOT_ALLOWED)
    report = lock_report(actor, report_id)
    return rules.name_words(report.id, map(queries.written_in, places_of(report)))


def erase_words(actor: Actor, report_id: UUID, digest: str, *, reason: str) -> None:
    """Erase one text of a report, everywhere: here now, on the phones at their next contact.

    Who, when and why stay in the history. ``INVALID`` without a reason.
    """
    words = list_words(actor, report_id).get(digest)
    if words is None:
        raise DomainError(NOT_FOUND)
    if not reason.strip():
        raise DomainError(INVALID, errors=[fault_at("/reason", "Xin ghi lý do gỡ")])
    report = lock_report(actor, report_id)
    check_free(report)
    take_out_words(actor, report, {digest: words}, reason=reason)


def take_out_words(actor: Actor, report: Report, words: Mapping[str, str], *, reason: str) -> None:
    """Take texts, by digest, out of a report that the caller has locked and may change."""
    told = [notice for text in words.values() for notice in find_told(report, text)]
    for place in (*told, *places_of(report)):
        _clean(place, report.id, words)
    forget_phrases(report)
    for notice in told:
        _end(actor, notice)
    for digest in words:
        write_erasure(actor, report, queries.words_pointer(digest), reason)
    db.session.flush()
    for name, value in content.rewrite(report.commune_id, report.id, report.shift_id, report.version).items():
        setattr(report, name, value)
    note(report.commune_id, "words.erased", Subject("report", report.id, report.team_id), actor, facts={"rev": report.rev})


def _end(actor: Actor, notice: Notice) -> None:
    if actor.kind == "system":
        roster.untell_team(notice.commune_id, notice.id)
    else:
        roster.end_notice(actor, notice.id)


def words_of_incident(report: Report, incident_id: UUID, *, ready: Collection[str]) -> dict[str, str]:
    """What was written of one incident in every version and part, by digest; ``ready`` phrases are nobody's words."""
    entries = [
        entry
        for place in places_of(report)
        for value in queries.written_in(place).values()
        for entry in rules.entries_of(value, incident_id)
    ]
    return {digest: text for digest, text in rules.name_words(report.id, entries).items() if text not in ready}


def without_erased(commune_id: str, report_id: UUID, sent: Any) -> Any:
    """What a phone sends for this report, without the texts that were erased from it; one statement."""
    erased = queries.erased_words([commune_id], [report_id]).get(report_id)
    return rules.without_words(sent, report_id, erased) if erased else sent


def places_of(report: Report) -> Iterator[Any]:
    """Every row in which a text of this report may stand."""
    here = report.commune_id
    of_report = (ReportVersion.commune_id == here) & (ReportVersion.report_id == report.id)
    yield from db.session.scalars(select(ReportVersion).where(of_report).order_by(ReportVersion.version).with_for_update())
    yield from db.session.scalars(
        select(Supplement).where(content.of_shift(here, report.shift_id, report.team_id)).with_for_update()
    )
    # A part that is held names its shift, and a report that it does not know yet.
    same_shift = ParkedOperation.operation["shift_id"].as_string() == str(report.shift_id)
    of_it = or_(ParkedOperation.report_id == report.id, same_shift & (ParkedOperation.team_id == report.team_id))
    yield from db.session.scalars(select(ParkedOperation).where(ParkedOperation.commune_id == here, of_it).with_for_update())
    for table in (MoveNote, Correction, Redaction):
        yield from db.session.scalars(select(table).where(table.commune_id == here, table.report_id == report.id))
    alerts = (Alert.commune_id == here) & (Alert.shift_id == report.shift_id) & (Alert.team_id == report.team_id)
    yield from db.session.scalars(select(Alert).where(alerts))
    pictures = (Photo.commune_id == here) & (Photo.owner_id == report.shift_id) & (Photo.team_id == report.team_id)
    yield from db.session.scalars(select(Photo).where(pictures))


def _clean(place: Any, report_id: UUID, digests: Collection[str]) -> None:
    for name, written in queries.written_in(place).items():
        setattr(place, name, rules.without_words(written, report_id, digests))


def forget_phrases(report: Report) -> None:
    """Words that were covered go with the text in which they stood, unless they stand elsewhere in the report."""
    written = [queries.written_in(place) for place in places_of(report)]
    for one in db.session.scalars(
        select(Redaction).where(Redaction.commune_id == report.commune_id, Redaction.report_id == report.id)
    ):
        if one.changes.get("words") and not rules.count_places(written, one.changes["words"]):
            one.changes = {}
