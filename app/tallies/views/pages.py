"""The blueprint that these pages share, and their places."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.people.rules import PROVINCE
from app.registry.rules.roles import READERS
from app.web import shell

blueprint = Blueprint("tallies", __name__, url_prefix="/models", template_folder="../templates")

shell.add_page(
    "tallies.show_figures",
    _l("Số liệu mô hình"),
    roles=READERS,
    order=18,
    family="tallies.show_figures",
    section="models",
    icon="scale",
    about=_l("Mô hình, tổ, camera, kẻng, bảng và hoạt động: đang có bao nhiêu, trong kỳ thêm bớt gì."),
)
shell.add_page("tallies.show_province", _l("Mô hình"), roles=(PROVINCE,), order=22, family="tallies.show_province")
shell.add_page(
    "tallies.list_history",
    _l("Số liệu đơn vị cũ"),
    roles=(PROVINCE,),
    order=26,
    family="tallies.list_history",
    section="models",
    icon="history",
    about=_l("Số chỉ còn ở dạng tổng của huyện, tỉnh, xã cũ; đặt cạnh số hiện nay, không cộng vào."),
)
