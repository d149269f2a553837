"""Urgent alerts at the desk: the banner above every page, one tap to acknowledge, and the page of the last days."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.people.rules import DUTY, POLICE
from app.reports import queries
from app.reports.queries import AlertRow
from app.reports.service import alerts
from app.reports.service.alerts import Acknowledged
from app.reports.views.pages import blueprint
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.preferences import own_path
from app.web.transaction import own_transactions, unit_of_work
from app.web.wording import language, spoken

shell.add_page("reports.show_alerts", _l("Tin khẩn"), roles=POLICE, order=12, family="reports.show_alerts")

# The page asks for the banner alone with this header, and gets it instead of a whole page.
_PART = "Keng-Part"
# Where no setting says otherwise.
_WAIT_SECONDS = 120


def _face(row: AlertRow) -> dict[str, Any]:
    alert = row.alert
    known = catalogue.categories().get(alert.category)
    same = ("id", "severity", "received_at", "cancelled_at", "acknowledged_at")
    return {name: getattr(alert, name) for name in same} | {
        "what": known.named(language()) if known else alert.category,
        "team": row.team,
        "village": row.village,
        "place": row.place,
        "raised_at": row.raised_at,
        "by": row.by,
        "answered_after": _minutes(alert.received_at, alert.acknowledged_at),
    }


def _minutes(since: datetime, until: datetime | None) -> float | None:
    return (until - since).total_seconds() / 60 if until else None


def _wait(actor: Actor) -> int:
    """Seconds without an answer after which a second person is called: on the phone and at the desk."""
    return int(catalogue.recent_setting("alert_wait_seconds", actor.commune_id) or _WAIT_SECONDS)


def _rings_at_once(actor: Actor) -> bool:
    """Whether this desk is the first that is called."""
    return actor.role == DUTY


def _banner(actor: Actor, rows: list[AlertRow], *, back: str, said: str = "") -> Markup:
    now, wait = clock.now(), _wait(actor) if rows else 0
    faces = [_face(row) | {"age": int((now - row.alert.received_at).total_seconds())} for row in rows]
    rings_after = 0 if _rings_at_once(actor) else wait
    return Markup(
        render_template("reports/_alerts.html", rows=faces, wait=wait, rings_after=rings_after, back=back, said=said)
    )


def _draw_above(actor: Actor) -> Markup:
    """The banner in its place, empty when nobody waits; the page's script keeps it true."""
    if actor.role not in POLICE:
        return Markup()
    rows = queries.list_open_alerts(actor)
    back = request.full_path if request.method == "GET" else "/"
    banner = _banner(actor, rows, back=back)
    return Markup(render_template("reports/_alerts_place.html", banner=banner, tag=_tag(rows)))


shell.show_above(_draw_above)


def _tag(rows: Iterable[AlertRow]) -> str:
    return f"{queries.open_alerts_tag(list(rows))}-{language()}"


@blueprint.get("/alerts")
@office_only(*POLICE)
def show_alerts() -> str:
    """The alerts of the last seven days: raised, received, acknowledged."""
    actor = current_actor()
    rows = [_face(row) for row in queries.list_alerts(actor)]
    return render_template("reports/alerts.html", rows=rows, rings_at_once=_rings_at_once(actor), wait=_wait(actor))


@blueprint.get("/alerts/open")
@office_only(*POLICE)
def tell_open_alerts() -> Response:
    """The banner alone, for a page that looks again every few seconds; ``304`` while nothing has changed."""
    actor = current_actor()
    rows = queries.list_open_alerts(actor)
    tag = _tag(rows)
    known = request.if_none_match.contains(tag)
    answer = make_response("", 304) if known else make_response(_banner(actor, rows, back="/"))
    answer.set_etag(tag)
    return answer


@blueprint.post("/alerts/<uuid:alert_id>")
@office_only(*POLICE)
@own_transactions
def acknowledge_alert(alert_id: UUID) -> Response:
    """ "Đã nhận tin": the team's phones hear of it, and a second officer hears who was first."""
    actor = current_actor()
    with unit_of_work():
        outcome = alerts.acknowledge(actor, alert_id)
    said = _say(outcome)
    if request.headers.get(_PART) == "alerts":
        return make_response(_banner(actor, queries.list_open_alerts(actor), back="/", said=said))
    flash(said, "good" if outcome.first else "wait")
    return redirect(own_path(request.form.get("next")) if request.form.get("next") else url_for("reports.show_alerts"), 303)


def _say(outcome: Acknowledged) -> str:
    if outcome.first:
        return _("Đã nhận tin. Máy của tổ sẽ hiện ngay khi có mạng.")
    if outcome.at is not None:
        return _("%(who)s đã nhận tin này trước, lúc %(time)s.", who=outcome.by, time=spoken(outcome.at))
    return _("Tổ đã rút tin này. Không cần làm gì thêm.")
