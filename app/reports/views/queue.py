"""The morning queue, and one report beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from flask import jsonify, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.night import local, night_of
from app.people.rules import CHIEF, POLICE, REVIEWERS
from app.reports import queries, rules
from app.reports.forms import TEAM_PHRASES, CorrectForm, ReturnForm
from app.reports.queries import ReportRow
from app.reports.rules.paper import PAPER
from app.reports.service import reading
from app.reports.views.beside import drawn_beside
from app.reports.views.pages import blueprint
from app.reports.views.report_face import Sight, report_face
from app.reports.views.rows import Namer, face_of
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import own_transactions, unit_of_work
from app.web.wording import language

# How many nights back a shift without a report is still asked for.
_GAPS_FOR = 3


@blueprint.get("/queue")
@office_only(*POLICE)
@own_transactions
def show_queue() -> str:
    """What waits for a decision: read first, quiet shifts for one batch, shifts without a report."""
    actor = current_actor()
    queue = read_queue(actor, clock.now())
    first = next((row["id"] for name in ("first", "quiet", "unready") for row in queue[name]), None)
    shown = read_report(actor, first, queue) if first else None
    fresh = {"url": url_for("reports.tell_freshness"), "token": queries.waiting_token(actor)}
    page = render_template("reports/queue.html", queue=queue, fresh=fresh, **(shown.context if shown else {"report": None}))
    return _note(actor, shown, page)


@blueprint.get("/queue/fresh")
@office_only(*POLICE)
def tell_freshness() -> Response:
    """A mark that changes whenever the queue does: the page asks now and then."""
    return jsonify(token=queries.waiting_token(current_actor()))


@blueprint.get("/reports/<uuid:report_id>")
@office_only(*POLICE)
@own_transactions
def show_report(report_id: UUID) -> str:
    """One report, whole, with the queue at the left unless the reader came from the list."""
    actor = current_actor()
    from_list = request.args.get("from") == "list"
    queue = None if from_list else read_queue(actor, clock.now())
    shown = read_report(actor, report_id, queue)
    back = {"url": url_for("reports.list_reports"), "word": _("Báo cáo")}
    if not from_list:
        back = {"url": url_for("reports.show_queue"), "word": _("Chờ duyệt")}
    marking = request.args.get("mark") == "1" and "return" in shown.context["report"]["moves"]
    if marking:
        _take_question(shown.context, request.args.get("ask", ""))
    return _note(
        actor, shown, render_template("reports/report.html", queue=queue, back=back, marking=marking, **shown.context)
    )


def _take_question(context: dict[str, Any], place: str) -> None:
    """The words of a question go into the return's text, for a browser without script."""
    asked = dict(enumerate(context["report"]["questions"])).get(int(place) if place.isdecimal() else -1)
    if asked:
        context["return_form"].comment.data, context["return_form"].reasons.data = asked["ask"], [asked["reason"]]


@dataclass(frozen=True)
class Shown:
    """A report made ready for its page, and how its reading is noted."""

    context: dict[str, Any]
    reading: reading.Reading


def read_report(actor: Actor, report_id: UUID, queue: dict[str, Any] | None) -> Shown:
    """The report with the forms of its page; ``NOT_FOUND`` outside the actor's scope."""
    whole = queries.get_whole(actor, report_id)
    short = (queue or {}).get("short_names") or queries.short_names(actor)
    phrases = catalogue.setting_values(("phrases",), on=local(clock.now()).date()).get("phrases") or {}
    # What was decided is asked about no more.
    before = queries.read_before(actor, whole) if whole.facts.state == rules.State.SUBMITTED else None
    sight = Sight(actor, clock.now(), short.get(whole.facts.team_id, whole.team), before, phrases)
    says = queries.speaker()
    returning, correcting = ReturnForm(formdata=None), CorrectForm(formdata=None)
    reasons = catalogue.terms("reasons")
    returning.reasons.choices = [
        (code, reasons[code].named(says.language)) for code in rules.RETURN_REASONS if code in reasons
    ]
    correcting.category.choices = choices(
        (code, word.short(says.language)) for code, word in catalogue.own_categories().items() if word.kind != "activity"
    )
    correcting.severity.choices = choices(severity_words().items())
    context = {
        "report": report_face(whole, sight),
        "return_form": returning,
        "correct_form": correcting,
        "words": {"return": phrases.get("return", []), "team": TEAM_PHRASES},
        "beside": drawn_beside(actor, report_id, whole.facts.state),
    }
    return Shown(context, reading.Reading.of(whole))


def severity_words() -> dict[str, str]:
    """The four severities by number."""
    return {"1": _("Thấp"), "2": _("Trung bình"), "3": _("Cao"), "4": _("Khẩn cấp")}


def _note(actor: Actor, shown: Shown | None, page: str) -> str:
    """Write the reading down once the page is made: noting it ends the reading transaction."""
    if shown is not None and shown.reading.is_noted:
        with unit_of_work():
            reading.note_reading(actor, shown.reading)
    return page


def read_queue(actor: Actor, now: datetime) -> dict[str, Any]:
    """The list at the left (its contract stands in ``_queue_list.html``); at most ten statements."""
    rows = queries.list_waiting(actor)
    last = night_of(now) - timedelta(days=1)
    gaps = queries.list_gaps(actor, last - timedelta(days=_GAPS_FOR - 1), last, now)
    short = queries.short_names(actor)
    namer = Namer.of(short, language(), rows)
    groups = _groups(rows)
    held, late = queries.count_held(actor, queries.late_before(actor))
    places = _places(actor, groups["first"])
    return {
        "night": max([last, *(row.facts.night for row in rows)]),
        "counts": _counts(queries.count_morning(actor), missing=len(gaps), held=held, held_late=late, role=actor.role),
        "missing": [_gap(gap, namer) for gap in gaps],
        "short_names": short,
        "standing": actor.stands_for,
        "may_enter": actor.role in REVIEWERS,
    } | {name: [face_of(row, namer, places.get(row.facts.id, "")) for row in found] for name, found in groups.items()}


def _counts(found: queries.Counts, *, missing: int, held: int, held_late: int, role: str) -> list[dict[str, Any]]:
    """What there is to do, each with the way to its list: ``{kind, icon, count, word, url}``. Zeros are left out."""
    reports = partial(url_for, "reports.list_reports")
    overdue = found.overdue if role == CHIEF else 0
    told: list[tuple[str, str, int, str, str]] = [
        ("urgent", "siren", found.alerts, _("tin khẩn"), url_for("reports.show_alerts")),
        ("urgent", "clock", overdue, _("chờ duyệt quá 24 giờ"), reports(waits="overdue")),
        ("urgent", "triangle-alert", held_late, _("chờ xử lý đã quá lâu"), url_for("reports.show_held")),
        ("wait", "clock", found.waiting, _("chờ duyệt"), reports(state="submitted")),
        ("wait", "refresh-cw", found.back, _("đã bổ sung, gửi lại"), reports(waits="back")),
        ("wait", "hourglass", found.unready, _("còn thiếu ảnh"), reports(state="submitted", complete="no")),
        ("wait", "inbox", held - held_late, _("đã nhận, chờ xử lý"), url_for("reports.show_held")),
        ("urgent", "hourglass", found.past_due, _("quá hạn sửa"), reports(waits="past-due")),
        ("trouble", "undo-2", found.returned, _("trả lại, chờ tổ"), reports(state="returned")),
        ("urgent", "circle-dashed", missing, _("ca chưa có báo cáo"), "#group-missing"),
    ]
    names = ("kind", "icon", "count", "word", "url")
    return [dict(zip(names, one, strict=True)) for one in told if one[2] > 0]


def _groups(rows: list[ReportRow]) -> dict[str, list[ReportRow]]:
    """Grave ones first, older nights before newer ones; quiet ones by whether they may go in a batch (paper never)."""
    groups: dict[str, list[ReportRow]] = {"first": [], "quiet": [], "unready": []}
    for row in sorted(rows, key=lambda row: (-row.facts.severity, row.facts.night, row.facts.received_at)):
        complete = rules.is_complete(row.facts.photos_expected, row.facts.photos_ready)
        if not row.facts.quiet or row.facts.source == PAPER:
            groups["first"].append(row)
        else:
            groups["quiet" if complete else "unready"].append(row)
    return groups


def _places(actor: Actor, rows: list[ReportRow]) -> dict[UUID, str]:
    """Where the first incident of each of these reports was."""
    bodies = queries.read_bodies(actor.books, [row.facts for row in rows])
    return {
        report_id: next((str(entry["place"]) for entry in body.get("incidents") or [] if entry.get("place")), "")
        for report_id, body in bodies.items()
    }


def _gap(gap: queries.Gap, namer: Namer) -> dict[str, Any]:
    return {
        "team": namer.short.get(gap.team_id, gap.team),
        "team_id": gap.team_id,
        "night": gap.night,
        "preset": gap.preset,
        "note": _("Có lịch trực, chưa gửi"),
        "due_at": queries.due_at(gap.night, current_actor().commune_id),
        "phone": None,
    }
