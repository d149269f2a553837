"""Things that are counted: the list with what it adds up to, and the page of one."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.registry import rules
from app.registry.forms.assets import AssetsAsked, LookForm, RemovalForm
from app.registry.forms.parts import known, offer
from app.registry.models import Asset, Difficulty
from app.registry.queries import activities as doings
from app.registry.queries import assets, assets_counted, offered
from app.registry.queries.assets import AssetRow, Look
from app.registry.queries.assets_counted import Counted
from app.registry.views import words
from app.registry.views.pages import READERS, blueprint
from app.reports.views.personal import personal_words
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.wording import language

shell.add_page(
    "registry.list_assets",
    _l("Phương tiện mô hình"),
    roles=READERS,
    order=21,
    section="models",
    icon="cctv",
    about=_l("Camera, kẻng, bảng cảnh báo, điểm chữa cháy, loa: có bao nhiêu, cái nào hỏng."),
)


@blueprint.get("/assets")
@office_only(*READERS)
def list_assets() -> str:
    """All things by kind with their counts, narrowed by kind, village, state, owner and topic."""
    actor, form = current_actor(), AssetsAsked(request.args)
    kinds = catalogue.terms("assets")
    offer(form.kind, [(one.code, one.named(language())) for one in kinds.values()], _("Tất cả"))
    offer(form.village, offered.villages(actor, words.today()), _("Tất cả"))
    offer(form.state, words.pairs("asset_states"), _("Tất cả"))
    offer(form.owner, words.pairs("owners"), _("Tất cả"))
    offer(form.topic, words.pairs("topics"), _("Tất cả"))
    form.validate()
    asked = _asked(form)
    counted = assets_counted.count_things(actor, {**asked, "kind": None}, words.today())
    rows = assets.list_assets(actor, asked, gone=bool(form.gone.data))
    return render_template(
        "registry/assets.html",
        form=form,
        kind=asked["kind"],
        narrowed=any(asked[name] for name in ("village", "state", "owner", "topic")) or bool(form.gone.data),
        kinds=[_kind_face(one, counted, asked) for one in kinds.values()],
        eyes=_eyes_face(counted) if counted.eyes and asked["kind"] in (None, rules.CAMERA) else None,
        counted=counted,
        boards=[(words.said("topics", code), many) for code, many in counted.boards_by_topic.most_common()],
        rows=[row_face(one) for one in rows],
        most=assets.MOST_SHOWN,
        may_keep=rules.may_keep(actor),
    )


def _asked(form: AssetsAsked) -> dict[str, Any]:
    valid = {name: form[name].data if not form[name].errors else None for name in ("kind", "state", "owner", "topic")}
    return {name: value or None for name, value in valid.items()} | {"village": known(form.village.data)}


def _kind_face(kind: Any, counted: Counted, asked: dict[str, Any]) -> words.Face:
    things = counted.things[kind.code]
    return {
        "name": kind.named(language()),
        "icon": kind.icon,
        "count": counted.eyes if kind.code == rules.CAMERA else things,
        "unit": _("mắt") if kind.code == rules.CAMERA else "",
        "faulty": counted.faulty[kind.code],
        "overdue": counted.overdue if kind.code == rules.FIRE else 0,
        "url": url_for("registry.list_assets", **{name: one for name, one in asked.items() if one} | {"kind": kind.code}),
        "add_url": url_for("registry.add_asset", kind=kind.code),
        "current": asked["kind"] == kind.code,
    }


def _eyes_face(counted: Counted) -> list[tuple[str, list[tuple[str, int]]]]:
    """What is counted of cameras by eyes, as groups of words and numbers."""
    owners = [(words.said("owners", one), many) for one, many in counted.eyes_by_owner.most_common()]
    states = [(words.said("asset_states", one), many) for one, many in counted.eyes_by_state.most_common()]
    days = [
        (_("chưa ghi") if one is None else _("%(num)s ngày", num=one), many)
        for one, many in sorted(counted.eyes_by_storage.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))
    ]
    notice = {True: _("có biển báo"), False: _("chưa có"), None: _("chưa ghi")}
    boards = [(notice[one], counted.eyes_by_notice[one]) for one in (True, False, None) if counted.eyes_by_notice[one]]
    return [(_("Chủ đầu tư"), owners), (_("Tình trạng"), states), (_("Lưu hình"), days), (_("Biển báo"), boards)]


def row_face(row: AssetRow) -> words.Face:
    """A thing as a list has it."""
    asset, kind = row.asset, words.kind_of(row.asset)
    return {
        "id": asset.id,
        "kind": kind.named(language()),
        "icon": kind.icon,
        "label": asset.label,
        "place": asset.place,
        "village": row.village or words.whole_commune(),
        "eyes": asset.eyes if asset.kind == rules.CAMERA else None,
        "owner": words.said("owners", asset.owner),
        "topic": words.said("topics", asset.topic),
        "state": asset.state,
        "state_words": words.said("asset_states", asset.state),
        "defects": words.defect_words(asset.kind, asset.defects),
        "overdue": len(rules.overdue_kit(asset.values, words.today())),
        "checked_at": asset.checked_at,
        "removed_on": asset.removed_on,
    }


@blueprint.get("/assets/<uuid:asset_id>")
@office_only(*READERS)
def show_asset(asset_id: UUID) -> str:
    """One thing: how it stands, its looks with their photos, its difficulties, where it belongs."""
    return draw_asset(asset_id)[0]


def draw_asset(asset_id: UUID, look: LookForm | None = None, removal: RemovalForm | None = None) -> tuple[str, Asset]:
    """The page of a thing, with a form that could not be taken."""
    actor = current_actor()
    row = assets.get_asset(actor, asset_id)
    looks = assets.looks_at(row.asset)
    checks = [one.check for one in looks]
    photos = words.shown_pictures(actor, {one.id: (one.photos, one.team_id is not None) for one in checks})
    open_ones = [one for one in assets.difficulties_of(row.asset) if one.state == "open"]
    page = render_template(
        "registry/asset.html",
        asset=row_face(row) | _more(row),
        facts=_facts(row),
        looks=[_look_face(row.asset, one) | photos[one.check.id] for one in looks],
        difficulties=[_difficulty_face(one) for one in open_ones],
        settle=_may_be_settled(row.asset, open_ones),
        roads=[(one.name, url_for("registry.list_roads", _anchor=f"road-{one.id}")) for one in assets.roads_of(row.asset)],
        doings=doings.activities_of(row.asset, actor),
        said=words.said,
        look_form=look or (look_form(row.asset) if rules.may_log(actor) and not row.asset.removed_on else None),
        removal=removal or RemovalForm(formdata=None, version=row.asset.version, on=words.today()),
        may_keep=rules.may_keep(actor),
        may_take_out=rules.may_take_out(actor),
    )
    return page, row.asset


def _may_be_settled(asset: Asset, open_ones: list[Difficulty]) -> bool:
    """Whether the thing was found in order after its difficulty was raised: somebody may settle it, nobody must."""
    return bool(open_ones) and asset.state == "working" and asset.checked_at is not None


def look_form(asset: Asset, *, posted: bool = False) -> LookForm:
    """The form of a look, with the states and defects of the thing's kind."""
    form = LookForm() if posted else LookForm(formdata=None)
    offer(form.state, words.own_states(asset.kind), _("Chọn"))
    defects = catalogue.terms("assets")[asset.kind].facts["defects"]
    offer(form.defects, [(one["code"], one[language()]) for one in defects], None)
    return form


def _more(row: AssetRow) -> words.Face:
    asset = row.asset
    overdue = rules.overdue_kit(asset.values, words.today())
    kit = [line | {"overdue": line in overdue} for line in asset.values.get("kit", [])]
    title = f"{words.kind_of(asset).named(language())} {asset.label}".strip()
    site_url = words.page_of("registry.show_site", site_id=asset.site_id) if asset.site_id else ""
    held = personal_words(asset.place, asset.keeper_role)
    return {
        "title": title,
        "kind_code": asset.kind,
        "signals": asset.values.get("signals", []),
        "kit": kit,
        "site": row.site,
        "site_url": site_url,
        "personal": held,
    }


def _facts(row: AssetRow) -> list[tuple[str, Any]]:
    """What is known of a thing, as pairs of words; what nobody wrote down is left out."""
    asset, values = row.asset, row.asset.values
    notice = {True: _("có"), False: _("chưa có")}
    told = (
        (_("Thôn"), row.village or words.whole_commune()),
        (_("Số mắt"), asset.eyes if asset.kind == rules.CAMERA else None),
        (_("Chủ đầu tư"), words.said("owners", asset.owner)),
        (_("Nguồn kinh phí"), words.said("funds", asset.fund_source)),
        (_("Nội dung bảng"), words.said("topics", asset.topic)),
        (_("Lưu hình"), None if asset.storage_days is None else _("%(num)s ngày", num=asset.storage_days)),
        (_("Biển báo có camera"), notice.get(asset.has_notice) if asset.has_notice is not None else None),
        (_("Người giữ"), asset.keeper_role),
        (_("Chất liệu"), values.get("material")),
        (_("Giờ đánh buổi tối"), values.get("hour")),
        (_("Loại chuông"), words.BELL_WORDS.get(values.get("type", ""))),
        (_("Số nhà nối chuông"), values.get("homes")),
        (_("Xe chở loa"), values.get("vehicle")),
    )
    return [(name, value) for name, value in told if value not in (None, "")]


def _look_face(asset: Asset, look: Look) -> words.Face:
    check = look.check
    return {
        "at": rules.seen_at(check.client_at, check.at),
        "state": check.state,
        "state_words": words.said("asset_states", check.state),
        "defects": words.defect_words(asset.kind, check.defects),
        "note": check.note,
        "personal": personal_words(check.note),
        "by": look.team or _("Văn phòng"),
    }


def _difficulty_face(one: Difficulty) -> words.Face:
    url = words.page_of("registry.show_difficulty", difficulty_id=one.id)
    return {"words": one.words, "owner": words.OWNER_WORDS[one.owner], "due": one.due_on, "url": url}


def page_response(page: str, status: int) -> Response:
    """A page as an answer of this status."""
    return Response(page, status, content_type="text/html; charset=utf-8")
