"""Adding, changing, looking at and taking away things, at the desk."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core.errors import CHANGED_MEANWHILE, NOT_FOUND, DomainError
from app.registry import rules, service
from app.registry.forms.assets import AssetForm, LookForm, RemovalForm, written
from app.registry.forms.parts import offer, tell
from app.registry.models import Asset
from app.registry.queries import assets, offered
from app.registry.views import words
from app.registry.views.assets import draw_asset, look_form, page_response
from app.registry.views.pages import KEEPERS, LOGGERS, blueprint
from app.registry.views.pictures import lay_down, say_refusal
from app.web.actor import current_actor, office_only
from app.web.transaction import end_reading, own_transactions, transactional, unit_of_work
from app.web.wording import language

NAMES = {"village_id": "village", "site_id": "site", "need_id": "need", "fund_source": "fund", "asset_id": "thing"}


@blueprint.get("/assets/new")
@office_only(*KEEPERS)
def add_asset() -> Response:
    """The form of a new thing of a ``kind``."""
    kind = _kind()
    return _page(_filled(kind, AssetForm(formdata=None), None), kind, None)


@blueprint.post("/assets/new")
@office_only(*KEEPERS)
@transactional
def keep_new_asset() -> Response:
    """Add the thing."""
    kind = _kind()
    form = _filled(kind, AssetForm(), None)
    if "more" in request.form:
        form.more_lines()
        return _page(form, kind, None)
    if form.validate():
        try:
            asset = service.add_asset(current_actor(), form.read(kind, "working"))
        except DomainError as refusal:
            tell(form, refusal, NAMES)
        else:
            flash(_("Đã thêm. Máy của tổ sẽ nhận khi có mạng."), "good")
            return redirect(url_for("registry.show_asset", asset_id=asset.id), 303)
    return _page(form, kind, None, 422)


@blueprint.get("/assets/<uuid:asset_id>/edit")
@office_only(*KEEPERS)
def edit_asset(asset_id: UUID) -> Response:
    """The form of a thing that is there."""
    asset = assets.get_asset(current_actor(), asset_id).asset
    form = AssetForm(formdata=None, **written(asset))
    return _page(_filled(asset.kind, form, asset), asset.kind, asset)


@blueprint.post("/assets/<uuid:asset_id>/edit")
@office_only(*KEEPERS)
@transactional
def keep_asset(asset_id: UUID) -> Response:
    """Change the thing; where somebody was quicker nothing is overwritten."""
    actor = current_actor()
    asset = assets.get_asset(actor, asset_id).asset
    form = _filled(asset.kind, AssetForm(), asset)
    if "more" in request.form:
        form.more_lines()
        return _page(form, asset.kind, asset)
    if form.validate():
        try:
            service.change_asset(actor, asset_id, form.read(asset.kind, asset.state), version=form.version.data or 0)
        except DomainError as refusal:
            if refusal.problem is CHANGED_MEANWHILE:
                form.form_errors.append(_("Người khác vừa sửa. Xin mở lại trang để xem bản mới."))
                return _page(form, asset.kind, asset, 412)
            tell(form, refusal, NAMES)
        else:
            flash(_("Đã lưu. Máy của tổ sẽ nhận khi có mạng."), "good")
            return redirect(url_for("registry.show_asset", asset_id=asset_id), 303)
    return _page(form, asset.kind, asset, 422)


@blueprint.post("/assets/<uuid:asset_id>/looks")
@office_only(*LOGGERS)
@own_transactions
def keep_look(asset_id: UUID) -> Response:
    """A look from the desk, with a photo where one is brought."""
    asset = assets.get_asset(current_actor(), asset_id).asset
    form = look_form(asset, posted=True)
    if form.validate():
        try:
            _keep_look(form, asset)
        except DomainError as refusal:
            say_refusal(form, refusal)
        else:
            flash(_("Đã ghi lần xem."), "good")
            return redirect(url_for("registry.show_asset", asset_id=asset_id), 303)
    return page_response(draw_asset(asset_id, look=form)[0], 422)


def _keep_look(form: LookForm, asset: Asset) -> None:
    actor, asset_id, found = current_actor(), asset.id, tuple(form.defects.data or ())
    data = form.picture.data.read() if form.picture.data else b""
    picture = lay_down(data, asset.commune_id, words.name_of(asset)) if data else None
    end_reading()
    with unit_of_work():
        service.check_asset(
            actor, asset_id, form.state.data or "", defects=found, words=form.note.data or "", picture=picture
        )


@blueprint.post("/assets/<uuid:asset_id>/removal")
@office_only(*KEEPERS)
@transactional
def remove_asset(asset_id: UUID) -> Response:
    """Say since when the thing is there no more."""
    form = RemovalForm()
    if form.validate() and form.on.data is not None:
        try:
            service.remove_asset(current_actor(), asset_id, form.on.data, version=form.version.data or 0)
        except DomainError as refusal:
            tell(form, refusal, {})
        else:
            flash(_("Đã ghi thôi dùng. Lịch sử vẫn còn."), "good")
            return redirect(url_for("registry.show_asset", asset_id=asset_id), 303)
    return page_response(draw_asset(asset_id, removal=form)[0], 422)


def _kind() -> str:
    kind = request.args.get("kind", "")
    if kind not in catalogue.terms("assets"):
        raise DomainError(NOT_FOUND)
    return kind


def _filled(kind: str, form: AssetForm, asset: Asset | None) -> AssetForm:
    """The form with what its kind has, and what there is to choose from."""
    actor = current_actor()
    form.of_kind(kind, adding=asset is None)
    models = [one.code for one in catalogue.model_kinds().values() if kind in one.assets]
    offer(form.village, offered.villages(actor, words.today()), words.whole_commune())
    offer(form.site, offered.sites(actor, models, keep=asset.site_id if asset else None), _("Không thuộc điểm nào"))
    offer(form.owner, words.pairs("owners"), _("Chọn"))
    offer(form.fund, words.pairs("funds"), _("Chưa rõ"))
    if "need" in form:
        offer(form.need, offered.needs(actor, keep=asset.need_id if asset else None), _("Không"))
        offer(form.has_notice, [("yes", _("có")), ("no", _("chưa có"))], _("Chưa rõ"))
    if "topic" in form:
        offer(form.topic, words.pairs("topics"), _("Chọn"))
    if "bell_type" in form:
        offer(form.bell_type, words.BELL_WORDS.items(), _("Chưa rõ"))
    if "state" in form:
        offer(form.state, words.own_states(kind), None)
    return form


def _page(form: AssetForm, kind: str, asset: Asset | None, status: int = 200) -> Response:
    name = catalogue.terms("assets")[kind].named(language())
    title = words.name_of(asset) if asset else _("Thêm %(kind)s", kind=name.lower())
    back = url_for("registry.show_asset", asset_id=asset.id) if asset else url_for("registry.list_assets", kind=kind)
    fire, gong = kind == rules.FIRE, kind == rules.GONG
    page = render_template("registry/asset_form.html", form=form, title=title, back=back, fire=fire, gong=gong)
    return make_response(page, status)
