"""The forms that narrow lists of reports and matters: read from the address."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    SelectField,
    StringField,
)
from wtforms.validators import Length, Optional

from app.web.choices import choices

_LONG = _l("Nhiều nhất %(max)d ký tự")
Pairs = Iterable[tuple[str, str]]

# The articles of Law 30/2023/QH15 by which tasks are grouped.
TASK_WORDS = {
    7: _l("Hỗ trợ nắm tình hình về an ninh, trật tự"),
    8: _l("Hỗ trợ xây dựng phong trào, tuyên truyền"),
    9: _l("Hỗ trợ phòng cháy, chữa cháy, cứu nạn, cứu hộ"),
    10: _l("Hỗ trợ quản lý hành chính về trật tự xã hội"),
    11: _l("Hỗ trợ vận động, giáo dục"),
    12: _l("Tuần tra, bảo đảm trật tự; nhiệm vụ khi điều động"),
}


class FilterForm(FlaskForm):
    """Which reports a list shows: read from the address, so it has no token."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    q = StringField(_l("Tìm"), [Optional(), Length(max=100, message=_LONG)])
    team = SelectField(_l("Tổ"), choices=[], validate_choice=False, default="")
    village = SelectField(_l("Thôn"), choices=[], validate_choice=False, default="")
    state = SelectField(_l("Trạng thái"), choices=[], validate_choice=False, default="")
    from_night = DateField(_l("Từ đêm"), [Optional()])
    to_night = DateField(_l("Đến đêm"), [Optional()])
    category = SelectField(_l("Loại việc"), choices=[], validate_choice=False, default="")
    severity = SelectField(
        _l("Mức độ"),
        choices=choices(
            [
                ("", _l("Tất cả")),
                ("any", _l("Có sự việc")),
                ("1", _l("Thấp")),
                ("2", _l("Trung bình")),
                ("3", _l("Cao")),
                ("4", _l("Khẩn cấp")),
                ("grave", _l("Cao và khẩn cấp")),
            ]
        ),
        default="",
    )
    task = SelectField(
        _l("Nhóm nhiệm vụ"),
        choices=choices([("", _l("Tất cả")), *((str(article), words) for article, words in TASK_WORDS.items())]),
        default="",
    )
    quiet = SelectField(
        _l("Ca"),
        choices=choices([("", _l("Tất cả")), ("yes", _l("Ca bình thường")), ("no", _l("Ca không bình thường"))]),
        default="",
    )
    sent = SelectField(
        _l("Gửi về xã"),
        choices=choices(
            [
                ("", _l("Tất cả")),
                ("in-time", _l("Đúng hạn")),
                ("late", _l("Trễ hạn")),
                ("sent-back", _l("Từng bị trả lại")),
            ]
        ),
        default="",
    )
    complete = SelectField(
        _l("Ảnh"), choices=choices([("", _l("Tất cả")), ("yes", _l("Đủ ảnh")), ("no", _l("Còn thiếu ảnh"))]), default=""
    )

    waits = SelectField(
        _l("Đang chờ"),
        choices=choices(
            [
                ("", _l("Tất cả")),
                ("back", _l("Đã bổ sung, gửi lại")),
                ("overdue", _l("Chờ duyệt quá 24 giờ")),
                ("past-due", _l("Trả lại, quá hạn sửa")),
            ]
        ),
        default="",
    )

    def offer(self, **lists: Pairs) -> None:
        """Fill the lists that depend on the reader; each begins with "all"."""
        for name, pairs in lists.items():
            field: SelectField = getattr(self, name)
            field.choices = choices([("", _l("Tất cả")), *pairs])


class MatterFilter(FlaskForm):
    """Which matters the list shows: read from the address, so it has no token."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    team = SelectField(_l("Tổ"), choices=[], validate_choice=False, default="")
    state = SelectField(
        _l("Trạng thái"), choices=choices([("", _l("Còn mở")), ("settled", _l("Đã xong"))]), validate_choice=False
    )


def picked(form: Any, name: str) -> str:
    """A chosen value of a list, or nothing when it is none of those offered."""
    field = form[name]
    return str(field.data) if field.data and str(field.data) in {str(one[0]) for one in field.iter_choices()} else ""
