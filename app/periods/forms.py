"""The forms of reports of periods."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.periods.rules import MOST_TEXT

_MISSING = _l("Xin điền mục này")
_LONG = _l("Nhiều nhất %(max)d ký tự")


class OpenForm(FlaskForm):
    """Which period of whom: any night of it, its kind, and the team (empty: the commune)."""

    kind = SelectField(_l("Kỳ"), choices=[], validate_choice=False)
    day = DateField(_l("Một đêm trong kỳ"), [InputRequired(_MISSING)])
    team = HiddenField()


class PartForm(FlaskForm):
    """One part as it was written, and the revision that the writer saw."""

    part = HiddenField(validators=[InputRequired(_MISSING)])
    rev = IntegerField(validators=[InputRequired(_MISSING)])
    text = TextAreaField(_l("Lời văn"), [Length(max=MOST_TEXT, message=_LONG)])


class SignForm(FlaskForm):
    """Signing what was seen; reports that wait are left out on purpose, with a reason."""

    seen = HiddenField(validators=[InputRequired(_MISSING)])
    leave_out = BooleanField(_l("Không tính các báo cáo chưa duyệt này vào kỳ"))
    reason = TextAreaField(_l("Lý do không tính"), [Optional(), Length(max=1000, message=_LONG)])


class ReopenForm(FlaskForm):
    """Opening a signed report again."""

    reason = TextAreaField(_l("Lý do mở lại"), [InputRequired(_MISSING), Length(max=1000, message=_LONG)])
