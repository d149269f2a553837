"""The access log: who saw or took what, for the chief and for who watches over personal data."""

from typing import Any
from uuid import UUID

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.actor import Actor
from app.traces import queries, rules
from app.traces.forms import AccessForm
from app.traces.queries import Asked
from app.traces.sending import send_access_log
from app.traces.views.deeds import ACTS
from app.traces.views.faces import access_faces
from app.traces.views.pages import blueprint
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.choices import choices
from app.web.pages import Place, read_cursor, write_cursor
from app.web.shell import role_name
from app.web.transaction import own_transactions

shell.add_page(
    "traces.show_access",
    _l("Nhật ký truy cập"),
    roles=rules.LOG_READERS,
    order=70,
    family="traces.show_access",
    section="privacy",
    icon="eye",
    about=_l("Ai đã xem vị trí, ảnh, báo cáo; ai đã xuất tệp."),
)
_CURSOR = "access log"
_PAGE = 50
# A choice that is no code of ours: what later versions note.
_OTHER = "other"


@blueprint.get("/access-log")
@office_only(*rules.LOG_READERS)
def show_access() -> str:
    """A page of the log; a form that makes no sense is shown with its faults and nothing else."""
    actor = current_actor()
    form = _form(actor)
    good = form.validate()
    place = read_cursor(_CURSOR, request.args.get("at"))
    page = queries.list_access(actor, _asked(actor, form), place, _PAGE) if good else None
    return render_template(
        "traces/access.html",
        form=form,
        active=bool(_kept()),
        whole=rules.sees_content(actor),
        rows=access_faces(actor, page.rows) if page else [],
        csv_url=url_for("traces.access_log_csv", **_kept()),
        page={"previous": _page_url(page.newer), "next": _page_url(page.older)} if page else {},
    )


@blueprint.get("/access-log.csv")
@office_only(*rules.LOG_READERS)
@proven_lately(_l("Tải nhật ký truy cập về máy"))
@own_transactions
def access_log_csv() -> Response:
    """The log as the form narrows it; taking it is noted."""
    actor = current_actor()
    form = _form(actor)
    if not form.validate():
        page = render_template("traces/access.html", form=form, active=True, rows=[], page={}, csv_url="")
        return make_response(page, 422)
    return send_access_log(actor, _asked(actor, form))


def _form(actor: Actor) -> AccessForm:
    form = AccessForm(request.args)
    desks = [(str(row.id), _desk_words(row)) for row in queries.list_desks(actor)]
    form.person.choices = choices([("", _("Mọi người")), *desks])
    form.act.choices = choices([("", _("Mọi việc")), *ACTS.items(), (_OTHER, _("Việc khác"))])
    return form


def _desk_words(row: Any) -> str:
    words = f"{row.name}, {role_name(row.role)}"
    return _("%(who)s (đã đóng)", who=words) if row.closed_at else words


def _asked(actor: Actor, form: AccessForm) -> Asked:
    person, act, record = form.person.data or "", form.act.data or "", (form.record.data or "").strip()
    offered = {str(one[0]) for one in form.person.iter_choices()}
    return Asked(
        account=UUID(person) if person and person in offered else None,
        actions=[act] if act in ACTS else None,
        but_actions=list(ACTS) if act == _OTHER else None,
        first=form.first.data,
        last=form.last.data,
        records=queries.find_record_ids(actor, record) if record else None,
    )


def _kept() -> dict[str, Any]:
    return {name: request.args[name] for name in ("person", "act", "first", "last", "record") if request.args.get(name)}


def _page_url(place: Place | None) -> str | None:
    return url_for("traces.show_access", **_kept(), at=write_cursor(_CURSOR, place)) if place else None
