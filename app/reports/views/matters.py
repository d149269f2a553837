"""Open matters of the commune: a list that is carried from night to night until each is settled."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import ALREADY_THERE, BAD_FILTER, DomainError
from app.core.night import local, night_of
from app.people import queries as people
from app.people.queries import TeamRow
from app.people.rules import POLICE, REVIEWERS
from app.reports import queries
from app.reports.forms import AskForm, MatterFilter, WordsForm, picked
from app.reports.queries import MatterRow
from app.reports.rules.matters import By
from app.reports.service import matters
from app.reports.views.pages import blueprint
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.preferences import own_path
from app.web.transaction import transactional

shell.add_page(
    "reports.list_matters",
    _l("Việc còn tồn"),
    roles=POLICE,
    order=58,
    family="reports.list_matters",
    section="work",
    icon="list-checks",
    about=_l("Việc ca trước để lại, theo đến khi xong."),
)


@blueprint.get("/matters")
@office_only(*POLICE)
def list_matters() -> Response:
    """What is open, oldest first, or what was settled lately."""
    return _page()


@blueprint.post("/matters")
@office_only(*REVIEWERS)
@transactional
def ask_matter() -> Response:
    """Give a team something to do."""
    form = AskForm()
    _offer(form.team, _teams())
    team = picked(form, "team")
    if not form.validate() or not team:
        return _page(asking=form, status=422)
    matters.open_matter(current_actor(), UUID(team), form.words.data or "")
    flash(_("Đã giao việc. Máy của tổ sẽ nhận khi có mạng."), "good")
    return redirect(url_for("reports.list_matters"), 303)


@blueprint.post("/matters/<uuid:matter_id>")
@office_only(*REVIEWERS)
@transactional
def change_matter(matter_id: UUID) -> Response:
    """Settle a matter with words, or reopen it."""
    actor, form = current_actor(), WordsForm()
    matter = queries.get_matter(actor, matter_id)
    deeds = {"settle": matters.settle_matter, "reopen": matters.reopen_matter}
    deed = deeds.get(request.form.get("do", ""))
    if deed is None:
        raise DomainError(BAD_FILTER)
    if not form.validate():
        return _page(faulty=(matter.id, form), status=422)
    try:
        deed(actor, matter_id, form.words.data or "")
    except DomainError as refusal:
        if refusal.problem is not ALREADY_THERE:
            raise
        flash(_("Việc này vừa có người ghi trước. Xin xem lại."), "wait")
    else:
        flash(_("Đã ghi. Máy của tổ sẽ nhận khi có mạng."), "good")
    return redirect(own_path(request.form.get("next") or url_for("reports.list_matters")), 303)


def _teams() -> list[TeamRow]:
    return people.list_teams(current_actor(), local(clock.now()).date())


def _offer(field: Any, teams: list[TeamRow], first: str = "") -> None:
    pairs = [(str(team.id), team.name) for team in teams]
    field.choices = choices([("", first or _("Chọn tổ")), *pairs])


def _page(*, asking: AskForm | None = None, faulty: tuple[UUID, WordsForm] | None = None, status: int = 200) -> Response:
    actor, teams = current_actor(), _teams()
    form = MatterFilter(request.args)
    _offer(form.team, teams, _("Mọi tổ"))
    if asking is None:
        asking = AskForm(formdata=None)
        _offer(asking.team, teams)
    team, settled = picked(form, "team"), picked(form, "state") == "settled"
    known = [row for row in queries.list_matters(actor) if not team or str(row.stands.team_id) == team]
    shown = [row for row in known if (row.stands.settled is not None) == settled]
    namer = _Namer(queries.short_names(actor), {team.id: _leader(team) for team in teams})
    page = render_template(
        "reports/matters.html",
        form=form,
        settled=settled,
        counts={
            "open": sum(row.stands.settled is None for row in known),
            "settled": sum(row.stands.settled is not None for row in known),
        },
        rows=[namer.face(row) for row in (reversed(shown) if settled else shown)],
        asking=asking,
        faulty=faulty,
        may_settle=actor.role in REVIEWERS,
        here=request.full_path if request.method == "GET" else url_for("reports.list_matters"),
    )
    return make_response(page, status)


def _leader(team: TeamRow) -> str:
    return next((member.name for member in team.members if member.role == "leader"), "")


class _Namer:
    """Words for matters: teams called shortly, the leader who sees to them."""

    def __init__(self, short: Mapping[UUID, str], leaders: Mapping[UUID, str]) -> None:
        self.short, self.leaders = short, leaders

    def face(self, row: MatterRow) -> dict[str, Any]:
        """What the page draws of a matter; ``nights`` is its age."""
        one = row.stands
        return {
            "id": one.id,
            "text": one.text,
            "team": self.short.get(one.team_id, row.team),
            "village": row.village,
            "leader": self.leaders.get(one.team_id, ""),
            "since": one.since,
            "nights": (night_of(clock.now()) - one.since).days,
            "last": one.last,
            "report_id": one.report_id,
            "asked": one.report_id is None,
            "settled": one.settled,
            "settled_at": one.settled_at,
            "by": row.by if one.settled == By.OFFICE else "",
            "words": one.words,
            "reopened": one.settled is None and bool(one.words),
        }
