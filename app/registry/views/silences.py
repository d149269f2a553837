"""The page of sites that give no sign of life."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core.errors import ALREADY_THERE, DomainError
from app.registry import queries, rules, service
from app.registry.rules import lateness
from app.registry.views import cycle_words as words
from app.registry.views.pages import KEEPERS, READERS, blueprint, cycle_tabs, today
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional
from app.web.wording import day

_TIME = timedelta(days=14)


@blueprint.get("/silences")
@office_only(*READERS)
def list_silences() -> str:
    """The silences that stand, the longest first."""
    actor = current_actor()
    days = catalogue.value_on(lateness.SILENT_DAYS, today(), actor.commune_id) or lateness.USUALLY
    return render_template(
        "registry/silences.html",
        tabs=cycle_tabs("list_silences"),
        rows=queries.list_silences(actor),
        days=days,
        kinds=catalogue.model_kinds(),
        words=words,
        may_write=rules.may_keep(actor),
    )


@blueprint.post("/silences/<uuid:site_id>/difficulty")
@office_only(*KEEPERS)
@transactional
def make_difficulty(site_id: UUID) -> Response:
    """Make a difficulty of a silence: the police look into it within two weeks."""
    actor = current_actor()
    since = queries.get_silence(actor, site_id).since
    text = _("Điểm mô hình không có hoạt động từ ngày %(day)s. Xem lại còn hoạt động không.", day=day(since))
    try:
        one = service.make_difficulty(actor, site_id, words=text, owner="police", due_on=today() + _TIME)
    except DomainError as refusal:
        if refusal.problem is not ALREADY_THERE:
            raise
        flash(_("Đã có khó khăn, vướng mắc cho điểm này."), "plain")
        return redirect(url_for("registry.list_silences"), 303)
    flash(_("Đã ghi thành khó khăn, vướng mắc. Xin xem lại nơi giải quyết và hạn."), "good")
    return redirect(url_for("registry.show_difficulty", difficulty_id=one.id), 303)
