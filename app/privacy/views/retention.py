"""The page of retention: the policy, what it would take now, what is held, what it took."""

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import INVALID, DomainError
from app.core.night import local
from app.people.rules import CHIEF
from app.privacy import queries, service
from app.privacy.forms import PolicyForm
from app.privacy.rules import HANDLERS
from app.privacy.rules.retention import SETTINGS, Policy, least_days
from app.privacy.views import words
from app.privacy.views.pages import blueprint, tabs
from app.web.actor import current_actor, office_only, proven_lately
from app.web.faults import show_faults
from app.web.transaction import transactional


@blueprint.get("/privacy/retention")
@office_only(*HANDLERS)
def show_retention() -> Response:
    """What would go this night by the policy of today: a dry run that deletes nothing."""
    policy = _policy()
    form = PolicyForm(formdata=None, on=policy.on, **{_name(kind): days for kind, days in policy.days.items()})
    return _page(policy, form)


@blueprint.post("/privacy/retention")
@office_only(CHIEF)
@proven_lately(_l("Ký chính sách thời hạn lưu"))
@transactional
def keep_policy() -> Response:
    """The chief signs."""
    form = PolicyForm()
    if not form.validate():
        return _page(_policy(), form, 422)
    try:
        changed = service.keep_policy(
            current_actor(), on=form.on.data, days={kind: form[_name(kind)].data for kind in SETTINGS}
        )
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _page(_policy(), form, 422)
    flash(_("Đã lưu chính sách, có hiệu lực từ hôm nay.") if changed else _("Chính sách không có gì thay đổi."), "good")
    return redirect(url_for("privacy.show_retention"), 303)


def _name(kind: str) -> str:
    return kind.replace("-", "_")


def _policy() -> Policy:
    return queries.read_policy(current_actor().commune_id or "", local(clock.now()).date())


def _page(policy: Policy, form: PolicyForm, status: int = 200) -> Response:
    actor, today = current_actor(), local(clock.now()).date()
    sums = queries.sum_due(actor.books, policy, today)
    kinds: list[dict[str, Any]] = [
        vars(one)
        | {"word": words.RETENTION[one.kind], "days": policy.days[one.kind], "field": form[_name(one.kind)]}
        | {"least": least_days(one.kind)}
        for one in sums
    ]
    page = render_template(
        "privacy/retention.html",
        tabs=tabs("show_retention"),
        policy=policy,
        form=form,
        kinds=kinds,
        holds=queries.list_holds(actor),
        deletions=queries.list_deletions(actor),
        may_sign=actor.role == CHIEF,
        words=words.RETENTION,
    )
    return make_response(page, status)
