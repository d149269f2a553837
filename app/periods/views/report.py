"""The page of a report: its figures, its texts, who signed it, and the ways on from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import night_of
from app.people.rules import POLICE, PROVINCE
from app.periods import queries, rules
from app.periods.forms import PartForm, ReopenForm, SignForm
from app.periods.models import PeriodVersion
from app.periods.queries import PeriodRow
from app.periods.rules import State
from app.periods.views import book, faces, words
from app.periods.views.pages import READERS, blueprint
from app.reports.queries.attendance import names_of_members
from app.reports.views.personal import personal_words
from app.web.actor import current_actor, office_only

Face = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What the page is drawn with beside the report: forms as they were sent, and what was said about them."""

    said: str = ""
    part: PartForm | None = None
    sign: SignForm | None = None
    reopen: ReopenForm | None = None
    status: int = 200


@blueprint.get("/periods/<uuid:period_id>")
@office_only(*READERS)
def show_period(period_id: UUID) -> Response:
    """A draft as it would be signed now, or a signed report; ``version`` asks for an earlier one."""
    return draw(period_id, Asked())


def draw(period_id: UUID, asked: Asked) -> Response:
    """The page, with what a form was answered."""
    actor = current_actor()
    row = queries.get_period(actor, period_id)
    versions = queries.list_versions(row.report)
    version = _version(row, versions)
    draft = None if version else queries.draft_of(row.report, night_of(clock.now()))
    content: Mapping[str, Any] = version.content if version else draft.content if draft else {}
    opens = actor.role in POLICE
    page = render_template(
        "periods/report.html",
        report=_report(row),
        groups=faces.figure_groups(content, opens=opens),
        tasks=faces.task_rows(content),
        compared=faces.compared_words(content),
        attendance=faces.attendance_rows(content, _names(content)) if row.of_team else [],
        propaganda=faces.propaganda_rows(content),
        forces=book.force_rows(content),
        models=book.model_rows(content),
        things=book.thing_rows(content),
        praise=book.praise_rows(content, opens=actor.role != PROVINCE),
        corrections=faces.correction_rows(content),
        waiting=faces.waiting_rows(content, queries.names_of_teams(queries.owner_of(row.report)), opens=opens),
        parts=_parts(row, content, asked, drafted=draft is not None),
        draft={"over": draft.over, "missing": content["measures"]["missing"][0] or 0} if draft else None,
        version=_version_face(version, versions) if version else None,
        versions=_version_faces(row, versions),
        may=_may(row, draft is not None),
        forms={
            "sign": asked.sign or SignForm(formdata=None, seen=rules.seen_mark(content)),
            "reopen": asked.reopen or ReopenForm(formdata=None),
        },
        said=asked.said,
    )
    return make_response(page, asked.status)


def _version(row: PeriodRow, versions: list[PeriodVersion]) -> PeriodVersion | None:
    """The version that is asked for; the newest of a signed report; a province sees no draft."""
    wanted = request.args.get("version", "")
    if wanted:
        found = next((one for one in versions if str(one.version) == wanted), None)
        if found is None:
            raise DomainError(NOT_FOUND)
        return found
    return versions[0] if row.report.state == State.SIGNED or current_actor().role == PROVINCE else None


def _report(row: PeriodRow) -> Face:
    return {
        "id": row.report.id,
        "title": words.period_title(row.period),
        "days": words.days_words(row.period),
        "owner": row.team or row.commune,
        "state": row.report.state,
        "of_team": row.of_team,
        "list": url_for("periods.list_periods", kind=row.report.kind, at=row.report.first.isoformat()),
    }


def _names(content: Mapping[str, Any]) -> dict[str, str]:
    ids = [UUID(one["member"]) for one in content["attendance"]]
    return {str(key): name for key, name in names_of_members(current_actor(), ids).items()}


def _may(row: PeriodRow, is_draft: bool) -> Face:
    actor, of_team = current_actor(), row.of_team
    newest = request.args.get("version", "") in ("", str(row.report.version))
    return {
        "write": is_draft and rules.may_write(actor, of_team=of_team),
        "sign": is_draft and rules.may_sign(actor, of_team=of_team),
        "reopen": row.report.state == State.SIGNED and newest and rules.may_reopen(actor, of_team=of_team),
    }


def _parts(row: PeriodRow, content: Mapping[str, Any], asked: Asked, *, drafted: bool) -> list[Face]:
    known = queries.read_texts(row.report) if drafted else {}
    by = queries.names_of({one.account_id for one in known.values()})
    found = []
    for key, title in words.part_words(of_team=row.of_team).items():
        text, kept = content["texts"].get(key, ""), known.get(key)
        sent = asked.part if asked.part is not None and asked.part.part.data == key else None
        found.append(
            {
                "key": key,
                "words": title,
                "by_hand": "" if row.of_team else words.by_hand(key, content),
                "text": text,
                "own": (sent.text.data or "") if sent else text,
                "faults": sent.text.errors if sent else [],
                "rev": kept.rev if kept else 0,
                "theirs": text if sent and not sent.text.errors else "",
                "by": by.get(kept.account_id, "") if kept else "",
                "at": kept.at if kept else None,
                "personal": personal_words(text) if drafted else [],
            }
        )
    return found


def _version_face(version: PeriodVersion, versions: list[PeriodVersion]) -> Face:
    names = queries.names_of({version.signed_by})
    return {
        "number": version.version,
        "newest": version is versions[0],
        "at": version.signed_at,
        "by": names.get(version.signed_by, ""),
        "digest": version.digest.hex(),
        "book_seq": version.book_seq,
        "left_out": version.content.get("left_out", ""),
    }


def _version_faces(row: PeriodRow, versions: list[PeriodVersion]) -> list[Face]:
    names = queries.names_of({one for each in versions for one in (each.signed_by, each.reopened_by)})
    return [
        {
            "number": one.version,
            "at": one.signed_at,
            "by": names.get(one.signed_by, ""),
            "reopened_at": one.reopened_at,
            "reopened_by": names.get(one.reopened_by, ""),
            "reason": one.reason or "",
            "url": url_for("periods.show_period", period_id=row.report.id, version=one.version),
            "changes": url_for("periods.show_differences", period_id=row.report.id, version=one.version)
            if one.version > 1
            else None,
        }
        for one in versions
    ]
