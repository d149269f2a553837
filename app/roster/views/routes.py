"""Pages of routes and their checkpoints."""

from typing import Any
from uuid import UUID

import segno
from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import INVALID, DomainError
from app.core.night import local
from app.people import queries as people
from app.people import rules as people_rules
from app.people.queries import TeamRow
from app.roster import queries, service
from app.roster.forms import RouteForm
from app.roster.queries import RouteRow
from app.roster.rules import code_of
from app.roster.views.pages import blueprint
from app.roster.views.ways import draw_way
from app.web.actor import current_actor, office_only
from app.web.application import SETTINGS
from app.web.transaction import transactional


@blueprint.get("/routes")
@office_only(*people_rules.POLICE)
def list_routes() -> str:
    """The routes of every team in scope."""
    actor = current_actor()
    teams = people.list_teams(actor, local(clock.now()).date())
    routes = queries.list_routes(actor, ended=True)
    groups = [{"team": team, "routes": [_listed(one) for one in routes if one.team_id == team.id]} for team in teams]
    return render_template("roster/routes.html", groups=groups, may_change=people_rules.may_keep(actor))


@blueprint.get("/teams/<uuid:team_id>/routes")
@office_only(*people_rules.POLICE)
def show_team_routes(team_id: UUID) -> Response:
    """The routes of one team, at their place in the list of all."""
    return redirect(url_for("roster.list_routes", _anchor=f"team-{_get_team(team_id).id}"))


def _listed(route: RouteRow) -> dict[str, Any]:
    return {
        "id": route.id,
        "name": route.name,
        "length_m": route.length_m,
        "points": [point.name for point in route.points],
        "way": draw_way([point.name for point in route.points]),
        "active": route.ended_at is None,
    }


def _get_team(team_id: UUID) -> TeamRow:
    return people.get_team(current_actor(), team_id, local(clock.now()).date())


def _page(form: RouteForm, team: TeamRow, route: RouteRow | None, status: int = 200) -> Response:
    return make_response(render_template("roster/route_form.html", form=form, team=team, route=route), status)


@blueprint.get("/teams/<uuid:team_id>/routes/new")
@office_only(*people_rules.KEEPERS)
def add_route(team_id: UUID) -> Response:
    """The form of a new route."""
    form = RouteForm(formdata=None)
    form.lengthen(5)
    return _page(form, _get_team(team_id), None)


@blueprint.post("/teams/<uuid:team_id>/routes/new")
@office_only(*people_rules.KEEPERS)
@transactional
def keep_new_route(team_id: UUID) -> Response:
    """Add the route."""
    team, form = _get_team(team_id), RouteForm()
    if "more" in request.form:
        form.lengthen()
        return _page(form, team, None)
    if form.validate():
        try:
            service.add_route(
                current_actor(), team_id, form.name.data or "", points=form.read_points(), length_m=form.metres()
            )
        except DomainError as refusal:
            _tell(form, refusal)
        else:
            flash(_("Đã lưu lộ trình. Máy của tổ sẽ nhận khi có mạng."), "good")
            return redirect(url_for("roster.list_routes"), 303)
    return _page(form, team, None, 422)


@blueprint.get("/routes/<uuid:route_id>")
@office_only(*people_rules.KEEPERS)
def edit_route(route_id: UUID) -> Response:
    """The form of a route that is there."""
    route = queries.get_route(current_actor(), route_id)
    points = [
        {"point_id": str(one.id), "position": one.position, "name": one.name, "lat": one.lat, "lon": one.lon}
        for one in route.points
    ]
    length_km = None if route.length_m is None else route.length_m / 1000
    form = RouteForm(formdata=None, name=route.name, length_km=length_km, points=points, active=route.ended_at is None)
    form.lengthen(1)
    return _page(form, _get_team(route.team_id), route)


@blueprint.get("/routes/<uuid:route_id>/codes")
@office_only(*people_rules.POLICE)
def show_codes(route_id: UUID) -> str:
    """The sheet of a route: for each checkpoint its QR and its code, to be cut out and put up there."""
    route = queries.get_route(current_actor(), route_id)
    base = current_app.config[SETTINGS].public_url
    points = [{"name": one.name, "position": one.position, "code": code_of(one.id)} for one in route.points]
    for point in points:
        link = f"{base}/app/#/at/{point['code']}"
        point["qr"] = segno.make(link, error="m").svg_inline(border=0, svgclass=None, lineclass=None, omitsize=True)
    way = draw_way([one.name for one in route.points])
    return render_template("roster/codes.html", route=route, team=_get_team(route.team_id), points=points, way=way)


@blueprint.post("/routes/<uuid:route_id>")
@office_only(*people_rules.KEEPERS)
@transactional
def keep_route(route_id: UUID) -> Response:
    """Change the route, end it, or take it up again."""
    actor = current_actor()
    route = queries.get_route(actor, route_id)
    team, form = _get_team(route.team_id), RouteForm()
    if "more" in request.form:
        form.lengthen()
        return _page(form, team, route)
    if form.validate():
        try:
            service.change_route(actor, route_id, form.name.data or "", points=form.read_points(), length_m=form.metres())
            if form.active.data != (route.ended_at is None):
                service.end_route(actor, route_id, ended=not form.active.data)
        except DomainError as refusal:
            _tell(form, refusal)
        else:
            flash(_("Đã lưu lộ trình. Máy của tổ sẽ nhận khi có mạng."), "good")
            return redirect(url_for("roster.list_routes"), 303)
    return _page(form, team, route, 422)


def _tell(form: RouteForm, refusal: DomainError) -> None:
    """Say on the form what the verb found."""
    if refusal.problem is not INVALID:
        raise refusal
    form.form_errors += [_(fault["detail"]) for fault in refusal.facts["errors"]]
