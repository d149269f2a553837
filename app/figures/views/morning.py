"""The morning sheet: one night on one page for the briefing at half past seven, and the mark that it was briefed."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import Length

from app.core import clock
from app.core.errors import ALREADY_THERE, BAD_FILTER, NOT_FOUND, DomainError
from app.core.night import night_of
from app.figures import queries, rules, service
from app.figures.views.pages import blueprint
from app.figures.views.sheet_faces import (
    Teller,
    alert_face,
    duty_faces,
    figures_of,
    incident_faces,
    matter_faces,
)
from app.people.rules import POLICE, REVIEWERS
from app.reports.queries import short_names, speaker
from app.units import queries as units
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.parts import answer_in_parts
from app.web.transaction import transactional
from app.web.wording import in_sentence

shell.add_page("figures.show_morning", _l("Giao ban"), roles=POLICE, order=11, family="figures.show_morning")

# No commune of today is older, and no night before it has a sheet.
_FIRST = date(2025, 7, 1)


class BriefingForm(FlaskForm):
    """What was concluded."""

    notes = TextAreaField(_l("Kết luận giao ban"), [Length(max=rules.MOST_NOTES, message=_l("Nhiều nhất %(max)d ký tự"))])


@blueprint.get("/morning")
@office_only(*POLICE)
def show_morning() -> Response:
    """The sheet of a night; without one, of the last night that is over."""
    return _page(_asked(request.args.get("night")), BriefingForm(formdata=None))


@blueprint.post("/morning")
@office_only(*REVIEWERS)
@transactional
def mark_briefed() -> Response:
    """ "Đã giao ban": once; the second of two officers hears who was first."""
    night, form = _asked(request.form.get("night")), BriefingForm()
    if not form.validate():
        return _page(night, form, 422)
    try:
        service.brief_night(current_actor(), night, form.notes.data or "")
    except DomainError as refusal:
        if refusal.problem is not ALREADY_THERE:
            raise
        flash(_("Đêm này đã có người ghi giao ban trước."), "wait")
    else:
        flash(_("Đã ghi giao ban. Báo cáo đến sau sẽ được đánh dấu."), "good")
    return redirect(url_for("figures.show_morning", night=night.isoformat()), 303)


def _asked(text: str | None) -> date:
    tonight = night_of(clock.now())
    if not text:
        return tonight - timedelta(days=1)
    try:
        night = date.fromisoformat(text)
    except ValueError:
        raise DomainError(BAD_FILTER) from None
    if night < _FIRST:
        raise DomainError(NOT_FOUND)
    return min(night, tonight)


def _page(night: date, form: BriefingForm, status: int = 200) -> Response:
    actor, now = current_actor(), clock.now()
    tonight = night_of(now)
    sheet, briefing = queries.read_sheet(actor, night, tonight), queries.find_briefing(actor, night)
    teller = Teller(sheet, short_names(actor), speaker(sheet.names), briefing, tonight)
    incidents, duty = incident_faces(teller), duty_faces(teller)
    drawn = render_template(
        "figures/_sheet.html",
        figures=figures_of(teller, incidents),
        alerts=[alert_face(teller, row) for row in sheet.alerts],
        incidents=[one for one in incidents if not one["minor"]],
        minor=[one for one in incidents if one["minor"]],
        duty=duty,
        wanting={state: [one for one in duty if one["state"] == state] for state in ("missing", "returned", "called-off")},
        silent=[_silent(row, teller) for row in sheet.silent] if night == tonight - timedelta(days=1) else [],
        matters=matter_faces(teller, sheet.matters),
        briefing=_briefing(briefing),
    )
    around = {
        "place": _place(actor.commune_id),
        "night": night,
        "previous": _url(night - timedelta(days=1)),
        "next": _url(night + timedelta(days=1)) if night < tonight else None,
        "last_url": url_for("figures.show_morning"),
        "is_last": night == tonight - timedelta(days=1),
        "briefed": briefing is not None,
        "may_brief": queries.may_brief(actor) and rules.is_briefable(night, now),
        "narrowed": actor.village_ids is not None,
        "printed_at": now,
    }
    return answer_in_parts(
        "morning", drawn, lambda part: render_template("figures/morning.html", part=part, form=form, **around), status
    )


def _place(commune_id: str | None) -> str:
    """``Công an xã An Hòa Khê``."""
    unit = units.find_unit(commune_id) if commune_id else None
    return _("Công an %(place)s", place=in_sentence(unit.name)) if unit else ""


def _url(night: date) -> str:
    return url_for("figures.show_morning", night=night.isoformat())


def _silent(row: queries.TeamNights, teller: Teller) -> dict[str, Any]:
    return {"team": teller.team(row.team.id, row.team.name), "nights": row.silence}


def _briefing(briefing: Any) -> dict[str, Any] | None:
    if briefing is None:
        return None
    at: datetime = briefing.at
    return {"at": at, "by": queries.name_of(briefing.account_id), "notes": briefing.notes}
