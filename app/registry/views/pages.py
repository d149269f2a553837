"""The blueprint that the pages of the book of models share, and what they do with refusals."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, DomainError
from app.registry.rules.roles import KEEPERS, LOGGERS, READERS
from app.web import shell

__all__ = ["KEEPERS", "LOGGERS", "READERS", "as_id", "blueprint", "tell"]

blueprint = Blueprint("registry", __name__, template_folder="../templates", url_prefix="/models")

shell.add_page("registry.show_book", _l("Mô hình"), roles=READERS, order=35, family="registry.")


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
