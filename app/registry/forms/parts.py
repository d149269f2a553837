"""What the forms of the book share: select fields of its rows, and saying on a form what a verb found."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired

from app.core.errors import INVALID, DomainError
from app.web.choices import choices

MISSING = _l("Xin điền mục này")
LONG = _l("Nhiều nhất %(max)d ký tự")
NO_NUMBER = _l("Chỗ này cần một con số")


def known(text: str | None) -> UUID | None:
    """The id that a select field or a hidden one holds; None for anything else."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def offer(field: SelectField, pairs: Iterable[tuple[object, object]], nothing: str | None) -> None:
    """Fill a select field, with an empty choice called ``nothing`` before the others."""
    if nothing is not None and field.data is None:
        field.data = ""
    field.choices = choices(
        [*([] if nothing is None else [("", nothing)]), *((str(value), words) for value, words in pairs)]
    )


def version_field() -> Any:
    """The version of the row that the page showed."""
    return IntegerField(validators=[InputRequired(MISSING)])


def tell(form: FlaskForm, refusal: DomainError, names: Mapping[str, str]) -> None:
    """Say on the form what the verb found, at the field that it is about; ``names`` are fields called otherwise there."""
    if refusal.problem is not INVALID:
        raise refusal
    for fault in refusal.facts.get("errors", []):
        pointer = fault["pointer"].strip("/")
        name = names.get(pointer, pointer.replace("values/", "value_"))
        if name in form:
            form[name].errors = [*form[name].errors, _(fault["detail"])]
        else:
            form.form_errors.append(_(fault["detail"]))
