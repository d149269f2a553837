"""The forms of exports: what is chosen is read from the address, what changes something is posted."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional

from app.exports.rules.files import LEAST_PURPOSE, MOST_PURPOSE
from app.exports.rules.tokens import NAME_MOST

_MISSING = _l("Xin điền vào đây")
_NO_PURPOSE = _l("Xin ghi tệp dùng để làm gì, ít nhất 5 chữ cái")


class ChoiceForm(FlaskForm):
    """What, of which nights and team, which columns, as which format."""

    class Meta:
        """Reading changes nothing."""

        csrf = False

    from_night = DateField(_l("Từ đêm"), [Optional()])
    to_night = DateField(_l("Đến đêm"), [Optional()])
    team = SelectField(_l("Tổ"), choices=[], validate_choice=False, default="")
    state = SelectField(_l("Trạng thái"), choices=[], validate_choice=False, default="")
    category = SelectField(_l("Loại việc"), choices=[], validate_choice=False, default="")
    columns = SelectMultipleField(_l("Các cột"), choices=[], validate_choice=False)
    ending = RadioField(_l("Dạng tệp"), choices=[], validate_choice=False)

    def validate(self, extra_validators: object = None) -> bool:
        """Both days are days, and the first is not after the last."""
        good = bool(super().validate())
        if good and self.from_night.data and self.to_night.data and self.from_night.data > self.to_night.data:
            self.to_night.errors = [_l("Đêm cuối phải sau đêm đầu")]
            good = False
        return good


class PurposeForm(FlaskForm):
    """What a file that is sent at once is for."""

    class Meta:
        """It is read from the address: the file is noted, and nothing else changes."""

        csrf = False

    purpose = StringField(
        _l("Dùng để làm gì"),
        [InputRequired(_NO_PURPOSE), Length(min=LEAST_PURPOSE, max=MOST_PURPOSE, message=_NO_PURPOSE)],
    )


class OrderForm(PurposeForm):
    """What a file that the worker makes is for; ``chosen`` is the rest, as the page's address has it."""

    class Meta:
        """Something is made."""

        csrf = True

    chosen = HiddenField(validators=[Length(max=4000)])


class KeyForm(FlaskForm):
    """A new key for a program."""

    name = StringField(_l("Chương trình nào dùng, dùng để làm gì"), [InputRequired(_MISSING), Length(min=3, max=NAME_MOST)])
    scopes = SelectMultipleField(_l("Được đọc"), choices=[], validate_choice=False)
    last_day = DateField(_l("Dùng đến hết ngày"), [InputRequired(_MISSING)])
