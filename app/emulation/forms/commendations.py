"""The forms of a proposal and of its decision."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.web.choices import choices

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")
_CHOOSE = _l("Xin chọn một mục")


class ProposalForm(FlaskForm):
    """A proposal about somebody that was chosen before (``about`` with its key in the page's address)."""

    member = SelectField(_l("Khen cả tổ hay một tổ viên"), choices=[], default="", validate_choice=False)
    body = StringField(_l("Cơ quan, đơn vị"), [Length(max=120, message=_LONG)])
    level = SelectField(_l("Cấp khen"), [InputRequired(_CHOOSE)], choices=[], validate_choice=False)
    form = SelectField(_l("Hình thức"), [InputRequired(_CHOOSE)], choices=[], validate_choice=False)
    reason = TextAreaField(_l("Thành tích"), [InputRequired(_MISSING), Length(max=1500, message=_LONG)])
    records = SelectMultipleField(_l("Minh chứng trong sổ"), choices=[], validate_choice=False)


class DecisionForm(FlaskForm):
    """It was granted."""

    version = HiddenField()
    number = StringField(_l("Số quyết định"), [InputRequired(_MISSING), Length(max=40, message=_LONG)])
    on = DateField(_l("Ngày quyết định"), [InputRequired(_MISSING)])
    authority = StringField(_l("Nơi ra quyết định"), [InputRequired(_MISSING), Length(max=80, message=_LONG)])


class RefusalForm(FlaskForm):
    """It was declined, or is taken back."""

    version = HiddenField()
    state = RadioField(
        _l("Ghi là"), choices=choices([("declined", _l("Không khen")), ("withdrawn", _l("Rút đề xuất"))]), default="declined"
    )
    why = TextAreaField(_l("Lý do"), [InputRequired(_MISSING), Length(max=1000, message=_LONG)])
