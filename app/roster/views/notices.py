"""The page of notices: what the commune police tells the teams, and who has read it."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.night import local
from app.people import queries as people
from app.people import rules as people_rules
from app.people.queries import TeamRow
from app.roster import queries, service
from app.roster.forms import NoticeForm
from app.roster.models import Notice
from app.roster.queries import Reader
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional

blueprint = Blueprint("notices", __name__, template_folder="../templates")

shell.add_page(
    "notices.list_notices",
    _l("Thông báo"),
    roles=people_rules.POLICE,
    order=65,
    family="notices.",
    section="work",
    icon="megaphone",
    about=_l("Nhắn mọi tổ hoặc một tổ; xem ai đã đọc."),
)


@blueprint.get("/notices")
@office_only(*people_rules.POLICE)
def list_notices() -> Response:
    """The notices in force, newest first, with the form of the next one."""
    return _page(_form(None))


@blueprint.post("/notices")
@office_only(*people_rules.KEEPERS)
@transactional
def keep_notice() -> Response:
    """Tell one team, or all."""
    form = _form()
    if not form.validate():
        return _page(form, 422)
    team_id = UUID(form.team.data) if form.team.data else None
    service.post_notice(current_actor(), form.title.data or "", form.text.data or "", team_id=team_id, until=form.until.data)
    flash(_("Đã gửi thông báo. Máy của tổ sẽ nhận khi có mạng."), "good")
    return redirect(url_for("notices.list_notices"), 303)


@blueprint.post("/notices/<uuid:notice_id>/end")
@office_only(*people_rules.KEEPERS)
@transactional
def end_notice(notice_id: UUID) -> Response:
    """Take a notice down from the phones."""
    notice = queries.get_notice(current_actor(), notice_id)
    service.end_notice(current_actor(), notice.id)
    flash(_("Đã gỡ thông báo."), "good")
    return redirect(url_for("notices.list_notices"), 303)


def _today() -> date:
    return local(clock.now()).date()


def _form(*formdata: Any) -> NoticeForm:
    form = NoticeForm(*formdata)
    teams = people.list_teams(current_actor(), _today())
    form.team.choices = [("", _("Mọi tổ")), *((str(team.id), team.name) for team in teams)]
    return form


def _page(form: NoticeForm, status: int = 200) -> Response:
    actor, today = current_actor(), _today()
    notices = queries.list_notices(actor, today)
    readers = queries.readers_of(actor, [one.id for one in notices])
    teams = people.list_teams(actor, today)
    listed = [_listed(one, teams, readers.get(one.id, [])) for one in notices]
    page = render_template(
        "roster/notices.html", notices=listed, form=form, may_post=people_rules.may_keep(actor), today=today
    )
    return make_response(page, status)


def _listed(notice: Notice, teams: list[TeamRow], readers: list[Reader]) -> dict[str, Any]:
    """A notice with, for each team that it is for, who has read it and who has not."""
    told = [team for team in teams if notice.team_id in (None, team.id)]
    read = {(reader.team_id, reader.member_id) for reader in readers}
    groups = [
        {
            "name": team.name,
            "read": [member.name for member in team.members if (team.id, member.id) in read],
            "unread": [member.name for member in team.members if (team.id, member.id) not in read],
        }
        for team in told
    ]
    return {
        "id": notice.id,
        "title": notice.title,
        "text": notice.text,
        "at": notice.at,
        "until": notice.until,
        "to": told[0].name if notice.team_id and told else None,
        "teams": groups,
        "read": sum(len(group["read"]) for group in groups),
        "all": sum(len(group["read"]) + len(group["unread"]) for group in groups),
    }
