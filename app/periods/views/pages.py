"""The blueprint that these pages share, and their place."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.people.rules import COMMITTEE, POLICE, PROVINCE
from app.web import shell

blueprint = Blueprint("periods", __name__, template_folder="../templates")
READERS = (*POLICE, COMMITTEE, PROVINCE)
WRITERS = (*POLICE, COMMITTEE)

shell.add_page(
    "periods.list_periods",
    _l("Báo cáo kỳ"),
    roles=READERS,
    order=17,
    family="periods.",
    section="work",
    icon="clipboard-check",
    about=_l("Báo cáo tuần, tháng của tổ; 6 tháng, năm của xã: lập từ sổ, ký, in."),
)
