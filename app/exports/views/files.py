"""The page of files that the worker makes, and fetching one."""

from typing import Any
from uuid import UUID

from flask import Response as FileResponse
from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import LINK_OVER, DomainError
from app.exports.queries import Period
from app.exports.queries import jobs as queries
from app.exports.rules.files import MIME, State, file_name
from app.exports.rules.tables import READERS, TABLES
from app.exports.sending import attach
from app.exports.views.pages import ENDING_WORDS, TABLE_WORDS, blueprint
from app.people.rules import CHIEF
from app.photos.storage import present_store
from app.photos.store import MissingBlob, file_key
from app.web.actor import current_actor, office_only, proven_lately
from app.web.parts import answer_in_parts
from app.web.transaction import end_reading, own_transactions
from app.web.wording import short_day


@blueprint.get("/exports/files")
@office_only(*READERS)
def list_files() -> Response:
    """The files that were ordered; the list keeps itself true while the page stands open."""
    actor = current_actor()
    rows = [_file(row, actor.account_id) for row in queries.list_jobs(actor)]
    busy = any(one["state"] in (State.QUEUED, State.RUNNING) for one in rows)
    html = render_template("exports/_files.html", files=rows, of_all=actor.role == CHIEF)
    return answer_in_parts(
        "files", html, lambda part: render_template("exports/files.html", part=part, busy=busy, of_all=actor.role == CHIEF)
    )


@blueprint.get("/exports/files/<uuid:job_id>.file")
@office_only(*READERS)
@proven_lately(_l("Tải dữ liệu về máy"))
@own_transactions
def fetch(job_id: UUID) -> FileResponse:
    """A file that is done, for who asked for it; ``LINK_OVER`` once it is gone."""
    job = queries.get_own_job(current_actor(), job_id)
    over = job.state != State.DONE or job.expires_at is None or job.expires_at <= clock.now()
    if over or job.role != current_actor().role:
        raise DomainError(LINK_OVER, "Tệp chưa xong, hoặc đã hết hạn giữ và đã xóa.")
    key, size = file_key(job.commune_id, job.id), job.bytes
    name = _name(job.what, job.ending, job.asked)
    mime = MIME[job.ending]
    end_reading()
    try:
        pieces = present_store().stream(key)
    except MissingBlob:
        raise DomainError(LINK_OVER, "Tệp đã hết hạn giữ và đã xóa.") from None
    response = FileResponse(pieces, content_type=mime)
    if size is not None:
        response.content_length = size
    return attach(response, name)


def _name(what: str, ending: str, asked: dict[str, str]) -> str:
    period = Period.read(asked)
    return file_name(TABLES[what], ending, period.first, period.last)


def _file(row: Any, me: UUID | None) -> dict[str, Any]:
    over = row.state == State.DONE and row.expires_at is not None and row.expires_at <= clock.now()
    state = State.EXPIRED if over else State(row.state)
    return {
        "title": str(TABLE_WORDS[row.what]),
        "form": str(ENDING_WORDS[row.ending]),
        "period": _period_words(Period.read(row.asked)),
        "who": row.who,
        "purpose": row.purpose,
        "asked_at": row.asked_at,
        "state": state,
        "percent": min(99, row.done * 100 // max(1, row.total)),
        "total": row.total,
        "bytes": row.bytes,
        "expires_at": row.expires_at,
        "why": _why(row.problem),
        "url": url_for("exports.fetch", job_id=row.id) if state is State.DONE and row.account_id == me else None,
    }


def _period_words(period: Period) -> str:
    if period.first and period.last:
        return _("đêm %(first)s đến %(last)s", first=short_day(period.first), last=short_day(period.last))
    if period.first:
        return _("từ đêm %(day)s", day=short_day(period.first))
    return _("đến đêm %(day)s", day=short_day(period.last)) if period.last else _("mọi đêm")


def _why(problem: str | None) -> str:
    if problem == "role":
        return _("Tài khoản đã đổi vai trò hoặc đã đóng.")
    return _("Chưa làm được tệp này. Xin chọn kỳ ngắn hơn, hoặc báo quản trị hệ thống.") if problem else ""
