"""The forms of requests, of the policy and of holds."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.privacy.rules.requests import MEMBER, RESIDENT
from app.privacy.rules.retention import MOST_DAYS, SETTINGS, least_days
from app.web.choices import choices

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
_CHOOSE = _l("Xin chọn một mục")
_DAYS = _l("Từ %(min)d đến %(max)d ngày")


class RequestForm(FlaskForm):
    """A request as somebody brought it. Of a resident there is a number on paper, and no field for more."""

    asker = RadioField(
        _l("Ai yêu cầu"),
        choices=choices([(RESIDENT, _l("Người dân")), (MEMBER, _l("Thành viên tổ"))]),
        default=RESIDENT,
    )
    slip = StringField(_l("Số phiếu giấy"), [Optional(), Length(max=20, message=_LONG)])
    member = SelectField(_l("Thành viên"), choices=[], default="", validate_choice=False)
    kind = SelectField(_l("Loại yêu cầu"), [InputRequired(_CHOOSE)], choices=[], validate_choice=False)
    received_on = DateField(_l("Ngày nhận"), [InputRequired(_MISSING)])
    details = TextAreaField(_l("Việc cần làm"), [Optional(), Length(max=500, message=_LONG)])
    processor = BooleanField(_l("Có bên khác xử lý dữ liệu cho xã"))


class StepForm(FlaskForm):
    """A step with a request; ``words`` begin with the ready text."""

    words = TextAreaField(_l("Nội dung văn bản"), [InputRequired(_MISSING), Length(max=4000, message=_LONG)])
    ground = SelectField(_l("Căn cứ"), choices=[], default="", validate_choice=False)


class PolicyForm(FlaskForm):
    """For how many days each kind is kept, and whether the nightly job deletes."""

    on = BooleanField(_l("Tự xóa mỗi đêm những gì đã hết thời hạn"))


for _kind in SETTINGS:
    _number = NumberRange(least_days(_kind), MOST_DAYS, _DAYS)
    setattr(PolicyForm, _kind.replace("-", "_"), IntegerField(_l("Số ngày"), [InputRequired(_MISSING), _number]))


class HoldForm(FlaskForm):
    """Holding a report or one of its photos."""

    record = SelectField(_l("Giữ"), choices=[], default="")
    reason = TextAreaField(_l("Lý do giữ"), [InputRequired(_MISSING), Length(max=300, message=_LONG)])
    until = DateField(_l("Giữ đến hết ngày"), [InputRequired(_MISSING)])
