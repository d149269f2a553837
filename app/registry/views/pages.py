"""The blueprint that the pages of the book of models share, and what all of them use."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.core import clock
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, DomainError
from app.core.night import local
from app.registry.rules.roles import KEEPERS, LOGGERS, READERS
from app.web import shell

__all__ = ["KEEPERS", "LOGGERS", "READERS", "as_id", "blueprint", "cycle_tabs", "tell", "today"]

blueprint = Blueprint("registry", __name__, template_folder="../templates", url_prefix="/models")

shell.add_page(
    "registry.show_book",
    _l("Sổ mô hình"),
    roles=READERS,
    order=10,
    section="models",
    icon="layout-grid",
    about=_l("Mô hình, điểm mô hình, tổ thực hiện; từ đề xuất, ra mắt đến nhân rộng, kết thúc."),
)


def tell(form: FlaskForm, refusal: DomainError, *, known: Iterable[str] = ()) -> None:
    """Say on the form what stood in the way; what is no matter of a form goes on. ``known``: pointers that the page shows
    beside the form."""
    if refusal.problem is CHANGED_MEANWHILE:
        form.form_errors.append(_("Người khác vừa sửa mục này. Xin mở lại trang, xem rồi hãy ghi."))
        return
    if refusal.problem is MOVE_NOT_POSSIBLE:
        form.form_errors.append(_("Điểm mô hình không còn ở trạng thái ấy. Xin mở lại trang."))
        return
    if refusal.problem is not INVALID:
        raise refusal
    for fault in refusal.facts.get("errors", []):
        name = fault["pointer"].strip("/")
        if name in form:
            form[name].errors = [*form[name].errors, _(fault["detail"])]
        elif fault["pointer"] not in known:
            form.form_errors.append(_(fault["detail"]))


def as_id(text: Any) -> UUID | None:
    """An id that a form chose; None for nothing, or for what is no id (then the verb finds nothing)."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)


def today() -> date:
    """The day in Vietnam."""
    return local(clock.now()).date()


def cycle_tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the cycle; ``here`` is the one that is open."""
    pages = (
        ("list_rounds", _("Rà soát"), "clipboard-check"),
        ("list_difficulties", _("Khó khăn"), "life-buoy"),
        ("list_inspections", _("Kiểm tra"), "shield-check"),
        ("list_late", _("Trễ hạn"), "triangle-alert"),
        ("list_silences", _("Lâu không hoạt động"), "moon"),
    )
    return [
        {"label": label, "url": url_for(f"registry.{name}"), "icon": icon, "current": name == here}
        for name, label, icon in pages
    ]
