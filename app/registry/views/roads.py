"""Camera roads: each as a line of its cameras with their states, and the form of one."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core.errors import CHANGED_MEANWHILE, DomainError
from app.registry import rules, service
from app.registry.forms.parts import offer, tell
from app.registry.forms.watching import RoadForm, written_road
from app.registry.queries import assets, offered, roads
from app.registry.queries.roads import RoadRow
from app.registry.views import words
from app.registry.views.pages import KEEPERS, READERS, blueprint
from app.roster.views.ways import draw_way
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional

NAMES = {"village_id": "village", "site_id": "site"}


@blueprint.get("/roads")
@office_only(*READERS)
def list_roads() -> str:
    """The camera roads in use, and those that are none any more."""
    actor = current_actor()
    shown = [_face(one) for one in roads.list_roads(actor)]
    ended = roads.list_roads(actor, ended=True)
    return render_template(
        "registry/roads.html",
        roads=shown,
        ended=[(one.road.id, one.road.name, one.road.ended_on) for one in ended],
        metres=sum(one["length_m"] for one in shown),
        eyes=sum(one["eyes"] for one in shown),
        may_keep=rules.may_keep(actor),
    )


def _face(row: RoadRow) -> words.Face:
    road, names = row.road, [words.name_of(one) if one.label else one.place for one in row.cameras]
    return {
        "id": road.id,
        "name": road.name,
        "way_words": _("%(start)s – %(end)s", start=road.from_place, end=road.to_place),
        "village": row.village or words.whole_commune(),
        "length_m": road.length_m,
        "launched_on": road.launched_on,
        "eyes": row.eyes,
        "faulty": row.faulty,
        "way": draw_way(names),
        "names": names,
        "cameras": [
            {"id": one.id, "name": name, "state": one.state, "words": words.said("asset_states", one.state)}
            for one, name in zip(row.cameras, names, strict=True)
        ],
    }


@blueprint.get("/roads/new")
@office_only(*KEEPERS)
def add_road() -> Response:
    """The form of a new road."""
    form = RoadForm(formdata=None)
    form.lengthen(5)
    return _page(form, None)


@blueprint.post("/roads/new")
@office_only(*KEEPERS)
@transactional
def keep_new_road() -> Response:
    """Add the road."""
    form = _filled(RoadForm(), None)
    if "more" in request.form:
        form.lengthen()
        return _page(form, None)
    if form.validate():
        try:
            road = service.add_road(current_actor(), form.read())
        except DomainError as refusal:
            tell(form, refusal, NAMES)
        else:
            flash(_("Đã lưu tuyến camera."), "good")
            return redirect(url_for("registry.list_roads", _anchor=f"road-{road.id}"), 303)
    return _page(form, None, 422)


@blueprint.get("/roads/<uuid:road_id>")
@office_only(*KEEPERS)
def edit_road(road_id: UUID) -> Response:
    """The form of a road that is there."""
    row = roads.get_road(current_actor(), road_id)
    form = RoadForm(formdata=None, **written_road(row.road, [str(one.id) for one in row.cameras]))
    form.lengthen(2)
    return _page(form, row)


@blueprint.post("/roads/<uuid:road_id>")
@office_only(*KEEPERS)
@transactional
def keep_road(road_id: UUID) -> Response:
    """Change the road; where somebody was quicker nothing is overwritten."""
    row = roads.get_road(current_actor(), road_id)
    form = _filled(RoadForm(), row)
    if "more" in request.form:
        form.lengthen()
        return _page(form, row)
    if form.validate():
        try:
            service.change_road(current_actor(), road_id, form.read(), version=form.version.data or 0)
        except DomainError as refusal:
            if refusal.problem is CHANGED_MEANWHILE:
                form.form_errors.append(_("Người khác vừa sửa. Xin mở lại trang để xem bản mới."))
                return _page(form, row, 412)
            tell(form, refusal, NAMES)
        else:
            flash(_("Đã lưu tuyến camera."), "good")
            return redirect(url_for("registry.list_roads", _anchor=f"road-{road_id}"), 303)
    return _page(form, row, 422)


def _filled(form: RoadForm, row: RoadRow | None) -> RoadForm:
    actor = current_actor()
    offer(form.village, offered.villages(actor, words.today()), words.whole_commune())
    site = row.road.site_id if row else None
    models = [code for code, one in catalogue.model_kinds().items() if rules.CAMERA in one.assets]
    offer(form.site, offered.sites(actor, models, keep=site), _("Không thuộc điểm nào"))
    book = row.road.commune_id if row else actor.books[0]
    cameras = [(one.asset.id, _camera_words(one)) for one in assets.list_cameras(actor, book)]
    for line in form.cameras:
        offer(line.form.camera, cameras, _("Chọn camera"))
    return form


def _camera_words(row: assets.AssetRow) -> str:
    return " · ".join(filter(None, (row.asset.label, row.asset.place, row.village)))


def _page(form: RoadForm, row: RoadRow | None, status: int = 200) -> Response:
    _filled(form, row)
    return make_response(render_template("registry/road_form.html", form=form, road=row.road if row else None), status)
