"""The blueprint that these pages share, their places, and how a refusal is said on a form."""

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from app.commune.rules import NUMBER, Sort
from app.core.errors import INVALID, DomainError
from app.people.rules import CHIEF, PROVINCE
from app.web import shell

blueprint = Blueprint("commune", __name__, template_folder="../templates")
ROLES = (CHIEF,)
province = Blueprint("province", __name__, template_folder="../templates")
PROVINCE_ROLES = (PROVINCE,)

shell.add_page(
    "commune.show_settings",
    _l("Cài đặt của xã"),
    roles=ROLES,
    order=22,
    family="commune.",
    section="settings",
    icon="sliders-horizontal",
    about=_l("Khung giờ đêm, định mức, số khẩn cấp, cách xưng hô."),
)
shell.add_page(
    "commune.show_categories",
    _l("Danh mục việc"),
    roles=ROLES,
    order=23,
    family="commune.show_categories",
    section="settings",
    icon="list-checks",
    about=_l("Loại việc và hoạt động tổ chọn trên máy."),
)


shell.add_page("province.show_settings", _l("Cài đặt của tỉnh"), roles=PROVINCE_ROLES, order=25, family="province.")


def tell(form: FlaskForm, refusal: DomainError, sort: Sort | None = None) -> None:
    """Say on the form what the verb found, each fault at its field."""
    if refusal.problem is not INVALID:
        raise refusal
    for fault in refusal.facts["errors"]:
        name = fault["pointer"].removeprefix("/")
        words = fault_words(fault["detail"], sort)
        if name in form:
            form[name].errors = [*form[name].errors, words]
        else:
            form.form_errors.append(words)


def fault_words(detail: str, sort: Sort | None = None) -> str:
    """A fault in the reader's language; a number's bounds are said by its sort."""
    if sort is not None and sort.kind == NUMBER and detail.startswith("Cần một số"):
        return _("Cần một số từ %(least)s đến %(most)s", least=sort.least, most=sort.most)
    return _(detail)
