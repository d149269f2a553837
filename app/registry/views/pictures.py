"""Photos at the desk: adding one to an activity or to a launch, and taking one out of the book for good."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import INVALID, DomainError
from app.people.rules import CHIEF
from app.photos import service as photos
from app.photos.models import Photo
from app.photos.service import Picture
from app.photos.storage import present_shelf, present_store
from app.registry import service
from app.registry.forms.parts import tell
from app.registry.forms.pictures import PictureForm, TakeOutForm
from app.registry.models import AssetCheck, ModelActivity
from app.registry.queries import activities, pictures, scopes
from app.registry.queries.pictures import Owner
from app.registry.views import activities as activity_pages
from app.registry.views import sites_page, words
from app.registry.views.assets import page_response
from app.registry.views.difficulties import warn
from app.registry.views.pages import KEEPERS, LOGGERS, blueprint
from app.web.actor import current_actor, office_only
from app.web.transaction import end_reading, own_transactions, unit_of_work

# What a file can be refused for, beside what a verb says.
_REFUSED = (413, 415, 422)


@blueprint.post("/activities/<uuid:activity_id>/photos")
@office_only(*LOGGERS)
@own_transactions
def add_activity_picture(activity_id: UUID) -> Response:
    """A photo beside an activity that a desk wrote."""
    form, actor = PictureForm(), current_actor()
    book = activities.get_activity(actor, activity_id).activity.commune_id
    if _take(form, book, lambda picture: service.add_to_activity(actor, activity_id, picture)):
        return redirect(url_for("registry.show_activity", activity_id=activity_id), 303)
    return page_response(activity_pages.draw(activity_id, picture=form), 422)


@blueprint.post("/sites/<uuid:site_id>/photos")
@office_only(*KEEPERS)
@own_transactions
def add_site_picture(site_id: UUID) -> Response:
    """A photo of a site's launch."""
    form, actor = PictureForm(), current_actor()
    book = scopes.get_site(actor, site_id).commune_id
    if _take(form, book, lambda picture: service.add_to_site(actor, site_id, picture)):
        return redirect(url_for("registry.show_site", site_id=site_id, _anchor="pictures"), 303)
    return sites_page.draw(site_id, sites_page.Asked({"picture": form}, 422))


def _take(form: PictureForm, book: str, hang: Callable[[Picture], Any]) -> bool:
    """Whether the photo hangs now; else the form says why not."""
    if not form.validate():
        return False
    caption = " ".join((form.caption.data or "").split())
    try:
        picture = lay_down(form.picture.data.read(), book, caption)
        with unit_of_work():
            hang(picture)
    except DomainError as refusal:
        say_refusal(form, refusal)
        return False
    warn(caption)
    flash(_("Đã thêm ảnh. Ảnh hiện ra sau ít phút, khi máy chủ mở xong."), "good")
    return True


def lay_down(data: bytes, book: str, caption: str) -> Picture:
    """A file that a form brought, as a photo whose bytes lie in the storage; no transaction may be open."""
    end_reading()
    picture = photos.read_picture(data, "activity", caption)
    photos.lay_down(book, picture, present_shelf())
    return picture


def say_refusal(form: Any, refusal: DomainError) -> None:
    """Say at the field of the file what is wrong with it, and elsewhere what else is."""
    if refusal.problem is not INVALID and refusal.problem.status in _REFUSED:
        form.picture.errors = [*form.picture.errors, _(refusal.problem.title)]
    else:
        tell(form, refusal, {})


@blueprint.get("/photos/<uuid:photo_id>/erase")
@office_only(CHIEF)
def ask_to_take_out(photo_id: UUID) -> Response:
    """What will go, what will stay, and the question why."""
    return _asking(photo_id, TakeOutForm(formdata=None))


@blueprint.post("/photos/<uuid:photo_id>/erase")
@office_only(CHIEF)
@own_transactions
def take_out_picture(photo_id: UUID) -> Response:
    """Take it out."""
    form, actor = TakeOutForm(), current_actor()
    _photo, owner = pictures.get_picture(actor, photo_id)
    back = page_of(owner)
    if not form.validate():
        return _asking(photo_id, form, 422)
    end_reading()
    with unit_of_work():
        service.take_out(actor, photo_id, reason=form.reason.data or "", store=present_store())
    flash(_("Đã gỡ ảnh khỏi hệ thống. Máy của tổ sẽ xóa khi có mạng."), "good")
    return redirect(back, 303)


def _asking(photo_id: UUID, form: TakeOutForm, status: int = 200) -> Response:
    photo, owner = pictures.get_picture(current_actor(), photo_id)
    page = render_template("registry/take_out.html", photo=_face(photo), form=form, back=page_of(owner), alone=_alone(owner))
    return make_response(page, status)


def _face(photo: Photo) -> words.Face:
    return words.pictures([photo])[0]


def _alone(owner: Owner) -> bool:
    """Whether an activity would stand without evidence."""
    return isinstance(owner, ModelActivity) and owner.photos <= 1 and owner.shift_id is None


def page_of(owner: Owner) -> str:
    """The page on which an owner's photos hang."""
    if isinstance(owner, ModelActivity):
        return url_for("registry.show_activity", activity_id=owner.id)
    if isinstance(owner, AssetCheck):
        return url_for("registry.show_asset", asset_id=owner.asset_id)
    return url_for("registry.show_site", site_id=owner.id, _anchor="pictures")
