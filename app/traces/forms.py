"""The forms of the traces' pages: read from the address, so they have no token."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

_LONG = Length(max=100, message=_l("Nhiều nhất %(max)d ký tự"))
_DAYS = _l("Ngày cuối phải sau ngày đầu")


class _Days(FlaskForm):
    """A span of days."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    first = DateField(_l("Từ ngày"), [Optional()])
    last = DateField(_l("Đến ngày"), [Optional()])

    def validate(self, extra_validators: object = None) -> bool:
        """Both days are days, and the first is not after the last."""
        good = bool(super().validate())
        if good and self.first.data and self.last.data and self.first.data > self.last.data:
            self.last.errors = [_DAYS]
            good = False
        return good


class AccessForm(_Days):
    """Who, what, when, and which record."""

    person = SelectField(_l("Người"), choices=[], validate_choice=False, default="")
    act = SelectField(_l("Việc"), choices=[], validate_choice=False, default="")
    record = StringField(_l("Số biên nhận hoặc mã bản ghi"), [Optional(), _LONG])


class NotesForm(_Days):
    """What it is about, who, when, and which record or number."""

    about = SelectField(_l("Về"), choices=[], validate_choice=False, default="")
    person = StringField(_l("Người làm"), [Optional(), _LONG])
    record = StringField(_l("Số ghi chép, số biên nhận hoặc mã bản ghi"), [Optional(), _LONG])


class CompareForm(FlaskForm):
    """The head of a journal as it stands on paper."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    seq = IntegerField(_l("Số ghi chép trên giấy"), [Optional(), NumberRange(min=1, max=2_000_000_000)])
    mark = StringField(_l("Dấu trên giấy"), [Optional(), _LONG])
