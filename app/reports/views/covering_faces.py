"""What is covered in a report, and what may be done about it, as its page tells it."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.core.actor import Actor
from app.people.rules import CHIEF
from app.reports import rules
from app.reports.forms import COVER_REASONS
from app.reports.models import Redaction
from app.reports.queries import WholeReport
from app.reports.rules import Speaker
from app.reports.service import redacting
from app.reports.views.incident_faces import Face, photo_face


def covering_face(whole: WholeReport, actor: Actor, says: Speaker) -> Face:
    """``{photos, standing, words_url, unredacted_url}``: what can be covered, what is covered, and the ways to both."""
    standing = [one for one in whole.redactions if one.undone_at is None and one.changes]
    report_id = whole.facts.id
    return {
        "photos": [
            photo_face(one, says) | {"url": url_for("reports.ask_to_redact_photo", report_id=report_id, photo_id=one.id)}
            for one in whole.photos
            if one.state == "ready"
        ],
        "standing": [_standing(whole, one, actor, says) for one in standing],
        "words_url": url_for("reports.ask_to_redact_words", report_id=report_id),
        "unredacted_url": url_for("reports.ask_for_unredacted", report_id=report_id)
        if standing and actor.role == CHIEF
        else None,
    }


def _standing(whole: WholeReport, one: Redaction, actor: Actor, says: Speaker) -> Face:
    return {
        "what": what_is_covered(whole, one, says),
        "reason": COVER_REASONS.get(one.reason, one.reason),
        "comment": one.comment,
        "by": whole.names.get(str(one.account_id), ""),
        "at": one.at,
        "undo_url": url_for("reports.ask_to_uncover", report_id=whole.facts.id, redaction_id=one.id)
        if redacting.may_undo(actor, one)
        else None,
    }


def what_is_covered(whole: WholeReport, one: Redaction, says: Speaker) -> str:
    """A redaction in words that give nothing away of what it covers."""
    if one.photo_id is not None:
        photo = next((photo for photo in whole.photos if photo.id == one.photo_id), None)
        about = (photo.caption or says.term("abouts", photo.about)) if photo else _("không còn trong bản mới")
        return _("Ảnh (%(about)s): %(count)s khung", about=about, count=len(one.changes.get("rectangles") or []))
    places = whole.covered.places.get(one.id, 0)
    words = len(str(one.changes.get("words") or "").split())
    if not places:
        return _("Lời (%(words)s chữ): không còn trong bản mới", words=words)
    return _("Lời (%(words)s chữ): %(places)s chỗ", words=words, places=places)


def covered_texts(whole: WholeReport) -> dict[str, str]:
    """Every text of the report by its digest, as people read it."""
    return {digest: rules.cover_phrases(text, whole.covered.phrases) for digest, text in whole.covered.written.items()}


def uncovered_texts(whole: WholeReport) -> list[list[dict[str, Any]]]:
    """The texts in which words are covered, in pieces ``{text, covered}``: for the chief alone."""
    found = []
    for text in whole.covered.written.values():
        spans = sorted(span for phrase in whole.covered.phrases for span in rules.find_places(text, phrase))
        if spans:
            found.append(_pieces(text, spans))
    return found


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[dict[str, Any]]:
    pieces, reached = [], 0
    for start, end in spans:
        begin = max(start, reached)
        if end > begin:
            pieces += [{"text": text[reached:begin], "covered": False}, {"text": text[begin:end], "covered": True}]
            reached = end
    return [*pieces, {"text": text[reached:], "covered": False}]
