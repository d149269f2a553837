"""All reports in scope, filtered and searched."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.night import local
from app.people import queries as people
from app.people.rules import POLICE
from app.reports import queries, rules
from app.reports.forms import FilterForm, picked
from app.reports.queries import Filters
from app.reports.views.pages import blueprint
from app.reports.views.rows import Namer, face_of
from app.web.actor import current_actor, office_only
from app.web.pages import Place, read_cursor, write_cursor
from app.web.wording import language, short_day

_LIST = "report pages"
_ROWS = 50
_NARROWING = (
    *("q", "team", "village", "state", "from_night", "to_night", "category", "severity", "task", "quiet", "sent"),
    *("complete", "waits"),
)
# A choice of states: what has come and stands.
_LIVE = "live"
_APPROVED = (rules.State.APPROVED.value, rules.State.LOCKED.value)


@blueprint.get("/reports")
@office_only(*POLICE)
def list_reports() -> str:
    """The list with its filters; every filter stands in the address, so that it can be kept and sent on."""
    actor = current_actor()
    form = FilterForm(request.args)
    _offer(form)
    form.validate()
    filters = filters_of(form)
    active = _active(form)
    page = queries.list_reports(actor, filters, place=read_cursor(_LIST, request.args.get("at")), limit=_ROWS)
    namer = Namer.of(queries.short_names(actor), language(), page.rows)
    return render_template(
        "reports/list.html",
        form=form,
        active=active,
        totals=queries.totals_of(actor, filters) if active and page.rows else None,
        fits=bool(filters.category or filters.severity or filters.task),
        rows=[face_of(row, namer) for row in page.rows],
        page={"previous": _page_url(page.newer), "next": _page_url(page.older)},
        csv_url=_csv_url(filters),
    )


def _offer(form: FilterForm) -> None:
    actor, today, says = current_actor(), local(clock.now()).date(), queries.speaker()
    form.offer(
        team=[(str(team.id), team.name) for team in people.list_teams(actor, today, ended=True)],
        village=[(str(village.id), village.name) for village in people.list_villages(actor, today)],
        state=[
            (_LIVE, _("Đã nhận, còn hiệu lực")),
            *((state.value, _(rules.STATE_WORDS[state])) for state in rules.State),
        ],
        category=[
            *((code, f"{code} {one.named(language())}") for code, one in catalogue.terms("groups").items() if code != "G"),
            *((code, f"{code} {says.category(code, short=True)}") for code in catalogue.own_categories(ended=True)),
        ],
    )


def filters_of(form: FilterForm) -> Filters:
    """What the form asks; a value that was not offered does not narrow."""
    team, village, state = picked(form, "team"), picked(form, "village"), picked(form, "state")
    waits = picked(form, "waits")
    yes_or_no = {"yes": True, "no": False}
    return Filters(
        q="" if form.q.errors else (form.q.data or "").strip(),
        team=UUID(team) if team else None,
        village=UUID(village) if village else None,
        states=_states_of(state, waits),
        live=state == _LIVE,
        from_night=form.from_night.data,
        to_night=form.to_night.data,
        category=picked(form, "category"),
        severity=picked(form, "severity"),
        task=int(picked(form, "task") or 0) or None,
        quiet=yes_or_no.get(picked(form, "quiet")),
        complete=yes_or_no.get(picked(form, "complete")),
        waits=waits,
        sent=picked(form, "sent"),
    )


def _states_of(state: str, waits: str) -> tuple[str, ...]:
    """Approved and then locked is approved. What waits has one state: so an export of the choice is narrowed too."""
    if state and state != _LIVE:
        return _APPROVED if state == _APPROVED[0] else (state,)
    if not waits:
        return ()
    return ((rules.State.RETURNED if waits == "past-due" else rules.State.SUBMITTED).value,)


def _active(form: FilterForm) -> list[dict[str, str]]:
    """The filters in force, each with the address that drops it."""
    found = []
    for name in _NARROWING:
        word = _said(form, name)
        if word:
            kept = _arguments(without=(name, "at"))
            found.append({"word": word, "without": url_for("reports.list_reports", **kept)})
    return found


def _said(form: FilterForm, name: str) -> str:
    if name in ("from_night", "to_night"):
        moment = form[name].data
        if not moment:
            return ""
        return _("từ %(day)s", day=short_day(moment)) if name == "from_night" else _("đến %(day)s", day=short_day(moment))
    if name == "q":
        return f"“{form.q.data.strip()}”" if form.q.data and form.q.data.strip() else ""
    chosen, field = picked(form, name), getattr(form, name)
    return next((str(one[1]) for one in field.iter_choices() if chosen and str(one[0]) == chosen), "")


def _arguments(without: tuple[str, ...] = ()) -> dict[str, Any]:
    given: Mapping[str, str] = request.args.to_dict()
    return {name: value for name, value in given.items() if value and name in (*_NARROWING, "at") and name not in without}


def _page_url(place: Place | None) -> str | None:
    if place is None:
        return None
    return url_for("reports.list_reports", **_arguments(without=("at",)), at=write_cursor(_LIST, place))


_csv: list[Any] = []


def offer_csv(build: Any) -> None:
    """Tell how an address of the same choice as CSV is made; ``documents`` registers it."""
    _csv[:] = [build]


def _csv_url(filters: Filters) -> str | None:
    return _csv[0](filters) if _csv else None
